import Notation
import Operations
import Testing

@testable import HTTPAPI

@Suite("Reports on the wire")
struct ReportAPITests {
  private func rows(_ store: Store, _ query: String, _ section: String) async throws -> [JSON] {
    let reply = try await store.get("/v1/analytics/\(query)")
    try #require(reply.status == 200, "\(query): \(reply.text)")
    let found = reply.json["sections"]?.array?.first { $0["name"]?.string == section }
    return try #require(found?["rows"]?.array, "\(reply.text)")
  }

  @Test("Groups and an earlier time are in JSON and in the file alike")
  func apart() async throws {
    let store = try await Store.open()
    let price = try await store.price(1_000)
    let swede = try await store.customer("&address[country]=SE&metadata[tier]=gold")
    _ = try await store.subscribe(swede, price)
    _ = try await store.subscribe(store.customer(), price)
    let groups = try await rows(store, "cash?group_by=country", "groups")
    #expect(groups.map { $0["group"] } == ["", "SE"] && groups.map { $0["net"] } == [1_000, 1_000])
    #expect(groups[0]["from"] == "2026-09-01" && groups[0]["currency"] == "usd")
    let file = try await store.get("/v1/analytics/cash?group_by=country&format=csv&section=groups")
    #expect(file.text.hasPrefix("group,from,through,currency,collected,"))
    #expect(file.text.contains("\r\nSE,2026-09-01,2026-09-30,USD,10.00,"), "\(file.text)")
    let steps = try await rows(store, "cash?from=2026-09&compare=previous", "steps")
    #expect(steps.count == 1 && steps[0]["compared_from"] == "2026-08-01")
    #expect(steps[0]["compared_net"] == 0 && steps[0]["compared_failed_payments"] == 0)
    let deferred = try await rows(
      store, "recognized_revenue?from=2026-09&country[0]=SE&step=2026-09", "customers")
    #expect(deferred.map { $0["customer"] } == [.string(swede)])
    #expect(deferred[0]["deferred"] == 1_000 && deferred[0]["recognized"] == 0)
    for report in ["renewals_due", "committed_mrr"] {
      let groups = try await rows(store, "\(report)?group_by=metadata.tier&days=40", "groups")
      #expect(groups.map { $0["group"] } == ["", "gold"], "\(report)")
      #expect(groups.map { $0["mrr"] } == [1_000, 1_000], "\(report)")
    }
    let currencies = try await rows(store, "concentration?group_by=currency", "groups_usd")
    #expect(currencies.map { $0["group"] } == ["usd"] && currencies[0]["share"] == .number("1.0"))
  }

  @Test("Acquisition cost opens to the spend and the customers of a channel, in JSON and in the file")
  func acquisition() async throws {
    let store = try await Store.open()
    let price = try await store.price(1_000)
    let won = try await store.customer("&acquisition_source=fairs")
    _ = try await store.subscribe(won, price)
    let unknown = try await store.customer()
    _ = try await store.subscribe(unknown, price)
    for (month, amount) in [("2026-08", 4_000), ("2026-09", 1_000)] {
      _ = try await store.made(
        "/v1/analytics/spend", "channel=fairs&month=\(month)&currency=usd&amount=\(amount)")
    }
    let fairs = "acquisition_cost?channel=fairs"
    let spend = try await rows(store, fairs, "spend")
    #expect(spend.map { $0["month"] } == ["2026-08", "2026-09"] && spend[0]["channel"] == "fairs")
    #expect(spend.map { $0["spend"] } == [4_000, 1_000] && spend[0]["currency"] == "usd")
    let line = try await rows(store, fairs, "channels").first { $0["channel"] == "fairs" }
    #expect(line?["spend"] == 5_000 && line?["new_customers"] == 1)
    let customers = try await rows(store, fairs, "customers")
    #expect(customers.map { $0["customer"] } == [.string(won)] && customers[0]["paid_first"] == "2026-09-21")
    #expect(
      try await rows(store, "acquisition_cost?channel=-", "customers").map { $0["customer"] }
        == [.string(unknown)])
    #expect(try await rows(store, "acquisition_cost?channel=-", "spend").isEmpty)
    #expect(try await rows(store, "acquisition_cost?total=blended", "customers").count == 2)
    #expect(try await rows(store, "acquisition_cost?total=paid", "customers").count == 1)
    let file = try await store.get("/v1/analytics/\(fairs)&format=csv&section=spend")
    #expect(
      file.text == "currency,channel,month,spend\r\nUSD,fairs,2026-08,40.00\r\nUSD,fairs,2026-09,10.00\r\n")
  }

  @Test("What a report is not told apart by, or compared with, is refused with its parameter")
  func refused() async throws {
    let store = try await Store.open()
    for (query, parameter) in [
      ("cash?group_by=product", "group_by"), ("cash?group_by=shoe", "group_by"),
      ("cash?group_by=metadata.", "group_by"), ("renewals_due?group_by=price", "group_by"),
      ("receivables?group_by=billing_interval", "group_by"), ("cash?compare=tomorrow", "compare"),
      ("acquisition_cost?group_by=country", "group_by"), ("reconciliation?group_by=country", "group_by"),
      ("receivables?compare=year", "compare"), ("committed_mrr?compare=previous", "compare"),
      ("acquisition_cost?total=most", "total"), ("acquisition_cost?total=paid&channel=fairs", "total"),
      ("acquisition_cost?channel=\(String(repeating: "x", count: 81))", "channel"),
      ("acquisition_cost?step=2026-09-01", "step"), ("cash?channel=fairs", "channel"),
      ("lifetime_value?total=paid", "total"),
      ("recognized_revenue?product[0]=prod_1", "product"), ("recognized_revenue?as_of=1", "as_of"),
    ] {
      let reply = try await store.get("/v1/analytics/\(query)")
      #expect(reply.status == 400, "\(query): \(reply.text)")
      #expect(reply.json.at("error.param")?.string == parameter, "\(query): \(reply.text)")
    }
  }
}
