import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Operations
import Rating
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Balances that are moved by hand", .serialized)
struct BalanceStories {
  @Test(
    "Credit that is given pays the next invoice first, and a debt is asked for", arguments: Engine.allCases)
  func credit(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      let workspace = try await story.workspace
      let id = story.id(customer: "acme")
      var given = AdjustBalance(customer: id, amount: Money(-15_00, .usd))
      given.description = "sorry"
      let adjustment = try await workspace.perform(given, as: Story.cause)
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme")[1].amountDue == 0)
      try await story.on("2026-05-10") {
        try await workspace.perform(AdjustBalance(customer: id, amount: Money(8_00, .usd)), as: Story.cause)
      }
      try await story.on("2026-06-02")
      #expect(try await story.invoices(of: "acme")[2].amountDue == 13_00)
      let moved = try await workspace.read { try $0.balanceTransactions(of: id) }.reversed()
      #expect(moved.map(\.amount.minorUnits) == [-15_00, 10_00, 8_00, -3_00])
      #expect(moved.map(\.endingBalance) == [-15_00, -5_00, 3_00, 0])
      #expect(moved.first?.id == adjustment)
      var words = DescribeAdjustment(adjustment, of: id)
      words.description = .set("a promise")
      try await workspace.perform(words, as: Story.cause)
      guard case .adjustment(let told)? = moved.first?.kind else { return #expect(Bool(false)) }
      #expect(told.description == "sorry", "it was read before")
      let applied = try #require(moved.dropFirst().first?.id)
      await #expect(throws: Refusal.notAnAdjustment(id: applied.text)) {
        try await workspace.perform(DescribeAdjustment(applied, of: id), as: Story.cause)
      }
      await #expect(throws: Refusal.amountZero(field: "amount")) {
        try await workspace.perform(AdjustBalance(customer: id, amount: Money(0, .usd)), as: Story.cause)
      }
      await #expect(throws: Refusal.currencyFixed(customer: id.text, currency: "usd", field: "currency")) {
        try await workspace.perform(AdjustBalance(customer: id, amount: Money(-1, .eur)), as: Story.cause)
      }
    }
  }

  @Test("What a void invoice used of the balance is there again", arguments: Engine.allCases)
  func unapplied(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.customer("acme", card: nil)
      let (id, workspace) = (story.id(customer: "acme"), try await story.workspace)
      try await workspace.perform(AdjustBalance(customer: id, amount: Money(-5_00, .usd)), as: Story.cause)
      try await story.ask("acme", .amount(20_00))
      let invoice = try await story.write("acme") { $0.includesWaiting = true }
      try await workspace.perform(FinalizeInvoiceNow(invoice: invoice), as: Story.cause)
      #expect(try await story.invoices(of: "acme")[0].amountDue == 15_00)
      try await workspace.perform(VoidInvoice(invoice: invoice), as: Story.cause)
      let moved = try await workspace.read { try $0.balanceTransactions(of: id) }
      #expect(moved.map(\.endingBalance) == [-5_00, 0, -5_00])
      #expect(moved[0].kind == .unappliedFromInvoice(invoice) && moved[1].kind == .appliedToInvoice(invoice))
      let page = try await workspace.read {
        try $0.balanceTransactions(of: id, invoice: nil, Page(limit: 2, cursor: .after(moved[0].id.text)))
      }
      #expect(page.elements.map(\.id) == moved.dropFirst().map(\.id) && !page.hasMore)
    }
  }
}

@Suite("What by-hand billing says no to", .serialized)
struct HandRefusals {
  @Test("Prices that recur, currencies that differ, and things of others", arguments: Engine.allCases)
  func refused(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme")
      let customer = story.id(customer: "acme")
      let starter = story.id(price: "starter")
      await #expect(throws: Refusal.currencyMissing(field: "currency")) {
        try await story.ask("acme", .amount(1_00))
      }
      await #expect(throws: Refusal.currencyMissing(field: "currency")) { try await story.write("acme") }
      await #expect(throws: Refusal.pricingMissing(field: "amount")) {
        try await story.workspace.perform(
          CreateInvoiceItem(customer: customer, terms: ItemTerms()), as: Story.cause)
      }
      await #expect(throws: InvoicingRefusal.priceRecurs(id: starter.text, field: "pricing[price]")) {
        try await story.ask("acme", .price(starter, nil))
      }
      try await story.subscribe("acme", to: "starter")
      await #expect(
        throws: Refusal.currencyFixed(customer: customer.text, currency: "usd", field: "currency")
      ) {
        try await story.ask("acme", .amount(1_00)) { $0.currency = .eur }
      }
      try await story.customer("other")
      try await story.ask("other", .amount(5_00)) { $0.currency = .usd }
      let foreign = try await story.write("other") { $0.includesWaiting = true }
      await #expect(throws: Refusal.unknown(.invoice, id: foreign.text, field: "invoice")) {
        try await story.ask("acme", .amount(1_00), onto: foreign)
      }
      let contract = try await story.subscription(of: "acme").id
      await #expect(throws: Refusal.unknown(.subscription, id: contract.text, field: "subscription")) {
        try await story.write("other") { $0.subscription = contract }
      }
      let due = try #require(Instant(iso: "2026-03-31"))
      await #expect(throws: InvoicingRefusal.dueInThePast(field: "due_date")) {
        try await story.write("acme") {
          $0.collection = .sendInvoice(daysUntilDue: 0)
          $0.dueDate = due
        }
      }
      let collected = try await story.write("acme")
      await #expect(throws: InvoicingRefusal.collectedAutomatically(id: collected.text)) {
        try await story.workspace.perform(SendInvoice(invoice: collected), as: Story.cause)
      }
      await #expect(throws: MonetaryRefusal.overflow) {
        try await story.ask("acme", .unitAmount(UnitPrice(minorUnits: .max)), quantity: .max)
      }
      let many = (0...Invoice.linesMost).map { _ in AddInvoiceLines.Line.new(ItemTerms(pricing: .amount(1))) }
      await #expect(throws: InvoicingRefusal.tooManyLines(id: collected.text)) {
        try await story.workspace.perform(AddInvoiceLines(invoice: collected, lines: many), as: Story.cause)
      }
      try await story.workspace.perform(
        AddInvoiceLines(invoice: collected, lines: Array(many.dropFirst())), as: Story.cause)
      #expect(try await story.invoices(of: "acme").last?.total == 1_000)
    }
  }
}
