import Catalog
import Identity
import Monetary
import Operations
import Rating
import Receivables
import Relations
import Storage
import Subscriptions
import Testing

@Suite("What the business refuses", .serialized)
struct RefusalStories {
  @Test("An amount that a contract pays by stays, until the contract is over", arguments: Engine.allCases)
  func amountInUse(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      func option(_ amount: Int64) -> CurrencyOption {
        CurrencyOption(currency: .eur, model: .perUnit(UnitPrice(minorUnits: amount)))
      }
      try await story.price(
        "starter", .perUnit(UnitPrice(minorUnits: 10_00)), options: [option(9_00)])
      let price = story.id(price: "starter")
      func change(to amount: Int64) async throws {
        var command = UpdatePrice(price, notes: PriceNotes())
        command.currencyOptions = .set([option(amount)])
        try await story.workspace.perform(command, as: Story.cause)
      }
      try await change(to: 8_00)
      try await story.subscribe("acme", to: "starter") { $0.currency = .eur }
      try await change(to: 8_00)
      await #expect(
        throws: Refusal.amountInUse(id: price.text, field: "currency_options[eur]")
      ) { try await change(to: 7_00) }
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme").map(\.total) == [8_00, 8_00])
      try await story.cancel("acme")
      try await change(to: 7_00)
    }
  }

  @Test("A price is zero or more", arguments: Engine.allCases)
  func negativePrice(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      await #expect(throws: Refusal.amountNegative(field: "unit_amount")) {
        try await story.price("gift", monthly: -1)
      }
      try await story.price("free", monthly: 0)
    }
  }

  @Test("A customer who pays in one currency cannot take a contract in another", arguments: Engine.allCases)
  func secondCurrency(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("dollars", monthly: 10_00)
      try await story.price("euros", monthly: 10_00, currency: .eur)
      try await story.subscribe("acme", to: "dollars")
      let acme = story.id(customer: "acme").text
      await #expect(
        throws: Refusal.currencyFixed(customer: acme, currency: "usd", field: "items[0][price]")
      ) {
        try await story.subscribe("acme", to: "euros")
      }
    }
  }

  @Test("A card pays for the customer it belongs to and for nobody else", arguments: Engine.allCases)
  func otherPeoplesCards(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme")
      try await story.customer("bolt")
      let workspace = try await story.workspace
      let (acme, bolt) = (story.id(customer: "acme"), story.id(customer: "bolt"))
      let card = try await workspace.perform(
        AttachPaymentMethod(.card(ScriptedGateway.card("good")), to: acme), as: Story.cause)
      await #expect(
        throws: Refusal.paymentMethodElsewhere(id: card.text, field: "default_payment_method")
      ) {
        try await story.subscribe("bolt", to: "starter") { $0.defaultPaymentMethod = card }
      }
      await #expect(throws: Refusal.paymentMethodTaken(id: card.text)) {
        try await workspace.perform(
          AttachPaymentMethod(.existing(card, field: "payment_method"), to: bolt), as: Story.cause)
      }
      try await workspace.perform(DetachPaymentMethod(card), as: Story.cause)
      await #expect(
        throws: Refusal.paymentMethodUnattached(id: card.text, field: "payment_method")
      ) {
        try await workspace.perform(DetachPaymentMethod(card), as: Story.cause)
      }
    }
  }

  @Test("A customer who agreed to another first invoice is not billed", arguments: Engine.allCases)
  func outdatedQuote(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      await #expect(throws: Refusal.quoteOutdated) {
        try await story.subscribe("acme", to: "starter") { $0.quote = 9_00 }
      }
      let none = try await story.invoices(of: "acme")
      #expect(none.isEmpty)
      try await story.subscribe("acme", to: "starter") { $0.quote = 10_00 }
      let invoices = try await story.invoices(of: "acme")
      #expect(invoices.count == 1)
    }
  }

  @Test("Paying an invoice says that the bank wants to see the customer", arguments: Engine.allCases)
  func bankAsks(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "careful")
      story.gateway.always("careful", .asksForAction)
      try await story.subscribe("acme", to: "starter")
      let invoice = try #require(try await story.invoices(of: "acme").first).id
      let intent = try #require(try await story.workspace.read { try $0.paymentIntent(for: invoice) }).id
      await #expect(throws: Refusal.actionRequired(intent: intent)) {
        try await story.workspace.perform(PayInvoice(invoice: invoice), as: Story.cause)
      }
    }
  }

  @Test("Names of workspaces are plain and one's own; a key is revoked once", arguments: Engine.allCases)
  func workspaces(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      let directory = story.directory
      await #expect(throws: WorkspaceRefusal.nameTaken(story.workspaceName)) {
        try await directory.create(name: story.workspaceName, mode: .test)
      }
      for name in ["", "Acme", "a b", "a/b", String(repeating: "a", count: 65)] {
        await #expect(throws: WorkspaceRefusal.nameUnusable(name)) {
          try await directory.create(name: name, mode: .test)
        }
      }
      let workspace = try #require(try await directory.find(story.workspaceName))
      let key = try #require(try await directory.keys(of: workspace).first).id.text
      try await directory.revokeKey(key, in: workspace)
      await #expect(throws: WorkspaceRefusal.keyUnknown(key)) {
        try await directory.revokeKey(key, in: workspace)
      }
    }
  }
}
