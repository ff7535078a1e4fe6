import Catalog
import Chronology
import Identity
import Monetary
import Rating
import Subscriptions

/// One thing a contract owes for one period, under a key that stays the same however often it is worked out.
public struct Charge: Hashable, Sendable {
  /// `<item>/<period start>/<revision>/<kind>`; unique among everything ever billed.
  public let key: String
  public let item: SubscriptionItemID
  public let price: PriceID
  public let quantity: Int64
  public let amount: Money
  public let period: Period
  public let wording: LineWording
  public let explanation: Explanation
  /// For a credit: the key of the charge it gives back.
  public let credits: String?

  /// Whether it asks for nothing because its price does; nothing of something that costs is no such charge.
  public func isFree(_ prices: PriceBook) -> Bool {
    amount.isZero && (known(price, in: prices).model.isFree || explanation.unitPrice == .zero)
  }

  /// The same charge for the part that is not billed yet.
  func adjusted(to amount: Money, number: Int) -> Charge {
    Charge(
      key: "\(key)/adjusted-\(number)", item: item, price: price, quantity: quantity, amount: amount,
      period: period, wording: wording, explanation: explanation, credits: credits)
  }
}

/// What a line says about itself; an edge puts it into words of a language.
public enum LineWording: String, Hashable, Sendable, Codable {
  /// "1 × Gold (at €10.00 / month)"
  case recurring
  /// "Unused time on Gold after 10 Nov 2026"
  case unusedTime = "unused_time"
  /// "Remaining time on Gold after 10 Nov 2026"
  case remainingTime = "remaining_time"
  /// "Free trial for 1 × Gold"
  case trial
  /// The product's name, or the description given.
  case oneOff = "one_off"
}

/// An amount that was billed under a charge's key, or under one of its adjustments.
public struct BilledCharge: Hashable, Sendable {
  public let key: String
  public let amount: Money

  public init(key: String, amount: Money) {
    self.key = key
    self.amount = amount
  }

  /// Whether it is what a change gave back, rather than an adjustment of that.
  public var isCredit: Bool { key.hasSuffix("/credit") }

  /// Whether it is a later part of what is billed under `key`. What stood on an invoice that became void and
  /// is billed again is no part: the void line stands for it.
  func isAdjustment(of key: String) -> Bool {
    let prefix = "\(key)/adjusted-"
    return self.key.hasPrefix(prefix) && !self.key.hasPrefix("\(prefix)\(PendingItemEntity.prefix)_")
  }
}

/// Everything a contract owes by now for the periods its items stand in: a pure function of its revisions.
/// Items in arrears owe theirs later; see ``owed(inArrearsBy:prices:)``.
///
/// A period is owed in full from its start. Each prorated revision gives back what was charged for the time
/// left and owes the whole new configuration for it, never the difference, each rounded once with ties toward
/// minus infinity. A revision without proration owes nothing and leaves what was charged as the basis.
public func owed(by subscription: Subscription, prices: PriceBook) throws(MonetaryRefusal) -> [Charge] {
  var charges: [Charge] = []
  for item in subscription.items {
    let all = try owed(for: item, prices: prices)
    charges += item.isInArrears ? all.filter { $0.wording == .trial } : all
  }
  return charges
}

/// What items owe for periods that are over, or are left: what they would have owed in advance.
public func owed(
  inArrearsBy items: [SubscriptionItem], prices: PriceBook
) throws(MonetaryRefusal) -> [Charge] {
  var charges: [Charge] = []
  for item in items where item.isInArrears { charges += try owed(for: item, prices: prices) }
  return charges
}

