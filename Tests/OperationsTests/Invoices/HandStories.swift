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

@Suite("What is asked for by hand", .serialized)
struct HandStories {
  @Test(
    "What is asked for beside a contract comes with its next invoice, as the preview says",
    arguments: Engine.allCases)
  func withTheNext(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.oneTimePrice("setup", 25_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-10") {
        try await story.ask("acme", .amount(-3_00)) { $0.description = .set("for the trouble") }
        try await story.ask("acme", .price(story.id(price: "setup"), nil), quantity: 2)
        let each = try #require(UnitPrice(decimal: "12.5"))
        try await story.ask("acme", .unitAmount(each), quantity: 3) { $0.description = .set("hours") }
      }
      let contract = try await story.subscription(of: "acme").id
      let seen = try await story.workspace.preview(
        InvoicePreview(.renewal(contract)), as: Story.cause
      ) { invoice, lines, _ in (invoice.total, lines.count) }
      #expect(seen == (5738, 4))
      try await story.on("2026-05-01")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-05-01  acme  for the trouble  -300
        2026-05-01  acme  setup  5000
        2026-05-01  acme  hours  38
        2026-05-01  acme  starter  1000
        """)
      try await story.on("2026-05-02")
      let renewal = try await story.invoices(of: "acme")[1]
      #expect(renewal.status == .paid && renewal.amountPaid == 5738)
      try await story.on("2026-06-02")
      #expect(try await story.invoices(of: "acme")[2].total == 1000, "each is billed once")
    }
  }

  @Test(
    "An item that names a contract waits for that contract, another contract's renewal passes it by",
    arguments: Engine.allCases)
  func ofAContract(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 30_00)
      let first = try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-15") { try await story.subscribe("acme", to: "team") }
      let second = try await story.subscription(of: "acme").id
      #expect(first != second)
      try await story.on("2026-04-16") {
        try await story.ask("acme", .amount(5_00), of: second) { $0.description = .set("late") }
      }
      try await story.on("2026-05-02")
      try await story.on("2026-05-16")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  1000
        2026-04-15  acme  team  3000
        2026-05-01  acme  starter  1000
        2026-05-15  acme  late  500
        2026-05-15  acme  team  3000
        """)
    }
  }

  @Test(
    "An invoice that somebody writes is collected when time is to move it on, retried, and left open",
    arguments: Engine.allCases)
  func collected(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "flaky")
      try await story.subscribe("acme", to: "starter")
      story.gateway.always("flaky", .declines)
      try await story.on("2026-04-10T08:00:00Z") {
        let id = try await story.write("acme") { $0.autoAdvance = true }
        try await story.ask("acme", .amount(40_00), onto: id) { $0.description = .set("workshop") }
      }
      let draft = try await story.invoices(of: "acme")[1]
      #expect(draft.status == .draft && draft.total == 4000 && draft.number == nil)
      #expect(draft.finalizesAt == Instant(iso: "2026-04-10T09:00:01Z"))
      try await story.on("2026-04-10T09:00:01Z")
      let open = try await story.invoices(of: "acme")[1]
      #expect(open.status == .open && open.attemptCount == 1 && open.reason == .manual)
      #expect(open.number?.hasSuffix("-0002") == true)
      try await story.on("2026-04-30")
      let left = try await story.invoices(of: "acme")[1]
      #expect(left.status == .open && left.attemptCount == 4 && left.nextPaymentAttempt == nil)
      #expect(
        try await story.subscription(of: "acme").status == .active, "its contract has nothing to do with it")
      story.gateway.always("flaky", nil)
      try await story.workspace.perform(PayInvoice(invoice: left.id), as: Story.cause)
      #expect(try await story.invoices(of: "acme")[1].status == .paid)
    }
  }

  @Test("An invoice with a day that was agreed on is sent and paid elsewhere", arguments: Engine.allCases)
  func sent(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.customer("acme", card: nil)
      let due = try #require(Instant(iso: "2026-05-31"))
      try await story.ask("acme", .amount(99_00)) {
        $0.description = .set("consulting")
        $0.currency = .eur
      }
      let id = try await story.write("acme") {
        $0.collection = .sendInvoice(daysUntilDue: 0)
        $0.dueDate = due
        $0.includesWaiting = true
        $0.footer = "Thank you"
        $0.customFields = [CustomField(name: "Order", value: "44-b")]
      }
      try await story.on("2026-04-02") {
        try await story.workspace.perform(SendInvoice(invoice: id), as: Story.cause)
      }
      let open = try await story.invoices(of: "acme")[0]
      #expect(open.status == .open && open.dueDate == due && open.sentAt == Instant(iso: "2026-04-02"))
      #expect(open.customFields?.first?.value == "44-b" && open.footer == "Thank you")
      #expect(story.gateway.asked.isEmpty && open.currency == .eur && open.amountDue == 9900)
      try await story.workspace.perform(PayInvoice(invoice: id, outOfBand: true), as: Story.cause)
      #expect(try await story.invoices(of: "acme")[0].status == .paid)
      await #expect(throws: InvoicingRefusal.outOfTurn(.send, id: id.text, status: .paid)) {
        try await story.workspace.perform(SendInvoice(invoice: id), as: Story.cause)
      }
    }
  }

  @Test("Lines come, change and go while an invoice is a draft", arguments: Engine.allCases)
  func lines(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.oneTimePrice("setup", 25_00)
      try await story.customer("acme")
      let waiting = try await story.ask("acme", .amount(7_00)) { $0.currency = .usd }
      let id = try await story.write("acme")
      let workspace = try await story.workspace
      var hours = ItemTerms(pricing: .unitAmount(UnitPrice(minorUnits: 60_00)), quantity: 3)
      hours.description = .set("hours")
      try await workspace.perform(
        AddInvoiceLines(
          invoice: id,
          lines: [
            .new(hours), .new(ItemTerms(pricing: .price(story.id(price: "setup"), nil))),
            .waiting(waiting, ItemTerms()),
          ]), as: Story.cause)
      #expect(try await story.amounts(of: id) == [180_00, 25_00, 7_00])
      #expect(try await story.invoices(of: "acme")[0].total == 212_00)
      let lines = try await workspace.read { try $0.lines(of: id) }
      try await workspace.perform(
        UpdateInvoiceLines(
          invoice: id,
          lines: [(lines[0].id, ItemTerms(quantity: 4)), (lines[1].id, ItemTerms(quantity: 2))]),
        as: Story.cause)
      #expect(try await story.amounts(of: id) == [240_00, 50_00, 7_00])
      let item = try #require(lines[0].content.pendingItem)
      #expect(try await workspace.read { try $0.pendingItem(item)?.content.amount.minorUnits } == 240_00)
      try await workspace.perform(
        RemoveInvoiceLines(invoice: id, lines: [(lines[0].id, .delete), (lines[2].id, .unassign)]),
        as: Story.cause)
      #expect(try await story.amounts(of: id) == [50_00])
      #expect(try await workspace.read { try $0.pendingItem(item) } == nil)
      #expect(try await workspace.read { try $0.pendingItem(waiting)?.invoice } == nil)
      #expect(try await workspace.read { try $0.lines(of: id) }.map(\.place) == [0])
      try await workspace.perform(FinalizeInvoiceNow(invoice: id), as: Story.cause)
      await #expect(throws: InvoicingRefusal.outOfTurn(.changeLines, id: id.text, status: .open)) {
        try await workspace.perform(
          UpdateInvoiceLines(invoice: id, lines: [(lines[1].id, ItemTerms(quantity: 1))]), as: Story.cause)
      }
    }
  }

  @Test(
    "What a contract owes keeps its amount on a draft; what its line says may change",
    arguments: Engine.allCases)
  func contractsLines(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-05-01")
      let draft = try await story.invoices(of: "acme")[1]
      let workspace = try await story.workspace
      let line = try await workspace.read { try $0.lines(of: draft.id)[0] }
      await #expect(throws: InvoicingRefusal.lineOfContract(id: line.id.text, field: "id")) {
        try await workspace.perform(
          UpdateInvoiceLines(invoice: draft.id, lines: [(line.id, ItemTerms(quantity: 4))]), as: Story.cause)
      }
      await #expect(throws: InvoicingRefusal.lineOfContract(id: line.id.text, field: "lines[0][id]")) {
        try await workspace.perform(
          RemoveInvoiceLines(invoice: draft.id, lines: [(line.id, .delete)]), as: Story.cause)
      }
      await #expect(throws: InvoicingRefusal.invoiceOfContract(id: draft.id.text)) {
        try await workspace.perform(DeleteInvoice(invoice: draft.id), as: Story.cause)
      }
      var words = ItemTerms()
      words.description = .set("the month of May")
      try await workspace.perform(
        UpdateInvoiceLines(invoice: draft.id, lines: [(line.id, words)]), as: Story.cause)
      try await story.ask("acme", .amount(-4_00), onto: draft.id) { $0.description = .set("as agreed") }
      try await story.on("2026-05-02")
      let paid = try await story.invoices(of: "acme")[1]
      #expect(paid.status == .paid && paid.amountPaid == 600)
      #expect(
        try await workspace.read { try $0.lines(of: draft.id)[0].content.description } == "the month of May")
      try await story.change("acme", quantity: 2, invoicing: .alwaysInvoice)
      try await story.on("2026-06-02")
      #expect(try await story.invoices(of: "acme").last?.total == 2000, "nothing is billed a second time")
    }
  }

  @Test(
    "A draft that is thrown away gives back what waited, and takes what was put onto it",
    arguments: Engine.allCases)
  func thrownAway(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.customer("acme")
      let waiting = try await story.ask("acme", .amount(7_00)) { $0.currency = .usd }
      let id = try await story.write("acme") { $0.includesWaiting = true }
      let placed = try await story.ask("acme", .amount(9_00), onto: id)
      let workspace = try await story.workspace
      #expect(try await story.amounts(of: id) == [7_00, 9_00])
      try await workspace.perform(DeleteInvoice(invoice: id), as: Story.cause)
      #expect(try await story.invoices(of: "acme").isEmpty)
      #expect(try await workspace.read { try $0.pendingItem(placed) } == nil)
      let again = try await story.write("acme") { $0.includesWaiting = true }
      #expect(try await story.amounts(of: again) == [7_00])
      #expect(try await workspace.read { try $0.pendingItem(waiting)?.invoice } == again)
      try await workspace.perform(FinalizeInvoiceNow(invoice: again), as: Story.cause)
      let final = try await story.invoices(of: "acme")[0]
      #expect(final.number?.hasSuffix("-0001") == true, "what was thrown away had no number")
      try await workspace.perform(VoidInvoice(invoice: again), as: Story.cause)
      #expect(
        try await workspace.read { try $0.pendingItems(PendingItemFilter(waits: true), Page(limit: 10)) }
          .elements.isEmpty, "what is taken back is not asked for again")
      await #expect(throws: InvoicingRefusal.itemBilled(id: waiting.text, invoice: again.text)) {
        try await workspace.perform(DeleteInvoiceItem(waiting), as: Story.cause)
      }
    }
  }

  @Test("An ended contract's leftover credit comes onto an invoice by hand", arguments: Engine.allCases)
  func leftover(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-16") { try await story.cancel("acme") { $0.prorate = true } }
      try await story.ask("acme", .amount(20_00))
      let id = try await story.write("acme") { $0.includesWaiting = true }
      #expect(try await story.amounts(of: id) == [-5_00, 20_00])
      let item = try await story.workspace.read { try $0.lines(of: id)[0].content.pendingItem }
      let credit = try #require(item)
      await #expect(throws: InvoicingRefusal.itemOfContract(id: credit.text)) {
        try await story.workspace.perform(DeleteInvoiceItem(credit), as: Story.cause)
      }
    }
  }
}

