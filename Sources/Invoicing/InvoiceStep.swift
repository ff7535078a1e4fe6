import Identity

/// What a person may do with an invoice, beside paying it.
public enum InvoiceStep: Hashable, Sendable {
  case finalize, void, markUncollectible, describe, advance, changeLines, send, delete

  /// Where it may be done.
  public var statuses: [InvoiceStatus] {
    switch self {
    case .finalize, .describe, .changeLines, .delete: [.draft]
    case .send: [.draft, .open]
    case .void: [.open, .uncollectible]
    case .markUncollectible: [.open]
    case .advance: [.draft, .open]
    }
  }
}

/// What an invoice says no to.
public enum InvoicingRefusal: Error, Hashable, Sendable {
  case notOpen(id: String, status: InvoiceStatus)
  /// What is asked for does not follow on the invoice's status.
  case outOfTurn(InvoiceStep, id: String, status: InvoiceStatus)
  case alreadyPaid(id: String)
  /// An attempt is written down and its answer not known yet.
  case paymentUnderWay(id: String)
  case amountTooLarge
  /// What a contract owes follows from the contract; its line says so and cannot be changed or taken off.
  case lineOfContract(id: String, field: String)
  /// The same for what waits.
  case itemOfContract(id: String)
  /// What an invoice that is final bills cannot be changed any more.
  case itemBilled(id: String, invoice: String)
  /// A contract's own drafts come and go with the contract.
  case invoiceOfContract(id: String)
  /// Only an invoice that the customer pays by themselves is sent.
  case collectedAutomatically(id: String)
  /// A payment term that ends before it begins.
  case dueInThePast(field: String)
  /// An invoice has as many lines as ``Invoice/linesMost``.
  case tooManyLines(id: String)
  /// Something is billed once, and its price recurs.
  case priceRecurs(id: String, field: String)
}
