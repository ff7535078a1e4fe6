/// What a request does to an object's metadata: keys are merged, an empty value removes its key, and empty
/// metadata removes all.
public struct MetadataPatch: Hashable, Sendable {
  public static let keysMost = 50
  public static let keyLengthMost = 40
  public static let valueLengthMost = 500

  public let clearsAll: Bool
  /// New values by key; nil removes.
  public let changes: [String: String?]

  public init(clearsAll: Bool = false, changes: [String: String?] = [:]) {
    self.clearsAll = clearsAll
    self.changes = changes
  }

  public static let none = MetadataPatch()
  public static let clearing = MetadataPatch(clearsAll: true)

  public var isEmpty: Bool { !clearsAll && changes.isEmpty }

  /// The metadata after this patch; refuses more than fifty keys.
  public func applied(
    to metadata: [String: String] = [:], parameter: String = "metadata"
  ) throws(APIError) -> [String: String] {
    var result = clearsAll ? [:] : metadata
    for (key, value) in changes { result[key] = value }
    if result.count > Self.keysMost {
      throw .invalid(
        parameter, "Metadata can have up to \(Self.keysMost) keys, but this would make \(result.count).")
    }
    return result
  }
}
