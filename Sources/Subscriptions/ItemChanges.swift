import Catalog
import Chronology
import Identity
import Monetary
import Rating

/// What shall be different about a contract's items.
public enum ItemChange: Hashable, Sendable {
  /// - Parameters:
  ///   - field: how the caller names the change, for refusals: `items[0]`, or nothing where it is all that
  ///     there is.
  ///   - choice: what the item settles of a price that leaves something open.
  case add(
    id: SubscriptionItemID, price: PriceID, quantity: Int64, metadata: [String: String], field: String,
    choice: PriceChoice? = nil)
  /// - Parameter choice: nil keeps the one there is, as long as the price stays.
  case update(
    id: SubscriptionItemID, price: PriceID?, quantity: Int64?, metadata: [String: String]?, field: String,
    choice: PriceChoice? = nil)
  case remove(id: SubscriptionItemID, field: String)

  /// The item it is about.
  public var item: SubscriptionItemID {
    switch self {
    case .add(let id, _, _, _, _, _), .update(let id, _, _, _, _, _), .remove(let id, _): id
    }
  }
}

extension Subscription {
  /// The contract with its items changed at `instant`.
  ///
  /// Each touched item gets a new revision; what is owed for it is worked out from the revisions alone, so
  /// the preview, the invoice and a second run agree. A revision at the very instant of the one before it
  /// replaces nothing: both count, for zero seconds.
  ///
  /// An item may recur by another interval than others do: its periods are counted from the same anchor, and
  /// it joins the one that runs.
  public func changingItems(
    _ changes: [ItemChange], proration: Proration, at instant: Instant, prices: PriceBook
  ) throws(SubscriptionRefusal) -> Subscription {
    guard !status.isTerminal else { throw .ended(id: id.text) }
    guard status != .incomplete else { throw .incomplete(id: id.text) }
    guard period.contains(instant) else { throw .changeOutsidePeriod(field: "proration_date") }
    var next = self
    // Nothing is billed of a trial, so nothing of it is given back either.
    let proration = status == .trialing ? .none : proration
    for change in changes {
      try next.apply(change, proration: proration, at: instant, prices: prices)
    }
    guard next.items.contains(where: { !$0.isRemoved }) else { throw .lastItem }
    try next.checkPricesAreDistinct()
    next.settleCadences()
    next.endWithPeriod()
    return next
  }

  private mutating func apply(
    _ change: ItemChange, proration: Proration, at instant: Instant, prices: PriceBook
  ) throws(SubscriptionRefusal) {
    switch change {
    case .add(let id, let price, let quantity, let metadata, let field, let choice):
      try check(
        price: price, quantity: quantity, choice: choice, field: field.member("price"), prices: prices)
      let own = prices[price]?.cadence ?? cadence
      var item = SubscriptionItem(
        id: id, price: price, quantity: quantity, period: joining(every: own, at: instant), from: instant,
        created: instant, metadata: metadata, proration: proration, choice: choice)
      item.cadence = own == cadence ? nil : own
      items.append(item)
    case .update(let id, let price, let quantity, let metadata, let field, let choice):
      let index = try index(of: id, field: field)
      if let metadata { items[index].metadata = metadata }
      let newPrice = price ?? items[index].price
      let newQuantity = quantity ?? items[index].quantity
      let newChoice = choice ?? (newPrice == items[index].price ? items[index].choice : nil)
      guard
        newPrice != items[index].price || newQuantity != items[index].quantity
          || newChoice != items[index].choice
      else { return }
      try check(
        price: newPrice, quantity: newQuantity, choice: newChoice,
        field: field.member(price == nil && choice == nil ? "quantity" : "price"), prices: prices)
      let own = prices[newPrice]?.cadence ?? cadence
      if own == cadence(of: items[index]) || status == .trialing {
        try revise(
          index, price: newPrice, quantity: newQuantity, choice: newChoice, proration: proration, at: instant)
      } else {
        guard instant >= items[index].current.from else {
          throw .changeOutsidePeriod(field: "proration_date")
        }
        items[index] = items[index].entering(
          joining(every: own, at: instant), insteadAt: instant, price: newPrice, quantity: newQuantity,
          choice: newChoice)
      }
      items[index].cadence = own == cadence ? nil : own
    case .remove(let id, let field):
      let index = try index(of: id, field: field)
      try revise(
        index, price: items[index].price, quantity: 0, choice: items[index].choice, proration: proration,
        at: instant, step: .removal)
    }
  }

