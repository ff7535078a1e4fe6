import Analytics
import Catalog
import Chronology
import Monetary
import Operations
import Relations
import Storage
import Testing

@Suite("Figures, told in days", .serialized)
struct FigureStories {
  private func values(_ story: Story, _ metric: Metric, _ change: (inout FigureHistory) -> Void = { _ in })
    async throws -> [FigureValue?]
  {
    var history = FigureHistory(metric)
    history.patience = .seconds(120)
    history.from = Day(iso: "2026-04-01")
    change(&history)
    return try await story.workspace.answer(history).series.first?.points.map(\.value) ?? []
  }

  @Test(
    "What joins, grows, shrinks and leaves is in the figures at once, as if they were folded anew",
    arguments: Engine.allCases)
  func course(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      try await story.on("2026-04-02") {
        try await story.subscribe("acme", to: "starter")
        try await story.subscribe("bolt", to: "team")
      }
      #expect(try await self.values(story, .recurringRevenue) == [.amount(40_00)])
      try await story.on("2026-05-10") { try await story.change("acme", to: "team") }
      try await story.on("2026-06-10") { try await story.cancel("bolt") }
      #expect(
        try await self.values(story, .recurringRevenue) == [.amount(40_00), .amount(60_00), .amount(30_00)])
      #expect(try await self.values(story, .customers) == [.count(2), .count(2), .count(1)])
      #expect(try await self.values(story, .customerChurn) == [nil, .share(0), .share(0.5)])
      #expect(try await self.values(story, .grossChurn) == [nil, .share(0), .share(0.5)])
      #expect(try await self.values(story, .quickRatio) == [nil, nil, .share(0)])
      // Another process, which loads what this one has added up piece by piece.
      let other = try await WorkspaceDirectory(
        host: story.host, gateway: { _ in story.gateway }, clock: WallClock { story.now })
      for metric in Metric.allCases {
        var history = FigureHistory(metric)
        history.from = Day(iso: "2026-04-01")
        history.patience = .seconds(120)
        let here = try await story.workspace.answer(history).series
        let there = try await other.open(story.workspaceName).answer(history).series
        #expect(here == there, "\(metric)")
      }
    }
  }

  @Test(
    "What was answered once is answered anew as soon as something happens, be it only to a customer",
    arguments: Engine.allCases)
  func remembered(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") { try await story.subscribe("acme", to: "starter") }
      func bySource() async throws -> [String?] {
        var history = FigureHistory(.recurringRevenue)
        history.patience = .seconds(120)
        history.grouping = .source
        return try await story.workspace.answer(history).series.map(\.group)
      }
      #expect(try await self.values(story, .listRevenue) == [.amount(10_00)])
      #expect(try await bySource() == [""])
      #expect(try await bySource() == [""])
      var terms = CustomerTerms()
      terms.acquisitionSource = .set("fairs")
      try await story.workspace.perform(
        UpdateCustomer(story.id(customer: "acme"), terms: terms), as: Story.cause)
      #expect(try await bySource() == ["fairs"])
      try await story.subscribe("bolt", to: "starter")
      #expect(try await self.values(story, .listRevenue) == [.amount(20_00)])
      #expect(try await bySource() == ["", "fairs"])
    }
  }

  @Test("Filters and groups go by what is known of customers now", arguments: Engine.allCases)
  func segments(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") {
        try await story.subscribe("acme", to: "starter")
        try await story.subscribe("bolt", to: "starter")
      }
      #expect(try await self.values(story, .recurringRevenue) == [.amount(20_00)])
      var terms = CustomerTerms()
      terms.acquisitionSource = .set("fairs")
      var address = Address()
      address.country = "SE"
      terms.address = .set(address)
      try await story.workspace.perform(
        UpdateCustomer(story.id(customer: "acme"), terms: terms), as: Story.cause)
      let swedes = try await self.values(story, .recurringRevenue) { $0.filter.accepted[.country] = ["SE"] }
      #expect(swedes == [.amount(10_00)])
      #expect(
        try await self.values(story, .recurringRevenue) { $0.filter.accepted[.source] = ["radio"] } == [])
      var grouped = FigureHistory(.recurringRevenue)
      grouped.from = Day(iso: "2026-04-01")
      grouped.grouping = .source
      grouped.patience = .seconds(120)
      let series = try await story.workspace.answer(grouped).series
      #expect(series.map(\.group) == ["", "fairs"])
      let rows = try await story.workspace.answer(
        FigureRowsBehind(grouped, at: Day(iso: "2026-04-15")!))
      #expect(rows.map(\.row.amount) == [10_00, 10_00])
      #expect(Set(rows.map(\.row.customer)) == [story.id(customer: "acme"), story.id(customer: "bolt")])
    }
  }

  @Test(
    "Rates that were taken down bring all into one currency; a missing one is named",
    arguments: Engine.allCases)
  func currencies(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") { try await story.subscribe("acme", to: "starter") }
      var history = FigureHistory(.recurringRevenue)
      history.from = Day(iso: "2026-04-01")
      history.reportingCurrency = .eur
      history.patience = .seconds(120)
      let apart = try await story.workspace.answer(history)
      #expect(apart.series.map(\.currency) == [.usd] && !apart.missingRates.isEmpty)
      let sheet = try ReferenceRates(
        day: Day(iso: "2026-04-02")!, perEuro: [.usd: ExchangeRate(decimal: "1.25")!])
      #expect(try await story.workspace.perform(RecordRates([sheet]), as: Story.cause) == [sheet.day])
      #expect(try await story.workspace.perform(RecordRates([sheet]), as: Story.cause) == [])
      history.through = Day(iso: "2026-04-02")
      history.interval = .day
      history.from = Day(iso: "2026-04-02")
      let together = try await story.workspace.answer(history)
      #expect(together.missingRates.first?.day == Day(iso: "2026-04-01") || together.missingRates.isEmpty)
      #expect(together.series.map(\.currency) == [.eur])
      #expect(together.series.first?.points.map(\.value) == [.amount(8_00)])
      // The month is not over, and nobody knows the rate of its last day.
      history.interval = .month
      history.from = Day(iso: "2026-04-01")
      history.through = nil
      #expect(try await story.workspace.answer(history).series.map(\.currency) == [.eur])
    }
  }

  @Test("A time that ends before it begins, or has too many steps, is refused")
  func refused() async throws {
    try await Story.tell(on: .sqlite, startingOn: "2026-04-01") { story in
      var history = FigureHistory(.recurringRevenue)
      history.from = Day(iso: "2026-05-01")
      history.through = Day(iso: "2026-04-01")
      let backwards = history
      await #expect(throws: FigureRefusal.endsBeforeItBegins) { try await story.workspace.answer(backwards) }
      history.interval = .day
      history.from = Day(iso: "1990-01-01")
      let long = history
      await #expect(throws: FigureRefusal.tooManySteps) { try await story.workspace.answer(long) }
    }
  }

  @Test("What figures need is on record once, and an unknown product has no margin")
  func inputs() async throws {
    try await Story.tell(on: .sqlite, startingOn: "2026-04-01") { story in
      let spend = try MarketingSpend(
        channel: "fairs", month: Month(year: 2026, month: 3), amount: Money(100_00, .eur))
      #expect(try await story.workspace.perform(RecordSpend([spend]), as: Story.cause) == [spend])
      #expect(try await story.workspace.perform(RecordSpend([spend]), as: Story.cause) == [])
      let margin = GrossMargin(product: ProductID("prod_none"), basisPoints: 8_000)!
      await #expect(throws: Refusal.unknown(.product, id: "prod_none", field: "product")) {
        try await story.workspace.perform(ChooseMargin(margin), as: Story.cause)
      }
    }
  }
}
