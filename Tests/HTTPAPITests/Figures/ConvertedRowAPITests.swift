import Notation
import Testing

@testable import HTTPAPI

@Suite("Converted rows on the wire")
struct ConvertedRowAPITests {
  @Test("Rows of a converted figure have both amounts, and exchange is a row for each currency")
  func converted() async throws {
    let store = try await Store.withTwoPayers()
    for (day, rate) in [("2026-08-31", "1.25"), ("2026-09-21", "1.60")] {
      _ = try await store.made("/v1/analytics/rates", "day=\(day)&rates[usd][per_euro]=\(rate)")
    }
    let query = "rows?step=2026-09&reporting_currency=eur"
    let rows = try await store.figures("metrics/mrr/\(query)")
    #expect(rows.map { $0.at("converted.amount") } == [2_000, 625])
    #expect(rows.map { $0["amount"] } == [2_000, 1_000] && rows[1].at("converted.currency") == "eur")
    let moved = try await store.figures("metrics/mrr_movements/\(query)")
    #expect(moved.compactMap { $0["object"]?.string }.filter { $0 == "analytics.exchange_row" }.count == 1)
    let exchange = try await store.figures("metrics/mrr_movements/\(query)&kind=exchange")
    #expect(exchange.map { $0["amount"] } == [0] && exchange[0].at("converted.closing") == 625)
    let file = try await store.get("/v1/analytics/metrics/mrr/\(query)&format=csv")
    #expect(file.text.contains(",EUR,6.25,,2026-09-"))
  }

  @Test("What cannot be converted is refused with its parameter")
  func refused() async throws {
    let store = try await Store.withTwoPayers()
    for (query, parameter) in [
      ("mrr/rows?step=2026-09&kind=exchange", "kind"),
      ("mrr_movements/rows?step=2026-09&kind=exchange", "kind"),
      ("mrr/rows?step=2026-09&reporting_currency=eur", "reporting_currency"),
    ] {
      let reply = try await store.get("/v1/analytics/metrics/\(query)")
      #expect(reply.status == 400, "\(query): \(reply.text)")
      #expect(reply.json.at("error.param")?.string == parameter, "\(query): \(reply.text)")
    }
  }
}
