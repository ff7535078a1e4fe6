import Analytics
import Identity
import Journal
import Storage
import Subscriptions
import TestSupport
import Testing

/// What was folded before pauses were movements of their own and prices were told apart.
@Suite("Movements from before they were folded anew")
struct MovementsAnewTests {
  @Test("They go, with how far they were folded, and every other cursor stays", arguments: Engine.allCases)
  func anew(_ engine: Engine) async throws {
    try await TestHost.withWorkspace(engine) { database in
      _ = try await Migrator.migrate(database, with: Array(WorkspaceSchema.migrations.prefix(18)))
      try await database.write { rows in
        try rows.execute(
          """
          INSERT INTO movement (
            fact_stamp, fact_position, item, fact, customer, subscription, price, currency, kind, cause,
            delta, item_level, customer_level, customers, on_test_clock, effective, recorded)
          VALUES (7, 1, 'si_1', 'fact_1', 'cus_1', 'sub_1', 'price_1', 'eur', 'churn', 'paused', -5, 0, 0, -1,
            0, 100, 200)
          """, [:])
        try rows.execute(
          "INSERT INTO recurring_item (item, customer, currency, level) VALUES ('si_1', 'cus_1', 'eur', 0)",
          [:])
        for name in ["recurring_revenue", "revenue_asides", "account_totals"] {
          try rows.setCursor(name, JournalPlace(stamp: 7, position: 1))
        }
      }
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      try await database.read { rows in
        #expect(try rows.movements(MovementQuery(includeTestClocks: true), Page(limit: 9)).elements.isEmpty)
        #expect(try rows.recurringItem(SubscriptionItemID("si_1")) == nil)
        for name in ["recurring_revenue", "revenue_asides"] {
          let cursor = try rows.cursor(of: name)
          #expect(cursor == .start)
        }
        #expect(try rows.cursor(of: "account_totals") == JournalPlace(stamp: 7, position: 1))
      }
    }
  }
}
