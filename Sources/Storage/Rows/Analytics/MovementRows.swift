import Analytics
import Chronology
import Identity
import Journal
import Monetary
import Relations

/// Which movements; all given conditions hold.
public struct MovementQuery: Sendable {
  public var currency: Currency?
  public var kind: MovementKind?
  public var customer: CustomerID?
  /// Effective from this instant on, and before that one.
  public var from: Instant?
  public var until: Instant?
  public var includeTestClocks: Bool

  public init(
    currency: Currency? = nil, kind: MovementKind? = nil, customer: CustomerID? = nil, from: Instant? = nil,
    until: Instant? = nil, includeTestClocks: Bool = false
  ) {
    self.currency = currency
    self.kind = kind
    self.customer = customer
    self.from = from
    self.until = until
    self.includeTestClocks = includeTestClocks
  }
}

extension Movement {
  /// What a page's cursor calls it: the fact and the item it is about.
  public var cursor: String { "\(fact)/\(item)" }
}

extension Connection {
  public func insert(_ movement: Movement) throws {
    try execute(
      """
      INSERT INTO movement (fact_stamp, fact_position, item, fact, customer, subscription, price, currency,
        kind, cause, delta, from_price, from_level, item_level, customer_level, customers, on_test_clock,
        effective, recorded)
      VALUES (:fact_stamp, :fact_position, :item, :fact, :customer, :subscription, :price, :currency, :kind,
        :cause, :delta, :from_price, :from_level, :item_level, :customer_level, :customers, :on_test_clock,
        :effective, :recorded)
      """,
      [
        "fact_stamp": movement.place.stamp, "fact_position": movement.place.position, "item": movement.item,
        "fact": movement.fact, "customer": movement.customer, "subscription": movement.subscription,
        "price": movement.price, "currency": movement.currency, "kind": movement.kind.rawValue,
        "cause": movement.cause, "delta": movement.delta, "from_price": movement.moved?.price,
        "from_level": movement.moved?.level, "item_level": movement.itemLevel,
        "customer_level": movement.customerLevel, "customers": movement.customers,
        "on_test_clock": movement.onTestClock, "effective": movement.effective, "recorded": movement.recorded,
      ])
  }

  /// Movements by when they took effect, newest first; a page's cursor is ``Movement/cursor``, and
  /// `page.created` bounds when they were recorded.
  public func movements(_ filter: MovementQuery, _ page: Page) throws -> PageResult<Movement> {
    var listing = Listing("movement", order: ["effective", "fact_stamp", "fact_position", "item"])
    listing.require("currency = :currency", "currency", filter.currency)
    listing.require("kind = :kind", "kind", filter.kind?.rawValue)
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require("effective >= :from", "from", filter.from)
    listing.require("effective < :until", "until", filter.until)
    if !filter.includeTestClocks { listing.require("on_test_clock = 0") }
    // A movement's recorded instants are asked for so seldom that they need no index.
    listing.require(page.created, of: "recorded")
    let window = listing.window(page, place: try page.cursor.map { try place(ofMovement: $0.id) })
    return window.result(try query(MovementStatements.select + window.tail, window.values, readMovement))
  }

  /// Everything the fold of movements has written, for a fold from the start; the caller sets its cursor
  /// back.
  public func clearMovements() throws {
    try execute("DELETE FROM movement")
    try execute("DELETE FROM recurring_item")
    try execute("DELETE FROM recurring_customer")
  }

  private func place(ofMovement cursor: String) throws -> [any ValueConvertible] {
    let parts = cursor.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw UnknownCursor(id: cursor) }
    let place: [any ValueConvertible]? = try first(
      MovementStatements.place, ["fact": parts[0], "item": parts[1]]
    ) { row in
      [
        try row.integer("effective"), try row.integer("fact_stamp"), try row.integer("fact_position"),
        try row.text("item"),
      ]
    }
    guard let place else { throw UnknownCursor(id: cursor) }
    return place
  }

  func readMovement(_ row: any Row) throws -> Movement {
    let place = JournalPlace(stamp: try row.integer("fact_stamp"), position: try row.integer("fact_position"))
    return Movement(
      fact: try row.identifier("fact"), place: place, customer: try row.identifier("customer"),
      subscription: try row.identifier("subscription"), item: try row.identifier("item"),
      price: try row.identifier("price"), currency: try row.currency("currency"),
      kind: try row.choice("kind"),
      cause: try row.text("cause"), delta: try row.integer("delta"), moved: try row.movedLevel(),
      itemLevel: try row.integer("item_level"),
      customerLevel: try row.integer("customer_level"), customers: try row.integer("customers"),
      onTestClock: try row.flag("on_test_clock"), effective: try row.instant("effective"),
      recorded: try row.instant("recorded"))
  }
}

extension Row {
  /// What was moved here from another price.
  func movedLevel() throws -> MovedLevel? {
    guard let level = try integerOrNil("from_level") else { return nil }
    return MovedLevel(price: try identifier("from_price"), level: level)
  }
}

enum MovementStatements {
  static let select: SQL =
    """
    SELECT fact_stamp, fact_position, fact, customer, subscription, item, price, currency, kind, cause, delta,
      from_price, from_level, item_level, customer_level, customers, on_test_clock, effective, recorded
    FROM movement
    """
  /// By the fact's place, because that is the primary key's beginning.
  static let place: SQL =
    """
    SELECT m.effective, m.fact_stamp, m.fact_position, m.item FROM fact f
    JOIN movement m ON m.fact_stamp = f.stamp AND m.fact_position = f.position
    WHERE f.id = :fact AND m.item = :item
    """
}