  /// The period that an item of this interval is in at `instant`; on trial it is the trial.
  private func joining(every own: Cadence, at instant: Instant) -> Period {
    status == .trialing ? period : cycle(every: own).period(containing: instant)
  }

  private mutating func revise(
    _ index: Int, price: PriceID, quantity: Int64, choice: PriceChoice?, proration: Proration,
    at instant: Instant, step: RevisionStep = .configuration
  ) throws(SubscriptionRefusal) {
    let last = items[index].current
    guard instant >= last.from else { throw .changeOutsidePeriod(field: "proration_date") }
    items[index].revisions.append(
      ItemRevision(
        number: last.number + 1, from: instant, price: price, quantity: quantity, proration: proration,
        step: step, choice: choice))
  }

  private func index(of id: SubscriptionItemID, field: String) throws(SubscriptionRefusal) -> Int {
    guard let index = items.firstIndex(where: { $0.id == id && !$0.isRemoved }) else {
      throw .unknownItem(id: id.text, field: field.member("id"))
    }
    return index
  }

  private func check(
    price id: PriceID, quantity: Int64, choice: PriceChoice?, field: String, prices: PriceBook
  ) throws(SubscriptionRefusal) {
    try Subscription.check(price: prices[id], id: id, quantity: quantity, choice: choice, field: field)
    guard let price = prices[id] else { return }
    guard price.currency == currency else { throw .currenciesDiffer(field: field) }
  }

  /// What every price of a contract must be: known, for sale, recurring, and within what money can hold.
  public static func check(
    price: Price?, id: PriceID, quantity: Int64, choice: PriceChoice? = nil, field: String
  ) throws(SubscriptionRefusal) {
    guard quantity >= 0 else { throw .quantityNegative(field: field) }
    guard let price, price.active else { throw .priceInactive(id: id.text, field: field) }
    guard price.cadence != nil else { throw .priceNotRecurring(id: id.text, field: field) }
    do throws(ChoiceRefusal) { try price.model.check(choice) } catch {
      throw .choiceRefused(error, id: id.text, field: field)
    }
    do {
      _ = try price.model.rate(quantity: quantity, choice: choice, in: price.currency)
      let level = try RecurringLevel.monthly(price: price, quantity: quantity, choice: choice)
      guard level <= RecurringLevel.most else { throw MonetaryRefusal.overflow }
    } catch {
      throw .amountTooLarge(field: field)
    }
  }

  func checkPricesAreDistinct() throws(SubscriptionRefusal) {
    var seen: Set<PriceID> = []
    for item in items where !item.isRemoved {
      guard seen.insert(item.price).inserted else {
        throw .duplicatePrice(id: item.price.text, field: "items")
      }
    }
  }
}

extension String {
  /// What a caller calls a part of what this names: `items[0][price]`, or `price` of what has no name.
  public func member(_ name: String) -> String { isEmpty ? name : "\(self)[\(name)]" }
}

extension Subscription {
  /// The contract with a last revision on its items that gives back the time left, before it ends or they
  /// recur by another interval.
  /// - Parameter wanted: the items; nil is all.
  public func givingBackUnusedTime(
    of wanted: Set<SubscriptionItemID>? = nil, at instant: Instant
  ) throws(SubscriptionRefusal) -> Subscription {
    var next = self
    for index in next.items.indices {
      let item = next.items[index]
      guard wanted?.contains(item.id) ?? true, !item.isRemoved, item.hasPaidTime(at: instant) else {
        continue
      }
      try next.revise(
        index, price: item.price, quantity: item.quantity, choice: item.choice, proration: .prorate,
        at: instant, step: .end)
    }
    return next
  }
}
