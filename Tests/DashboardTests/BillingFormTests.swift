import Catalog
import Chronology
import Invoicing
import Monetary
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@testable import Dashboard

@Suite("Billing without a programmer: invoices, credit notes, tax rates, coupons")
struct BillingFormTests {
  private func customer(_ browser: Browser, _ more: [String: String] = [:]) async throws -> String {
    _ = try await browser.get("/w/acme/customers/new")
    let made = try await browser.send("/w/acme/customers/new", more.merging(["name": "Ada"]) { $1 })
    return String(try #require(made.location?.split(separator: "/").last))
  }

  /// Opens a form and sends it.
  private func fill(_ browser: Browser, _ path: String, _ fields: [String: String]) async throws -> Seen {
    _ = try await browser.get("/w/acme/\(path)")
    let target = String(path.prefix { $0 != "?" })
    return try await browser.send("/w/acme/\(target)", fields)
  }

  private func invoices(_ house: House) async throws -> [Invoice] {
    try await house.workspace.read { try $0.invoices(InvoiceFilter(), Page(limit: 50)).elements }
  }

  @Test("An invoice by hand is a draft or final, with its tax, and made once", arguments: Engine.allCases)
  func invoice(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      let ada = try await self.customer(browser)
      let rate = try await self.fill(
        browser, "tax-rates/new", ["name": "VAT", "percentage": "25", "kind": "exclusive"])
      #expect(rate.location == "/w/acme/tax-rates")
      #expect(try await browser.get("/w/acme/tax-rates").text.contains("On top of amounts"))
      let rates = try await house.workspace.read { try $0.taxRates(TaxRateFilter(), Page(limit: 9)).elements }
      let path = "invoices/new?customer=\(ada)"
      let fields = [
        "customer": ada, "currency": "eur", "collection": "send_invoice", "days": "14", "memo": "Thanks",
        "text0": "Workshop", "amount0": "1.000,50", "text2": "For the trouble", "amount2": "-0.50",
        "tax_rate": rates[0].id.text, "step": "final",
      ]
      let made = try await self.fill(browser, path, fields)
      let again = try await browser.send("/w/acme/invoices/new", fields)
      #expect(made.status == 303 && made.location == again.location, "\(made.text)")
      let all = try await self.invoices(house)
      let invoice = try #require(all.first)
      #expect(all.count == 1 && invoice.status == .open && invoice.total == 125_000 && invoice.tax == 25_000)
      #expect(invoice.number != nil && invoice.description == "Thanks")
      #expect(invoice.dueDate == House.now.adding(seconds: 14 * 86_400))
      let shown = try await browser.get(try #require(made.location))
      #expect(shown.amounts(of: "Lines") == [100_050, -50, 25_000, 125_000])
      let draft = try await self.fill(browser, path, fields.merging(["step": "draft"]) { $1 })
      let place = try #require(draft.location)
      #expect(try await browser.get(place).text.contains("Draft invoice"))
      _ = try await browser.get("\(place)/decide")
      #expect(try await browser.send("\(place)/decide", ["decision": "finalize"]).location == place)
      #expect(try await self.invoices(house).allSatisfy { $0.status == .open })
    }
  }

  @Test("What is wrong about an invoice by hand stands at its field, and nothing is made")
  func wrongInvoices() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn()
      let ada = try await self.customer(browser)
      let right = [
        "customer": ada, "currency": "eur", "collection": "send_invoice", "days": "14", "text0": "Workshop",
        "amount0": "10", "step": "final",
      ]
      for (wrong, field) in [
        (["text0": "", "amount0": ""], "text0"), (["text0": ""], "text0"), (["amount0": ""], "amount0"),
        (["amount0": "ten"], "amount0"),
        (["amount0": "0.001"], "amount0"), (["days": "-1"], "days"), (["days": "3651"], "days"),
        (["collection": "charge"], "collection"), (["collection": "beg"], "collection"),
        (["currency": "xyz"], "currency"), (["tax_rate": "txr_no"], "tax_rate"),
        (["amount0": "99999999999999999999"], "amount0"),
        (["text0": String(repeating: "x", count: 501)], "text0"),
      ] {
        let seen = try await self.fill(
          browser, "invoices/new?customer=\(ada)", right.merging(wrong) { $1 })
        #expect(seen.status == 422 && seen.text.contains("id=\"f-\(field)\""), "\(wrong)")
        #expect(seen.text.contains("id=\"f-\(field)-error\""), "\(wrong)")
      }
      #expect(try await self.invoices(house).isEmpty)
      #expect(try await browser.get("/w/acme/invoices/new?customer=cus_no").status == 404)
      let viewer = try await house.signedIn(House.viewer)
      #expect(try await viewer.get("/w/acme/invoices/new").status == 403)
      #expect(!(try await viewer.get("/w/acme/invoices").text.contains("invoices/new")))
    }
  }

  @Test("An invoice is paid elsewhere, given up, taken back, or credited", arguments: Engine.allCases)
  func settled(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      let ada = try await self.customer(browser)
      func open() async throws -> String {
        let made = try await self.fill(
          browser, "invoices/new?customer=\(ada)",
          [
            "customer": ada, "currency": "eur", "collection": "send_invoice", "days": "14", "text0": "Work",
            "amount0": "100", "step": "final",
          ])
        return String(try #require(made.location?.dropFirst("/w/acme/".count)))
      }
      func decide(_ path: String, _ decision: String) async throws -> Seen {
        try await self.fill(browser, "\(path)/decide", ["decision": decision])
      }
      func invoice(_ path: String) async throws -> Invoice {
        let id = InvoiceID(String(path.split(separator: "/")[1]))
        return try #require(try await house.workspace.read { try $0.invoice(id) })
      }
      let (paid, lost, void) = (try await open(), try await open(), try await open())
      let tooMuch = try await self.fill(browser, "\(paid)/credit", ["amount": "100,01"])
      #expect(tooMuch.status == 422 && tooMuch.text.contains("more than is left"))
      #expect(try await self.fill(browser, "\(paid)/credit", ["amount": "0"]).status == 422)
      let credited = try await self.fill(
        browser, "\(paid)/credit", ["amount": "30", "reason": "order_change", "memo": "Sorry"])
      #expect(credited.location == "/w/acme/\(paid)")
      #expect(try await invoice(paid).amountRemaining == 70_00)
      #expect(try await decide(paid, "paid").location == "/w/acme/\(paid)")
      #expect(try await invoice(paid).amountPaidOutOfBand == 70_00)
      let back = try await self.fill(browser, "\(paid)/credit", ["amount": "20", "destination": "balance"])
      #expect(back.location == "/w/acme/\(paid)")
      let out = try await self.fill(browser, "\(paid)/credit", ["amount": "50", "destination": "elsewhere"])
      #expect(out.location == "/w/acme/\(paid)")
      #expect(try await invoice(paid).creditedPaid == 70_00)
      #expect(try await browser.get("/w/acme/\(paid)/credit").location == "/w/acme/\(paid)")
      #expect(try await decide(lost, "nothing").status == 422)
      #expect(try await decide(lost, "uncollectible").status == 303)
      #expect(try await invoice(lost).status == .uncollectible)
      #expect(try await decide(lost, "finalize").status == 422)
      #expect(try await self.fill(browser, "\(lost)/credit", ["amount": "100"]).status == 303)
      #expect(try await decide(void, "void").status == 303)
      #expect(try await invoice(void).status == .void)
      #expect(try await browser.get("/w/acme/\(void)/decide").location == "/w/acme/\(void)")
    }
  }

  @Test("A coupon and its code are made, and a subscription uses the code", arguments: Engine.allCases)
  func coupons(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      let ada = try await self.customer(browser, ["payment_method": "pm_card_visa"])
      _ = try await self.fill(
        browser, "products/new", ["name": "Gold", "unit_amount": "20", "currency": "eur", "cadence": "month"])
      for (wrong, field) in [
        (["off": "101", "unit": "percent", "duration": "once"], "off"),
        (["off": "0", "unit": "eur", "duration": "once"], "off"),
        (["off": "5", "unit": "xyz", "duration": "once"], "unit"),
        (["off": "5", "unit": "eur", "duration": "repeating"], "months"),
        (["off": "5", "unit": "eur", "duration": "repeating", "months": "0"], "months"),
        (["off": "5", "unit": "eur", "duration": "always"], "duration"),
        (["off": "5", "unit": "eur", "duration": "once", "most": "0"], "most"),
      ] {
        let seen = try await self.fill(browser, "coupons/new", wrong)
        #expect(seen.status == 422 && seen.text.contains("id=\"f-\(field)-error\""), "\(wrong)")
      }
      let made = try await self.fill(
        browser, "coupons/new",
        [
          "name": "Spring", "off": "12,5", "unit": "percent", "duration": "repeating", "months": "3",
          "most": "9",
        ])
      let coupon = String(try #require(made.location?.dropFirst("/w/acme/".count)))
      let code = ["code": "SPRING-1", "who": "first", "most": "1"]
      #expect(try await self.fill(browser, "\(coupon)/codes/new", code).location == "/w/acme/\(coupon)")
      let twice = try await self.fill(browser, "\(coupon)/codes/new", code)
      #expect(twice.status == 422 && twice.text.contains("in use already"))
      #expect(try await self.fill(browser, "\(coupon)/codes/new", ["code": "a b"]).status == 422)
      #expect(try await self.fill(browser, "\(coupon)/codes/new", ["code": "X", "most": "10"]).status == 422)
      #expect(try await browser.get("/w/acme/\(coupon)").text.contains("SPRING-1"))

      let price = try await house.workspace.read { try $0.prices(PriceFilter(), Page(limit: 1)).elements[0] }
      let fields = ["customer": ada, "price0": price.id.text, "quantity0": "1", "collection": "charge"]
      let path = "subscriptions/new?customer=\(ada)"
      let unknown = try await self.fill(
        browser, path, fields.merging(["code": "NONE", "step": "preview"]) { $1 })
      #expect(unknown.status == 422 && unknown.text.contains("There is no code"))
      let preview = try await self.fill(
        browser, path, fields.merging(["code": "spring-1", "step": "preview"]) { $1 })
      #expect(preview.status == 200 && preview.hidden("quote") == "1750", "\(preview.text)")
      #expect(try await browser.send("/w/acme/subscriptions/new", ["step": "confirm"]).status == 303)
      #expect(try await self.invoices(house).map(\.amountPaid) == [17_50])
      let used = try await self.fill(
        browser, path, fields.merging(["code": "SPRING-1", "step": "preview"]) { $1 })
      #expect(used.status == 422 && used.text.contains("f-code-error"))
    }
  }
}
