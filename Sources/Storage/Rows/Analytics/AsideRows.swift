import Analytics
import Chronology
import Identity
import Journal
import Monetary
import Subscriptions

/// What stands beside recurring revenue, as the fold keeps it.
extension Connection {
  public func insert(_ movement: AsideMovement, of fact: RecordedFact, about subject: MovementSubject) throws
  {
    try execute(
      """
      INSERT INTO revenue_aside (fact_stamp, fact_position, item, aside, fact, customer, subscription, price,
        currency, cause, delta, from_price, from_level, on_test_clock, effective, recorded)
      VALUES (:fact_stamp, :fact_position, :item, :aside, :fact, :customer, :subscription, :price,
        :currency, :cause, :delta, :from_price, :from_level, :on_test_clock, :effective, :recorded)
      """,
      [
        "fact_stamp": fact.place.stamp, "fact_position": fact.place.position, "item": movement.level.item,
        "aside": movement.aside.rawValue, "fact": fact.id, "customer": subject.customer,
        "subscription": subject.subscription, "price": movement.level.price, "currency": subject.currency,
        "cause": fact.fact.recurringLevels?.cause ?? "", "delta": movement.delta,
        "from_price": movement.moved?.price, "from_level": movement.moved?.level,
        "on_test_clock": subject.onTestClock, "effective": fact.effective, "recorded": fact.recorded,
      ])
  }

  /// The items of a contract as the fold left them.
  public func asideStates(of subscription: SubscriptionID) throws -> [SubscriptionItemID: AsideState] {
    let states = try query(
      """
      SELECT item, status, net, due, price, discount, at_risk, paused FROM revenue_aside_item
      WHERE subscription = :subscription
      """, ["subscription": subscription]
    ) { row -> (SubscriptionItemID, AsideState) in
      var amounts: [Aside: Int64] = [:]
      for (aside, column) in [(Aside.discount, "discount"), (.atRisk, "at_risk"), (.paused, "paused")] {
        let amount = try row.integer(column)
        if amount != 0 { amounts[aside] = amount }
      }
      return (
        try row.identifier("item"),
        AsideState(
          status: try row.choice("status"), net: try row.integer("net"), due: try row.integer("due"),
          price: try row.identifier("price"), amounts: amounts)
      )
    }
    return Dictionary(states, uniquingKeysWith: { $1 })
  }

  public func setAside(
    _ item: SubscriptionItemID, of subscription: SubscriptionID, _ state: AsideState
  ) throws {
    try execute(
      """
      INSERT INTO revenue_aside_item (item, subscription, status, net, due, price, discount, at_risk, paused)
      VALUES (:item, :subscription, :status, :net, :due, :price, :discount, :at_risk, :paused)
      ON CONFLICT (item) DO UPDATE SET status = excluded.status, net = excluded.net, due = excluded.due,
        price = excluded.price, discount = excluded.discount, at_risk = excluded.at_risk,
        paused = excluded.paused
      """,
      [
        "item": item, "subscription": subscription, "status": state.status.rawValue, "net": state.net,
        "due": state.due, "price": state.price, "discount": state.amounts[.discount, default: 0],
        "at_risk": state.amounts[.atRisk, default: 0], "paused": state.amounts[.paused, default: 0],
      ])
  }

  public func clearAsides() throws {
    try execute("DELETE FROM revenue_aside")
    try execute("DELETE FROM revenue_aside_item")
  }

  /// The changes of one aside in the order of the columns.
  public func streamAsides(_ aside: Aside, _ take: (Movement) throws -> Void) throws {
    try stream(
      AsideStatements.select + "WHERE aside = :aside ORDER BY effective, fact_stamp, fact_position, item",
      ["aside": aside.rawValue]
    ) { try take(readAside($0)) }
  }

  /// Those of facts after `place`, in the order of the journal.
  public func asides(_ aside: Aside, after place: JournalPlace) throws -> [Movement] {
    try query(
      AsideStatements.select
        + """
        WHERE aside = :aside AND fact_stamp = :stamp AND fact_position > :position
        ORDER BY fact_position, item
        """, ["aside": aside.rawValue, "stamp": place.stamp, "position": place.position], readAside)
      + query(
        AsideStatements.select
          + """
          WHERE aside = :aside AND fact_stamp > :stamp ORDER BY fact_stamp, fact_position, item
          """, ["aside": aside.rawValue, "stamp": place.stamp], readAside)
  }

  /// As a row of columns that only levels are read of: nobody is new or lost by it.
  private func readAside(_ row: any Row) throws -> Movement {
    let delta = try row.integer("delta")
    return Movement(
      fact: try row.identifier("fact"),
      place: JournalPlace(stamp: try row.integer("fact_stamp"), position: try row.integer("fact_position")),
      customer: try row.identifier("customer"), subscription: try row.identifier("subscription"),
      item: try row.identifier("item"), price: try row.identifier("price"),
      currency: try row.currency("currency"), kind: delta > 0 ? .expansion : .contraction,
      cause: try row.text("cause"), delta: delta, moved: try row.movedLevel(), itemLevel: 0, customerLevel: 0,
      customers: 0,
      onTestClock: try row.flag("on_test_clock"), effective: try row.instant("effective"),
      recorded: try row.instant("recorded"))
  }
}

private enum AsideStatements {
  static let select: SQL =
    """
    SELECT fact_stamp, fact_position, fact, customer, subscription, item, price, currency, cause, delta,
      from_price, from_level, on_test_clock, effective, recorded
    FROM revenue_aside
    """
}
