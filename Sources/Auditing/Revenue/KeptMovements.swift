import Storage

/// The rows that the projection of recurring revenue keeps.
struct KeptMovements {
  private let rows: any Connection

  init(_ rows: any Connection) {
    self.rows = rows
  }

  struct Kept {
    let movement: MovementRefold.Movement
    let customers: Int64
  }

  struct Item {
    let item: String
    let customer: String
    let kept: MovementRefold.Item
  }

  struct Customer {
    let customer: String
    let currency: String
    let level: Int64
    let wasPaying: Bool
  }

  func stream() -> KeyedStream<Kept> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT fact_stamp, fact_position, item, fact, customer, subscription, price, currency, kind, cause,
          delta, from_price, from_level, item_level, customer_level, customers, on_test_clock,
          effective, recorded
        FROM movement WHERE (fact_stamp, fact_position, item) > (:stamp, :position, :item)
        ORDER BY fact_stamp, fact_position, item LIMIT :limit
        """,
        [
          "stamp": last?.movement.place.stamp ?? -1, "position": last?.movement.place.position ?? 0,
          "item": last?.movement.item ?? "", "limit": KeyedStream<Kept>.pageLength,
        ], kept)
    }
  }

  private func kept(_ row: any Row) throws -> Kept {
    Kept(
      movement: MovementRefold.Movement(
        place: JournalPosition(
          stamp: try row.integer("fact_stamp"), position: try row.integer("fact_position")),
        fact: try row.text("fact"), customer: try row.text("customer"),
        subscription: try row.text("subscription"), item: try row.text("item"),
        price: try row.text("price"), currency: try row.text("currency"), kind: try row.text("kind"),
        cause: try row.text("cause"), delta: try row.integer("delta"),
        fromPrice: try row.textOrNil("from_price"), fromLevel: try row.integerOrNil("from_level"),
        itemLevel: try row.integer("item_level"), customerLevel: try row.integer("customer_level"),
        isOnTestClock: try row.integer("on_test_clock") == 1, effective: try row.integer("effective"),
        recorded: try row.integer("recorded")), customers: try row.integer("customers"))
  }

  func items() -> KeyedStream<Item> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT item, customer, price, level FROM recurring_item WHERE item > :item ORDER BY item LIMIT :limit
        """, ["item": last?.item ?? "", "limit": KeyedStream<Item>.pageLength]
      ) { row in
        Item(
          item: try row.text("item"), customer: try row.text("customer"),
          kept: MovementRefold.Item(price: try row.text("price"), level: try row.integer("level")))
      }
    }
  }

  func customers() -> KeyedStream<Customer> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT customer, currency, level, was_paying FROM recurring_customer
        WHERE (customer, currency) > (:customer, :currency) ORDER BY customer, currency LIMIT :limit
        """,
        [
          "customer": last?.customer ?? "", "currency": last?.currency ?? "",
          "limit": KeyedStream<Customer>.pageLength,
        ]
      ) { row in
        Customer(
          customer: try row.text("customer"), currency: try row.text("currency"),
          level: try row.integer("level"), wasPaying: try row.integer("was_paying") == 1)
      }
    }
  }
}
