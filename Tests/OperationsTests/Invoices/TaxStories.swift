import Bookkeeping
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

@Suite("Taxes", .serialized)
struct TaxStories {
  @Test(
    "A contract's rates come on top, are given back as they were billed, and belong to the state",
    arguments: Engine.allCases)
  func exclusive(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      let vat = try await story.taxRate("25", inclusive: false)
      try await story.subscribe("acme", to: "starter") { $0.defaultTaxRates = [vat] }
      let first = try await story.invoices(of: "acme")[0]
      #expect(first.subtotal == 1000 && first.tax == 250 && first.total == 1250 && first.amountPaid == 1250)
      try await story.on("2026-04-16") {
        let new = try await story.taxRate("10", inclusive: false)
        try await story.update("acme") { $0.defaultTaxRates = .set([new]) }
        try await story.change("acme", to: "team", invoicing: .alwaysInvoice)
      }
      let change = try await story.invoices(of: "acme")[1]
      let taxes = try await story.workspace.read {
        try $0.lines(of: change.id).compactMap(\.content.taxes?.first)
      }
      #expect(taxes.map(\.amount) == [-125, 150], "the credit at 25 %, the rest of the month at 10 %")
      #expect(change.subtotal == 1000 && change.tax == 25 && change.total == 1025)
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme")[2].total == 3300)
      let balances = try await story.balances(of: "acme")
      #expect(balances[.taxPayable] == -575)
      #expect(balances[.deferredRevenue] == -5000)
      #expect(balances[.cash] == 5575)
      #expect(try await story.mrr() == ["2026-04 expansion 2000 new 1000 = 3000 (1)", "2026-05 = 3000 (1)"])
    }
  }

  @Test(
    "Tax that a price holds is neither revenue nor recurring, and comes back with a void invoice",
    arguments: Engine.allCases)
  func inclusive(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let vat = try await story.taxRate("25", inclusive: true)
      try await story.subscribe("acme", to: "starter") {
        $0.items[0].taxRates = [vat]
        $0.collection = .sendInvoice(daysUntilDue: 30)
      }
      try await story.on("2026-04-02")
      let open = try await story.invoices(of: "acme")[0]
      #expect(open.total == 1000 && open.tax == 200 && open.amountDue == 1000 && open.net == 800)
      #expect(try await story.mrr() == ["2026-04 new 800 = 800 (1)"])
      #expect(try await story.balances(of: "acme")[.taxPayable] == -200)
      try await story.on("2026-05-01") {
        try await story.workspace.close(CloseBooks(), as: Story.cause)
      }
      let closed = try await story.balances(of: "acme")
      #expect(closed[.revenue] == -800 && closed[.deferredRevenue] ?? 0 == 0)
      try await story.workspace.perform(VoidInvoice(invoice: open.id), as: Story.cause)
      #expect(try await story.balances(of: "acme")[.taxPayable] ?? 0 == 0)
      let item = try await story.subscription(of: "acme").items[0].id
      try await story.update("acme") {
        $0.items = [.update(item, price: nil, quantity: nil)]
        $0.itemTaxRates = [0: []]
      }
      #expect(try await story.mrr().last == "2026-05 expansion 200 = 1000 (1)")
    }
  }

  @Test(
    "A draft names its customer as they are and is taxed accordingly; what is final stays as it was",
    arguments: Engine.allCases)
  func customerChanges(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.customer("acme")
      let vat = try await story.taxRate("25", inclusive: false)
      func draft() async throws -> InvoiceID {
        let id = try await story.write("acme") {
          $0.currency = .usd
          $0.defaultTaxRates = [vat]
        }
        try await story.ask("acme", .amount(10_00), onto: id)
        return id
      }
      let final = try await draft()
      try await story.workspace.perform(FinalizeInvoiceNow(invoice: final), as: Story.cause)
      let open = try await draft()
      var terms = CustomerTerms()
      terms.name = .set("Acme Abroad")
      terms.taxExemption = .set(.reverse)
      try await story.workspace.perform(
        UpdateCustomer(story.id(customer: "acme"), terms: terms), as: Story.cause)
      let invoices = try await story.invoices(of: "acme")
      #expect(invoices.map(\.total) == [1250, 1000] && invoices.map(\.tax) == [250, 0])
      #expect(invoices[0].billedTo.name != "Acme Abroad" && invoices[1].billedTo.name == "Acme Abroad")
      terms = CustomerTerms()
      terms.taxExemption = .set(TaxExemption.none)
      try await story.workspace.perform(
        UpdateCustomer(story.id(customer: "acme"), terms: terms), as: Story.cause)
      try await story.workspace.perform(FinalizeInvoiceNow(invoice: open), as: Story.cause)
      #expect(try await story.invoices(of: "acme")[1].total == 1250)
    }
  }

  @Test("An exempt customer pays the amount alone, and the invoice says why", arguments: Engine.allCases)
  func exempt(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let vat = try await story.taxRate("25", inclusive: false)
      try await story.customer("acme")
      var terms = CustomerTerms()
      terms.taxExemption = .set(.reverse)
      try await story.workspace.perform(
        UpdateCustomer(story.id(customer: "acme"), terms: terms), as: Story.cause)
      try await story.subscribe("acme", to: "starter") { $0.defaultTaxRates = [vat] }
      let invoice = try await story.invoices(of: "acme")[0]
      #expect(invoice.total == 1000 && invoice.tax == 0)
      let tax = try await story.workspace.read { try $0.lines(of: invoice.id)[0].content.taxes?.first }
      #expect(tax?.reason == .reverseCharge && tax?.taxable == 1000)
    }
  }

  @Test(
    "A draft by hand is taxed by its own rates, or by its lines', and again when they change",
    arguments: Engine.allCases)
  func byHand(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.customer("acme")
      let (standard, food) = (
        try await story.taxRate("25", inclusive: false), try await story.taxRate("12", inclusive: false)
      )
      let id = try await story.write("acme") {
        $0.currency = .usd
        $0.defaultTaxRates = [standard]
      }
      try await story.ask("acme", .amount(100_00), onto: id)
      try await story.ask("acme", .amount(50_00), onto: id) { $0.taxRates = .set([food]) }
      try await story.ask("acme", .amount(10_00), onto: id) { $0.taxRates = .set([]) }
      #expect(try await story.invoices(of: "acme")[0].total == 160_00 + 25_00 + 6_00)
      var update = UpdateInvoice(invoice: id)
      update.defaultTaxRates = .set([food])
      try await story.workspace.perform(update, as: Story.cause)
      #expect(try await story.invoices(of: "acme")[0].total == 160_00 + 12_00 + 6_00)
      let line = try await story.workspace.read { try $0.lines(of: id)[2] }
      var terms = ItemTerms()
      terms.taxRates = .set([standard])
      try await story.workspace.perform(
        UpdateInvoiceLines(invoice: id, lines: [(line.id, terms)]), as: Story.cause)
      #expect(try await story.invoices(of: "acme")[0].total == 160_00 + 12_00 + 6_00 + 2_50)
    }
  }

  @Test("Rates that cannot tax a line are refused by name", arguments: Engine.allCases)
  func refused(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let (on, within) = (
        try await story.taxRate("25", inclusive: false), try await story.taxRate("25", inclusive: true)
      )
      var notes = TaxRateNotes()
      notes.active = .set(false)
      let old = try await story.taxRate("20", inclusive: false)
      try await story.workspace.perform(UpdateTaxRate(old, notes: notes), as: Story.cause)
      await #expect(throws: TaxRefusal.ratesMixed(field: "default_tax_rates[1]")) {
        try await story.subscribe("acme", to: "starter") { $0.defaultTaxRates = [on, within] }
      }
      await #expect(throws: TaxRefusal.rateTwice(id: on.text, field: "items[0][tax_rates][1]")) {
        try await story.subscribe("acme", to: "starter") { $0.items[0].taxRates = [on, on] }
      }
      await #expect(throws: TaxRefusal.rateInactive(id: old.text, field: "default_tax_rates[0]")) {
        try await story.write("acme") {
          $0.currency = .usd
          $0.defaultTaxRates = [old]
        }
      }
      let unknown = TaxRateID("txr_none")
      await #expect(throws: Refusal.unknown(.taxRate, id: "txr_none", field: "tax_rates[0]")) {
        try await story.ask("acme", .amount(1)) {
          $0.currency = .usd
          $0.taxRates = .set([unknown])
        }
      }
      var many: [TaxRateID] = []
      for _ in 0...TaxTerms.most { many.append(try await story.taxRate("1", inclusive: false)) }
      let rates = many
      await #expect(throws: TaxRefusal.tooManyRates(field: "default_tax_rates")) {
        try await story.subscribe("acme", to: "starter") { $0.defaultTaxRates = rates }
      }
    }
  }
}

extension Story {
  func taxRate(_ percent: String, inclusive: Bool) async throws -> TaxRateID {
    try await workspace.perform(
      CreateTaxRate(
        displayName: "VAT", percentage: try #require(Percentage(percent: percent)), isInclusive: inclusive),
      as: Self.cause)
  }

  /// What stands on a customer's accounts.
  func balances(of customer: String) async throws -> [Account: Int64] {
    let id = id(customer: customer)
    let database = try await host.workspace(workspace.record.key)
    return try await database.read { rows in
      try rows.balances(customer: id).reduce(into: [:]) { $0[$1.account] = $1.amount.minorUnits }
    }
  }
}
