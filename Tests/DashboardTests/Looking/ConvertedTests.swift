import Analytics
import Catalog
import Chronology
import Journal
import Monetary
import Operations
import Storage
import Testing

@testable import Dashboard

@Suite("Converted figures on the pages")
struct ConvertedTests {
  @Test(
    "A converted cell opens rows that sum to it, and exchange opens its currencies",
    arguments: Engine.allCases)
  func converted(engine: Engine) async throws {
    try await House.with(engine) { house in
      try await house.sell(customers: 7)
      for (day, rate) in [("2026-10-31", "11.50"), ("2026-11-21", "11.4385"), ("2026-11-22", "11.2")] {
        let sheet = try ReferenceRates(
          day: Day(iso: day)!, perEuro: [.sek: ExchangeRate(decimal: rate)!])
        try await house.workspace.perform(RecordRates([sheet]), as: FactCause(actor: "test"))
      }
      let browser = try await house.signedIn()
      var history = FigureHistory(.movements)
      history.reportingCurrency = .sek
      history.from = Day(iso: "2026-11-01")
      let point = try #require(try await house.workspace.answer(history).series.first?.points.last)
      let page = try await browser.get("/w/acme/figures/mrr_movements?in=sek&from=2026-11")
      #expect(page.status == 200 && !page.text.contains("Nothing is converted"))
      let links = page.text.matches(of: /href="([^"]*mrr_movements\/rows[^"]*)"/)
        .map { String($0.output.1).replacing("&amp;", with: "&") }
      for part in point.parts where MovementKind(rawValue: part.name) != nil || part.name == "exchange" {
        // Kinds that nothing moved by have no column of their own.
        guard let address = links.first(where: { $0.contains("kind=\(part.name)") }) else {
          #expect(part.value == .amount(0), "\(part.name)")
          continue
        }
        #expect(address.contains("in=sek"))
        let rows = try await browser.get(address)
        #expect(rows.status == 200, "\(address)")
        guard case .amount(let shown) = part.value else { continue }
        #expect(rows.amounts.reduce(0, +) == shown, "\(part.name)")
      }
      let all = try #require(links.first { !$0.contains("kind=") })
      let whole = try await browser.get(all)
      #expect(point.value == .amount(whole.amounts.reduce(0, +)))
      #expect(whole.text.contains("Exchange, by currency") && whole.text.contains("Converted to SEK"))
      #expect(try await browser.get("/w/acme/figures/mrr/rows?step=2026-11-01&kind=exchange").status == 404)
    }
  }
}
