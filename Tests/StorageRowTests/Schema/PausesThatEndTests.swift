import Analytics
import Catalog
import Identity
import Journal
import Relations
import Storage
import Subscriptions
import TestSupport
import Testing

/// What was folded before contracts that end while they are paused said so.
@Suite("Movements from before pauses that end were told")
struct PausesThatEndTests {
  @Test(
    "They go where somebody paused, and stay where nobody did", arguments: Engine.allCases, [false, true])
  func anew(_ engine: Engine, hasPause: Bool) async throws {
    try await TestHost.withWorkspace(engine) { database in
      _ = try await Migrator.migrate(database, with: Array(WorkspaceSchema.migrations.prefix(20)))
      try await database.write { rows in
        for (position, kind) in ["new", hasPause ? "paused" : "churn"].enumerated() {
          try rows.execute(
            """
            INSERT INTO movement (
              fact_stamp, fact_position, item, fact, customer, subscription, price, currency, kind, cause,
              delta, item_level, customer_level, customers, on_test_clock, effective, recorded)
            VALUES (7, :position, 'si_1', 'fact_1', 'cus_1', 'sub_1', 'price_1', 'eur', :kind, 'any', 5, 0, 0,
              0, 0, 100, 200)
            """, ["position": Int64(position), "kind": kind])
        }
        try rows.setRecurringItem(
          SubscriptionItemID("si_1"), customer: CustomerID("cus_1"), currency: .eur,
          ItemLevel(level: 0, price: PriceID("price_1")))
        try rows.setRecurringCustomer(CustomerID("cus_1"), .eur, CustomerLevel(level: 0, wasPaying: true))
        for name in ["recurring_revenue", "revenue_asides"] {
          try rows.setCursor(name, JournalPlace(stamp: 7, position: 1))
        }
      }
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      try await database.read { rows in
        let movements = try rows.movements(MovementQuery(includeTestClocks: true), Page(limit: 9)).elements
        #expect(movements.count == (hasPause ? 0 : 2))
        #expect(try (rows.recurringItem(SubscriptionItemID("si_1")) == nil) == hasPause)
        let level = try rows.recurringCustomerLevel(CustomerID("cus_1"), .eur)
        #expect(level.wasPaying != hasPause)
        let cursor = try rows.cursor(of: "recurring_revenue")
        #expect((cursor == .start) == hasPause)
        #expect(try rows.cursor(of: "revenue_asides") == JournalPlace(stamp: 7, position: 1))
      }
    }
  }
}
