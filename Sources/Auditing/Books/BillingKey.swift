/// What a line settles, read from its key: `<item>/<period start>/<revision>/<kind>`, and behind that
/// `/adjusted-<n>` for what was billed later of the same. What somebody asked for by hand has the id of its
/// invoice item: `ii_…`.
struct BillingKey: Hashable {
  enum Kind: String {
    /// A whole period.
    case period
    /// The rest of a period after a change.
    case debit
    /// What a change gives back of a period.
    case credit
    /// A trial, which owes nothing.
    case trial
    /// What somebody asked for beside what contracts owe.
    case byHand
  }

  let item: String
  let periodStart: Int64
  let revision: Int64
  let kind: Kind
  let isOriginal: Bool

  init?(_ text: String) {
    if text.hasPrefix("ii_"), !text.utf8.contains(UInt8(ascii: "/")) {
      (item, periodStart, revision, kind, isOriginal) = (text, 0, 0, .byHand, true)
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4 || parts.count == 5 && parts[4].hasPrefix("adjusted-"), !parts[0].isEmpty,
      let start = Int64(parts[1]), let revision = Int64(parts[2]), let kind = Kind(rawValue: String(parts[3]))
    else { return nil }
    self.item = String(parts[0])
    self.periodStart = start
    self.revision = revision
    self.kind = kind
    self.isOriginal = parts.count == 4
  }
}
