import Analytics
import Catalog
import Chronology
import Monetary
import Operations
import Relations
import Storage
import Testing

@Suite("Cohorts, told in days", .serialized)
struct CohortStories {
  private func fill(_ story: Story) async throws {
    try await story.price("starter", monthly: 10_00)
    try await story.price("team", monthly: 30_00)
    try await story.on("2026-04-02") {
      try await story.subscribe("acme", to: "starter")
      try await story.subscribe("bolt", to: "team")
    }
    try await story.on("2026-05-10") {
      try await story.subscribe("coda", to: "starter")
      try await story.cancel("bolt")
    }
    try await story.on("2026-06-20") { try await story.subscribe("acme", to: "team") }
  }

  private func cohorts(_ change: (inout Cohorts) -> Void = { _ in }) -> Cohorts {
    var cohorts = Cohorts(in: .usd)
    cohorts.from = Day(iso: "2026-04-01")
    cohorts.patience = .seconds(120)
    change(&cohorts)
    return cohorts
  }

  @Test("Every cell opens its customers, apart by product as well", arguments: Engine.allCases)
  func rows(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await fill(story)
      let whole = try await story.workspace.answer(cohorts()).groups
      #expect(whole.map(\.group) == [nil])
      let april = try #require(whole.first?.rows.first)
      #expect(april.cells.map(\.customers.part) == [2, 1, 1])
      #expect(april.cells.map(\.revenue) == [40_00, 10_00, 40_00])
      let apart = cohorts { $0.grouping = .plan }
      let groups = try await story.workspace.answer(apart).groups
      #expect(groups.count == 2 && groups.map(\.customers).sorted() == [2, 2])
      for group in groups {
        for row in group.rows {
          for cell in row.cells {
            let found = try await story.workspace.answer(
              CohortRowsBehind(apart, begun: row.period.first, at: cell.period.last, group: group.group))
            #expect(found.count == cell.customers.part)
            #expect(found.reduce(0) { $0 + $1.amount } == cell.revenue)
          }
        }
      }
      let first = try await story.workspace.answer(
        CohortRowsBehind(cohorts(), begun: Day(iso: "2026-04-20")!, at: Day(iso: "2026-06-01")!))
      #expect(first.map(\.customer) == [story.id(customer: "acme")] && first.map(\.amount) == [40_00])
      let backwards = CohortRowsBehind(cohorts(), begun: Day(iso: "2026-06-01")!, at: Day(iso: "2026-04-01")!)
      await #expect(throws: FigureRefusal.endsBeforeItBegins) {
        try await story.workspace.answer(backwards)
      }
    }
  }

  @Test(
    "A margin is the product's or the business's, and none where nobody said one", arguments: Engine.allCases)
  func margins(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await fill(story)
      let margin = cohorts { $0.measure = .margin }
      func april() async throws -> [Int64?] {
        try #require(try await story.workspace.answer(margin).groups.first?.rows.first).cells.map(\.margin)
      }
      #expect(try await april() == [nil, nil, nil])
      let behind = CohortRowsBehind(margin, begun: Day(iso: "2026-04-01")!, at: Day(iso: "2026-06-01")!)
      let products = try await story.workspace.read { snapshot in
        try ["starter", "team"].compactMap { try snapshot.price(story.id(price: $0))?.product }
      }
      await #expect(throws: FigureRefusal.marginUnknown(products.map(\.text).sorted())) {
        try await story.workspace.answer(behind)
      }
      try await story.workspace.perform(
        ChooseMargin(GrossMargin(product: nil, percent: "80")!), as: Story.cause)
      // 80 % of 40, then of 10, then of 40.
      #expect(try await april() == [32_00, 40_00, 72_00])
      try await story.workspace.perform(
        ChooseMargin(GrossMargin(product: products[1], percent: "50")!), as: Story.cause)
      // 80 % of 10 and half of 30; 80 % of 10; 80 % of 10 and half of 30.
      #expect(try await april() == [23_00, 31_00, 54_00])
      let rows = try await story.workspace.answer(behind)
      // Acme: 8, 8 and 23. Bolt: 15 and then nothing.
      #expect(
        rows.map(\.customer) == [story.id(customer: "acme"), story.id(customer: "bolt")]
          && rows.map(\.amount) == [39_00, 15_00])
    }
  }

  @Test("More groups than there are tables are refused")
  func tooMany() async throws {
    try await Story.tell(on: .sqlite, startingOn: "2026-04-01") { story in
      try await fill(story)
      for name in ["dora", "emil"] {
        try await story.price("plan of \(name)", monthly: 5_00)
        try await story.subscribe(name, to: "plan of \(name)")
      }
      let long = cohorts {
        $0.grouping = .plan
        $0.interval = .day
        $0.from = Day(iso: "2025-07-01")
      }
      await #expect(throws: FigureRefusal.tooManyGroups) { try await story.workspace.answer(long) }
      let longer = cohorts {
        $0.interval = .day
        $0.from = Day(iso: "2020-07-01")
      }
      await #expect(throws: FigureRefusal.tooManySteps) { try await story.workspace.answer(longer) }
    }
  }
}
