import Analytics
import Bookkeeping
import Catalog
import Chronology
import Monetary
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Reports group by group and beside an earlier time", .serialized)
struct GroupStories {
  private func report(
    _ story: Story, _ report: Report, _ change: (inout ReportQuestion) -> Void
  ) async throws -> ReportTable {
    var question = ReportQuestion(report)
    question.patience = .seconds(120)
    change(&question)
    return try await story.workspace.answer(question)
  }

  /// The table that a report's groups are parts of.
  private func whole(_ table: ReportTable) throws -> ReportSection {
    try #require(table.sections.first { ["steps", "ages", "cohorts", "totals"].contains($0.name) })
  }

  private func groups(_ table: ReportTable) throws -> [[ReportCell]] {
    try #require(table.sections.first { $0.name == "groups" }, "\(table.report)").rows
  }

  /// What each column comes to, in each currency.
  private func sums(_ rows: [[ReportCell]]) -> [String: Int64] {
    rows.reduce(into: [:]) { sums, row in
      for (column, cell) in row.enumerated() {
        switch cell {
        case .amount(let amount, let currency): sums["\(column) \(currency.code)", default: 0] += amount
        case .count(let count): sums["\(column)", default: 0] += count
        default: break
        }
      }
    }.filter { $0.value != 0 }
  }

  private func describe(
    _ story: Story, _ name: String, country: String?, source: String? = nil, metadata: [String: String] = [:]
  ) async throws {
    var terms = CustomerTerms()
    if let country {
      var address = Address()
      address.country = country
      terms.address = .set(address)
    }
    if let source { terms.acquisitionSource = .set(source) }
    terms.metadata = MetadataPatch(clearsFirst: false, entries: metadata)
    try await story.workspace.perform(
      UpdateCustomer(story.id(customer: name), terms: terms), as: Story.cause)
  }

  /// Half a year of six customers in two currencies: one leaves, one pays late, two try first, one's card
  /// is declined, and of one nothing is known.
  private func live(_ story: Story) async throws {
    try await story.price("dollars", monthly: 10_00)
    try await story.price("euros", monthly: 25_00, currency: .eur)
    try await story.price("yearly", monthly: 365_00, cadence: .yearly)
    try await story.on("2026-01-15") {
      try await story.subscribe("asa", to: "dollars")
      try await story.subscribe("bo", to: "euros") { $0.collection = .sendInvoice(daysUntilDue: 14) }
      try await story.subscribe("kari", to: "yearly")
      try await story.subscribe("ola", to: "dollars")
      try await describe(story, "ola", country: "NO", source: "fair")
      try await describe(story, "asa", country: "SE", source: "radio", metadata: ["tier": "gold"])
      try await describe(story, "bo", country: "SE", metadata: ["tier": "plain"])
      try await describe(story, "kari", country: "NO", source: "radio")
    }
    try await story.on("2026-03-02") {
      try await story.customer("mia", card: "flaky")
      try await story.subscribe("mia", to: "dollars") { $0.trial = .days(10) }
      try await story.subscribe("nobody", to: "euros") { $0.trial = .days(60) }
      try await describe(story, "mia", country: "NO", source: "fair", metadata: ["tier": "gold"])
    }
    try await story.on("2026-03-20") { story.gateway.always("flaky", .declines) }
    try await story.on("2026-05-20") {
      try await story.update("kari") { $0.cancelAtPeriodEnd = true }
      try await story.cancel("asa")
    }
    try await story.on("2026-06-10")
    _ = try await story.close()
  }

  private static let reports: [Report] = [
    .cash, .revenue, .receivables, .trialConversion, .renewals, .committed,
  ]

