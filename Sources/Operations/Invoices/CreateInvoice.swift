import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Receivables
import Relations
import Storage
import Subscriptions

/// Writes a draft by hand: empty, or with what waits for the customer's next invoice.
public struct CreateInvoice: SettlingCommand {
  public let customer: CustomerID
  /// The contract it belongs to, with what waits for that.
  public var subscription: SubscriptionID?
  /// Otherwise the customer's.
  public var currency: Currency?
  public var collection: Collection = .chargeAutomatically
  /// The day that was agreed on; nil is so many days after it is final.
  public var dueDate: Instant?
  public var includesWaiting = false
  /// Whether time makes it final and collects it.
  public var autoAdvance = false
  public var defaultPaymentMethod: PaymentMethodID?
  /// Of lines without rates of their own.
  public var defaultTaxRates: [TaxRateID]?
  /// What takes something off all lines; nil is what takes something off its contract.
  public var discounts: [DiscountWish]?
  public var description: String?
  public var footer: String?
  public var customFields: [CustomField] = []
  public var metadata: [String: String] = [:]

  public init(customer: CustomerID) {
    self.customer = customer
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try [.customer(customer)] + snapshot.locks(of: discounts ?? [])
  }

  public func run(in session: Session) throws -> InvoiceID {
    let found = try session.known(
      session.states.customer(customer), .customer, customer.text, field: "customer")
    let instant = try session.now(for: found)
    let contract = try contract(in: session)
    guard let currency = currency ?? contract?.currency ?? found.currency else {
      throw Refusal.currencyMissing(field: "currency")
    }
    let payer = try session.settle(currency, of: found, field: "currency")
    try session.check(defaultPaymentMethod, of: payer)
    if let dueDate, dueDate < instant { throw InvoicingRefusal.dueInThePast(field: "due_date") }
    let waiting =
      try includesWaiting || contract != nil
      ? session.rows.pendingItems(customer: customer, subscription: subscription)
        .filter { $0.content.amount.currency == currency } : []
    return try draft(over: waiting, for: payer, contract, currency, session, at: instant)
  }

  private func draft(
    over waiting: [PendingItem], for payer: Customer, _ contract: Subscription?, _ currency: Currency,
    _ session: Session, at instant: Instant
  ) throws -> InvoiceID {
    let rates = try session.taxTerms(defaultTaxRates, field: "default_tax_rates")
    let id: InvoiceID = session.newID()
    let discounts =
      try self.discounts.map { wishes in
        try session.redeem(
          wishes,
          on: DiscountedThing(id: id.text, currency: currency, customer: payer) {
            waiting.reduce(0) { $0 + Int128($1.content.amount.minorUnits) }
          }, field: "discounts", at: instant) ?? []
      } ?? contract?.activeDiscounts(at: instant) ?? []
    let contents = try waiting.map(\.content).billed(
      discounts: discounts, rates: rates, exemption: payer.taxExemption)
    guard contents.count <= Invoice.linesMost else { throw InvoicingRefusal.tooManyLines(id: id.text) }
    var invoice = try Invoice(
      draft: id, for: payer, subscription: subscription, currency: currency, collection: collection,
      contents: contents, at: instant)
    invoice.defaultTaxRates = rates
    invoice.discounts = discounts.isEmpty ? nil : discounts
    invoice.dueDate = dueDate
    invoice.defaultPaymentMethod = defaultPaymentMethod
    invoice.description = description
    invoice.footer = footer
    invoice.customFields = customFields.isEmpty ? nil : customFields
    invoice.metadata = metadata
    let finalizesAt = instant.adding(seconds: Invoice.draftSeconds)
    if autoAdvance { invoice = invoice.advancing(at: finalizesAt) }
    let lines = contents.enumerated().map { place, content in
      InvoiceLine(id: session.newID(), invoice: id, place: place, content: content)
    }
    try session.rows.markBilled(waiting.map(\.id), on: id)
    try session.create(invoice, lines: lines)
    if var contract {
      try session.spendDiscounts(of: &contract, on: contents, customer: payer, at: instant)
    }
    if autoAdvance { try session.enqueue(.finalizeInvoice, id.text, customer: payer, due: finalizesAt) }
    return id
  }

  private func contract(in session: Session) throws -> Subscription? {
    guard let subscription else { return nil }
    let found = try session.known(
      session.states.subscription(subscription), .subscription, subscription.text, field: "subscription")
    guard found.customer == customer else {
      throw Refusal.unknown(.subscription, id: subscription.text, field: "subscription")
    }
    return found
  }

  public static func subject(of outcome: InvoiceID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> InvoiceID? { InvoiceID(subject) }
}

extension Session {
  /// Refuses a card that pays an invoice and is not the customer's.
  func check(_ method: PaymentMethodID?, of customer: Customer) throws {
    guard let method else { return }
    let field = "default_payment_method"
    let found = try known(rows.paymentMethod(method), .paymentMethod, method.text, field: field)
    guard found.customer == customer.id else {
      throw Refusal.paymentMethodElsewhere(id: method.text, field: field)
    }
  }
}

/// Throws a draft away that somebody wrote. What waited before waits again; what was put onto it goes too.
public struct DeleteInvoice: InvoiceCommand {
  public let invoice: InvoiceID

  public init(invoice: InvoiceID) {
    self.invoice = invoice
  }

  public func run(in session: Session) throws -> InvoiceID {
    let (draft, customer, instant) = try load(for: .delete, in: session)
    guard draft.reason == .manual else { throw InvoicingRefusal.invoiceOfContract(id: invoice.text) }
    let contents = try session.rows.lines(of: invoice).map(\.content)
    try session.regainDiscounts(of: draft, on: contents, customer: customer, at: instant)
    let items = try contents.compactMap(\.pendingItem)
      .compactMap { try session.rows.pendingItem($0) }
    try session.delete(draft: draft, at: instant)
    for item in items {
      if item.placedOn == invoice {
        try session.delete(item, at: instant)
      } else {
        try session.rows.release([item.id])
      }
    }
    try session.cancelJob(.finalizeInvoice, invoice.text)
    return invoice
  }
}

/// Sends an invoice to the customer, who pays it by themselves; a draft becomes final first.
public struct SendInvoice: InvoiceCommand {
  public let invoice: InvoiceID

  public init(invoice: InvoiceID) {
    self.invoice = invoice
  }

  public func run(in session: Session) throws -> InvoiceID {
    let (found, customer, instant) = try load(for: .send, in: session)
    guard case .sendInvoice = found.collection else {
      throw InvoicingRefusal.collectedAutomatically(id: invoice.text)
    }
    let final =
      found.status == .draft ? try session.finalize(found, customer: customer, at: instant) : found
    if final.status == .paid { try session.invoicePaid(final, customer: customer, at: instant) }
    guard let kept = try session.states.invoice(invoice) else { return invoice }
    try session.change(kept, to: kept.sent(at: instant), because: .sent, at: instant)
    return invoice
  }
}
