import Chronology
import Identity
import Relations
import Subscriptions

extension Connection {
  public func insert(_ subscription: Subscription) throws {
    try execute(
      """
      INSERT INTO subscription (id, customer, currency, status, cycle_anchor, cadence_unit, cadence_count,
        period_start, start_date, days_until_due, default_payment_method, description, metadata, trial,
        collection_pause, cancellation, ended_at, latest_invoice, test_clock, created, default_tax_rates,
        discounts, time_zone)
      VALUES (:id, :customer, :currency, :status, :cycle_anchor, :cadence_unit, :cadence_count,
        :period_start, :start_date, :days_until_due, :default_payment_method, :description, :metadata,
        :trial, :collection_pause, :cancellation, :ended_at, :latest_invoice, :test_clock, :created,
        :default_tax_rates, :discounts, :time_zone)
      """,
      [
        "id": subscription.id, "customer": subscription.customer, "currency": subscription.currency,
        "status": subscription.status.rawValue, "cycle_anchor": subscription.cycleAnchor,
        "cadence_unit": subscription.cadence.unit.rawValue, "cadence_count": subscription.cadence.count,
        "period_start": subscription.lastTurn, "start_date": subscription.startDate,
        "days_until_due": subscription.collection.daysUntilDue,
        "default_payment_method": subscription.defaultPaymentMethod, "description": subscription.description,
        "metadata": try document(subscription.metadata),
        "trial": try subscription.trial.map { try document($0) },
        "collection_pause": try subscription.collectionPause.map { try document($0) },
        "cancellation": try subscription.cancellation.map { try document($0) },
        "ended_at": subscription.endedAt, "latest_invoice": subscription.latestInvoice,
        "test_clock": subscription.testClock, "created": subscription.created,
        "default_tax_rates": try subscription.defaultTaxRates.map { try document($0) },
        "discounts": try subscription.discounts.map { try document($0) },
        "time_zone": subscription.timeZone?.identifier,
      ])
    for (place, item) in subscription.items.enumerated() {
      try put(item, place, of: subscription.id)
    }
  }

  public func update(_ subscription: Subscription) throws {
    let changed = try write(subscription, onlyFrom: nil)
    guard changed else {
      throw StorageFailure.invalidStatement("updating a subscription: there is no such subscription")
    }
  }

  /// Writes a contract that moved on to its next period, unless another transaction already moved it.
  ///
  /// This is what makes a renewal happen once: false means that it happened elsewhere, and nothing was
  /// written.
  public func advance(_ subscription: Subscription, fromTurn turn: Instant) throws -> Bool {
    try write(subscription, onlyFrom: turn)
  }

  private func write(_ subscription: Subscription, onlyFrom turn: Instant?) throws -> Bool {
    let changed = try execute(
      """
      UPDATE subscription SET status = :status, cycle_anchor = :cycle_anchor, cadence_unit = :cadence_unit,
        cadence_count = :cadence_count, period_start = :period_start, days_until_due = :days_until_due,
        default_payment_method = :default_payment_method, description = :description, metadata = :metadata,
        trial = :trial, collection_pause = :collection_pause, cancellation = :cancellation,
        ended_at = :ended_at, latest_invoice = :latest_invoice, default_tax_rates = :default_tax_rates,
        discounts = :discounts
      WHERE id = :id AND (:any_period = 1 OR period_start = :from_start)
      """,
      [
        "status": subscription.status.rawValue, "cycle_anchor": subscription.cycleAnchor,
        "cadence_unit": subscription.cadence.unit.rawValue, "cadence_count": subscription.cadence.count,
        "period_start": subscription.lastTurn, "days_until_due": subscription.collection.daysUntilDue,
        "default_payment_method": subscription.defaultPaymentMethod, "description": subscription.description,
        "metadata": try document(subscription.metadata),
        "trial": try subscription.trial.map { try document($0) },
        "collection_pause": try subscription.collectionPause.map { try document($0) },
        "cancellation": try subscription.cancellation.map { try document($0) },
        "ended_at": subscription.endedAt, "latest_invoice": subscription.latestInvoice, "id": subscription.id,
        "default_tax_rates": try subscription.defaultTaxRates.map { try document($0) },
        "discounts": try subscription.discounts.map { try document($0) },
        "any_period": turn == nil, "from_start": turn ?? subscription.lastTurn,
      ])
    guard changed == 1 else { return false }
    try writeItems(of: subscription)
    return true
  }

