import Analytics
import Catalog
import Chronology
import Monetary
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Reports about some customers, and group by group", .serialized)
struct ChoiceStories {
  private func rows(
    _ story: Story, _ report: Report, _ section: String, _ change: (inout ReportQuestion) -> Void
  ) async throws -> [[ReportCell]] {
    var question = ReportQuestion(report)
    question.patience = .seconds(120)
    change(&question)
    return try await story.workspace.answer(question).sections.first { $0.name == section }?.rows ?? []
  }

  /// Two Swedes and a Norwegian, of whom one Swede came by the radio.
  private func place(_ story: Story) async throws {
    for (name, country, source) in [("asa", "SE", "radio"), ("bo", "SE", nil), ("kari", "NO", "radio")] {
      var terms = CustomerTerms()
      var address = Address()
      address.country = country
      terms.address = .set(address)
      if let source { terms.acquisitionSource = .set(source) }
      terms.metadata = MetadataPatch(
        clearsFirst: false, entries: ["tier": name == "bo" ? "gold" : "plain"])
      try await story.workspace.perform(
        UpdateCustomer(story.id(customer: name), terms: terms), as: Story.cause)
    }
  }

  @Test(
    "Money, debts and trials of some customers are theirs, whatever the others do",
    arguments: Engine.allCases)
  func chosen(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") {
        try await story.subscribe("asa", to: "starter")
        try await story.subscribe("bo", to: "starter") { $0.collection = .sendInvoice(daysUntilDue: 14) }
        try await story.subscribe("kari", to: "starter") { $0.trial = .days(5) }
        try await self.place(story)
      }
      try await story.on("2026-04-20")
      let wishes: [(accepted: [Dimension: Set<String>], cash: Int64, owed: Int64, trials: Int64)] = [
        ([:], 20_00, 10_00, 1), ([.country: ["SE"]], 10_00, 10_00, 0), ([.country: ["NO"]], 10_00, 0, 1),
        ([.source: ["radio"]], 20_00, 0, 1), ([.source: ["radio"], .country: ["SE"]], 10_00, 0, 0),
        ([.metadata("tier"): ["gold"]], 0, 10_00, 0), ([.currency: ["eur"]], 0, 0, 0),
        ([.currency: ["usd"], .country: ["SE", "NO"]], 20_00, 10_00, 1), ([.country: ["FI"]], 0, 0, 0),
      ]
      for wish in wishes {
        func whole(_ report: Report, _ section: String, _ column: Int) async throws -> Int64 {
          try await rows(story, report, section) { $0.filter.accepted = wish.accepted }.reduce(0) {
            sum, row in
            switch row[column] {
            case .amount(let amount, _): sum + amount
            case .count(let count): sum + count
            default: sum
            }
          }
        }
        #expect(try await whole(.cash, "steps", 3) == wish.cash, "\(wish)")
        #expect(try await whole(.receivables, "ages", 3) == wish.owed, "\(wish)")
        #expect(try await whole(.trialConversion, "cohorts", 2) == wish.trials, "\(wish)")
        let moves = try await rows(story, .cash, "moves") {
          $0.filter.accepted = wish.accepted
          $0.step = Day(iso: "2026-04-02")
        }
        #expect(Int64(moves.count) * 10_00 == wish.cash, "\(wish)")
      }
    }
  }

  @Test(
    "Lifetime value apart by country is each country's own; who is not known is a group",
    arguments: Engine.allCases)
  func groups(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-01-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 50_00)
      try await story.on("2026-01-02") {
        try await story.subscribe("asa", to: "starter")
        try await story.subscribe("bo", to: "starter")
        try await story.subscribe("kari", to: "team")
        try await story.subscribe("nobody", to: "team")
        try await self.place(story)
      }
      try await story.on("2026-03-10") { try await story.cancel("bo") }
      try await story.on("2026-04-15")
      let apart = try await rows(story, .lifetimeValue, "groups_usd") { $0.grouping = .country }
      #expect(apart.map { $0[0] } == [.text(""), .text("NO"), .text("SE")])
      #expect(apart.map { $0[1] } == [.count(1), .count(1), .count(1)])
      #expect(apart.map { $0[2] } == [.amount(50_00, .usd), .amount(50_00, .usd), .amount(10_00, .usd)])
      for (place, country) in ["", "NO", "SE"].enumerated() {
        let alone = try await rows(story, .lifetimeValue, "values_usd") {
          $0.filter.accepted[.country] = [country]
        }
        let simple = alone.first { $0[0] == .word("simple") }?[1]
        #expect(apart[place][4] == simple ?? .nothing, "\(country)")
      }
      #expect(try await rows(story, .lifetimeValue, "groups_usd") { _ in }.isEmpty)
    }
  }
}
