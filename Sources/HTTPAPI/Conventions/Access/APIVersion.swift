/// The version of the format a caller names in `Stripe-Version`. It is echoed; answers have the pinned shapes
/// and inputs of the newest version are accepted, whichever well-formed version is named.
struct APIVersion: Hashable, Sendable {
  let text: String

  /// The version whose shapes our answers have.
  static let pinned = APIVersion(unchecked: "2026-08-26.dahlia")
  /// The newest version whose inputs are accepted.
  static let newest = APIVersion(unchecked: "2026-10-28.endive")

  private init(unchecked text: String) { self.text = text }

  /// Reads `2026-08-26` or `2026-08-26.dahlia`.
  init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let date = Array(parts[0].utf8)
    let isDate =
      date.count == 10
      && date.enumerated().allSatisfy { place, byte in
        place == 4 || place == 7 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
      }
    let isTrain = { (train: Substring) in
      (1...40).contains(train.utf8.count) && train.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    }
    guard isDate, parts.count == 1 || isTrain(parts[1]) else { return nil }
    self.text = text
  }

  static func refusal(_ text: String) -> APIError {
    APIError(.invalidRequest, "Invalid API version: \(text.prefix(60))")
  }
}
