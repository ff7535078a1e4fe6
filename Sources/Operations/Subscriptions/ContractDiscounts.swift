import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Rating
import Relations
import Storage
import Subscriptions

extension Session {
  /// Uses coupons and codes for a contract, or one of its items.
  ///
  /// - Parameters:
  ///   - item: nil for the contract as a whole.
  ///   - field: how the caller names the list.
  func redeem(
    _ wishes: [DiscountWish], for subscription: Subscription, item: SubscriptionItem? = nil,
    customer: Customer, prices: PriceBook, field: String, at instant: Instant
  ) throws -> [Discount]? {
    // What is over is nothing to go on with, even if nobody has taken it off yet.
    let known = (item.map { $0.discounts ?? [] } ?? subscription.discounts ?? [])
      .filter { $0.spent == true || $0.isActive(at: instant) }
    let bought = item.map { [$0] } ?? subscription.items.filter { !$0.isRemoved }
    return try redeem(
      wishes,
      on: DiscountedThing(
        id: item?.id.text ?? subscription.id.text, currency: subscription.currency, customer: customer,
        known: known
      ) {
        try bought.reduce(0) { sum, item in
          guard let price = prices[item.price] else { return sum }
          let amount = try price.model.rate(
            quantity: item.quantity, choice: item.choice, in: price.currency)
          return sum + Int128(amount.minorUnits)
        }
      }, field: field, at: instant)
  }

  /// Leaves work for the moment when the next of a contract's discounts ends.
  func scheduleDiscountEnd(of subscription: Subscription, customer: Customer) throws {
    guard let end = subscription.nextDiscountEnd, !subscription.status.isTerminal else {
      return try cancelJob(.endDiscounts, subscription.id.text)
    }
    try enqueue(.endDiscounts, subscription.id.text, customer: customer, due: end)
  }

  /// Takes discounts that are used once off a contract, once an invoice used them.
  func spendDiscounts(
    of subscription: inout Subscription, on contents: [LineContent], customer: Customer, at instant: Instant
  ) throws {
    let used = contents.flatMap { $0.discounted ?? [] }
      .filter { $0.amount > 0 && $0.discount.duration == .once }.map(\.discount.id)
    guard !used.isEmpty else { return }
    let spent = subscription.spending(Set(used))
    guard spent != subscription else { return }
    try change(subscription, to: spent, because: .discountExpired, at: instant)
    subscription = spent
    try scheduleDiscountEnd(of: spent, customer: customer)
  }
}

extension Session {
  /// Gives a contract back what its invoice used once, because nobody pays that invoice.
  func regainDiscounts(
    of invoice: Invoice, on contents: [LineContent], customer: Customer, at instant: Instant
  ) throws {
    let unused = contents.discountsUsedOnce
    guard !unused.isEmpty, let contract = try invoice.subscription.flatMap({ try states.subscription($0) }),
      !contract.status.isTerminal
    else { return }
    let regained = contract.regaining(unused)
    guard regained != contract else { return }
    try change(
      contract, to: regained, because: .discountsChanged, at: instant, prices: prices(of: regained))
    try scheduleDiscountEnd(of: regained, customer: customer)
  }
}

/// Time is up for discounts of a contract.
struct EndDiscounts: Command {
  let subscription: SubscriptionID

  func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.subscription(subscription).map { [.customer($0.customer)] } ?? []
  }

  func run(in session: Session) throws {
    guard let old = try session.states.subscription(subscription), !old.status.isTerminal,
      let customer = try session.states.customer(old.customer), let instant = old.nextDiscountEnd
    else { return }
    // The discount that this was left for may be gone with its item.
    guard try instant <= session.now(for: customer) else {
      return try session.scheduleDiscountEnd(of: old, customer: customer)
    }
    let new = old.withoutDiscounts(overAt: instant)
    try session.change(
      old, to: new, because: .discountExpired, at: instant, prices: session.prices(of: new))
    try session.scheduleDiscountEnd(of: new, customer: customer)
  }
}

/// Takes the discount off a contract that came last.
public struct RemoveDiscount: Command {
  public struct Removed: Sendable {
    public let discount: Discount
    public let customer: CustomerID
  }

  public let subscription: SubscriptionID

  public init(from subscription: SubscriptionID) {
    self.subscription = subscription
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.subscription(subscription).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> Removed {
    let old = try session.known(
      session.states.subscription(subscription), .subscription, subscription.text, field: nil)
    guard let customer = try session.states.customer(old.customer) else {
      throw Refusal.customerDeleted(id: old.customer.text)
    }
    guard let last = old.discounts?.last(where: { $0.spent != true }) else {
      throw Refusal.unknown(.discount, id: subscription.text, field: nil)
    }
    guard !old.status.isTerminal else { throw SubscriptionRefusal.ended(id: old.id.text) }
    guard old.status != .incomplete else { throw SubscriptionRefusal.incomplete(id: old.id.text) }
    var new = old
    let left = (old.discounts ?? []).filter { $0.id != last.id }
    new.discounts = left.isEmpty ? nil : left
    let instant = try session.now(for: customer)
    try session.change(
      old, to: new, because: .discountsChanged, at: instant, prices: session.prices(of: new))
    try session.scheduleDiscountEnd(of: new, customer: customer)
    return Removed(discount: last, customer: old.customer)
  }
}
