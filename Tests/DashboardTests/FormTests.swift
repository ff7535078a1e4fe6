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

@Suite("An owner starts without a programmer: four forms")
struct FormTests {
  private func product(_ browser: Browser, _ amount: String = "19,90", _ currency: String = "eur")
    async throws
  {
    _ = try await browser.get("/w/acme/products/new")
    let made = try await browser.send(
      "/w/acme/products/new",
      ["name": "Gold", "unit_amount": amount, "currency": currency, "cadence": "month"])
    try #require(made.status == 303, "\(made.text)")
  }

  private func customer(_ browser: Browser, _ fields: [String: String]) async throws -> String {
    _ = try await browser.get("/w/acme/customers/new")
    let made = try await browser.send("/w/acme/customers/new", fields)
    try #require(made.status == 303, "\(made.text)")
    return String(try #require(made.location?.split(separator: "/").last))
  }

  private func prices(_ house: House) async throws -> [Price] {
    try await house.workspace.read { try $0.prices(PriceFilter(), Page(limit: 10)).elements }
  }

  @Test("A product with its price is made once, however often the form is sent", arguments: Engine.allCases)
  func product(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      _ = try await browser.get("/w/acme/products/new")
      let fields = ["name": "Gold", "unit_amount": "1.234,50", "currency": "eur", "cadence": "quarter"]
      let first = try await browser.send("/w/acme/products/new", fields)
      let second = try await browser.send("/w/acme/products/new", fields)
      #expect(first.status == 303)
      #expect(first.location == second.location)
      let other = try await browser.send("/w/acme/products/new", fields.merging(["name": "Silver"]) { $1 })
      #expect(other.status == 422 && other.text.contains("sent already with other values"))
      #expect(other.text.contains("value=\"Silver\""))
      let meant = try await browser.send("/w/acme/products/new", fields.merging(["name": "Silver"]) { $1 })
      #expect(meant.status == 303)
      #expect(try await self.prices(house).count == 2)

      let prices = try await prices(house)
      #expect(prices.count == 2)
      #expect(prices[0].model == .perUnit(.init(minorUnits: 123_450)))
      #expect(prices[0].cadence == .every(3, .month))
      let shown = try await browser.get(try #require(first.location))
      #expect(shown.status == 200 && prices.contains { shown.text.contains("products/\($0.product)") })
      let page = try await browser.get("/w/acme/products/\(prices[0].product)")
      #expect(page.text.contains("€1,234.50 every 3 months"))

      _ = try await browser.get("/w/acme/products/new?product=\(prices[0].product)")
      let another = try await browser.send(
        "/w/acme/products/new", ["unit_amount": "9", "currency": "eur", "cadence": "once"])
      #expect(another.location == "/w/acme/products/\(prices[0].product)")
    }
  }

  @Test("What is wrong stands at the top and under its field, and what was typed stays")
  func problems() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn()
      _ = try await browser.get("/w/acme/products/new")
      let seen = try await browser.send(
        "/w/acme/products/new",
        ["name": "", "unit_amount": "nineteen", "currency": "eur", "cadence": "month"])
      #expect(seen.status == 422)
      #expect(seen.text.contains("2 things are not right yet"))
      #expect(seen.text.contains("<a href=\"#f-unit_amount\">&quot;nineteen&quot; is no amount."))
      #expect(seen.text.contains("value=\"nineteen\""))
      #expect(seen.text.contains("id=\"f-name-error\">Enter what is sold."))
      _ = try await browser.get("/w/acme/customers/new")
      for (fields, text) in [
        ([:], "Enter a name or an e-mail address."), (["email": "nobody"], "is no e-mail address"),
        (["name": "A", "payment_method": "pm_card_made_up"], "Choose one of the list."),
        (["name": "A", "payment_method": "pm_card_chargeDeclined"], "Your card was declined."),
      ] {
        let seen = try await browser.send("/w/acme/customers/new", fields)
        #expect(seen.status == 422 && seen.text.contains(text), "\(fields)")
      }
      let made = try await house.workspace.read {
        try $0.customers(CustomerFilter(), Page(limit: 9)).elements
      }
      #expect(made.isEmpty)
    }
  }

  @Test("The invoice that was previewed is the one that is billed, once", arguments: Engine.allCases)
  func subscription(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      try await product(browser)
      try await product(browser, "5")
      let ada = try await customer(browser, ["name": "Ada", "payment_method": "pm_card_visa"])
      let prices = try await prices(house).sorted { $0.created < $1.created || $0.id < $1.id }
      let path = "/w/acme/subscriptions/new"
      let form = try await browser.get("\(path)?customer=\(ada)")
      #expect(form.text.contains("Gold, €19.90 a month"))
      let fields = [
        "customer": ada, "price0": prices[0].id.text, "quantity0": "3", "price1": prices[1].id.text,
        "quantity1": "1", "collection": "charge",
      ]
      let preview = try await browser.send(path, fields.merging(["step": "preview"]) { $1 })
      #expect(preview.status == 200)
      let quote = try #require(preview.hidden("quote").flatMap { Int64($0) })
      #expect([6_470, 3_490].contains(quote))
      #expect(preview.amounts == (quote == 6_470 ? [5_970, 500, 6_470] : [1_500, 1_990, 3_490]))
      let none = try await house.workspace.read {
        try $0.subscriptions(SubscriptionFilter(status: .all), Page(limit: 9)).elements
      }
      #expect(none.isEmpty)
      let confirmed = try await browser.send(path, ["step": "confirm"])
      let again = try await browser.send(path, ["step": "confirm"])
      #expect(confirmed.status == 303 && again.location == confirmed.location)
      let (all, invoices) = try await house.workspace.read { snapshot in
        (
          try snapshot.subscriptions(SubscriptionFilter(status: .all), Page(limit: 9)).elements,
          try snapshot.invoices(InvoiceFilter(), Page(limit: 9)).elements
        )
      }
      #expect(all.count == 1 && all[0].status == .active)
      #expect(invoices.count == 1 && invoices[0].amountPaid == quote)
      let page = try await browser.get(try #require(confirmed.location))
      #expect(page.text.contains("Gold + Gold for Ada") && page.text.contains("Active"))
      let invoice = try await browser.get("/w/acme/invoices/\(invoices[0].id)")
      #expect(invoice.amounts(of: "Lines") == preview.amounts)
    }
  }

  @Test("When the invoice would not be the previewed one, nothing is billed and the new one is shown")
  func quote() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn()
      try await product(browser)
      let ada = try await customer(browser, ["name": "Ada", "payment_method": "pm_card_visa"])
      let price = try #require(try await prices(house).first)
      let path = "/w/acme/subscriptions/new"
      _ = try await browser.get("\(path)?customer=\(ada)")
      let fields = [
        "customer": ada, "price0": price.id.text, "quantity0": "1", "collection": "charge", "quote": "1",
      ]
      let seen = try await browser.send(path, fields.merging(["step": "confirm"]) { $1 })
      #expect(seen.status == 422 && seen.text.contains("changed since the preview"))
      #expect(seen.hidden("quote") == "1990")
      let invoices = try await house.workspace.read {
        try $0.invoices(InvoiceFilter(), Page(limit: 9)).elements
      }
      #expect(invoices.isEmpty)
      #expect(try await browser.send(path, ["step": "confirm"]).status == 303)
    }
  }

  @Test("A customer without a card is billed by invoice, and one in another currency is told")
  func byInvoice() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn()
      try await product(browser)
      try await product(browser, "10", "usd")
      let ada = try await customer(browser, ["email": "ada@example.com"])
      let prices = try await prices(house)
      let euro = try #require(prices.first { $0.currency == .eur })
      let dollar = try #require(prices.first { $0.currency == .usd })
      let path = "/w/acme/subscriptions/new"
      _ = try await browser.get("\(path)?customer=\(ada)")
      let base = ["customer": ada, "quantity0": "1", "quantity1": "1", "step": "preview"]
      func send(_ more: [String: String]) async throws -> Seen {
        try await browser.send(path, base.merging(more) { $1 })
      }
      let charge = try await send(["price0": euro.id.text, "collection": "charge"])
      #expect(charge.status == 422 && charge.text.contains("no payment method to charge"))
      let mixed = try await send(
        ["price0": euro.id.text, "price1": dollar.id.text, "collection": "send_invoice"])
      #expect(mixed.status == 422 && mixed.text.contains("must be in one currency"))
      #expect(mixed.text.contains("id=\"f-price1-error\""))
      let none = try await send(["price0": euro.id.text, "quantity0": "0", "collection": "send_invoice"])
      #expect(none.status == 422 && none.text.contains("whole number from 1"))
      let foreign = try await send(["price0": "price_made_up", "collection": "send_invoice"])
      #expect(foreign.status == 422 && foreign.text.contains("Choose a price of the list."))
      let preview = try await send(["price0": euro.id.text, "collection": "send_invoice"])
      #expect(preview.status == 200 && preview.amounts == [1_990, 1_990])
      #expect(try await browser.send(path, ["step": "confirm"]).status == 303)
      // From now on only euros are offered.
      let form = try await browser.get("\(path)?customer=\(ada)")
      #expect(form.text.contains(euro.id.text) && !form.text.contains(dollar.id.text))
    }
  }

  @Test(
    "A subscription is cancelled at the end of its period or now, after its effect was told",
    arguments: Engine.allCases)
  func cancelling(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      try await product(browser)
      let price = try #require(try await prices(house).first)
      let ada = try await customer(browser, ["name": "Ada", "payment_method": "pm_card_visa"])
      let subscription = try await house.workspace.perform(
        CreateSubscription(customer: CustomerID(ada), items: [.init(price: price.id)]),
        as: .init(actor: "test"))
      let path = "/w/acme/subscriptions/\(subscription)/cancel"
      let form = try await browser.get(path)
      #expect(form.text.contains("Cancel Gold for Ada"))
      #expect(form.text.contains("€19.90 of monthly recurring revenue ends with it."))
      #expect(form.text.contains("22\u{A0}Dec\u{A0}2026"))
      #expect(try await browser.send(path, ["when": "never"]).status == 422)
      #expect(
        try await browser.send(path, ["when": "end"]).location == "/w/acme/subscriptions/\(subscription)")
      let known = try await house.workspace.read { try $0.subscription(subscription) }
      #expect(known?.cancellation?.atPeriodEnd == true && known?.status == .active)
      _ = try await browser.get(path)
      #expect(try await browser.send(path, ["when": "now"]).status == 303)
      let ended = try await house.workspace.read { try $0.subscription(subscription) }
      #expect(ended?.status == .canceled)
      #expect(try await browser.get(path).location == "/w/acme/subscriptions/\(subscription)")
    }
  }

  @Test("A business that came out of a backup is looked at, and its forms say why nothing changes")
  func paused() async throws {
    try await House.with(.sqlite) { house in
      let directory = house.users.workspaces
      let real = try await directory.create(name: "real", mode: .live).workspace
      try await house.users.grant(.owner, to: House.owner, in: real)
      try await directory.stand("real", at: House.now, because: .restored)
      let browser = try await house.signedIn()
      #expect(try await browser.get("/w/real").status == 200)
      _ = try await browser.get("/w/real/products/new")
      let fields = ["name": "Gold", "unit_amount": "9", "currency": "eur", "cadence": "month"]
      let refused = try await browser.send("/w/real/products/new", fields)
      #expect(refused.status == 422 && refused.text.contains("came out of a backup and is paused"))
      #expect(refused.text.contains("value=\"Gold\""))
    }
  }
}
