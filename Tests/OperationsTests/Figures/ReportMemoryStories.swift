import Analytics
import Catalog
import Chronology
import Monetary
import Storage
import Testing

@testable import Operations

@Suite("Reports that are asked for again", .serialized)
struct ReportMemoryStories {
  @Test(
    "Every report is remembered while nothing happens, and none is when something does",
    arguments: Engine.allCases)
  func news(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") { try await story.subscribe("acme", to: "starter") }
      let memory = try await story.workspace.figures.reports
      for (number, one) in Report.allCases.enumerated() {
        let first = try await report(story, one)
        #expect(await memory.count == number + 1, "\(one)")
        let again = try await report(story, one)
        #expect(again.sections.map(\.rows) == first.sections.map(\.rows) && again.notes == first.notes)
        #expect(await memory.count == number + 1, "\(one)")
      }
      #expect(
        try await report(story, .lifetimeValue).notes.contains { $0.english.contains("No gross margin") })
      try await story.workspace.perform(
        ChooseMargin(GrossMargin(product: nil, percent: "80")!), as: Story.cause)
      #expect(
        try await !report(story, .lifetimeValue).notes.contains { $0.english.contains("No gross margin") })
      try await story.subscribe("bolt", to: "starter")
      #expect(try rows(try await report(story, .concentration), "customers_usd").count == 2)
      #expect(try rows(try await report(story, .renewals), "totals")[0][1] == .count(2))
      #expect(try rows(try await report(story, .cash), "steps").last?[3] == .amount(20_00, .usd))
      let short = try await report(story, .renewals) { $0.rowsMost = 1 }
      let list = try #require(short.sections.last)
      #expect(list.rows.count == 1 && list.rowCount == 2 && list.omitted == 1)
    }
  }

  @Test(
    "Another day is another report, and a job that is given up leaves it at once", arguments: Engine.allCases)
  func time(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.on("2026-04-02") { try await story.subscribe("acme", to: "starter") }
      let short = try await report(story, .renewals) { $0.days = 20 }
      #expect(try rows(short, "totals").isEmpty)
      let workspace = try await story.workspace
      let bound = try await workspace.made(ReportQuestion(.reconciliation), at: workspace.now).until
      #expect(bound == Instant(iso: "2026-05-02"))
      // Nothing happens until then.
      try await story.on("2026-04-15")
      let later = try await report(story, .renewals) { $0.days = 20 }
      #expect(try rows(later, "totals").count == 1)
      try await story.workspace.database.write { rows in
        let turn = try #require(
          try rows.jobs(Page(limit: 100)).elements.first { $0.kind == "renew_subscription" })
        try rows.fail(turn, error: "given up", claimAgainAt: nil)
      }
      let without = try await report(story, .renewals) { $0.days = 20 }
      #expect(try rows(without, "totals").isEmpty)
    }
  }

  @Test("Few reports are kept, and no long one")
  func bounds() async throws {
    try await Story.tell(on: .sqlite, startingOn: "2026-04-01") { story in
      let workspace = try await story.workspace
      let (memory, now) = (ReportMemory(), workspace.now)
      func keep(_ days: Int, _ table: ReportTable) async throws {
        var question = ReportQuestion(.cash)
        question.days = days
        let asked = question
        let standing = try #require(
          try await workspace.database.read { try ReportStanding(asked, at: now, $0) })
        await memory.keep(
          .init(asked, at: now), .init(standing: standing, table: table, since: now, until: nil))
      }
      for days in 1...ReportMemory.reportsMost { try await keep(days, ReportTable(.cash)) }
      #expect(await memory.count == ReportMemory.reportsMost)
      var long = ReportTable(.cash)
      var section = ReportSection("long", "Long", [ReportColumn("count", "Count")])
      for number in 0...Int64(ReportMemory.cellsMost.one) { section.add(.count(number)) }
      long.sections = [section]
      try await keep(ReportMemory.reportsMost + 1, long)
      #expect(await memory.count == ReportMemory.reportsMost)
      try await keep(ReportMemory.reportsMost + 1, ReportTable(.cash))
      #expect(await memory.count == 1)
    }
  }
}
