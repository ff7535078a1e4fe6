import Catalog
import Journal
import Notation
import Subscriptions

/// What happens to a discount of a contract, or of one of its items, which the format tells beside what
/// happens to the contract.
struct DiscountEvent {
  let type: String
  let discount: Discount
  let before: Discount?

  private static let family = "customer.discount."
  /// The kinds of fact that can be such events.
  private static let kinds = [
    "subscription.started", "subscription.updated", "subscription.items_changed",
    "subscription.discounts_changed", "subscription.discount_expired",
  ]

  static func kinds(_ isWanted: (String) -> Bool) -> [String] {
    ["created", "updated", "deleted"].contains { isWanted(family + $0) } ? kinds : []
  }

  static func all(of fact: Fact) -> [DiscountEvent] {
    switch fact {
    case .subscriptionStarted(let contract, _):
      ((contract.discounts ?? []) + contract.items.flatMap { $0.discounts ?? [] })
        .filter { $0.spent != true }.map { DiscountEvent("created", $0) }
    case .subscriptionChanged(_, _, let change, _):
      (try? changes(from: running(change.before), to: running(change.after))) ?? []
    default: []
    }
  }

  private init(_ word: String, _ discount: Discount, before: Discount? = nil) {
    type = Self.family + word
    self.discount = discount
    self.before = before
  }

  private static func changes(from old: [Discount], to new: [Discount]) -> [DiscountEvent] {
    let gone = old.filter { one in !new.contains { $0.id == one.id } }.map { DiscountEvent("deleted", $0) }
    return gone
      + new.compactMap { discount in
        guard let before = old.first(where: { $0.id == discount.id }) else {
          return DiscountEvent("created", discount)
        }
        return before == discount ? nil : DiscountEvent("updated", discount, before: before)
      }
  }

  /// The discounts in the columns that a change has; what is used up takes nothing off any more.
  private static func running(_ columns: JSON) throws -> [Discount] {
    let holders = [columns] + (columns["items"]?.array ?? [])
    return try holders.compactMap { $0["discounts"] }.filter { $0 != .null }
      .flatMap { try $0.decode([Discount].self) }.filter { $0.spent != true }
  }
}
