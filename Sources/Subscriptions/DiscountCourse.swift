import Catalog
import Chronology
import Identity

extension Subscription {
  /// The discounts of one of its items that take something off what is billed at `instant`.
  public func activeDiscounts(of item: SubscriptionItem, at instant: Instant) -> [Discount] {
    (item.discounts ?? []).filter { $0.isActive(at: instant) }
  }

  /// Its own discounts that take something off what is billed at `instant`.
  public func activeDiscounts(at instant: Instant) -> [Discount] {
    (discounts ?? []).filter { $0.isActive(at: instant) }
  }

  /// When the next of its discounts ends, and those of its items; nil is never.
  public var nextDiscountEnd: Instant? {
    ((discounts ?? []) + items.flatMap { $0.discounts ?? [] }).compactMap(\.end).min()
  }

  /// The contract without the discounts that are over at `instant`.
  public func withoutDiscounts(overAt instant: Instant) -> Subscription {
    discounting { discounts, _, _ in discounts.filter { $0.end.map { instant < $0 } ?? true } }
  }

  /// The contract after an invoice used discounts that are used once. For a year or more they still count as
  /// long as the time they paid for lasts.
  public func spending(_ used: Set<DiscountID>) -> Subscription {
    return discounting { discounts, cadence, period in
      discounts.compactMap { discount in
        // What is used up already counts no longer than it did.
        guard discount.duration == .once, discount.spent != true, used.contains(discount.id) else {
          return discount
        }
        return cadence.isYearOrMore ? discount.spent(until: period.end) : nil
      }
    }
  }

  /// The contract with discounts that are used once and were used on an invoice that nobody pays: they wait
  /// for the next one, unless their coupon is used there again.
  public func regaining(_ unused: [Discount]) -> Subscription {
    func regained(_ discounts: [Discount]?, of subject: String) -> [Discount]? {
      var all = discounts ?? []
      for discount in unused where discount.subject == subject {
        guard !all.contains(where: { $0.coupon == discount.coupon && $0.spent != true }) else { continue }
        all.removeAll { $0.id == discount.id }
        all.append(discount)
      }
      return all.isEmpty ? nil : all
    }
    var contract = self
    contract.discounts = regained(discounts, of: id.text)
    for index in items.indices where !items[index].isRemoved {
      contract.items[index].discounts = regained(items[index].discounts, of: items[index].id.text)
    }
    return contract
  }

  /// - Parameter change: takes discounts, and the interval and period of what they are taken off.
  private func discounting(_ change: ([Discount], Cadence, Period) -> [Discount]) -> Subscription {
    func changed(_ discounts: [Discount]?, _ cadence: Cadence, _ period: Period) -> [Discount]? {
      let left = discounts.map { change($0, cadence, period) } ?? []
      return left.isEmpty ? nil : left
    }
    var contract = self
    contract.discounts = changed(discounts, cadence, period)
    for (index, item) in items.enumerated() {
      contract.items[index].discounts = changed(item.discounts, cadence(of: item), item.period)
    }
    return contract
  }
}
