import Analytics
import Chronology
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Contracts that end while they are paused", .serialized)
struct EndedPauseStories {
  @Test(
    "The customer is lost on the day it ends, in churn, its variants and survival, with the row behind it",
    arguments: Engine.allCases)
  func ended(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-01") { story in
      try await story.price("starter", monthly: 30_00)
      for name in ["acme", "bolt", "core"] { try await story.subscribe(name, to: "starter") }
      try await story.on("2026-02-10") { for name in ["acme", "bolt"] { try await story.pause(name) } }
      let before = try await story.lost()
      #expect(before == [0, 0])
      // Folded as it happens, behind what is folded already.
      try await story.on("2026-03-05") { try await story.cancel("acme") }
      try await story.on("2026-06-15")
      #expect(try await story.lost() == [0, 0, 1, 0, 1, 0], "acme when it ended, bolt after ninety days")
      var churn = FigureHistory(.customerChurn)
      churn.from = Day(iso: "2026-01-01")
      churn.patience = .seconds(120)
      let behind = try await story.workspace.answer(FigureRowsBehind(churn, at: Day(iso: "2026-03-10")!))
      #expect(behind.map(\.row.customer) == [try await story.subscription(of: "acme").customer])
      #expect(behind.map(\.row.amount) == [30_00])
      #expect(
        try await story.mrr().prefix(3) == [
          "2026-01 new 9000 = 9000 (3)", "2026-02 paused -6000 = 3000 (1)", "2026-03 = 3000 (1)",
        ])
      let acme = try await story.subscription(of: "acme").customer
      let movements = try await story.workspace.read { try $0.movements(of: acme, limit: 9) }
      #expect(
        movements.map { "\($0.kind) \($0.cause) \($0.delta)" } == [
          "churn canceled 0", "paused paused -3000000000", "new activated 3000000000",
        ])
      try await story.workspace.refoldRecurringRevenue()
      #expect(try await story.lost() == [0, 0, 1, 0, 1, 0])
    }
  }
}

extension Story {
  /// Customers lost in each month from January 2026 on.
  fileprivate func lost() async throws -> [Int] {
    var history = FigureHistory(.customerChurn)
    history.from = Day(iso: "2026-01-01")
    history.patience = .seconds(120)
    return try await workspace.answer(history).series.first?.points.map { point in
      if case .count(let lost) = point.parts.first?.value { Int(lost) } else { -1 }
    } ?? []
  }
}
