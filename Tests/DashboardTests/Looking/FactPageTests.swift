import Catalog
import Chronology
import Journal
import Notation
import Operations
import Relations
import Storage
import Testing

@testable import Dashboard

@Suite("A fact is told in words, and what nobody knows words for as the journal has it")
struct FactPageTests {
  private func facts(_ house: House) async throws -> [RecordedFact] {
    try await house.workspace.read { try $0.facts(kinds: nil, Page(limit: 500)).elements }
  }

  @Test("Days, amounts, things, states and causes", arguments: Engine.allCases)
  func words(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      let ada = try await town.customer("Ada <A>", email: "ada@example.com")
      let contract = try await town.subscribe(ada, quantity: 3)
      try await town.end(contract)
      let facts = try await facts(house)
      let browser = try await house.signedIn()
      func page(_ kind: String) async throws -> Seen {
        let fact = try #require(facts.first { $0.fact.kind == kind }, "\(kind)")
        return try await browser.get("/w/acme/facts/\(fact.id)")
      }
      let started = try await page("subscription.started")
      let values = try #require(started.card("Values"))
      #expect(values.contains("<a href=\"/w/acme/customers/\(ada)\">Ada &lt;A&gt;</a>"))
      #expect(values.contains("<a href=\"/w/acme/prices/\(town.price)\">Studio, €29.00 a month</a>"))
      #expect(
        values.contains(">Currency</th><td>EUR</td>") && values.contains(">How often</th><td>a month</td>"))
      #expect(values.contains(">Began</th><td>\(DayText.minute(House.now)) UTC</td>"))
      #expect(values.contains(">Paid</th><td>Charged automatically</td>"))
      #expect(values.contains(">Items 1 · Version 1 · Price</th>"))
      let levels = try #require(started.card("Recurring levels"))
      #expect(levels.contains(">1 · At list prices</th><td>€87.00</td>"))
      #expect(levels.contains(">1 · Quantity</th><td>3</td>"))
      let drafted = try await page("invoice.drafted")
      #expect(drafted.card("Values")?.contains(">Total</th><td>€87.00</td>") == true)
      #expect(drafted.card("Values")?.contains(">Reason</th><td>First invoice</td>") == true)
      #expect(drafted.card("Lines")?.contains(">1 · Quantity</th><td>3</td>") == true)
      #expect(drafted.card("Lines")?.contains("<data value=\"8700\">€87.00</data>") == true)
      let paid = try #require(try await page("invoice.paid").card("What changed"))
      #expect(paid.contains(">State</th><td>Open</td><td>Paid</td>"))
      #expect(paid.contains("<td>€0.00</td><td>€87.00</td>"))
      let end = DayText.minute(try #require(Instant(iso: "2026-12-22T05:25:00Z")))
      let ending = try #require(
        try await page("subscription.cancellation_scheduled").card("What changed"))
      #expect(ending.contains(">Cancellation · Effective</th><td>–</td><td>\(end) UTC</td>"))
      #expect(ending.contains(">Cancellation · Reason</th><td>–</td><td>The customer asked for it</td>"))
      #expect(try await page("price.created").card("Values")?.contains(">Asks</th><td>€29.00</td>") == true)

      _ = try await browser.get("/language/sv")
      let swedish = try await page("subscription.started")
      #expect(swedish.text.contains(">Hur ofta</th><td>per månad</td>"))
    }
  }

  /// What only programs have a use for.
  private static let technical: Set = [
    "billingKey", "fingerprint", "funding", "onSession", "pendingItem", "place", "placedOn", "step", "steps",
    "wording",
  ]

  @Test("No fact shows seconds since 1970; what somebody wrote beside a thing stays theirs")
  func plain() async throws {
    try await House.with(.sqlite) { house in
      let town = try await Town(house)
      let ada = try await town.customer("Ada")
      _ = try await town.subscribe(ada)
      _ = try await town.subscribe(town.customer("Dan", card: "pm_card_chargeCustomerFail"))
      _ = try await town.invoice(ada, amount: 12_345)
      var terms = CustomerTerms()
      terms.metadata = MetadataPatch(
        clearsFirst: false, entries: ["status": "open", "currency": "eur", "created": "1790000000"])
      _ = try await house.workspace.perform(CreateCustomer(terms: terms), as: Town.cause)
      let browser = try await house.signedIn()
      let facts = try await facts(house)
      #expect(facts.count > 15)
      for fact in facts {
        let page = try await browser.get("/w/acme/facts/\(fact.id)")
        #expect(page.status == 200, "\(fact.fact.kind)")
        #expect(
          page.text.firstMatch(of: /<code>1[67]\d{8}<\/code>/) == nil, "\(fact.fact.kind): \(page.text)")
      }
      let fields = try facts.flatMap { try FactValues($0.fact).all.filter { !$0.isFree }.flatMap(\.path) }
      let unknown = Set(fields).filter {
        Int($0) == nil && !FactNames.silent.contains($0) && FactNames.name($0) == nil
      }
      #expect(unknown == Self.technical, "\(unknown.symmetricDifference(Self.technical).sorted())")
      let free = try #require(facts.first { $0.fact.kind == "customer.created" })
      let page = try await browser.get("/w/acme/facts/\(free.id)").text
      #expect(page.contains("<code>status</code></th><td>open</td>"))
      #expect(page.contains("<td>1790000000</td>"))
    }
  }

  @Test("Every fact of the golden files has its values once, and what is not different is no change")
  func values() throws {
    let change: JSON = [
      "before": ["total": -100, "tax": .null, "trial": .null, "currency": "usd"],
      "after": ["total": 5, "tax": .null, "trial": ["end": 1_775_001_600], "currency": "usd"],
      "levels": [
        ["item": "si_1", "price": "price_1", "quantity": 1, "list": 2, "discounts": [], "net": 2]
      ],
    ]
    let values = try FactValues(Fact(kind: "subscription.updated", subject: "sub_1", payload: change))
    #expect(values.changes.map(\.path) == [["total"], ["trial", "end"]])
    #expect(values.changes.map { $0.before?.currency } == [.usd, nil])
    #expect(values.parts.map(\.name) == ["levels"])
  }
}
