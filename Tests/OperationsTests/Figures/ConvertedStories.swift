import Analytics
import Catalog
import Chronology
import Monetary
import Operations
import Storage
import Testing

@Suite("Figures in one currency and their rows, told in days", .serialized)
struct ConvertedStories {
  @Test(
    "A converted figure opens to rows in both currencies, and exchange to a row each",
    arguments: Engine.allCases)
  func converted(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("dollars", monthly: 10_00)
      try await story.price("euros", monthly: 10_00, currency: .eur)
      for (day, rate) in [("2026-04-01", "1.25"), ("2026-04-30", "1.60"), ("2026-05-31", "2.00")] {
        let sheet = try ReferenceRates(
          day: Day(iso: day)!, perEuro: [.usd: ExchangeRate(decimal: rate)!])
        try await story.workspace.perform(RecordRates([sheet]), as: Story.cause)
      }
      try await story.on("2026-04-02") {
        try await story.subscribe("acme", to: "dollars")
        try await story.subscribe("bolt", to: "euros")
      }
      try await story.on("2026-06-10")
      func history(_ metric: Metric, in target: Currency?) -> FigureHistory {
        var history = FigureHistory(metric)
        history.from = Day(iso: "2026-05-01")
        history.through = Day(iso: "2026-05-31")
        history.reportingCurrency = target
        history.patience = .seconds(120)
        return history
      }
      let may = Day(iso: "2026-05-15")!
      let stock = history(.recurringRevenue, in: .eur)
      let shown = try await story.workspace.answer(stock)
      #expect(shown.series.map(\.isConverted) == [true] && shown.missingRates.isEmpty)
      #expect(shown.series.first?.points.map(\.value) == [.amount(15_00)])
      let rows = try await story.workspace.answer(FigureRowsBehind(stock, at: may)).map(\.row)
      #expect(rows.map(\.amount) == [10_00, 10_00] && rows.map(\.currency) == [.eur, .usd])
      #expect(rows.map(\.converted?.amount) == [10_00, 5_00])
      #expect(rows.map(\.converted?.day) == [Day(iso: "2026-05-31"), Day(iso: "2026-05-31")])
      let moved = history(.movements, in: .eur)
      let exchange = try await story.workspace.answer(ExchangeBehind(moved, at: may))
      #expect(exchange.map(\.currency) == [.usd] && exchange.map(\.exchange) == [-1_25])
      #expect(exchange.first?.converted == .init(opening: 6_25, movements: 0, closing: 5_00))
      #expect(exchange.first?.own == .init(opening: 10_00, movements: 0, closing: 10_00))
      #expect(try await story.workspace.answer(FigureRowsBehind(moved, at: may)).isEmpty)
      // Nobody knows the rates of March, so nothing is converted.
      let march = FigureRowsBehind(history(.recurringRevenue, in: .eur), at: Day(iso: "2026-06-10")!)
      await #expect(
        throws: FigureRefusal.rateUnknown(MissingRate(currency: .usd, day: Day(iso: "2026-06-10")!))
      ) {
        try await story.workspace.answer(march)
      }
      let list = try await story.workspace.answer(
        FigureRowsBehind(history(.listRevenue, in: .eur), at: may)
      ).map(\.row)
      #expect(list.map(\.converted?.amount).compactMap(\.self).reduce(0, +) == 15_00)
    }
  }

  @Test(
    "Cohorts over two currencies count a customer once, and open to rows in both", arguments: Engine.allCases)
  func cohorts(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("dollars", monthly: 10_00)
      try await story.price("euros", monthly: 10_00, currency: .eur)
      for (day, rate) in [("2026-04-30", "1.25"), ("2026-05-31", "1.60"), ("2026-06-10", "2.00")] {
        let sheet = try ReferenceRates(
          day: Day(iso: day)!, perEuro: [.usd: ExchangeRate(decimal: rate)!])
        try await story.workspace.perform(RecordRates([sheet]), as: Story.cause)
      }
      try await story.on("2026-04-02") {
        try await story.subscribe("acme", to: "dollars")
        try await story.subscribe("bolt", to: "dollars")
      }
      try await story.on("2026-05-10") {
        try await story.cancel("bolt")
        try await story.subscribe("coda", to: "euros")
      }
      try await story.on("2026-06-10")
      var cohorts = Cohorts(.converted(to: .eur))
      cohorts.from = Day(iso: "2026-04-01")
      cohorts.patience = .seconds(120)
      cohorts.measure = .revenue
      let answer = try await story.workspace.answer(cohorts)
      #expect(answer.missingRates.isEmpty && answer.groups.map(\.currency) == [.eur])
      let rows = answer.groups[0].rows
      // Two times ten dollars at 1.25, ten at 1.60, and ten at today's 2.00.
      #expect(rows[0].cells.map(\.revenue) == [16_00, 6_25, 5_00])
      #expect(rows[0].cells.map(\.customers.part) == [2, 1, 1])
      #expect(rows[1].cells.map(\.revenue) == [10_00, 10_00])
      let april = Day(iso: "2026-04-01")!
      let behind = try await story.workspace.answer(
        CohortRowsBehind(cohorts, begun: april, at: Day(iso: "2026-06-01")!))
      #expect(behind.map(\.amount) == [10_00] && behind.map(\.converted?.amount) == [5_00])
      #expect(behind.map(\.converted?.day) == [Day(iso: "2026-06-10")])
      try await story.workspace.perform(
        ChooseMargin(GrossMargin(product: nil, percent: "80")!), as: Story.cause)
      cohorts.measure = .margin
      #expect(
        try await story.workspace.answer(cohorts).groups[0].rows[0].cells.map(\.margin) == [
          12_80, 17_80, 21_80,
        ])
      let brought = try await story.workspace.answer(
        CohortRowsBehind(cohorts, begun: april, at: Day(iso: "2026-06-01")!))
      #expect(brought.map(\.amount) == [24_00, 8_00] && brought.map(\.converted?.amount) == [15_40, 6_40])
      // The yen has no rate: every currency has its own table.
      cohorts.money = .converted(to: .jpy)
      let apart = try await story.workspace.answer(cohorts)
      #expect(apart.groups.map(\.money) == [.paid(in: .eur), .paid(in: .usd)])
      #expect(apart.missingRates.first == MissingRate(currency: .usd, day: Day(iso: "2026-04-30")!))
      let lacking = CohortRowsBehind(cohorts, begun: april, at: april)
      await #expect(
        throws: FigureRefusal.rateUnknown(MissingRate(currency: .usd, day: Day(iso: "2026-04-30")!))
      ) {
        try await story.workspace.answer(lacking)
      }
    }
  }
}
