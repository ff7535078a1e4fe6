import Catalog
import Identity
import Monetary

/// A part of a line that a change of its contract gave back while the line stood on a draft still.
///
/// What was taken off that part then is settled: its credit says it, perhaps on a document. So where the
/// draft's discounts become others, they are worth what they are of the part that is left, and line and
/// credit together come to what that part costs.
public struct GivenBack: Hashable, Sendable, Codable {
  /// The part, in minor units below zero.
  public let amount: Int64
  /// What discounts took off it, below zero.
  public let discounted: [DiscountAmount]
}

extension LineContent {
  /// The line with the discounts that it has now on what is left of it, and those it had then on what
  /// `credit` gave back. Where nothing became another it is the same line.
  func keeping(_ credit: LineContent?) -> LineContent {
    var content = self
    content.givenBack = nil
    guard let credit, amount.minorUnits > 0, credit.amount.isNegative else { return content }
    let all = discounted ?? []
    let part = all.share(credit.amount.minorUnits, of: amount.minorUnits)
    let settled = credit.discounted ?? []
    guard part.amounts != settled.amounts else { return content }
    let kept = (all + part + settled.map { DiscountAmount($0.discount, -$0.amount) }).summed
    content = content.discounted(by: kept.filter { $0.amount != 0 })
    content.givenBack = GivenBack(amount: credit.amount.minorUnits, discounted: settled)
    return content
  }
}

extension [DiscountAmount] {
  /// What each comes to, whatever has become of the discount itself.
  fileprivate var amounts: [DiscountID: Int64] {
    filter { $0.amount != 0 }.reduce(into: [:]) { $0[$1.discount.id, default: 0] += $1.amount }
  }
}
