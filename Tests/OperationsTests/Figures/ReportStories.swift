import Analytics
import Catalog
import Chronology
import Monetary
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Reports, told in days", .serialized)
struct ReportStories {
  @Test(
    "Money that came, went back and did not come, by month and payment by payment", arguments: Engine.allCases
  )
  func cash(engine: Engine) async throws {
    try await Story.tellOfOpenRenewal(on: engine) { story, invoice in
      try await story.on("2026-05-05") { try await story.subscribe("bolt", to: "starter") }
      let table = try await report(story, .cash) { $0.step = Day(iso: "2026-05-09") }
      let steps = try rows(table, "steps")
      // April: acme's first payment. May: a renewal that failed and was paid two days later, and bolt.
      #expect(
        steps.map { Array($0[3...]) } == [
          [
            .amount(10_00, .usd), .amount(0, .usd), .amount(0, .usd), .amount(10_00, .usd), .count(0),
            .amount(0, .usd), .count(0), .count(0), .nothing,
          ],
          [
            .amount(20_00, .usd), .amount(0, .usd), .amount(0, .usd), .amount(20_00, .usd), .count(1),
            .amount(10_00, .usd), .count(1), .count(1),
            .share(1, Proportion(1, of: 1).interval(), isFromFew: true),
          ],
        ])
      let moves = try rows(table, "moves")
      #expect(moves.map { $0[1] } == [.word("payment"), .word("payment"), .word("failure")])
      #expect(moves.last?[3] == .invoice(invoice.id) && moves.last?[5] == .word("generic_decline"))
      let paid = moves.compactMap { move -> Int64? in
        if case .amount(let amount, _) = move[4], move[1] == .word("payment") { amount } else { nil }
      }
      #expect(paid.reduce(0, +) == 20_00)
    }
  }

  @Test("What is owed grows older, and is gone when it is paid", arguments: Engine.allCases)
  func receivables(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") {
        try await story.subscribe("acme", to: "starter") { $0.collection = .sendInvoice(daysUntilDue: 14) }
      }
      try await story.on("2026-04-10")
      let young = try rows(try await report(story, .receivables), "ages")
      #expect(young == [[.word("not_due"), .currency(.usd), .count(1), .amount(10_00, .usd)]])
      try await story.on("2026-05-05")
      let older = try await report(story, .receivables)
      #expect(
        try rows(older, "ages") == [
          [.word("not_due"), .currency(.usd), .count(1), .amount(10_00, .usd)],
          [.word("1_to_30_days"), .currency(.usd), .count(1), .amount(10_00, .usd)],
        ])
      #expect(
        try rows(older, "invoices").map { $0[2] }
          == Array(repeating: .customer(story.id(customer: "acme")), count: 2))
      for invoice in try await story.invoices(of: "acme") where invoice.status == .open {
        try await story.workspace.perform(PayInvoice(invoice: invoice.id, outOfBand: true), as: Story.cause)
      }
      #expect(try rows(try await report(story, .receivables), "ages").isEmpty)
    }
  }

  @Test(
    "What renews and what ends in the days ahead, and what is left of MRR then", arguments: Engine.allCases)
  func ahead(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("yearly", monthly: 1_200_00, cadence: Cadence(unit: .year)!)
      try await story.on("2026-04-02") {
        try await story.subscribe("acme", to: "starter")
        try await story.subscribe("bolt", to: "starter")
        try await story.subscribe("core", to: "yearly")
        try await story.update("bolt") { $0.cancelAtPeriodEnd = true }
      }
      let renewals = try await report(story, .renewals)
      #expect(try rows(renewals, "totals") == [[.currency(.usd), .count(1), .amount(10_00, .usd)]])
      let ends = try rows(renewals, "subscriptions").map { $0[4] }
      #expect(Set(ends) == [.flag(true), .flag(false)] && ends.count == 2)
      let committed = try await report(story, .committed)
      #expect(
        try rows(committed, "totals") == [
          [
            .currency(.usd), .amount(120_00, .usd), .amount(10_00, .usd), .amount(110_00, .usd),
            .amount(1_320_00, .usd),
          ]
        ])
      #expect(try rows(committed, "ending").map { $0[1] } == [.customer(story.id(customer: "bolt"))])
      let short = try await report(story, .committed) { $0.days = 5 }
      #expect(try rows(short, "totals")[0][3] == .amount(120_00, .usd))
    }
  }

  @Test("Trials that are over convert or do not; one that runs is in no share", arguments: Engine.allCases)
  func trials(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") {
        try await story.subscribe("pays", to: "starter") { $0.trial = .days(10) }
        try await story.subscribe("gone", to: "starter") { $0.trial = .days(10) }
        try await story.subscribe("runs", to: "starter") { $0.trial = .days(60) }
        try await story.subscribe("never", to: "starter")
      }
      try await story.on("2026-04-05") { try await story.cancel("gone") }
      try await story.on("2026-04-20")
      let table = try await report(story, .trialConversion) { $0.step = Day(iso: "2026-04-01") }
      let april = try #require(try rows(table, "cohorts").last)
      #expect(
        april[2...6] == [
          .count(3), .count(2), .count(1), .share(0.5, Proportion(1, of: 2).interval(), isFromFew: true),
          .count(1),
        ])
      let trials = try rows(table, "trials")
      #expect(trials.count == 3 && trials.count { $0[3] == .day(Day(iso: "2026-04-12")!) } == 1)
    }
  }

  @Test("Ten customers won for a hundred cost ten each, by channel and together", arguments: Engine.allCases)
  func acquisition(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") {
        for name in ["a", "b", "c"] { try await story.subscribe(name, to: "starter") }
        for name in ["a", "b"] {
          var terms = CustomerTerms()
          terms.acquisitionSource = .set("fairs")
          try await story.workspace.perform(
            UpdateCustomer(story.id(customer: name), terms: terms), as: Story.cause)
        }
        try await story.workspace.perform(
          ChooseMargin(GrossMargin(product: nil, percent: "80")!), as: Story.cause)
        let spend = [
          try MarketingSpend(channel: "fairs", month: Month(iso: "2026-04")!, amount: Money(100_00, .usd)),
          try MarketingSpend(channel: "radio", month: Month(iso: "2026-04")!, amount: Money(50_00, .usd)),
        ]
        try await story.workspace.perform(RecordSpend(spend), as: Story.cause)
      }
      let table = try await report(story, .acquisitionCost)
      let channels = try rows(table, "channels")
      #expect(
        channels.map { $0[0] } == [
          .text(""), .text("fairs"), .text("radio"), .word("paid"), .word("blended"),
        ])
      let fairs = channels[1]
      // 50 dollars a customer who brings 8 dollars of margin a month.
      #expect(
        fairs[1...5] == [
          .amount(100_00, .usd), .count(2), .amount(50_00, .usd), .amount(10_00, .usd), .number(6.25),
        ])
      #expect(channels[2][2...3] == [.count(0), .nothing])
      #expect(channels[3][1...3] == [.amount(150_00, .usd), .count(2), .amount(75_00, .usd)])
      #expect(channels[4][1...3] == [.amount(150_00, .usd), .count(3), .amount(50_00, .usd)])
      let converted = try await report(story, .acquisitionCost) { $0.currency = .eur }
      #expect(converted.sections.isEmpty && converted.notes.count == 1)
    }
  }

  /// Three customers, two of them won on fairs, and what was spent in two currencies.
  private func winCustomers(_ story: Story) async throws {
    try await story.price("starter", monthly: 10_00)
    func spend(_ channel: String, _ month: String, _ amount: Money) async throws {
      let spend = try MarketingSpend(channel: channel, month: #require(Month(iso: month)), amount: amount)
      try await story.workspace.perform(RecordSpend([spend]), as: Story.cause)
    }
    try await story.on("2026-04-02") {
      for name in ["a", "b", "c"] { try await story.subscribe(name, to: "starter") }
      var terms = CustomerTerms()
      terms.acquisitionSource = .set("fairs")
      for name in ["a", "b"] {
        try await story.workspace.perform(
          UpdateCustomer(story.id(customer: name), terms: terms), as: Story.cause)
      }
      try await spend("fairs", "2026-03", Money(100_00, .usd))
      try await spend("fairs", "2026-04", Money(33_33, .usd))
      try await spend("radio", "2026-04", Money(10_00, .eur))
      let rates = try ReferenceRates(
        day: #require(Day(iso: "2026-04-02")), perEuro: [.usd: #require(ExchangeRate(decimal: "1.2345"))])
      try await story.workspace.perform(RecordRates([rates]), as: Story.cause)
    }
  }

  @Test(
    "A channel opens to its spend and to the customers it won, and so do all together",
    arguments: Engine.allCases)
  func acquisitionRows(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await winCustomers(story)
      for (opened, place) in [
        (AcquisitionOpening.channel("fairs"), 1), (.channel("radio"), 2), (.channel(""), 0),
        (.total(.paid), 3), (.total(.blended), 4),
      ] {
        let table = try await report(story, .acquisitionCost) {
          ($0.currency, $0.opened) = (.usd, opened)
        }
        let line = try rows(table, "channels")[place]
        let amounts = try rows(table, "spend").map { row -> Int64 in
          guard case .amount(let amount, .usd) = row[2] else { return -1 }
          return amount
        }
        #expect(.amount(amounts.reduce(0, +), .usd) == line[1], "\(opened)")
        #expect(try .count(Int64(rows(table, "customers").count)) == line[2], "\(opened)")
      }
      let fairs = try await report(story, .acquisitionCost) {
        ($0.currency, $0.opened) = (.usd, .channel("fairs"))
      }
      let months = try rows(fairs, "spend")
      let march = try #require(Month(iso: "2026-03"))
      #expect(months[0] == [.text("fairs"), .month(march), .amount(100_00, .usd)] && months.count == 2)
      let won = try rows(fairs, "customers")
      let second = ReportCell.day(try #require(Day(iso: "2026-04-02")))
      #expect(Set(won.map { $0[0] }) == Set(["a", "b"].map { .customer(story.id(customer: $0)) }))
      #expect(won.allSatisfy { $0[1] == .text("fairs") && $0[2] == second })
      let radio = try await report(story, .acquisitionCost) {
        ($0.currency, $0.opened) = (.usd, .channel("radio"))
      }
      #expect(
        try rows(radio, "spend").map { Array($0[2...]) } == [
          [.amount(12_34, .usd), .currency(.eur), .amount(10_00, .eur)]
        ])
      // Of spend in March the customers of April were won.
      let lagging = try await report(story, .acquisitionCost) {
        ($0.currency, $0.opened, $0.lag) = (.usd, .channel("fairs"), 1)
        ($0.from, $0.through) = (Day(iso: "2026-03-01"), Day(iso: "2026-03-31"))
      }
      #expect(try rows(lagging, "customers").count == 2 && rows(lagging, "spend").count == 1)
      let closed = try await report(story, .acquisitionCost) { $0.currency = .usd }
      #expect(closed.sections.map(\.name) == ["channels"])
    }
  }

  @Test(
    "A contract whose invoices bill something else says why; the others are not listed",
    arguments: Engine.allCases)
  func reconciliation(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      try await story.price("yearly", monthly: 120_00, cadence: Cadence(unit: .year)!)
      try await story.on("2026-04-02") {
        try await story.subscribe("same", to: "starter")
        try await story.subscribe("long", to: "yearly")
        try await story.subscribe("grows", to: "starter")
      }
      #expect(try rows(try await report(story, .reconciliation), "subscriptions").isEmpty)
      try await story.on("2026-04-10") { try await story.change("grows", to: "team", invoicing: .none) }
      let table = try await report(story, .reconciliation)
      let list = try rows(table, "subscriptions")
      #expect(
        list.map { Array($0[1...]) } == [
          [
            .customer(story.id(customer: "grows")), .amount(30_00, .usd), .amount(10_00, .usd),
            .amount(20_00, .usd), .word("changed_since"),
          ]
        ])
      #expect(try rows(table, "totals")[0][4] == .amount(20_00, .usd))
    }
  }

  @Test(
    "What came on record late changes a month that was reported already, and says by what",
    arguments: Engine.allCases)
  func asReported(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") {
        try await story.subscribe("acme", to: "starter")
        try await story.subscribe("bolt", to: "starter")
        try await story.update("bolt") { $0.cancelAtPeriodEnd = true }
      }
      // Nobody is there on the second of May: that bolt has left comes on record in June.
      try await story.on("2026-06-10")
      let table = try await report(story, .asReported) { $0.step = Day(iso: "2026-05-31") }
      let steps = try rows(table, "steps").filter { $0[0] != .day(Day(iso: "2026-06-01")!) }
      #expect(
        steps.map { Array($0[3...]) } == [
          [.amount(20_00, .usd), .amount(20_00, .usd), .amount(0, .usd)],
          [.amount(20_00, .usd), .amount(10_00, .usd), .amount(-10_00, .usd)],
        ])
      let restated = try rows(table, "restated")
      #expect(restated.map { $0[0] } == [.customer(story.id(customer: "bolt"))])
      #expect(restated.map { $0[2] } == [.amount(-10_00, .usd)])
    }
  }

  @Test("Lifetime value names what it lacks, and takes margin and churn where they are known")
  func lifetime() async throws {
    try await Story.tell(on: .sqlite, startingOn: "2026-01-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-01-02") {
        for number in 1...10 { try await story.subscribe("c\(number)", to: "starter") }
      }
      try await story.on("2026-03-10") { try await story.cancel("c1") }
      try await story.on("2026-04-15")
      let lacking = try await report(story, .lifetimeValue)
      #expect(lacking.notes.contains { $0.english.contains("No gross margin") })
      try await story.workspace.perform(
        ChooseMargin(GrossMargin(product: nil, percent: "80")!), as: Story.cause)
      let values = try rows(try await report(story, .lifetimeValue), "values_usd")
      let byMethod = Dictionary(values.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
      // One of ten left in March, and of the six months before April only February and March had customers at
      // their beginning: (0 + 10 %) / 2 a month.
      #expect(byMethod[.word("simple")] == .amount(200_00, .usd))
      #expect(byMethod[.word("margin")] == .amount(160_00, .usd))
      #expect(byMethod[.word("modelled")] == nil)
    }
  }

  @Test("As many steps before are compared, and a month that goes on with the same days")
  func comparison() async throws {
    try await Story.tell(on: .sqlite, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") { try await story.subscribe("a", to: "starter") }
      try await story.on("2026-04-20") { try await story.subscribe("b", to: "starter") }
      try await story.on("2026-05-10") { try await story.subscribe("c", to: "starter") }
      var history = FigureHistory(.recurringRevenue)
      history.patience = .seconds(120)
      history.from = Day(iso: "2026-05-01")
      history.comparison = .previous
      let point = try #require(try await story.workspace.answer(history).series.first?.points.first)
      #expect(point.value == .amount(30_00))
      // On the tenth of April only one had come.
      #expect(point.compared?.value == .amount(10_00))
      #expect(point.compared?.period.end == Day(iso: "2026-04-11"))
      history.comparison = .year
      #expect(
        try await story.workspace.answer(history).series.first?.points.first?.compared == nil)
    }
  }
}
