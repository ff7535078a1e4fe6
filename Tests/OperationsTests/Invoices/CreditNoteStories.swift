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

@Suite("Credit notes", .serialized)
struct CreditNoteStories {
  /// Acme owes an invoice by hand over some amounts, with 25 % on top.
  private func tell(
    on engine: Engine, _ amounts: [Int64], inclusive: Bool = false,
    _ body: (Story, InvoiceID, [InvoiceLineID]) async throws -> Void
  ) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.customer("acme")
      let vat = try await story.taxRate("25", inclusive: inclusive)
      let id = try await story.write("acme") {
        $0.currency = .usd
        $0.defaultTaxRates = [vat]
      }
      for amount in amounts { try await story.ask("acme", .amount(amount), onto: id) }
      try await story.workspace.perform(FinalizeInvoiceNow(invoice: id), as: Story.cause)
      try await body(story, id, story.workspace.read { try $0.lines(of: id).map(\.id) })
    }
  }

  @Test(
    "What is credited of an open invoice is not asked for any more, with its tax", arguments: Engine.allCases)
  func open(engine: Engine) async throws {
    try await tell(on: engine, [1000, 500]) { story, id, lines in
      let note = try await story.credit(id, [.amount(400, of: lines[0])])
      #expect(note.number.hasSuffix("-0001-CN-01") && note.total == 500 && note.tax == 100)
      #expect(note.prePayment == 500 && note.postPayment == 0)
      let open = try await story.invoices(of: "acme")[0]
      #expect(open.status == .open && open.amountRemaining == 1375 && open.creditedOpen == 500)
      try await story.workspace.perform(PayInvoice(invoice: id), as: Story.cause)
      let paid = try await story.invoices(of: "acme")[0]
      #expect(paid.status == .paid && paid.amountPaid == 1375)
      #expect(story.gateway.asked.map(\.amount.minorUnits) == [1375])
      let balances = try await story.balances(of: "acme")
      #expect(balances[.receivable] == 0 && balances[.cash] == 1375)
      #expect(balances[.deferredRevenue] == -1100 && balances[.taxPayable] == -275)
    }
  }

  @Test(
    "An amount alone is taken from every line by what is left of it, to the cent, as often as there is any",
    arguments: Engine.allCases)
  func amountAlone(engine: Engine) async throws {
    for inclusive in [false, true] {
      try await tell(on: engine, [1000, 333, 1], inclusive: inclusive) { story, id, lines in
        let total = try await story.invoices(of: "acme")[0].total
        #expect(total == (inclusive ? 1334 : 1667))
        var left = total
        for amount: Int64 in [1, 2, 100, 333, 7] {
          let note = try await story.credit(id, []) { $0.amount = amount }
          #expect(note.total == amount && note.lines.reduce(0) { $0 + $1.amount } == note.subtotal)
          #expect(note.tax >= 0 && note.net >= 0)
          left -= amount
        }
        // Lines can still be credited by themselves in between.
        let single = try await story.credit(id, [.amount(100, of: lines[0])])
        left -= single.total
        await #expect(throws: CreditRefusal.exceedsInvoice(id: id.text, most: left)) {
          try await story.credit(id, []) { $0.amount = left + 1 }
        }
        await #expect(throws: CreditRefusal.amountNotPositive(field: "amount")) {
          try await story.credit(id, []) { $0.amount = 0 }
        }
        let rest = try await story.credit(id, []) { $0.amount = left }
        #expect(rest.total == left)
        #expect(try await story.invoices(of: "acme")[0].status == .paid)
        let balances = try await story.balances(of: "acme")
        #expect(balances.values.allSatisfy { $0 == 0 }, "nothing is owed, earned or taxed: \(balances)")
      }
    }
  }

  @Test("An open invoice that is credited as a whole is settled", arguments: Engine.allCases)
  func whole(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "flaky")
      try await story.subscribe("acme", to: "starter")
      story.gateway.always("flaky", .declines)
      try await story.on("2026-05-02")
      let open = try await story.invoices(of: "acme")[1]
      let line = try await story.workspace.read { try $0.lines(of: open.id)[0].id }
      try await story.credit(open.id, [.amount(300, of: line)])
      try await story.on("2026-05-05")
      #expect(story.gateway.asked.last?.amount.minorUnits == 700, "the rest is tried again")
      try await story.credit(open.id, [.amount(700, of: line)])
      #expect(try await story.invoices(of: "acme")[1].status == .paid)
      #expect(try await story.subscription(of: "acme").status == .active)
      let asked = story.gateway.asked.count
      try await story.on("2026-05-30")
      #expect(story.gateway.asked.count == asked)
    }
  }

  @Test(
    "What was paid comes back as credit, which the next invoice uses, or was given back elsewhere",
    arguments: Engine.allCases)
  func paid(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      let first = try await story.invoices(of: "acme")[0].id
      let line = try await story.workspace.read { try $0.lines(of: first)[0].id }
      await #expect(throws: CreditRefusal.partsDiffer(expected: 600, field: "credit_amount")) {
        try await story.credit(first, [.amount(600, of: line)])
      }
      let note = try await story.credit(first, [.amount(600, of: line)]) {
        $0.parts = .init(toBalance: 400, outOfBand: 200)
        $0.reason = .productUnsatisfactory
      }
      #expect(note.postPayment == 600 && note.prePayment == 0)
      try await story.on("2026-05-02")
      let renewal = try await story.invoices(of: "acme")[1]
      #expect(renewal.startingBalance == -400 && renewal.amountDue == 600)
      let moved = try await story.workspace.read {
        try $0.balanceTransactions(of: story.id(customer: "acme")).last
      }
      #expect(moved?.kind == .creditNote(note.id, of: first) && moved?.amount.minorUnits == -400)
      let balances = try await story.balances(of: "acme")
      #expect(balances[.settledElsewhere] == -200 && balances[.deferredRevenue] == -1400)
      #expect(try await story.invoices(of: "acme")[0].creditedPaid == 600)
      await #expect(throws: CreditRefusal.notVoidable(id: note.id.text)) {
        try await story.workspace.perform(VoidCreditNote(note.id), as: Story.cause)
      }
      #expect(try await story.mrr().last == "2026-05 = 1000 (1)")
    }
  }

  @Test("Crediting a line in parts gives back its tax to the cent", arguments: [false, true])
  func parts(inclusive: Bool) async throws {
    try await tell(on: .sqlite, [999, 3], inclusive: inclusive) { story, id, lines in
      for amount in [333, 1, 332, 333] as [Int64] {
        try await story.credit(id, [.amount(amount, of: lines[0])])
      }
      try await story.credit(id, [.quantity(1, of: lines[1])])
      let invoice = try await story.invoices(of: "acme")[0]
      #expect(
        invoice.status == .paid && invoice.amountRemaining == 0 && invoice.creditedOpen == invoice.total)
      let balances = try await story.balances(of: "acme")
      for account in [Account.receivable, .deferredRevenue, .taxPayable] { #expect(balances[account] == 0) }
      let notes = try await story.workspace.read {
        try $0.creditNotes(CreditNoteFilter(invoice: id), Page(limit: 10)).elements
      }
      #expect(notes.map { String($0.number.suffix(5)) } == ["CN-05", "CN-04", "CN-03", "CN-02", "CN-01"])
    }
  }

  @Test(
    "A credit note can be taken back while the invoice is open, and goes with one that becomes void",
    arguments: Engine.allCases)
  func void(engine: Engine) async throws {
    try await tell(on: engine, [1000]) { story, id, lines in
      let note = try await story.credit(id, [.amount(400, of: lines[0])])
      try await story.workspace.perform(VoidCreditNote(note.id), as: Story.cause)
      #expect(try await story.invoices(of: "acme")[0].amountRemaining == 1250)
      let again = try await story.credit(id, [.amount(1000, of: lines[0])]) { $0.amount = 1250 }
      #expect(again.number.hasSuffix("CN-02") && again.total == 1250)
    }
    try await tell(on: engine, [1000]) { story, id, lines in
      try await story.credit(id, [.amount(400, of: lines[0])])
      try await story.workspace.perform(MarkInvoiceUncollectible(invoice: id), as: Story.cause)
      #expect(try await story.balances(of: "acme")[.badDebt] == 750)
      try await story.workspace.perform(VoidInvoice(invoice: id), as: Story.cause)
      let balances = try await story.balances(of: "acme")
      #expect(balances.values.allSatisfy { $0 == 0 }, "\(balances)")
    }
  }

  @Test(
    "Of an invoice that was given up the loss becomes less, and all of it leaves nothing to lose",
    arguments: Engine.allCases)
  func givenUp(engine: Engine) async throws {
    try await tell(on: engine, [1000]) { story, id, lines in
      try await story.workspace.perform(MarkInvoiceUncollectible(invoice: id), as: Story.cause)
      #expect(try await story.balances(of: "acme")[.badDebt] == 1250)
      let note = try await story.credit(id, [.amount(400, of: lines[0])])
      #expect(note.prePayment == 500 && note.total == 500)
      let less = try await story.invoices(of: "acme")[0]
      #expect(less.status == .uncollectible && less.amountRemaining == 750)
      #expect(try await story.balances(of: "acme")[.badDebt] == 750)
      try await story.workspace.perform(VoidCreditNote(note.id), as: Story.cause)
      #expect(try await story.balances(of: "acme")[.badDebt] == 1250)
      try await story.credit(id, [.amount(1000, of: lines[0])])
      #expect(try await story.invoices(of: "acme")[0].status == .paid)
      let balances = try await story.balances(of: "acme")
      #expect(balances.values.allSatisfy { $0 == 0 }, "\(balances)")
    }
  }

  @Test("What is credited stops being earned over the days that it billed", arguments: Engine.allCases)
  func earned(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.subscribe("acme", to: "starter") { $0.collection = .sendInvoice(daysUntilDue: 30) }
      try await story.on("2026-04-11")
      let invoice = try await story.invoices(of: "acme")[0].id
      let line = try await story.workspace.read { try $0.lines(of: invoice)[0].id }
      try await story.credit(invoice, [.amount(15_00, of: line)])
      try await story.on("2026-05-01") { try await story.workspace.close(CloseBooks(), as: Story.cause) }
      #expect(try await story.balances(of: "acme")[.revenue] == -15_00)
    }
  }

  @Test("More than was billed, nothing, and other people's lines are refused", arguments: Engine.allCases)
  func refused(engine: Engine) async throws {
    try await tell(on: engine, [1000]) { story, id, lines in
      await #expect(throws: CreditRefusal.nothingCredited(field: "lines")) { try await story.credit(id, []) }
      await #expect(throws: CreditRefusal.amountNotPositive(field: "lines[0][amount]")) {
        try await story.credit(id, [.amount(0, of: lines[0])])
      }
      await #expect(
        throws: CreditRefusal.exceedsLine(id: lines[0].text, most: 1000, field: "lines[0][amount]")
      ) { try await story.credit(id, [.amount(1001, of: lines[0])]) }
      await #expect(
        throws: CreditRefusal.exceedsLine(id: lines[0].text, most: 400, field: "lines[1][amount]")
      ) { try await story.credit(id, [.amount(600, of: lines[0]), .amount(600, of: lines[0])]) }
      await #expect(throws: CreditRefusal.exceedsInvoice(id: id.text, most: 1250)) {
        try await story.credit(id, [.custom(1251, quantity: nil, description: "all", taxRates: [])])
      }
      await #expect(throws: CreditRefusal.amountDiffers(total: 125)) {
        try await story.credit(id, [.amount(100, of: lines[0])]) { $0.amount = 100 }
      }
      let foreign = InvoiceLineID("il_none")
      await #expect(
        throws: Refusal.unknown(.invoiceLine, id: "il_none", field: "lines[0][invoice_line_item]")
      ) { try await story.credit(id, [.amount(1, of: foreign)]) }
      let draft = try await story.write("acme")
      await #expect(throws: CreditRefusal.notCreditable(id: draft.text, status: .draft)) {
        try await story.credit(draft, [.custom(1, quantity: nil, description: "x", taxRates: [])])
      }
      #expect(try await story.invoices(of: "acme")[0].amountRemaining == 1250, "nothing was changed")
    }
  }
}

extension Story {
  @discardableResult
  func credit(
    _ invoice: InvoiceID, _ lines: [IssueCreditNote.Line],
    adjusting adjust: (inout IssueCreditNote) -> Void = { _ in }
  ) async throws -> CreditNote {
    var command = IssueCreditNote(invoice: invoice, lines: lines)
    adjust(&command)
    let id = try await workspace.perform(command, as: Self.cause)
    return try await workspace.read { try $0.creditNote(id)! }
  }
}
