import Analytics
import Catalog
import Chronology
import Monetary
import Operations
import Storage
import Subscriptions
import Testing

@Suite("What stands beside recurring revenue", .serialized)
struct AsideStories {
  private func now(_ story: Story, _ metric: Metric) async throws -> [FigureValue?] {
    var history = FigureHistory(metric)
    history.patience = .seconds(120)
    history.from = history.through
    let answer = try await story.workspace.answer(history)
    let rows = try await story.workspace.answer(
      FigureRowsBehind(history, at: Day(containing: story.now, in: .utc)))
    let value = answer.series.first?.points.last?.value
    if case .amount(let amount) = value {
      #expect(rows.reduce(0) { $0 + $1.row.amount } == amount, "\(metric)")
    }
    return answer.series.map { $0.points.last?.value }
  }

  @Test("List is net and discounts; a discount that ends is in neither of them", arguments: Engine.allCases)
  func discounts(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let fifth = try await story.coupon(percent: "20", .repeating, months: 2)
      try await story.on("2026-04-02") {
        try await story.subscribe("acme", to: "starter") { $0.discounts = [.coupon(fifth)] }
        try await story.subscribe("bolt", to: "starter")
      }
      #expect(try await now(story, .recurringRevenue) == [.amount(18_00)])
      #expect(try await now(story, .discounts) == [.amount(2_00)])
      #expect(try await now(story, .listRevenue) == [.amount(20_00)])
      try await story.on("2026-07-10")
      #expect(try await now(story, .recurringRevenue) == [.amount(20_00)])
      #expect(try await now(story, .discounts) == [])
      #expect(try await now(story, .listRevenue) == [.amount(20_00)])
    }
  }

  @Test("Past due is at risk until it is paid, or until it ends", arguments: Engine.allCases)
  func atRisk(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, _ in
      #expect(try await now(story, .recurringRevenue) == [.amount(10_00)])
      #expect(try await now(story, .atRisk) == [.amount(10_00)])
      try await story.on("2026-05-06")
      #expect(try await story.subscription(of: "acme").status == .active)
      #expect(try await now(story, .atRisk) == [])
      var days = FigureHistory(.atRisk)
      days.interval = .day
      days.from = Day(iso: "2026-05-01")
      days.patience = .seconds(120)
      let (question, before) = (days, try await story.workspace.answer(days).series)
      #expect(before.first?.points.map(\.value) == [0, 10_00, 10_00, 0, 0, 0].map { .amount($0) })
      try await story.workspace.refoldAsides()
      let other = try await WorkspaceDirectory(
        host: story.host, gateway: { _ in story.gateway }, clock: WallClock { story.now })
      #expect(try await other.open(story.workspaceName).answer(question).series == before)
    }
  }

  @Test("What is paused is in no revenue, and comes back as what it was", arguments: Engine.allCases)
  func paused(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") { try await story.subscribe("acme", to: "starter") }
      try await story.on("2026-04-10") {
        let id = try await story.subscription(of: "acme").id
        try await story.workspace.perform(PauseSubscription(id), as: Story.cause)
      }
      #expect(try await now(story, .recurringRevenue) == [.amount(0)])
      #expect(try await now(story, .paused) == [.amount(10_00)])
      try await story.on("2026-04-20") {
        let id = try await story.subscription(of: "acme").id
        try await story.workspace.perform(ResumeSubscription(id), as: Story.cause)
      }
      #expect(try await now(story, .recurringRevenue) == [.amount(10_00)])
      #expect(try await now(story, .paused) == [])
    }
  }
}
