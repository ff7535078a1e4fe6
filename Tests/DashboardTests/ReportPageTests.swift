import Analytics
import Chronology
import Hummingbird
import Journal
import Monetary
import Operations
import Relations
import Testing

@testable import Dashboard

@Suite("Reports have a page each, and each of their tables is a file")
struct ReportPageTests {
  @Test("Every report is there before anybody pays, and after", arguments: [true, false])
  func everyReport(isSold: Bool) async throws {
    try await House.with(.sqlite) { house in
      if isSold { try await house.sell(customers: 23) }
      let browser = try await house.signedIn()
      let figures = try await browser.get("/w/acme/figures").text
      for report in Report.allCases {
        #expect(figures.contains("/w/acme/reports/\(report.rawValue)\""), "\(report)")
        let page = try await browser.get("/w/acme/reports/\(report.rawValue)")
        #expect(page.status == 200 && page.text.contains(report.title), "\(report)")
        for match in page.text.matches(of: /href="(\/w\/acme\/reports\/[a-z_]+\/csv\?[^"]+)"/) {
          let path = String(match.output.1).replacing("&amp;", with: "&")
          let file = try await browser.get(path)
          #expect(file.status == 200 && file.text.contains("\r\n"), "\(path)")
        }
      }
    }
  }

  @Test("What cannot be asked is said at its field; what we do not make is not there")
  func refused() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn()
      for wrong in [
        "cash?from=2026-13", "cash?from=2026-05&through=2026-04", "cash?interval=day&from=1990-01",
        "renewals_due?days=0", "renewals_due?days=many", "lifetime_value?discount=0",
        "acquisition_cost?lag=99", "trial_conversion?grace=-1",
      ] {
        let page = try await browser.get("/w/acme/reports/\(wrong)")
        #expect(page.status == 422 && page.text.contains("class=\"err"), "\(wrong)")
      }
      for missing in [
        "joy", "cash?interval=fortnight", "cash?step=soon", "lifetime_value?currency=xxx",
        "cash/csv?section=nothing", "cash/csv",
      ] {
        #expect(try await browser.get("/w/acme/reports/\(missing)").status == 404, "\(missing)")
      }
    }
  }

  @Test("A channel's figures open to what they are worked out from, and its customers to their pages")
  func channels() async throws {
    try await House.with(.sqlite) { house in
      try await house.sell(customers: 4)
      let browser = try await house.signedIn()
      let month = Month(containing: house.workspace.now, in: .utc)
      let spend = try MarketingSpend(channel: "fairs & co", month: month, amount: Money(40_00, .eur))
      try await house.workspace.perform(RecordSpend([spend]), as: FactCause(actor: "test"))
      let page = try await browser.get("/w/acme/reports/acquisition_cost?lag=0").text
      func address(_ part: String) throws -> String {
        let links = page.matches(of: /href="(\/w\/acme\/[^"]+)"/).map { String($0.output.1) }
        return try #require(links.first { $0.contains(part) }, "\(part): \(links)")
          .replacing("&amp;", with: "&")
      }
      #expect(!page.contains("The spend behind it"))
      let fairs = try await browser.get(try address("channel=fairs%20%26%20co")).text
      #expect(fairs.contains("The spend behind it") && fairs.contains("€40.00"))
      let unknown = try await browser.get(try address("channel=-")).text
      #expect(unknown.contains("The customers it won") && unknown.contains("/w/acme/customers/cus_"))
      #expect(unknown.contains("acquisition_cost/csv?lag=0&amp;channel=-&amp;section=customers"))
      let all = try await browser.get(try address("total=blended"))
      #expect(all.status == 200 && all.text.contains("The customers it won"))
      let payers = try await browser.get(try address("figures/mrr/rows?interval=day"))
      #expect(payers.status == 200 && payers.text.contains("/w/acme/customers/cus_"))
      let alone = try await browser.get(try address("by=source&amp;group=-"))
      #expect(alone.status == 200 && alone.text.contains("/w/acme/customers/cus_"))
      #expect(try await browser.get("/w/acme/reports/acquisition_cost?total=most").status == 404)
      let swedish: HTTPFields = [.acceptLanguage: "sv"]
      let path = "/w/acme/reports/acquisition_cost?channel=-"
      #expect(try await browser.get(path, headers: swedish).text.contains("Kunderna som vanns"))
    }
  }

  @Test("A note has its values in every language, and groups stand by their products' names")
  func notes() async throws {
    try await House.with(.sqlite) { house in
      try await house.sell(customers: 4)
      let browser = try await house.signedIn()
      let english = try await browser.get("/w/acme/reports/lifetime_value?by=product").text
      #expect(english.contains("all that is sold in EUR:") && english.contains("longer than 60 months"))
      #expect(english.contains("Group by group, EUR") && english.contains("Plan 1"))
      #expect(!english.contains(">prod_"))
      let headers: HTTPFields = [.acceptLanguage: "de"]
      let german = try await browser.get("/w/acme/reports/lifetime_value", headers: headers).text
      #expect(german.contains("EUR") && german.contains("60 Monate") && !german.contains("{}"))
    }
  }

  @Test("A figure is asked by product, metadata and time zone, and an unknown zone is said at its field")
  func filters() async throws {
    try await House.with(.sqlite) { house in
      try await house.sell(customers: 4)
      let browser = try await house.signedIn()
      let whole = try await browser.get("/w/acme/figures/customers").text
      let products = Set(whole.matches(of: /<option value="(prod_[A-Za-z0-9]+)"/).map { String($0.output.1) })
      #expect(products.count == 4 && whole.contains(">2</a>"))
      var paying = 0
      for product in products {
        let page = try await browser.get("/w/acme/figures/customers?product=\(product)&zone=Europe/Oslo").text
        paying += page.contains(">1</a>") ? 1 : 0
        #expect(!page.contains(">2</a>"))
      }
      #expect(paying == 2)
      let none = try await browser.get("/w/acme/figures/customers?key=tier&value=gold").text
      #expect(!none.contains(">1</a>") && !none.contains(">2</a>"))
      let wrong = try await browser.get("/w/acme/figures/customers?zone=Mars/Olympus")
      #expect(wrong.status == 422 && wrong.text.contains("id=\"f-zone-error\""))
    }
  }

  @Test("A report is told apart, each group opens the report about it, and a time stands beside another")
  func groups() async throws {
    try await House.with(.sqlite) { house in
      try await house.sell(customers: 4)
      let browser = try await house.signedIn()
      for report in ["cash", "recognized_revenue", "receivables", "renewals_due", "committed_mrr"] {
        let page = try await browser.get("/w/acme/reports/\(report)?by=currency&days=400").text
        #expect(page.contains("Group by group") && page.contains("<option value=\"source\""), "\(report)")
        guard report != "receivables" else { continue }
        let link = try #require(
          page.firstMatch(of: /href="(\/w\/acme\/reports\/[a-z_]+\?[^"]*currency=eur[^"]*)">eur</),
          "\(report)")
        let alone = try await browser.get(String(link.output.1).replacing("&amp;", with: "&"))
        #expect(alone.status == 200 && !alone.text.contains("Group by group"), "\(report)")
      }
      let unknown = try await browser.get("/w/acme/reports/cash?by=country").text
      #expect(unknown.contains("country=-\">Not known") && unknown.contains("country=-&amp;step="))
      let alone = try await browser.get("/w/acme/reports/cash?country=-").text
      #expect(alone.contains("€"))
      let compared = try await browser.get("/w/acme/reports/cash?compare=previous").text
      #expect(compared.contains("Net before") && compared.contains("<span class=\"mut\" title=\"1"))
      #expect(!compared.contains("There is nothing of this."))
      let metadata = try await browser.get("/w/acme/reports/cash?by=metadata&key=tier")
      #expect(metadata.status == 200 && metadata.text.contains("Not known"))
      let lacking = try await browser.get("/w/acme/reports/cash?by=metadata")
      #expect(lacking.status == 422 && lacking.text.contains("id=\"f-key-error\""))
      let tier = try await browser.get("/w/acme/reports/cash?by=metadata.tier&zone=Europe/Oslo").text
      #expect(tier.contains("<option value=\"metadata.tier\" selected>tier<"))
      let mars = try await browser.get("/w/acme/reports/cash?zone=Mars/Olympus")
      #expect(mars.status == 422 && mars.text.contains("id=\"f-zone-error\""))
      for figure in ["by=metadata&key=tier", "by=metadata.tier"] {
        let page = try await browser.get("/w/acme/figures/customers?\(figure)").text
        #expect(page.contains("Not known") && page.contains("group=-"), "\(figure)")
      }
      let keyless = try await browser.get("/w/acme/figures/mrr?by=metadata")
      #expect(keyless.status == 422 && keyless.text.contains("id=\"f-key-error\""))
      for missing in ["cash?by=product", "cash?by=shoe", "cash?compare=tomorrow"] {
        #expect(try await browser.get("/w/acme/reports/\(missing)").status == 404, "\(missing)")
      }
    }
  }
}
