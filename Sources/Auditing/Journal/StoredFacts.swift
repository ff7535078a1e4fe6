import Storage

/// The journal read thing by thing, each thing's facts in their order.
struct StoredFacts {
  let rows: any Connection

  struct Fact {
    let subject: String
    let place: JournalPosition
    let id: String
    let kind: String
    let customer: String?
    let payload: String
  }

  func stream() -> KeyedStream<Fact> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT subject, stamp, position, id, kind, customer, payload FROM fact
        WHERE (subject, stamp, position) > (:subject, :stamp, :position)
        ORDER BY subject, stamp, position LIMIT :limit
        """,
        [
          "subject": last?.subject ?? "", "stamp": last?.place.stamp ?? -1,
          "position": last?.place.position ?? -1, "limit": KeyedStream<Fact>.pageLength,
        ]
      ) { row in
        Fact(
          subject: try row.text("subject"),
          place: JournalPosition(stamp: try row.integer("stamp"), position: try row.integer("position")),
          id: try row.text("id"), kind: try row.text("kind"), customer: try row.textOrNil("customer"),
          payload: try row.text("payload"))
      }
    }
  }
}
