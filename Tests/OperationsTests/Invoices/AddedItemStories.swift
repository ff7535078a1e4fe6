import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Operations
import Rating
import Relations
import Storage
import Subscriptions
import Testing

@Suite("What is sold beside a contract's items, and prices of its own", .serialized)
struct AddedItemStories {
  @Test(
    "A set-up fee stands on the first invoice, once, as the preview says, and pays the same tax",
    arguments: Engine.allCases)
  func setUp(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.oneTimePrice("setup", 25_00)
      try await story.customer("acme")
      let vat = try await story.taxRate("25", inclusive: false)
      var command = CreateSubscription(
        customer: story.id(customer: "acme"), items: [.init(price: story.id(price: "starter"))])
      command.addedItems = [ItemTerms(pricing: .price(story.id(price: "setup"), nil), quantity: 2)]
      command.defaultTaxRates = [vat]
      let seen = try await story.workspace.preview(InvoicePreview(.new(command)), as: Story.cause) {
        invoice, lines, _ in (invoice.total, lines.count)
      }
      #expect(seen == (7500, 2))
      let wish = command
      try await story.subscribe("acme", to: "starter") {
        $0.addedItems = wish.addedItems
        $0.defaultTaxRates = [vat]
      }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  setup  5000
        2026-04-01  acme  starter  1000
        2026-05-01  acme  starter  1000
        """)
      #expect(try await story.invoices(of: "acme").map(\.total) == [7500, 1250])
      #expect(try await story.mrr() == ["2026-04 new 1000 = 1000 (1)", "2026-05 = 1000 (1)"])
    }
  }

  @Test(
    "What is added later comes at once where that is asked for, else with the renewal",
    arguments: Engine.allCases)
  func later(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.oneTimePrice("hour", 60_00)
      try await story.subscribe("acme", to: "starter")
      let hour = ItemTerms(pricing: .price(story.id(price: "hour"), nil))
      try await story.on("2026-04-10") {
        try await story.update("acme") {
          $0.addedItems = [hour]
          $0.prorationBehavior = .alwaysInvoice
        }
      }
      try await story.on("2026-04-20") { try await story.update("acme") { $0.addedItems = [hour] } }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-04-10  acme  hour  6000
        2026-05-01  acme  hour  6000
        2026-05-01  acme  starter  1000
        """)
    }
  }

  @Test("A price made for one item bills like any other, and is not for sale", arguments: Engine.allCases)
  func own(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let product = try await story.workspace.read { try $0.price(story.id(price: "starter"))!.product }
      func own(_ amount: Int64, _ cadence: Cadence?) -> OwnPrice {
        OwnPrice(
          .init(currency: .usd, model: .perUnit(UnitPrice(minorUnits: amount)), cadence: cadence), of: product
        )
      }
      try await story.customer("acme")
      try await story.subscribe("acme", to: "starter") {
        $0.items[0].price = PriceID("")
        $0.ownPrices = [0: own(17_00, .monthly)]
        $0.addedItems = [ItemTerms(pricing: .newPrice(own(5_00, nil)))]
      }
      let contract = try await story.subscription(of: "acme")
      let price = try await story.workspace.read { try $0.price(contract.items[0].price) }
      #expect(price?.active == false && price?.product == product)
      try await story.update("acme") {
        $0.items = [.update(contract.items[0].id, price: nil, quantity: 2)]
        $0.ownPrices = [0: own(20_00, .monthly)]
        $0.prorationBehavior = .alwaysInvoice
      }
      #expect(try await story.invoices(of: "acme").map(\.total) == [22_00, 23_00])
      await #expect(throws: SubscriptionRefusal.priceNotRecurring(id: "", field: "items[0][price]")) {
        do {
          try await story.subscribe("bolt", to: "starter") { $0.ownPrices = [0: own(1, nil)] }
        } catch SubscriptionRefusal.priceNotRecurring(_, let field) {
          throw SubscriptionRefusal.priceNotRecurring(id: "", field: field)
        }
      }
      await #expect(throws: Refusal.unknown(.product, id: "prod_none", field: "product")) {
        let unknown = OwnPrice(
          .init(currency: .usd, model: .perUnit(UnitPrice(minorUnits: 1)), cadence: .monthly),
          of: ProductID("prod_none"))
        try await story.subscribe("bolt", to: "starter") { $0.ownPrices = [0: unknown] }
      }
    }
  }
}
