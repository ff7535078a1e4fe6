import Analytics
import Catalog
import Chronology
import Monetary
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Recurring revenue by price, when contracts change theirs", .serialized)
struct MovedPriceStories {
  @Test(
    "After an upgrade all of it is the new price's, list and discount too; rows sum to it",
    arguments: Engine.allCases)
  func upgrade(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("small", monthly: 10_00)
      try await story.price("large", monthly: 30_00)
      let coupon = try await story.coupon(percent: "10", .forever)
      try await story.on("2026-04-02") {
        try await story.subscribe("acme", to: "small") { $0.discounts = [.coupon(coupon)] }
        try await story.subscribe("bolt", to: "small")
      }
      try await story.on("2026-05-05") { try await story.change("acme", to: "large") }
      try await story.on("2026-05-10")
      func value(_ metric: Metric, _ price: String) async throws -> [Int64] {
        var history = FigureHistory(metric)
        history.from = Day(iso: "2026-04-01")
        history.patience = .seconds(120)
        history.filter.accepted[.price] = [story.id(price: price).text]
        let series = try await story.workspace.answer(history).series
        let rows = try await story.workspace.answer(FigureRowsBehind(history, at: Day(iso: "2026-05-10")!))
        let values = (series.first?.points ?? []).map { point -> Int64 in
          if case .amount(let amount) = point.value { amount } else { 0 }
        }
        #expect(rows.reduce(0) { $0 + $1.row.amount } == values.last ?? 0, "\(metric) \(price)")
        return values
      }
      #expect(try await value(.recurringRevenue, "small") == [19_00, 10_00])
      #expect(try await value(.recurringRevenue, "large") == [0, 27_00])
      #expect(try await value(.listRevenue, "small") == [20_00, 10_00])
      #expect(try await value(.listRevenue, "large") == [0, 30_00])
      #expect(try await value(.discounts, "large") == [0, 3_00])
      #expect(try await value(.annualRevenue, "large") == [0, 324_00])
      let before = try await value(.recurringRevenue, "large")
      try await story.workspace.refoldRecurringRevenue()
      try await story.workspace.refoldAsides()
      #expect(try await value(.recurringRevenue, "large") == before)
    }
  }
}
