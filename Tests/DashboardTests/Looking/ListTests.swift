import Chronology
import Operations
import Relations
import Storage
import Testing

@testable import Dashboard

@Suite("Lists are narrowed by what their address says")
struct ListTests {
  private func rows(_ seen: Seen) -> Int {
    (seen.card("Newest first") ?? "").matches(of: /<tr><th scope="row"/).count
  }

  @Test("Subscriptions by state, price, product and customer", arguments: Engine.allCases)
  func subscriptions(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      let ada = try await town.customer("Ada")
      let kept = try await town.subscribe(ada)
      let over = try await town.subscribe(town.customer("Ben"))
      try await house.workspace.perform(CancelSubscription(over), as: Town.cause)
      let ending = try await town.subscribe(town.customer("Cem"))
      try await town.end(ending)
      let unpaid = try await town.subscribe(town.customer("Dan", card: "pm_card_chargeCustomerFail"))
      let other = try await Town(house)
      let browser = try await house.signedIn()
      func list(_ query: String) async throws -> Seen {
        try await browser.get("/w/acme/subscriptions\(query)")
      }
      #expect(try await rows(list("")) == 3)
      #expect(try await rows(list("?state=all")) == 4)
      for (state, id) in [("canceled", over), ("ending", ending), ("incomplete", unpaid)] {
        let seen = try await list("?state=\(state)")
        #expect(rows(seen) == 1 && seen.text.contains(id.text), "\(state)")
        #expect(seen.text.contains("class=\"chip set\""))
      }
      #expect(try await rows(list("?state=active")) == 2)
      #expect(try await rows(list("?price=\(town.price)")) == 3)
      let sold = try await list("?product=\(town.product)")
      #expect(rows(sold) == 3 && sold.text.contains("Studio<svg") && sold.text.contains("Save this view"))
      #expect(try await rows(list("?product=\(town.product)&state=ending")) == 1)
      #expect(try await rows(list("?product=\(other.product)")) == 0)
      let page = try await browser.get("/w/acme/products/\(town.product)")
      #expect(page.text.contains("href=\"/w/acme/subscriptions?product=\(town.product)\""))
      let hers = try await list("?customer=\(ada)")
      #expect(rows(hers) == 1 && hers.text.contains(kept.text) && hers.text.contains("Clear"))
      let none = try await list("?state=paused&customer=\(ada)")
      #expect(none.status == 200 && none.text.contains("There is nothing here with: Paused, Ada."))
      #expect(try await rows(list("?state=ending&currency=eur")) == 1)
      #expect(try await rows(list("?state=ending&currency=sek")) == 0)
      for wrong in ["?state=lost", "?state=active&currency=eur", "?currency=eur", "?state=ending&currency=x"]
      {
        #expect(try await list(wrong).status == 404, "\(wrong)")
      }
    }
  }

  @Test("Invoices by state, also those that wait too long", arguments: Engine.allCases)
  func invoices(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      let ada = try await town.customer("Ada")
      let draft = try await town.invoice(ada, amount: 100, final: false)
      let open = try await town.invoice(ada, amount: 200)
      let gone = try await town.invoice(ada, amount: 300)
      try await house.workspace.perform(VoidInvoice(invoice: gone), as: Town.cause)
      _ = try await town.subscribe(ada)
      let browser = try await house.signedIn()
      func list(_ query: String) async throws -> Seen {
        try await browser.get("/w/acme/invoices\(query)")
      }
      #expect(try await rows(list("")) == 4)
      for (state, id) in [("draft", draft), ("open", open), ("void", gone)] {
        let seen = try await list("?state=\(state)")
        #expect(rows(seen) == 1 && seen.text.contains(id.text), "\(state)")
      }
      #expect(try await rows(list("?state=paid")) == 1)
      #expect(try await list("?state=overdue").text.contains("There is nothing here with: Overdue."))
      let later = House.now.adding(seconds: 40 * 86_400)
      let snapshot = try await house.workspace.read { snapshot in
        var filter = InvoiceFilter(status: .open)
        filter.waiting = .overdue(at: later)
        filter.currency = .eur
        return try snapshot.invoices(filter, Page(limit: 9)).elements.map(\.id)
      }
      #expect(snapshot == [open])
      for wrong in ["?state=lost", "?state=paid&currency=eur", "?currency=eur"] {
        #expect(try await list(wrong).status == 404, "\(wrong)")
      }
    }
  }

  @Test(
    "A declined card makes an invoice that failed, and a contract that is behind",
    arguments: Engine.allCases)
  func failed(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      let dan = try await town.subscribe(town.customer("Dan", card: "pm_card_chargeCustomerFail"))
      let browser = try await house.signedIn()
      let seen = try await browser.get("/w/acme/invoices?state=failed&currency=eur")
      #expect(rows(seen) == 1 && seen.text.contains("Dan"))
      let piles = try await house.workspace.answer(Attention(in: .eur))
      #expect(piles.declined == Pile(count: 1, amount: 2_900))
      let page = try await browser.get("/w/acme/subscriptions/\(dan)")
      #expect(page.card("So far")?.contains("Waits for payment") == true)
    }
  }

  @Test("Customers by when they came", arguments: Engine.allCases)
  func newCustomers(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      #expect(try await browser.get("/w/acme/customers").text.contains("No customers yet"))
      _ = try await Town(house).customer("Ada", card: nil)
      for (state, number) in [("this_month", 1), ("last_month", 0), ("this_year", 1)] {
        let seen = try await browser.get("/w/acme/customers?state=\(state)")
        #expect(seen.status == 200 && rows(seen) == number, "\(state)")
        #expect(seen.text.contains("Name, e-mail address or id"))
      }
      let none = try await browser.get("/w/acme/customers?state=last_month")
      #expect(none.text.contains("There is nothing here with: New last month."))
      #expect(try await browser.get("/w/acme/customers?state=lost").status == 404)
    }
  }

  @Test("Customers are found by how their name or address begins, and by id", arguments: Engine.allCases)
  func customers(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      let ada = try await town.customer("Ada Lovelace", email: "Ada@Example.com", card: nil)
      let ost = try await town.customer("Östgöta Kraft", email: "info@ostgota.example", card: nil)
      _ = try await town.customer("Adam", card: nil)
      let gone = try await town.customer("Adele", card: nil)
      try await house.workspace.perform(DeleteCustomer(gone), as: Town.cause)
      let browser = try await house.signedIn()
      func find(_ text: String) async throws -> Seen {
        _ = try await browser.get("/w/acme/customers")
        return try await browser.send("/w/acme/customers/find", ["q": text])
      }
      for text in ["ada l", "ADA LOVE", "ada@ex", ada.text] {
        #expect(try await find(text).location == "/w/acme/customers/\(ada)", "\(text)")
      }
      for text in ["östg", "Östgöta", "info@"] {
        #expect(try await find(text).location == "/w/acme/customers/\(ost)", "\(text)")
      }
      let both = try await find("ada")
      #expect(both.status == 200 && both.text.contains("Ada Lovelace") && both.text.contains("Adam"))
      #expect(!both.text.contains("Adele"), "who was deleted is not found")
      #expect(try await find("%").text.contains("Nobody found"))
    }
  }
}
