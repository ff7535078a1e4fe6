import Chronology
import Monetary

/// A parameter's value after its specification was checked.
public enum ParameterValue: Hashable, Sendable {
  /// Given as an empty string: to be unset.
  case cleared
  /// Texts, words and decimals.
  case text(String)
  case integer(Int64)
  case boolean(Bool)
  case instant(Instant)
  case currency(Currency)
  case metadata(MetadataPatch)
  case dictionary([String: String])
  case object(RequestParameters)
  case array([ParameterValue])
  case timeRange(TimeRange)
}

/// What an update says about one field.
public enum FieldChange<Value: Sendable>: Sendable {
  case keep
  case clear
  case set(Value)

  public var value: Value? {
    if case .set(let value) = self { value } else { nil }
  }
}

/// The checked parameters of a request, or of one object inside it.
///
/// Readers are named after the kind that was declared. They give nil for what was not given, and for what was
/// unset; `isCleared`, or the `FieldChange` readers, tell these apart.
public struct RequestParameters: Hashable, Sendable {
  private var values: [String: ParameterValue]
  /// Where this object stands in the request: empty, or `items[0]`.
  public let path: String

  public init(_ values: [String: ParameterValue] = [:], path: String = "") {
    self.values = values
    self.path = path
  }

  /// The name by which an error calls a parameter of this object: `items[0][price]`.
  public func name(_ name: String) -> String { path.isEmpty ? name : "\(path)[\(name)]" }

  public subscript(name: String) -> ParameterValue? { values[name] }
  public var isEmpty: Bool { values.isEmpty }
  public func isGiven(_ name: String) -> Bool { values[name] != nil }
  public func isCleared(_ name: String) -> Bool { values[name] == .cleared }

  public func string(_ name: String) -> String? {
    if case .text(let value) = values[name] { value } else { nil }
  }

  public func integer(_ name: String) -> Int64? {
    if case .integer(let value) = values[name] { value } else { nil }
  }

  public func boolean(_ name: String) -> Bool? {
    if case .boolean(let value) = values[name] { value } else { nil }
  }

  public func instant(_ name: String) -> Instant? {
    if case .instant(let value) = values[name] { value } else { nil }
  }

  public func currency(_ name: String) -> Currency? {
    if case .currency(let value) = values[name] { value } else { nil }
  }

  public func object(_ name: String) -> RequestParameters? {
    if case .object(let value) = values[name] { value } else { nil }
  }

  public func dictionary(_ name: String) -> [String: String]? {
    if case .dictionary(let value) = values[name] { value } else { nil }
  }

  public func timeRange(_ name: String) -> TimeRange? {
    if case .timeRange(let value) = values[name] { value } else { nil }
  }

  public func array(_ name: String) -> [ParameterValue]? {
    if case .array(let value) = values[name] { value } else { nil }
  }

  public func objects(_ name: String) -> [RequestParameters]? {
    array(name)?.compactMap { if case .object(let value) = $0 { value } else { nil } }
  }

  public func strings(_ name: String) -> [String]? {
    array(name)?.compactMap { if case .text(let value) = $0 { value } else { nil } }
  }

  /// What to do with the metadata; nothing when none was given.
  public var metadata: MetadataPatch {
    switch values["metadata"] {
    case .metadata(let patch): patch
    case .cleared: .clearing
    default: .none
    }
  }

  public func change<Value>(
    _ name: String, _ read: (RequestParameters) -> (String) -> Value?
  ) -> FieldChange<Value> {
    if isCleared(name) { return .clear }
    return read(self)(name).map(FieldChange.set) ?? .keep
  }

  public func stringChange(_ name: String) -> FieldChange<String> { change(name, RequestParameters.string) }
  public func integerChange(_ name: String) -> FieldChange<Int64> { change(name, RequestParameters.integer) }
  public func instantChange(_ name: String) -> FieldChange<Instant> {
    change(name, RequestParameters.instant)
  }
  public func objectChange(_ name: String) -> FieldChange<RequestParameters> {
    change(name, RequestParameters.object)
  }
}
