import Chronology
import Identity
import Monetary

/// What a column can hold. There is no floating point: money, time and counts are integers.
public enum Value: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case bytes([UInt8])
}

/// The named values of one statement, in their column form.
public struct Values: ExpressibleByDictionaryLiteral, RandomAccessCollection, Sendable {
  public typealias Element = (key: String, value: Value)

  private let elements: [Element]

  public init(dictionaryLiteral elements: (String, any ValueConvertible)...) {
    self.init(elements)
  }

  /// Values that were collected one by one.
  public init(_ elements: [(String, any ValueConvertible)]) {
    // By place: each value would be copied out of its box otherwise.
    var columns: [Element] = []
    columns.reserveCapacity(elements.count)
    for place in elements.indices {
      columns.append((key: elements[place].0, value: elements[place].1.columnValue))
    }
    self.elements = columns
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { elements.count }
  public subscript(position: Int) -> Element { elements[position] }
}

/// A type that knows its column form.
public protocol ValueConvertible: Sendable {
  var columnValue: Value { get }
}

extension Value: ValueConvertible {
  public var columnValue: Value { self }
}

extension Int64: ValueConvertible {
  public var columnValue: Value { .integer(self) }
}

extension Int: ValueConvertible {
  public var columnValue: Value { .integer(Int64(self)) }
}

extension Bool: ValueConvertible {
  public var columnValue: Value { .integer(self ? 1 : 0) }
}

extension String: ValueConvertible {
  public var columnValue: Value { .text(self) }
}

extension Identifier: ValueConvertible {
  public var columnValue: Value { .text(text) }
}

extension Instant: ValueConvertible {
  public var columnValue: Value { .integer(seconds) }
}

extension Currency: ValueConvertible {
  public var columnValue: Value { .text(code) }
}

extension UnitPrice: ValueConvertible {
  public var columnValue: Value { .text(decimalText) }
}

extension Optional: ValueConvertible where Wrapped: ValueConvertible {
  public var columnValue: Value { self?.columnValue ?? .null }
}

extension RawRepresentable where Self: ValueConvertible, RawValue == String {
  public var columnValue: Value { .text(rawValue) }
}
