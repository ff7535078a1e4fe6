import Analytics
import Chronology
import Identity
import Journal
import Monetary
import Storage
import TestSupport
import Testing

/// What was folded before pauses were movements of their own.
@Suite("Movements from before pauses were kinds")
struct PauseMigrationTests {
  @Test("Pauses and their ends get their kinds, and nothing else changes", arguments: Engine.allCases)
  func kinds(_ engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      _ = try await Migrator.migrate(database, with: Array(WorkspaceSchema.migrations.prefix(18)))
      let told: [(subscription: String, cause: String, kind: String)] = [
        ("sub_1", "started", "new"), ("sub_1", "paused", "churn"), ("sub_1", "resumed", "reactivation"),
        ("sub_2", "started", "expansion"), ("sub_2", "paused", "contraction"),
        ("sub_2", "resumed", "expansion"), ("sub_2", "items_changed", "contraction"),
        // Paused before it ever brought anything.
        ("sub_3", "resumed", "expansion"),
      ]
      try await database.write { rows in
        for (place, one) in told.enumerated() {
          try rows.execute(
            """
            INSERT INTO movement (
              fact_stamp, fact_position, item, fact, customer, subscription, price, currency, kind, cause,
              delta, item_level, customer_level, customers, on_test_clock, effective, recorded)
            VALUES (
              7, :place, :item, :fact, 'cus_1', :subscription, 'price_1', 'eur', :kind, :cause,
              5, 6, 7, 0, 0, 100, 200)
            """,
            [
              "place": place, "item": "si_of_\(one.subscription)", "fact": "fact_\(place)",
              "subscription": one.subscription, "kind": one.kind, "cause": one.cause,
            ])
        }
      }
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      let found = try await database.read { rows in
        try rows.query(
          "SELECT kind, delta + effective + recorded AS rest FROM movement ORDER BY fact_position"
        ) {
          (kind: try $0.text("kind"), rest: try $0.integer("rest"))
        }
      }
      #expect(
        found.map(\.kind) == [
          "new", "paused", "resumed", "expansion", "paused", "resumed", "contraction", "expansion",
        ])
      #expect(found.allSatisfy { $0.rest == 305 })
    }
  }
}
