import Analytics
import Catalog
import Chronology
import Journal
import Monetary
import Operations
import Relations
import Storage
import Testing

@testable import Dashboard

@Suite("Cohorts on the pages")
struct RetentionTests {
  /// The addresses of the cells of a page's cohorts.
  private func cells(_ page: Seen) -> [String] {
    page.text.matches(of: /href="([^"]*figures\/retention\/rows[^"]*)"/)
      .map { String($0.output.1).replacing("&amp;", with: "&") }
  }

  @Test(
    "A cell opens its customers, apart and by every measure, and they sum to it", arguments: Engine.allCases)
  func cells(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.sell(customers: 9)
      let browser = try await house.signedIn()
      let page = try await browser.get("/w/acme/figures/retention?currency=eur")
      let address = try #require(cells(page).first)
      let rows = try await browser.get(address)
      #expect(rows.status == 200 && rows.amounts.count == 6)
      let shown = try await house.workspace.answer(Cohorts(in: .eur)).groups[0].rows.last?.cells.first
      #expect(shown?.customers == Proportion(6, of: 6) && rows.amounts.reduce(0, +) == shown?.revenue)
      let unknown = try await browser.get("/w/acme/figures/retention?currency=eur&measure=margin")
      #expect(cells(unknown).isEmpty && unknown.text.contains("No gross margin is known of"))
      try await house.workspace.perform(
        ChooseMargin(GrossMargin(product: nil, percent: "80")!), as: FactCause(actor: "test"))
      let margin = try await browser.get("/w/acme/figures/retention?currency=eur&measure=margin")
      let brought = try await browser.get(try #require(cells(margin).first))
      var question = Cohorts(in: .eur)
      question.measure = .margin
      let sum = try await house.workspace.answer(question).groups[0].rows.last?.cells.first?.margin
      #expect(brought.amounts.count == 6 && brought.amounts.reduce(0, +) == sum)
      let apart = try await browser.get("/w/acme/figures/retention?currency=eur&measure=revenue&by=product")
      #expect(cells(apart).count == 6)
      for cell in cells(apart) {
        #expect(cell.contains("by=product") && cell.contains("group=prod_"))
        #expect(try await browser.get(cell).amounts.count == 1)
      }
      let file = try await browser.get("/w/acme/figures/retention/csv?currency=eur&by=product&measure=margin")
      #expect(file.status == 200 && file.text.hasPrefix("group,began_from,"))
      #expect(file.text.contains(",margin\r\n"))
      #expect(try await browser.get("/w/acme").text.contains("figures/retention/rows?currency=eur"))
    }
  }

  @Test("Cohorts shown in another currency open rows that sum to them", arguments: Engine.allCases)
  func converted(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.sell(customers: 5)
      let browser = try await house.signedIn()
      let address = "/w/acme/figures/retention?in=sek&measure=revenue"
      let lacking = try await browser.get(address)
      #expect(
        lacking.text.contains("Nothing is converted") && cells(lacking).allSatisfy { !$0.contains("in=") })
      // Customers are counted without any rate.
      let counted = try await browser.get("/w/acme/figures/retention?in=sek")
      #expect(!counted.text.contains("Nothing is converted"))
      #expect(try await browser.get(try #require(cells(counted).first)).amounts.count == 3)
      let sheet = try ReferenceRates(
        day: Day(iso: "2026-11-21")!, perEuro: [.sek: ExchangeRate(decimal: "11.4385")!])
      try await house.workspace.perform(RecordRates([sheet]), as: FactCause(actor: "test"))
      var question = Cohorts(.converted(to: .sek))
      question.measure = .revenue
      let shown = try await house.workspace.answer(question).groups[0].rows.last?.cells.first
      let page = try await browser.get(address)
      #expect(page.text.contains("All in SEK") && page.text.contains("converted at the rate of its last day"))
      let cell = try #require(cells(page).first)
      #expect(cell.contains("in=sek") && !cell.contains("currency="))
      let rows = try await browser.get(cell)
      #expect(rows.text.contains("Converted to SEK"))
      #expect(rows.amounts.count == 3 && rows.amounts.reduce(0, +) == shown?.revenue)
      let file = try await browser.get("/w/acme/figures/retention/csv?in=sek&measure=revenue")
      #expect(file.text.contains(",SEK,3,"))
    }
  }

  @Test("What a page does not make answers 404")
  func missing() async throws {
    try await House.with(.sqlite) { house in
      try await house.sell(customers: 3)
      let browser = try await house.signedIn()
      for path in [
        "?by=sign", "?measure=fame", "?in=joy", "?currency=usd", "/rows",
        "/rows?currency=eur&cohort=2026-11-01",
        "/rows?currency=eur&cohort=2026-11-01&step=2026-10-01",
        "/rows?currency=eur&cohort=2026-11-01&step=2027-10-01",
        "/rows?currency=eur&cohort=2026-11-01&step=2026-11-01&measure=margin", "/csv",
      ] {
        #expect(try await browser.get("/w/acme/figures/retention\(path)").status == 404, "\(path)")
      }
    }
  }
}
