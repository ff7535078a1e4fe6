import Analytics
import Chronology
import Identity
import Journal
import Operations
import Storage
import Testing

@testable import Dashboard

@Suite("A page about one thing tells all of it, and its rows sum to what the figures say")
struct DetailTests {
  @Test(
    "What a customer brings is the sum of its movements, as the figures have it", arguments: Engine.allCases)
  func customer(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house, minorUnits: 3_333)
      let ada = try await town.customer("Ada")
      let first = try await town.subscribe(ada)
      let second = try await town.subscribe(ada, quantity: 2)
      try await house.workspace.perform(CancelSubscription(first), as: Town.cause)
      var history = FigureHistory(.recurringRevenue)
      history.patience = .seconds(120)
      let figure = try await house.workspace.answer(history).series.first?.points.last?.value?.whole
      let browser = try await house.signedIn()
      let page = try await browser.get("/w/acme/customers/\(ada)")
      let amounts = page.amounts(of: "Recurring revenue, EUR")
      #expect(amounts.dropLast().reduce(0, +) == figure && amounts.last == figure && figure == 6_666)
      #expect(amounts.count == 4)
      #expect(page.amounts(of: "On the books").reduce(0, +) == 0)
      #expect(page.card("Payments")?.contains("Paid") == true)
      let story = try #require(page.card("What happened"))
      #expect(story.contains("Subscription started") && story.contains("Customer created"))
      let fact = try #require(story.firstMatch(of: /href="(\/w\/acme\/facts\/fact_[A-Za-z0-9]+)"/))
      #expect(try await browser.get(String(fact.output.1)).status == 200)

      let contract = try await browser.get("/w/acme/subscriptions/\(second)")
      #expect(contract.amounts(of: "Recurring revenue, EUR").last == 6_666)
      #expect(contract.card("So far")?.contains("2 × Studio") == true)
      let ended = try await browser.get("/w/acme/subscriptions/\(first)")
      #expect(ended.amounts(of: "Recurring revenue, EUR").last == 0)
      #expect(!ended.text.contains("Next invoice"))
    }
  }

  @Test("The next invoice is the one that the renewal will make", arguments: Engine.allCases)
  func next(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      let id = try await town.subscribe(town.customer("Ada"), quantity: 2)
      let before = try await house.workspace.read {
        try $0.invoices(InvoiceFilter(), Page(limit: 9)).elements
      }
      let page = try await house.signedIn(House.viewer).get("/w/acme/subscriptions/\(id)")
      #expect(page.amounts(of: "Next invoice, on 22\u{00A0}Dec\u{00A0}2026") == [5_800, 5_800])
      let after = try await house.workspace.read { try $0.invoices(InvoiceFilter(), Page(limit: 9)).elements }
      #expect(before == after, "looking makes nothing")
    }
  }

  @Test("An invoice's entries in the books come to nothing together", arguments: Engine.allCases)
  func invoice(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      let ada = try await town.customer("Ada")
      _ = try await town.subscribe(ada)
      let invoice = try #require(
        try await house.workspace.read {
          try $0.invoices(InvoiceFilter(customer: ada), Page(limit: 1)).elements.first
        })
      let page = try await house.signedIn().get("/w/acme/invoices/\(invoice.id)")
      let postings = page.amounts(of: "In the books")
      #expect(postings.count == 5 && postings.reduce(0, +) == 0)
      #expect(page.card("In the books")?.contains("Cash") == true)
      #expect(page.card("Payments")?.contains("€29.00") == true)
      #expect(page.card("What happened")?.contains("Invoice finalized") == true)
    }
  }

  @Test("A price tells who pays it, and what that brings", arguments: Engine.allCases)
  func price(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      for name in ["Ada", "Ben"] { _ = try await town.subscribe(town.customer(name), quantity: 2) }
      let browser = try await house.signedIn()
      let price = try await browser.get("/w/acme/prices/\(town.price)")
      #expect(price.text.contains("Studio, €29.00 a month") && price.text.contains("€116.00"))
      #expect(price.card("Who is subscribed")?.contains("Ben") == true)
      let product = try await browser.get("/w/acme/products/\(town.product)")
      #expect(product.card("Prices")?.contains("€116.00") == true)
      #expect(product.card("Prices")?.contains("<td class=\"num\">2</td>") == true)
      #expect(try await browser.get("/w/acme/prices/price_nothing").status == 404)
    }
  }
}