  public func subscription(_ id: SubscriptionID) throws -> Subscription? {
    try subscriptions(Statements.byID, ["id": id]).first
  }

  /// The contract that has this item, also when the item is removed and its period not over yet.
  public func subscription(item: SubscriptionItemID) throws -> Subscription? {
    try subscriptions(Statements.byItem, ["item": item]).first
  }

  /// All contracts of a customer, ended ones too, oldest first.
  public func subscriptions(of customer: CustomerID) throws -> [Subscription] {
    try subscriptions(Statements.byCustomer, ["customer": customer])
  }
}

extension Connection {
  /// Runs a statement of rows (contract, item), each contract's rows together and its items in their order.
  func subscriptions(_ sql: SQL, _ values: Values) throws -> [Subscription] {
    var found: [Subscription] = []
    _ = try query(sql, values) { row in
      let id: SubscriptionID = try row.identifier("id")
      if found.last?.id != id { found.append(try subscription(id, row)) }
      found[found.count - 1].items.append(try subscriptionItem(row))
    }
    return found
  }

  private func subscription(_ id: SubscriptionID, _ row: any Row) throws -> Subscription {
    let days = try row.integerOrNil("days_until_due")
    var subscription = Subscription(
      id: id, customer: try row.identifier("customer"), currency: try row.currency("currency"),
      cadence: try row.cadence("cadence_unit", "cadence_count"), items: [],
      startDate: try row.instant("start_date"), testClock: try row.identifierOrNil("test_clock"),
      collection: Collection(daysUntilDue: days), timeZone: try row.zoneOrNil("time_zone"),
      created: try row.instant("created"))
    subscription.status = try row.choice("status")
    subscription.cycleAnchor = try row.instant("cycle_anchor")
    subscription.defaultPaymentMethod = try row.identifierOrNil("default_payment_method")
    subscription.description = try row.textOrNil("description")
    subscription.metadata = try row.texts("metadata")
    subscription.defaultTaxRates = try row.documentOrNil("default_tax_rates")
    subscription.discounts = try row.documentOrNil("discounts")
    subscription.trial = try row.documentOrNil("trial")
    subscription.collectionPause = try row.documentOrNil("collection_pause")
    subscription.cancellation = try row.documentOrNil("cancellation")
    subscription.endedAt = try row.instantOrNil("ended_at")
    subscription.latestInvoice = try row.identifierOrNil("latest_invoice")
    return subscription
  }
}

extension Subscriptions.Collection {
  /// The column form: a customer who is charged has no days.
  var daysUntilDue: Int? {
    switch self {
    case .chargeAutomatically: nil
    case .sendInvoice(let days): days
    }
  }

  init(daysUntilDue: Int64?) {
    self = daysUntilDue.map { .sendInvoice(daysUntilDue: Int($0)) } ?? .chargeAutomatically
  }
}

/// What a list of contracts reads too.
enum SubscriptionColumns {
  static let select: SQL =
    """
    SELECT s.id, s.days_until_due, s.customer, s.currency, s.cadence_unit, s.cadence_count, s.start_date,
      s.test_clock, s.status, s.cycle_anchor, s.default_payment_method, s.description, s.metadata,
      s.trial, s.collection_pause, s.default_tax_rates, s.discounts, s.created, s.cancellation, s.ended_at,
      s.latest_invoice, i.id AS item,
      i.price, i.quantity,
      i.period_start AS item_start, i.period_end AS item_end, i.created AS item_created, i.revisions,
      i.metadata AS item_metadata, i.tax_rates, i.discounts AS item_discounts,
      s.time_zone, i.cadence_unit AS item_unit, i.cadence_count AS item_count,
      i.timing
    """
  static let items: SQL = "JOIN subscription_item i ON i.subscription = s.id"
}

private enum Statements {
  private static let joined = SubscriptionColumns.select + "FROM subscription s" + SubscriptionColumns.items
  static let byID = joined + "WHERE s.id = :id ORDER BY i.place"
  static let byItem =
    joined + "WHERE s.id = (SELECT subscription FROM subscription_item WHERE id = :item) ORDER BY i.place"
  static let byCustomer = joined + "WHERE s.customer = :customer ORDER BY s.created, s.id, i.place"
}
