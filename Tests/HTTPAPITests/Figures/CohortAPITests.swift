import Notation
import Operations
import Testing

@testable import HTTPAPI

@Suite("Cohorts on the wire")
struct CohortAPITests {
  @Test("Cohorts tell customers, revenue and margin, and each cell lists its customers")
  func cohorts() async throws {
    let store = try await Store.withTwoPayers()
    let plain = try #require(try await store.figures("cohorts?currency=usd").last)
    #expect(plain["customers"] == 1 && plain["group"] == .null && plain.at("cells.0.mrr") == 1_000)
    #expect(plain.at("cells.0.margin") == nil && plain["note"] == nil)
    let unknown = try #require(try await store.figures("cohorts?currency=usd&measure=margin").last)
    #expect(unknown.at("cells.0.margin") == .null)
    #expect(unknown["note"]?.string?.contains("/v1/analytics/gross_margins") == true)
    let place = "currency=usd&cohort=2026-09-21&step=2026-09"
    let refused = try await store.get("/v1/analytics/cohorts/rows?\(place)&measure=margin")
    #expect(refused.status == 400 && refused.json.at("error.param") == "measure")
    _ = try await store.made("/v1/analytics/gross_margins", "percent=72.5")
    let known = try #require(try await store.figures("cohorts?currency=usd&measure=margin").last)
    #expect(known.at("cells.0.margin") == 725 && known["note"] == .null)
    for (measure, amount) in [("customers", 1_000), ("revenue", 1_000), ("margin", 725)] {
      let rows = try await store.figures("cohorts/rows?\(place)&measure=\(measure)")
      #expect(rows.map { $0["amount"] } == [.integer(Int64(amount))], "\(measure)")
    }
    let groups = try await store.figures("cohorts?currency=usd&group_by=country&from=2026-09")
    #expect(groups.map { $0["group"] } == [""])
    let apart = try await store.figures("cohorts/rows?\(place)&group_by=country&group=-")
    #expect(apart.count == 1)
    #expect(try await store.figures("cohorts/rows?\(place)&group_by=country&group=SE").isEmpty)
    let file = try await store.get(
      "/v1/analytics/cohorts?currency=usd&measure=margin&format=csv&from=2026-09")
    #expect(file.text.contains(",2026-09-01,2026-09-30,1,0,2026-09-01,2026-09-30,USD,1,1.0,"))
    #expect(file.text.hasSuffix(",10.00,7.25\r\n"))
  }

  @Test("Cohorts of all currencies are converted, and say what rates they lack")
  func converted() async throws {
    let store = try await Store.withTwoPayers()
    let lacking = try await store.get(
      "/v1/analytics/cohorts?reporting_currency=eur&measure=revenue&from=2026-09")
    #expect(lacking.json.at("missing_rates.0.currency") == "usd", "\(lacking.text)")
    #expect(lacking.json["data"]?.array?.map { $0["currency"] } == ["eur", "usd"])
    let customers = try #require(try await store.figures("cohorts?reporting_currency=eur&from=2026-09").first)
    #expect(customers["customers"] == 2 && customers.at("cells.0.mrr") == .null)
    _ = try await store.made("/v1/analytics/rates", "day=2026-09-21&rates[usd][per_euro]=1.60")
    let told = try await store.get(
      "/v1/analytics/cohorts?reporting_currency=eur&measure=revenue&from=2026-09")
    #expect(told.json["missing_rates"]?.array?.isEmpty == true)
    let row = try #require(told.json["data"]?.array?.first)
    #expect(row["currency"] == "eur" && row["customers"] == 2 && row.at("cells.0.mrr") == 2_625)
    let place = "reporting_currency=eur&cohort=2026-09&step=2026-09&measure=revenue"
    let rows = try await store.figures("cohorts/rows?\(place)")
    #expect(rows.map { $0.at("converted.amount") } == [2_000, 625])
    #expect(rows.map { $0["amount"] } == [2_000, 1_000])
    #expect(rows[1].at("converted.rate_day") == "2026-09-21")
    let file = try await store.get("/v1/analytics/cohorts/rows?\(place)&format=csv")
    #expect(file.text.hasPrefix("customer,currency,amount,converted_currency,converted_amount,"))
    #expect(file.text.contains(",USD,10.00,EUR,6.25,,2026-09-21\r\n"))
    // Who pays in dollars alone, converted.
    let dollars = try await store.figures("cohorts?currency=usd&reporting_currency=eur&from=2026-09")
    #expect(dollars[0]["customers"] == 1 && dollars[0].at("cells.0.mrr") == 625)
    let own = try await store.get("/v1/analytics/cohorts?currency=usd")
    #expect(own.json["missing_rates"] == nil)
  }

  @Test("What cannot be asked of cohorts and rows is refused with its parameter")
  func refused() async throws {
    let store = try await Store.withTwoPayers()
    let rows = "cohorts/rows?currency=usd"
    for (query, parameter) in [
      ("cohorts", "currency"), ("cohorts?currency=usd&group_by=shoe", "group_by"),
      ("cohorts?currency=usd&measure=fame", "measure"), ("\(rows)&cohort=2026-09", "step"),
      ("\(rows)&cohort=2026-09&step=2026-08", "step"), ("\(rows)&cohort=x&step=2026-08", "cohort"),
      ("\(rows)&cohort=2026-09&step=2026-09&group=SE", "group_by"),
      ("cohorts?reporting_currency=joy", "reporting_currency"),
      (
        "cohorts/rows?reporting_currency=eur&measure=revenue&cohort=2026-09&step=2026-09",
        "reporting_currency"
      ),
    ] {
      let reply = try await store.get("/v1/analytics/\(query)")
      #expect(reply.status == 400, "\(query): \(reply.text)")
      #expect(reply.json.at("error.param")?.string == parameter, "\(query): \(reply.text)")
    }
  }
}

extension Store {
  /// Somebody who pays ten dollars a month, and somebody who pays twenty euros, since September 21, 2026.
  static func withTwoPayers() async throws -> Store {
    let store = try await Store.open()
    let (dollars, euros) = (try await store.price(1_000), try await store.price(2_000, "eur"))
    _ = try await store.subscribe(store.customer(), dollars)
    _ = try await store.subscribe(store.customer(), euros)
    return store
  }

  /// What a list about figures holds.
  func figures(_ query: String) async throws -> [JSON] {
    let reply = try await get("/v1/analytics/\(query)")
    try #require(reply.status == 200, "\(query): \(reply.text)")
    return reply.json["data"]?.array ?? []
  }
}
