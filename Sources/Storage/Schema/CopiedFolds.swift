/// What a copy takes along of the books and of what is folded from facts, as each version of the schema had
/// it.
extension WorkspaceSchema {
  static func foldCopies(at migration: Int) -> [CopiedTable] {
    bookCopies + [movementCopy(at: migration)]
      + (migration >= revenueAsides.number ? asideCopies(at: migration) : [])
      + [
        CopiedTable(
          "recurring_item", by: "item",
          ["item", "customer", "currency"] + (migration >= movementsAnew.number ? ["price"] : [])
            + ["level"]),
        CopiedTable(
          "recurring_customer", by: "customer, currency", "customer", "currency", "level", "was_paying"),
      ]
  }

  private static let bookCopies = [
    CopiedTable(
      "posting", by: "fact, place", "fact", "place", "account", "customer", "currency", "amount",
      "effective"),
    CopiedTable("balance", by: "customer, account, currency", "customer", "account", "currency", "amount"),
    CopiedTable(
      name: "projection", columns: ["name", "stamp", "position"],
      rows: """
        SELECT name, CAST(0 AS BIGINT) AS stamp, (
            SELECT COUNT(*) FROM fact
            WHERE (fact.stamp, fact.position) <= (projection.stamp, projection.position)) AS position
        FROM projection ORDER BY name
        """),
  ]

  /// From `movementsAnew` on a movement says what it brought under an earlier price.
  private static func moved(_ migration: Int) -> (columns: [StaticString], selected: SQL) {
    migration >= movementsAnew.number
      ? (["from_price", "from_level"], "folded.from_price, folded.from_level,") : ([], "")
  }

  /// The places of facts, by which what is folded from them is copied.
  private static let ranks: SQL = """
    JOIN (SELECT id, row_number() OVER (ORDER BY stamp, position) AS number FROM fact) place
      ON place.id = folded.fact
    """

  private static func movementCopy(at migration: Int) -> CopiedTable {
    let moved = moved(migration)
    let first: [StaticString] = [
      "fact_stamp", "fact_position", "item", "fact", "customer", "subscription", "price", "currency", "kind",
      "cause", "delta",
    ]
    let last: [StaticString] = [
      "item_level", "customer_level", "customers", "on_test_clock", "effective", "recorded",
    ]
    let before: SQL = """
      SELECT CAST(0 AS BIGINT) AS fact_stamp, place.number AS fact_position, folded.item, folded.fact,
        folded.customer, folded.subscription, folded.price, folded.currency, folded.kind, folded.cause,
        folded.delta,
      """
    let after: SQL = """
      folded.item_level, folded.customer_level, folded.customers, folded.on_test_clock, folded.effective,
        folded.recorded
      FROM movement folded
      """
    return CopiedTable(
      name: "movement", columns: first + moved.columns + last,
      rows: before + moved.selected + after + ranks
        + "ORDER BY folded.fact_stamp, folded.fact_position, folded.item")
  }

  private static func asideCopies(at migration: Int) -> [CopiedTable] {
    let moved = moved(migration)
    let first: [StaticString] = [
      "fact_stamp", "fact_position", "item", "aside", "fact", "customer", "subscription", "price", "currency",
      "cause", "delta",
    ]
    let before: SQL = """
      SELECT CAST(0 AS BIGINT) AS fact_stamp, place.number AS fact_position, folded.item, folded.aside,
        folded.fact, folded.customer, folded.subscription, folded.price, folded.currency, folded.cause,
        folded.delta,
      """
    let after: SQL = "folded.on_test_clock, folded.effective, folded.recorded FROM revenue_aside folded"
    return [
      CopiedTable(
        name: "revenue_aside", columns: first + moved.columns + ["on_test_clock", "effective", "recorded"],
        rows: before + moved.selected + after + ranks
          + "ORDER BY folded.fact_stamp, folded.fact_position, folded.item, folded.aside"),
      CopiedTable(
        "revenue_aside_item", by: "item",
        ["item", "subscription", "status", "net", "due"]
          + (migration >= movementsAnew.number ? ["price"] : []) + ["discount", "at_risk", "paused"]),
    ]
  }
}
