/// What an update says about one field: nothing, or its new value. Setting an optional field to nil clears
/// it.
public enum Patch<Value: Sendable>: Sendable {
  case keep
  case set(Value)

  func apply(to value: inout Value) {
    if case .set(let new) = self { value = new }
  }

  var isSet: Bool {
    if case .set = self { true } else { false }
  }
}

extension Patch: Equatable where Value: Equatable {}

/// What an update says about metadata: keys to set, keys to remove (nil), or all of it to go first.
public struct MetadataPatch: Hashable, Sendable {
  public static let keysMost = 50

  public var clearsFirst: Bool
  public var entries: [String: String?]

  public static let keep = MetadataPatch(clearsFirst: false, entries: [:])

  public init(clearsFirst: Bool, entries: [String: String?]) {
    self.clearsFirst = clearsFirst
    self.entries = entries
  }

  /// Merges into `metadata`.
  /// - Throws: ``Refusal/tooMuchMetadata`` when more than 50 keys would stay.
  public func apply(to metadata: inout [String: String]) throws(Refusal) {
    var merged = clearsFirst ? [:] : metadata
    for (key, value) in entries { merged[key] = value }
    guard merged.count <= Self.keysMost else { throw .tooMuchMetadata }
    metadata = merged
  }
}
