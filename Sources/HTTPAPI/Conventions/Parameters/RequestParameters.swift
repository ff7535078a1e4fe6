import Chronology
import Monetary
import Operations

/// A parameter's value after its specification was checked.
enum ParameterValue: Hashable, Sendable {
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
  case byCurrency([Currency: RequestParameters])
  case array([ParameterValue])
  case timeRange(CreatedRange)
}

/// The checked parameters of a request, or of one object inside it.
///
/// Readers are named after the kind that was declared. They give nil for what was not given, and for what was
/// unset; `isCleared`, or the patches, tell these apart.
struct RequestParameters: Hashable, Sendable {
  private let values: [String: ParameterValue]
  /// Where this object stands in the request: empty, or `items[0]`.
  let path: String

  init(_ values: [String: ParameterValue] = [:], path: String = "") {
    self.values = values
    self.path = path
  }

  /// The name by which an error calls a parameter of this object: `items[0][price]`.
  func name(_ name: String) -> String { path.isEmpty ? name : "\(path)[\(name)]" }

  subscript(name: String) -> ParameterValue? { values[name] }
  var isEmpty: Bool { values.isEmpty }
  func isGiven(_ name: String) -> Bool { values[name] != nil }
  func isCleared(_ name: String) -> Bool { values[name] == .cleared }

  func string(_ name: String) -> String? {
    if case .text(let value) = values[name] { value } else { nil }
  }

  func integer(_ name: String) -> Int64? {
    if case .integer(let value) = values[name] { value } else { nil }
  }

  func boolean(_ name: String) -> Bool? {
    if case .boolean(let value) = values[name] { value } else { nil }
  }

  func instant(_ name: String) -> Instant? {
    if case .instant(let value) = values[name] { value } else { nil }
  }

  func currency(_ name: String) -> Currency? {
    if case .currency(let value) = values[name] { value } else { nil }
  }

  func object(_ name: String) -> RequestParameters? {
    if case .object(let value) = values[name] { value } else { nil }
  }

  /// By the currencies' codes.
  func byCurrency(_ name: String) -> [(currency: Currency, parameters: RequestParameters)]? {
    guard case .byCurrency(let value) = values[name] else { return nil }
    return value.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func dictionary(_ name: String) -> [String: String]? {
    if case .dictionary(let value) = values[name] { value } else { nil }
  }

  func timeRange(_ name: String) -> CreatedRange? {
    if case .timeRange(let value) = values[name] { value } else { nil }
  }

  func array(_ name: String) -> [ParameterValue]? {
    if case .array(let value) = values[name] { value } else { nil }
  }

  func objects(_ name: String) -> [RequestParameters]? {
    array(name)?.compactMap { if case .object(let value) = $0 { value } else { nil } }
  }

  func strings(_ name: String) -> [String]? {
    array(name)?.compactMap { if case .text(let value) = $0 { value } else { nil } }
  }
}

// What an update says, in the words of Operations.
extension RequestParameters {
  /// What to do with the metadata; nothing when none was given.
  var metadata: MetadataPatch { metadata(named: "metadata") }

  func metadata(named name: String) -> MetadataPatch {
    switch values[name] {
    case .metadata(let patch): patch
    case .cleared: MetadataPatch(clearsFirst: true, entries: [:])
    default: .keep
    }
  }

  /// The metadata of something new.
  func newMetadata() throws(APIError) -> [String: String] {
    let given = metadata.entries.compactMapValues { $0 }
    if given.count > MetadataPatch.keysMost { throw .tooMuchMetadata(name("metadata")) }
    return given
  }

  /// For optional fields: an empty value clears.
  func patch<Value: Sendable>(_ name: String, _ read: (String) throws -> Value?) rethrows -> Patch<Value?> {
    if isCleared(name) { return .set(nil) }
    return try read(name).map { .set($0) } ?? .keep
  }

  /// For fields that always have a value.
  func setting<Value: Sendable>(_ name: String, _ read: (String) -> Value?) -> Patch<Value> {
    read(name).map { .set($0) } ?? .keep
  }

  func textPatch(_ name: String) -> Patch<String?> { patch(name, string) }
}