extension Story {
  func oneTimePrice(_ name: String, _ amount: Int64, currency: Currency = .usd) async throws {
    let id = try await workspace.perform(
      CreatePrice(
        product: .new(id: nil, name: name, terms: ProductTerms()),
        terms: .init(currency: currency, model: .perUnit(UnitPrice(minorUnits: amount)), cadence: nil)),
      as: Self.cause)
    know(id, as: name)
  }

  @discardableResult
  func ask(
    _ customer: String, _ pricing: ItemTerms.Pricing, quantity: Int64? = nil, onto invoice: InvoiceID? = nil,
    of subscription: SubscriptionID? = nil, adjusting adjust: (inout ItemTerms) throws -> Void = { _ in }
  ) async throws -> PendingItemID {
    var terms = ItemTerms(pricing: pricing, quantity: quantity)
    try adjust(&terms)
    var command = CreateInvoiceItem(customer: id(customer: customer), terms: terms)
    command.invoice = invoice
    command.subscription = subscription
    return try await workspace.perform(command, as: Self.cause)
  }

  @discardableResult
  func write(
    _ customer: String, adjusting adjust: (inout CreateInvoice) -> Void = { _ in }
  ) async throws -> InvoiceID {
    var command = CreateInvoice(customer: id(customer: customer))
    adjust(&command)
    return try await workspace.perform(command, as: Self.cause)
  }

  func amounts(of invoice: InvoiceID) async throws -> [Int64] {
    try await workspace.read { try $0.lines(of: invoice).map(\.content.amount.minorUnits) }
  }
}