private func owed(for item: SubscriptionItem, prices: PriceBook) throws(MonetaryRefusal) -> [Charge] {
  var charges: [Charge] = []
  var basis: (revision: ItemRevision, key: String)?
  for (place, revision) in item.revisions.enumerated() {
    if revision.proration == .trial { charges.append(try trial(item, revision, prices: prices)) }
    guard revision.proration == .prorate else { continue }
    if let basis, try wasCharged(basis.revision, prices: prices) {
      charges.append(try credit(item, basis.revision, basis.key, at: revision, prices: prices))
    }
    basis = nil
    guard revision.step.goesOn else { continue }
    let startsPeriod = place == 0 && revision.from == item.period.start
    let charge = try debit(item, revision, whole: startsPeriod, prices: prices)
    charges.append(charge)
    basis = (revision, charge.key)
  }
  return charges
}

/// What is owed and not billed yet: nothing after it was billed, an adjusting charge where amounts differ.
public func unbilled(owed: [Charge], billed: [BilledCharge]) -> [Charge] {
  owed.compactMap { charge in
    let parts = billed.filter { $0.key == charge.key || $0.isAdjustment(of: charge.key) }
    guard !parts.isEmpty else { return charge }
    let open = parts.reduce(charge.amount) { $0 - $1.amount }
    return open.isZero ? nil : charge.adjusted(to: open, number: parts.count)
  }
}

/// Nothing, and a line that says for how long.
private func trial(
  _ item: SubscriptionItem, _ revision: ItemRevision, prices: PriceBook
) throws(MonetaryRefusal) -> Charge {
  let price = known(revision.price, in: prices)
  return Charge(
    key: "\(item.id)/\(item.period.start.seconds)/\(revision.number)/trial", item: item.id, price: price.id,
    quantity: revision.quantity, amount: .zero(price.currency), period: item.period, wording: .trial,
    explanation: price.model.explanation(quantity: revision.quantity, choice: revision.choice), credits: nil)
}

private func debit(
  _ item: SubscriptionItem, _ revision: ItemRevision, whole: Bool, prices: PriceBook
) throws(MonetaryRefusal) -> Charge {
  let price = known(revision.price, in: prices)
  let share = whole ? Share.whole : share(of: item.period, from: revision.from)
  return Charge(
    key: "\(item.id)/\(item.period.start.seconds)/\(revision.number)/\(whole ? "period" : "debit")",
    item: item.id, price: price.id, quantity: revision.quantity,
    amount: try price.model.rate(
      quantity: revision.quantity, choice: revision.choice, in: price.currency, share: share,
      rounding: whole ? .halfAwayFromZero : .proration),
    period: Period(start: revision.from, end: item.period.end),
    wording: whole ? .recurring : .remainingTime,
    explanation: price.model.explanation(quantity: revision.quantity, choice: revision.choice),
    credits: nil)
}

private func credit(
  _ item: SubscriptionItem, _ basis: ItemRevision, _ basisKey: String, at revision: ItemRevision,
  prices: PriceBook
) throws(MonetaryRefusal) -> Charge {
  let price = known(basis.price, in: prices)
  let left = share(of: item.period, from: revision.from)
  return Charge(
    key: "\(item.id)/\(item.period.start.seconds)/\(revision.number)/credit",
    item: item.id, price: price.id, quantity: basis.quantity,
    amount: try price.model.rate(
      quantity: basis.quantity, choice: basis.choice, in: price.currency,
      share: Share(-left.numerator, of: left.denominator), rounding: .proration),
    period: Period(start: revision.from, end: item.period.end), wording: .unusedTime,
    explanation: price.model.explanation(quantity: basis.quantity, choice: basis.choice),
    credits: basisKey)
}

/// Nothing is charged for a quantity of zero, unless the price asks for something all the same.
private func wasCharged(_ revision: ItemRevision, prices: PriceBook) throws(MonetaryRefusal) -> Bool {
  guard revision.quantity == 0 else { return true }
  let price = known(revision.price, in: prices)
  return try price.model.exact(quantity: revision.quantity, choice: revision.choice) != 0
}

private func share(of period: Period, from instant: Instant) -> Share {
  Share(period.end - instant, of: period.lengthSeconds)
}

private func known(_ id: PriceID, in prices: PriceBook) -> Price {
  guard let price = prices[id] else { preconditionFailure("a contract's prices are loaded with it") }
  return price
}