  @Test(
    "Each group is what the report says of it alone, and together they are the whole",
    arguments: Engine.allCases)
  func groups(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-15") { story in
      try await live(story)
      for report in Self.reports {
        for dimension in [Dimension.country, .source, .metadata("tier"), .currency] {
          func ask(_ change: (inout ReportQuestion) -> Void) async throws -> ReportTable {
            try await self.report(story, report) {
              $0.days = 400
              change(&$0)
            }
          }
          let table = try await ask { $0.grouping = dimension }
          let rows = try groups(table)
          #expect(
            try sums(rows.map { Array($0.dropFirst()) }) == sums(whole(table).rows),
            "\(report) by \(dimension)")
          let values = rows.map { $0[0] }
          #expect(Set(values).count > 1, "\(report) by \(dimension): \(values)")
          for value in Set(values) {
            guard case .text(let text) = value else {
              Issue.record("\(value)")
              continue
            }
            let alone = try whole(try await ask { $0.filter.accepted[dimension] = [text] }).rows
              .filter { report != .trialConversion || $0[2] != .count(0) }
            #expect(
              rows.filter { $0[0] == value }.map { Array($0.dropFirst()) } == alone,
              "\(report) by \(dimension) \(text)")
          }
        }
      }
      let plain = try await report(story, .concentration) { $0.grouping = .country }
      let parts = try #require(plain.sections.first { $0.name == "groups_eur" }).rows
      #expect(
        parts == [
          [.text(""), .count(1), .amount(25_00, .eur), .share(0.5)],
          [.text("SE"), .count(1), .amount(25_00, .eur), .share(0.5)],
        ])
      let apart = try await report(story, .cash) { _ in }
      #expect(!apart.sections.contains { $0.name == "groups" })
    }
  }

  @Test(
    "Some customers' revenue is what their own ledgers say, and a step opens to them",
    arguments: Engine.allCases)
  func revenue(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-15") { story in
      try await live(story)
      let names = ["asa", "bo", "kari", "mia", "nobody", "ola"]
      let wishes: [([Dimension: Set<String>], of: Set<String>)] = [
        ([:], Set(names)), ([.country: ["SE"]], ["asa", "bo"]), ([.country: ["NO"]], ["kari", "mia", "ola"]),
        ([.country: [""]], ["nobody"]), ([.source: ["radio"]], ["asa", "kari"]),
        ([.metadata("tier"): ["gold"]], ["asa", "mia"]), ([.country: ["FI"]], []),
        ([.currency: ["eur"], .country: ["SE"]], ["bo"]),
      ]
      for wish in wishes {
        let table = try await report(story, .revenue) {
          $0.filter.accepted = wish.0
          $0.step = Day(iso: "2026-06-01")
        }
        // Earned and deferred: what stands on the customers' accounts now, line by line of the closes.
        var expected: [String: Int64] = [:]
        for name in wish.of {
          for (column, account) in [(3, Account.revenue), (4, .deferredRevenue)] {
            for currency in [Currency.usd, .eur] {
              expected["\(column) \(currency.code)", default: 0] -=
                try await story.customerBalance(name, account, currency)
            }
          }
        }
        let rows = try whole(table).rows
        var found = sums(rows).filter { $0.key.hasPrefix("3 ") }
        let june = rows.filter { $0[0] == .day(Day(iso: "2026-06-01")!) }
        found.merge(sums(june).filter { $0.key.hasPrefix("4 ") }) { $1 }
        #expect(found == expected.filter { $0.value != 0 }, "\(wish)")
        let opened = try #require(table.sections.first { $0.name == "customers" }).rows
        #expect(sums(opened.map { [.nothing] + $0 }) == sums(june), "\(wish)")
        let owners = Set(opened.map { $0[0] })
        #expect(owners.isSubset(of: wish.of.map { .customer(story.id(customer: $0)) }), "\(wish)")
        for month in ["2026-01", "2026-03"].map({ Month(iso: $0)! }) {
          let lines = try await story.workspace.read {
            try $0.recognizedLines(of: month, Page(limit: 100)).elements
          }
          let own = Set(wish.of.map { story.id(customer: $0) })
          let earned = lines.filter { own.contains($0.recognition.customer) }
            .reduce(into: [String: Int64]()) { sums, line in
              sums["3 \(line.recognition.amount.currency.code)", default: 0] +=
                line.recognition.amount.minorUnits
            }
          let shown = sums(rows.filter { $0[0] == .day(month.firstDay) }).filter { $0.key.hasPrefix("3 ") }
          #expect(shown == earned.filter { $0.value != 0 }, "\(wish) in \(month)")
        }
      }
    }
  }

  @Test(
    "Each step stands beside an earlier one, group by group too, and one that goes on beside as many days",
    arguments: Engine.allCases)
  func comparison(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-15") { story in
      try await live(story)
      for report in [Report.cash, .revenue, .trialConversion] {
        func ask(
          _ first: String, _ last: String, _ comparison: Comparison? = nil
        ) async throws -> ReportTable {
          try await self.report(story, report) {
            ($0.from, $0.through) = (Day(iso: first), Day(iso: last))
            ($0.comparison, $0.grouping) = (comparison, .country)
          }
        }
        let table = try await ask("2026-03-01", "2026-04-30", .previous)
        let before = try await ask("2026-01-01", "2026-02-28")
        let section = try whole(table)
        let places = section.columns.indices.filter { section.columns[$0].name.hasPrefix("compared_") }
        let names = places.map { String(section.columns[$0].name.dropFirst("compared_".count)) }
        #expect(names.prefix(2) == ["from", "through"] && names.count > 3)
        for (name, place) in zip(names, places) {
          let earlier = try whole(before)
          let column = try #require(earlier.columns.firstIndex { $0.name == name })
          let (compared, alone) = (
            sums(section.rows.map { [$0[place]] }), sums(earlier.rows.map { [$0[column]] })
          )
          #expect(compared == alone, "\(report) \(name)")
          #expect(
            sums(try groups(table).map { [$0[place + 1]] }) == alone, "\(report) \(name), group by group")
        }
        #expect(section.rows.first?[places[0]] == .day(Day(iso: "2026-01-01")!))
        let none = try whole(try await ask("2026-03-01", "2026-04-30"))
        #expect(!none.columns.contains { $0.name.hasPrefix("compared_") })
      }
      // It is the tenth of June: the first ten days of May, in which nobody but asa and bo was billed.
      let june = try await report(story, .cash) {
        ($0.from, $0.comparison) = (Day(iso: "2026-06-01"), .previous)
      }
      let row = try #require(try whole(june).rows.first)
      #expect(row[1] == .day(Day(iso: "2026-05-01")!) && row[3] == .day(Day(iso: "2026-05-10")!))
    }
  }

  @Test(
    "Twenty groups are shown, all others are one row, and fractions of a cent are shared out",
    arguments: Engine.allCases)
  func others(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("third", monthly: 100_00, cadence: .yearly)
      try await story.on("2026-04-02") {
        for number in 1...23 {
          let name = "c\(number)"
          try await story.subscribe(name, to: "third")
          try await describe(story, name, country: nil, metadata: ["number": number < 3 ? "1" : "\(number)"])
        }
      }
      for report in [Report.renewals, .committed, .cash] {
        let table = try await self.report(story, report) {
          ($0.grouping, $0.days) = (.metadata("number"), 400)
        }
        let rows = try groups(table)
        #expect(rows.count == 21 && rows.last?[0] == .word("other"), "\(report)")
        #expect(rows.first?[0] == .text("1"), "\(report)")
        #expect(
          try sums(rows.map { Array($0.dropFirst()) }) == sums(whole(table).rows), "\(report)")
      }
      // 23 times 8.33 1/3 are 191.67, and so are the groups.
      let renewals = try groups(
        try await report(story, .renewals) { ($0.grouping, $0.days) = (.metadata("number"), 400) })
      #expect(renewals[0][2...] == [.count(2), .amount(16_67, .usd)])
      #expect(sums(renewals)["3 usd"] == 191_67)
      let worth = try await report(story, .lifetimeValue) { $0.grouping = .metadata("number") }
      let parts = try #require(worth.sections.first { $0.name == "groups_usd" }).rows
      #expect(parts.count == 21 && parts.last?[0...1] == [.word("other"), .count(2)])
      let shares = try await report(story, .concentration) { $0.grouping = .metadata("number") }
      #expect(sums(try #require(shares.sections.first { $0.name == "groups_usd" }).rows)["2 usd"] == 191_67)
    }
  }

  @Test("What is different for nearly everybody tells nothing apart, and is refused")
  func tooMany() async throws {
    try await Story.tell(on: .sqlite, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      for number in 0...CustomerGroups.valuesMost {
        var terms = CustomerTerms()
        terms.metadata = MetadataPatch(clearsFirst: false, entries: ["number": "\(number)"])
        try await story.workspace.perform(CreateCustomer(terms: terms), as: Story.cause)
      }
      await #expect(throws: FigureRefusal.tooManyValues) {
        try await report(story, .cash) { $0.grouping = .metadata("number") }
      }
      #expect(try groups(try await report(story, .cash) { $0.grouping = .country }).count == 1)
    }
  }
}
