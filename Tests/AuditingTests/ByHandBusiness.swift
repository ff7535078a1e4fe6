import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Operations
import Rating
import Receivables
import Relations
import Subscriptions
import Testing

/// What somebody does beside any contract: items, invoices line by line, and balances.
extension Business {
  func billByHand(_ customer: CustomerID) async throws {
    try await perform(AdjustBalance(customer: customer, amount: Money(-7_00, .eur)))
    var described = DescribeAdjustment(
      try await perform(AdjustBalance(customer: customer, amount: Money(2_00, .eur))), of: customer)
    described.description = .set("carried over")
    try await perform(described)
    let waiting = try await ask(customer, ItemTerms(pricing: .amount(-1_50)))
    try await perform(UpdateInvoiceItem(waiting, terms: ItemTerms(pricing: .amount(-2_50))))
    try await perform(DeleteInvoiceItem(try await ask(customer, ItemTerms(pricing: .amount(9)))))

    var command = CreateInvoice(customer: customer)
    command.includesWaiting = true
    command.footer = "Thank you"
    command.customFields = [CustomField(name: "Order", value: "44-b")]
    let invoice = try await perform(command)
    let hours = ItemTerms(pricing: .unitAmount(UnitPrice(minorUnits: 33_33)), quantity: 3)
    try await perform(
      AddInvoiceLines(
        invoice: invoice,
        lines: [.new(hours), .new(ItemTerms(pricing: .amount(40_00))), .new(ItemTerms(pricing: .amount(1)))]))
    let lines = try await workspace.read { try $0.lines(of: invoice) }
    try await perform(
      UpdateInvoiceLines(
        invoice: invoice,
        lines: [(lines[1].id, ItemTerms(quantity: 4)), (lines[2].id, ItemTerms(pricing: .amount(41_00)))]))
    try await perform(RemoveInvoiceLines(invoice: invoice, lines: [(lines[3].id, .delete)]))
    try await perform(FinalizeInvoiceNow(invoice: invoice, autoAdvance: true))

    // Credited after it was paid, and another before.
    var paid = IssueCreditNote(invoice: invoice, lines: [.amount(20_00, of: lines[2].id)])
    paid.parts = .init(toBalance: 15_00, outOfBand: 5_00)
    try await perform(paid)
    let owed = try await perform(CreateInvoice(customer: customer))
    try await perform(AddInvoiceLines(invoice: owed, lines: [.new(ItemTerms(pricing: .amount(90_00)))]))
    try await perform(FinalizeInvoiceNow(invoice: owed))
    let line = try await workspace.read { try $0.lines(of: owed)[0].id }
    for _ in 0..<2 {
      let note = try await perform(IssueCreditNote(invoice: owed, lines: [.amount(10_00, of: line)]))
      if try await workspace.read({ try $0.creditNote(note)?.number.hasSuffix("02") }) == true { break }
      try await perform(VoidCreditNote(note))
    }

    let thrown = try await perform(CreateInvoice(customer: customer))
    try await perform(AddInvoiceLines(invoice: thrown, lines: [.new(ItemTerms(pricing: .amount(5_00)))]))
    try await perform(DeleteInvoice(invoice: thrown))
    var sent = CreateInvoice(customer: customer)
    sent.collection = .sendInvoice(daysUntilDue: 10)
    let bill = try await perform(sent)
    try await perform(AddInvoiceLines(invoice: bill, lines: [.new(ItemTerms(pricing: .amount(3_00)))]))
    try await perform(SendInvoice(invoice: bill))
    try await perform(VoidInvoice(invoice: bill))
    // One that waits, and a draft that nobody made final.
    _ = try await ask(customer, ItemTerms(pricing: .amount(6_00)))
    let draft = try await perform(CreateInvoice(customer: customer))
    try await perform(AddInvoiceLines(invoice: draft, lines: [.new(ItemTerms(pricing: .amount(8_00)))]))
  }

  func taxRate(_ percent: String, _ isInclusive: Bool) async throws -> TaxRateID {
    try await perform(
      CreateTaxRate(
        displayName: "VAT", percentage: try #require(Percentage(percent: percent)), isInclusive: isInclusive))
  }

  private func ask(_ customer: CustomerID, _ terms: ItemTerms) async throws -> PendingItemID {
    try await perform(CreateInvoiceItem(customer: customer, terms: terms))
  }
}
