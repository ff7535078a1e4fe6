import Catalog
import Chronology
import Monetary
import Operations
import Relations
import Storage
import Testing

@testable import Dashboard

@Suite("What figures need is taken down in forms")
struct InputFormTests {
  private func fill(_ browser: Browser, _ path: String, _ fields: [String: String]) async throws -> Seen {
    _ = try await browser.get("/w/acme/\(path)/new")
    return try await browser.send("/w/acme/\(path)/new", fields)
  }

  @Test("Spend, rates and margins are saved, shown, and replaced by newer ones", arguments: Engine.allCases)
  func saved(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      let spend = ["channel": " search ", "month": "2026-10", "amount": "1.250,50", "currency": "eur"]
      #expect(try await self.fill(browser, "spend", spend).location == "/w/acme/spend")
      _ = try await self.fill(browser, "spend", spend.merging(["amount": "7"]) { $1 })
      #expect(try await browser.get("/w/acme/spend").amounts == [700])
      let rate = ["day": "2026-11-20", "rate": "11,4385", "currency": "sek"]
      #expect(try await self.fill(browser, "rates", rate).location == "/w/acme/rates")
      #expect(try await browser.get("/w/acme/rates").text.contains("11.4385\u{00A0}SEK"))
      #expect(
        try await self.fill(browser, "margins", ["percent": "72,5", "product": ""]).location
          == "/w/acme/margins")
      #expect(try await browser.get("/w/acme/margins").text.contains("72.5\u{00A0}%"))
      #expect(try await house.workspace.read { try $0.grossMargin(of: nil)?.basisPoints } == 7_250)
      let ada = try await self.fill(browser, "customers", ["name": "Ada", "source": " partner "])
      #expect(try await browser.get(try #require(ada.location)).text.contains("partner"))
      #expect(try await browser.get("/w/acme/spend/new").text.contains("<option value=\"partner\">"))
    }
  }

  @Test("What is wrong stands at its field, and nothing is saved")
  func wrong() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn()
      let long = String(repeating: "a", count: 81)
      let spend = ["channel": "search", "month": "2026-10", "amount": "7", "currency": "eur"]
      let rate = ["day": "2026-11-20", "rate": "11.4385", "currency": "sek"]
      let cases: [(String, [String: String], [String: String], String)] = [
        ("spend", spend, ["channel": ""], "channel"), ("spend", spend, ["channel": long], "channel"),
        ("spend", spend, ["month": "2026-13"], "month"), ("spend", spend, ["amount": "-1"], "amount"),
        ("spend", spend, ["amount": "1.0012"], "amount"), ("spend", spend, ["currency": "xxx"], "currency"),
        ("rates", rate, ["day": "2026-02-30"], "day"), ("rates", rate, ["rate": "0"], "rate"),
        ("rates", rate, ["rate": "one"], "rate"), ("rates", rate, ["currency": "eur"], "currency"),
        ("margins", [:], ["percent": "101"], "percent"), ("margins", [:], ["percent": "-1"], "percent"),
        ("margins", [:], ["percent": "50", "product": "prod_none"], "product"),
        ("customers", ["name": "Ada"], ["source": long], "source"),
      ]
      for (path, right, change, field) in cases {
        let seen = try await self.fill(browser, path, right.merging(change) { $1 })
        #expect(seen.status == 422, "\(path) \(change)")
        #expect(seen.text.contains("id=\"f-\(field)-error\""), "\(path) \(change)")
      }
      let (spent, sheets, margins, customers) = try await house.workspace.read { snapshot in
        (
          try snapshot.marketingSpend(MarketingSpendFilter(), Page(limit: 1)).elements.count,
          try snapshot.referenceRates(from: nil, through: nil, Page(limit: 1)).elements.count,
          try snapshot.grossMargins().count,
          try snapshot.customers(CustomerFilter(), Page(limit: 1)).elements.count
        )
      }
      #expect((spent, sheets, margins, customers) == (0, 0, 0, 0))
    }
  }

  @Test("A viewer looks at what figures need, and changes none of it")
  func viewer() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn(House.viewer)
      for path in ["figures", "spend", "rates", "margins"] {
        let seen = try await browser.get("/w/acme/\(path)")
        #expect(seen.status == 200 && !seen.text.contains("/\(path)/new"), "\(path)")
      }
      #expect(try await browser.get("/w/acme/spend/new").status == 403)
    }
  }
}
