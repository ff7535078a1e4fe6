import Chronology
import Identity
import Monetary
import Notation

/// Columns as the domain's own types. A value that is none of them is
/// ``StorageFailure/unreadableColumn(_:)``.
extension Row {
  func identifier<Entity>(_ column: String) throws -> Identifier<Entity> {
    Identifier(try text(column))
  }

  func identifierOrNil<Entity>(_ column: String) throws -> Identifier<Entity>? {
    try textOrNil(column).map { Identifier($0) }
  }

  func count(_ column: String) throws -> Int {
    Int(try integer(column))
  }

  func flag(_ column: String) throws -> Bool {
    switch try integer(column) {
    case 0: false
    case 1: true
    default: throw StorageFailure.unreadableColumn("\(column): neither 0 nor 1")
    }
  }

  func instant(_ column: String) throws -> Instant {
    try Self.instant(try integer(column), column)
  }

  func instantOrNil(_ column: String) throws -> Instant? {
    try integerOrNil(column).map { try Self.instant($0, column) }
  }

  func period(_ start: String, _ end: String) throws -> Period {
    let first = try instant(start)
    let last = try instant(end)
    guard first <= last else { throw StorageFailure.unreadableColumn("\(end): earlier than \(start)") }
    return Period(start: first, end: last)
  }

  func currency(_ column: String) throws -> Currency {
    guard let currency = Currency(code: try text(column)) else {
      throw StorageFailure.unreadableColumn("\(column): no currency")
    }
    return currency
  }

  func money(_ amount: String, _ currency: String) throws -> Money {
    Money(try integer(amount), try self.currency(currency))
  }

  func choice<Choice: RawRepresentable>(_ column: String) throws -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: try text(column)) else {
      throw StorageFailure.unreadableColumn("\(column): no \(Choice.self)")
    }
    return choice
  }

  func cadence(_ unit: String, _ count: String) throws -> Cadence {
    let unit: Cadence.Unit = try choice(unit)
    guard let cadence = Cadence(unit: unit, count: try self.count(count)) else {
      throw StorageFailure.unreadableColumn("\(count): no cadence recurs so often")
    }
    return cadence
  }

  func zoneOrNil(_ column: String) throws -> Zone? {
    try textOrNil(column).map { name in
      guard let zone = Zone(identifier: name) else {
        throw StorageFailure.unreadableColumn("\(column): this machine knows no such time zone")
      }
      return zone
    }
  }

  /// Empty dictionaries and lists are most of them, and need no parser.
  func texts(_ column: String) throws -> [String: String] {
    let text = try text(column)
    if text == "{}" { return [:] }
    guard let members = try? JSON(parsing: text.utf8).object else {
      throw StorageFailure.unreadableColumn("\(column): no texts")
    }
    var texts: [String: String] = [:]
    for (key, value) in members {
      guard let value = value.string else { throw StorageFailure.unreadableColumn("\(column): no texts") }
      texts[key] = value
    }
    return texts
  }

  func textList(_ column: String) throws -> [String] {
    let text = try text(column)
    return text == "[]" ? [] : try Self.decoded(text, column)
  }

  func document<Value: Decodable>(_ column: String) throws -> Value {
    try Self.decoded(try text(column), column)
  }

  func form<Value: JSONReadable>(_ column: String) throws -> Value {
    try Self.read(try text(column), column) { try Value(json: $0) }
  }

  func forms<Value: JSONReadable>(_ column: String) throws -> [Value] {
    try Self.read(try text(column), column) { try [Value](json: $0) }
  }

  func documentOrNil<Value: Decodable>(_ column: String) throws -> Value? {
    try textOrNil(column).map { try Self.decoded($0, column) }
  }

  private static func instant(_ seconds: Int64, _ column: String) throws -> Instant {
    guard let instant = Instant(exactly: seconds) else {
      throw StorageFailure.unreadableColumn("\(column): not in the years 0001 to 9999")
    }
    return instant
  }

  private static func decoded<Value: Decodable>(_ text: String, _ column: String) throws -> Value {
    try read(text, column) { try $0.decode(Value.self) }
  }

  private static func read<Value>(_ text: String, _ column: String, _ make: (JSON) throws -> Value) throws
    -> Value
  {
    do {
      return try make(JSON(parsing: text.utf8))
    } catch {
      throw StorageFailure.unreadableColumn("\(column): no \(Value.self)")
    }
  }
}
