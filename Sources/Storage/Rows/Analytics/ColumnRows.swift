import Analytics
import Catalog
import Chronology
import Identity
import Journal
import Relations

/// What the columns in memory are filled from.
extension Connection {
  /// All movements, in the order of the columns: when they are effective, then their place in the journal.
  public func streamMovements(_ take: (Movement) throws -> Void) throws {
    try stream(
      MovementStatements.select + "ORDER BY effective, fact_stamp, fact_position, item", [:]
    ) { try take(readMovement($0)) }
  }

  /// The movements of facts after `place`, in the order of the journal.
  public func movements(after place: JournalPlace) throws -> [Movement] {
    let values: Values = ["stamp": place.stamp, "position": place.position]
    return try query(
      MovementStatements.select
        + """
        WHERE fact_stamp = :stamp AND fact_position > :position ORDER BY fact_position, item
        """, values, readMovement)
      + query(
        MovementStatements.select
          + "WHERE fact_stamp > :stamp ORDER BY fact_stamp, fact_position, item",
        ["stamp": place.stamp], readMovement)
  }

  /// What is known of every customer beyond the movements, deleted ones too.
  public func streamTraits(_ take: (CustomerID, CustomerTraits) throws -> Void) throws {
    try stream("SELECT" + Statements.traits + "FROM customer", [:]) { row in
      let (id, traits) = try traits(row)
      try take(id, traits)
    }
  }

  /// The same of the customers that facts after `place`, up to and with `end`, are about.
  public func changedTraits(after place: JournalPlace, through end: JournalPlace) throws
    -> [(customer: CustomerID, traits: CustomerTraits)]
  {
    let inStamp: Values = [
      "stamp": place.stamp, "position": place.position, "end_stamp": end.stamp, "end_position": end.position,
    ]
    let later: Values = ["stamp": place.stamp, "end_stamp": end.stamp, "end_position": end.position]
    var ids = Set(try query(Statements.changedInStamp, inStamp) { try $0.text("subject") })
    ids.formUnion(try query(Statements.changedAfterStamp, later) { try $0.text("subject") })
    return try named(ids.sorted(), "SELECT" + Statements.traits + "FROM customer WHERE id", traits)
  }

  /// What a price sells and how often, for those that are sold again and again.
  public func recurringPrices(_ ids: [PriceID]) throws -> [(price: PriceID, product: ProductID, Cadence)] {
    guard !ids.isEmpty else { return [] }
    return try named(
      ids.map(\.text), "SELECT id, product, cadence_unit, cadence_count FROM price WHERE id"
    ) { row -> (PriceID, ProductID, Cadence)? in
      guard try !row.isNull("cadence_unit") else { return nil }
      return (
        try row.identifier("id"), try row.identifier("product"),
        try row.cadence("cadence_unit", "cadence_count")
      )
    }.compactMap(\.self)
  }

  private func traits(_ row: any Row) throws -> (CustomerID, CustomerTraits) {
    let address: Address? = try row.documentOrNil("address")
    return (
      try row.identifier("id"),
      CustomerTraits(
        country: address?.country, source: try row.textOrNil("acquisition_source"),
        metadata: try row.texts("metadata"))
    )
  }
}

private enum Statements {
  static let traits: SQL = "id, address, acquisition_source, metadata"
  /// By place alone, and only then by kind: a refresh reads what is new, and there is little of it.
  static let changedInStamp: SQL =
    """
    SELECT DISTINCT subject FROM fact
    WHERE stamp = :stamp AND position > :position AND (stamp, position) <= (:end_stamp, :end_position)
      AND kind IN ('customer.created', 'customer.changed')
    """
  static let changedAfterStamp: SQL =
    """
    SELECT DISTINCT subject FROM fact
    WHERE stamp > :stamp AND stamp <= :end_stamp AND (stamp, position) <= (:end_stamp, :end_position)
      AND kind IN ('customer.created', 'customer.changed')
    """
}
