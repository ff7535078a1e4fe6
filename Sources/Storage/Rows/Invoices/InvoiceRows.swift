import Identity
import Invoicing
import Relations
import Subscriptions

extension Connection {
  public func insert(_ invoice: Invoice, lines: [InvoiceLine]) throws {
    try insert([invoice], lines: lines)
  }

  /// Writes invoices with all their lines.
  public func insert(_ invoices: [Invoice], lines: [InvoiceLine]) throws {
    try insert(
      into: "invoice",
      columns: [
        "id", "customer", "subscription", "currency", "status", "reason", "days_until_due", "number",
        "billed_to", "period_start", "period_end", "created", "subtotal", "total", "starting_balance",
        "ending_balance", "amount_due", "amount_paid", "amount_paid_out_of_band", "attempt_count",
        "attempted",
        "next_payment_attempt", "auto_advance", "finalizes_at", "finalized_at", "paid_at", "voided_at",
        "uncollectible_at", "due_date", "default_payment_method", "description", "metadata",
        "subscription_metadata", "test_clock", "footer", "custom_fields", "sent_at", "tax",
        "default_tax_rates", "credited_open", "credited_paid", "discounts", "discount",
      ],
      rowsOf: invoices
    ) { try $0.columns() }
    try insert(lines)
  }

  /// Writes what may change of any invoice; whom it bills never does.
  public func update(_ invoice: Invoice) throws {
    try changeOne(
      "updating an invoice",
      """
      UPDATE invoice SET status = :status, number = :number, starting_balance = :starting_balance,
        ending_balance = :ending_balance, amount_due = :amount_due, amount_paid = :amount_paid,
        amount_paid_out_of_band = :amount_paid_out_of_band, attempt_count = :attempt_count,
        attempted = :attempted, next_payment_attempt = :next_payment_attempt, auto_advance = :auto_advance,
        finalizes_at = :finalizes_at, finalized_at = :finalized_at, paid_at = :paid_at,
        voided_at = :voided_at, uncollectible_at = :uncollectible_at, due_date = :due_date,
        description = :description, metadata = :metadata
      WHERE id = :id
      """,
      [
        "status": invoice.status.rawValue, "number": invoice.number,
        "starting_balance": invoice.startingBalance,
        "ending_balance": invoice.endingBalance, "amount_due": invoice.amountDue,
        "amount_paid": invoice.amountPaid, "amount_paid_out_of_band": invoice.amountPaidOutOfBand,
        "attempt_count": invoice.attemptCount, "attempted": invoice.attempted,
        "next_payment_attempt": invoice.nextPaymentAttempt, "auto_advance": invoice.autoAdvance,
        "finalizes_at": invoice.finalizesAt, "finalized_at": invoice.finalizedAt, "paid_at": invoice.paidAt,
        "voided_at": invoice.voidedAt, "uncollectible_at": invoice.uncollectibleAt,
        "due_date": invoice.dueDate,
        "description": invoice.description, "metadata": try document(invoice.metadata), "id": invoice.id,
      ])
  }

  /// Writes what may change of a draft alone: what it bills, and how it is to be paid.
  public func revise(_ draft: Invoice) throws {
    try changeOne(
      "revising a draft",
      """
      UPDATE invoice SET subtotal = :subtotal, total = :total, days_until_due = :days_until_due,
        default_payment_method = :default_payment_method, footer = :footer, custom_fields = :custom_fields,
        tax = :tax, default_tax_rates = :default_tax_rates, discounts = :discounts, discount = :discount,
        billed_to = :billed_to
      WHERE id = :id
      """,
      [
        "subtotal": draft.subtotal, "total": draft.total, "days_until_due": draft.collection.daysUntilDue,
        "default_payment_method": draft.defaultPaymentMethod, "footer": draft.footer,
        "custom_fields": try draft.customFields.map { try document($0) }, "tax": draft.tax,
        "default_tax_rates": try draft.defaultTaxRates.map { try document($0) },
        "discounts": try draft.discounts.map { try document($0) }, "discount": draft.discount,
        "billed_to": try document(draft.billedTo), "id": draft.id,
      ])
    try update(draft)
  }

  /// Removes a draft with its lines.
  public func delete(draft: InvoiceID) throws {
    try execute("DELETE FROM invoice_line WHERE invoice = :invoice", ["invoice": draft])
    try changeOne(
      "deleting a draft", "DELETE FROM invoice WHERE id = :id AND status = 'draft'", ["id": draft])
  }

  public func noteSent(_ invoice: Invoice) throws {
    try changeOne(
      "noting that an invoice was sent", "UPDATE invoice SET sent_at = :sent_at WHERE id = :id",
      ["sent_at": invoice.sentAt, "id": invoice.id])
  }

  /// Writes what credit notes took off an invoice, and what that made of it.
  public func noteCredited(_ invoice: Invoice) throws {
    try changeOne(
      "crediting an invoice",
      "UPDATE invoice SET credited_open = :credited_open, credited_paid = :credited_paid WHERE id = :id",
      [
        "credited_open": invoice.creditedOpen, "credited_paid": invoice.creditedPaid, "id": invoice.id,
      ])
    try update(invoice)
  }

  public func invoice(_ id: InvoiceID) throws -> Invoice? {
    try first(Statements.byID, ["id": id], invoice)
  }

  /// The drafts of a customer, oldest first.
  public func drafts(of customer: CustomerID) throws -> [Invoice] {
    try query(Statements.drafts, ["customer": customer], invoice)
  }

  /// The drafts and open invoices of a contract, oldest first.
  public func unsettledInvoices(subscription: SubscriptionID) throws -> [Invoice] {
    try query(Statements.unsettled, ["subscription": subscription], invoice)
  }

  /// How many invoices that a contract made are asked for and not settled.
  public func openInvoiceCount(subscription: SubscriptionID) throws -> Int {
    try first(
      """
      SELECT COUNT(*) AS invoices FROM invoice
      WHERE subscription = :subscription AND status = 'open' AND reason <> 'manual'
      """,
      ["subscription": subscription]
    ) { try $0.count("invoices") } ?? 0
  }

  public func invoices(_ filter: InvoiceFilter, _ page: Page) throws -> PageResult<Invoice> {
    var listing = Listing("invoice")
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require("subscription = :subscription", "subscription", filter.subscription)
    listing.require("status = :status", "status", filter.status?.rawValue)
    // The condition of the index, in its words; one customer's invoices are found by the customer.
    if filter.customer == nil, filter.subscription == nil, filter.status.map({ $0 != .paid }) == true {
      listing.require("status <> 'paid'")
    }
    listing.require("currency = :currency", "currency", filter.currency)
    switch filter.waiting {
    case nil: break
    case .declined: listing.require(InvoiceConditions.declined)
    case .overdue(let instant): listing.require(InvoiceConditions.overdue, "overdue", instant)
    }
    if let collection = filter.collection { listing.require(collection.condition) }
    listing.require(page.created)
    return try list(Statements.select, listing, page, invoice)
  }
}

extension Invoice {
  /// All columns, in the order in which they are inserted.
  fileprivate func columns() throws -> [Value] {
    [
      id.columnValue, customer.columnValue, subscription.columnValue, currency.columnValue,
      status.rawValue.columnValue, reason.rawValue.columnValue, collection.daysUntilDue.columnValue,
      number.columnValue, try document(billedTo).columnValue, period.start.columnValue,
      period.end.columnValue,
      created.columnValue, subtotal.columnValue, total.columnValue, startingBalance.columnValue,
      endingBalance.columnValue, amountDue.columnValue, amountPaid.columnValue,
      amountPaidOutOfBand.columnValue, attemptCount.columnValue, attempted.columnValue,
      nextPaymentAttempt.columnValue, autoAdvance.columnValue, finalizesAt.columnValue,
      finalizedAt.columnValue, paidAt.columnValue, voidedAt.columnValue, uncollectibleAt.columnValue,
      dueDate.columnValue, defaultPaymentMethod.columnValue, description.columnValue,
      try document(metadata).columnValue, try document(subscriptionMetadata).columnValue,
      testClock.columnValue, footer.columnValue, try customFields.map { try document($0) }.columnValue,
      sentAt.columnValue, tax.columnValue, try defaultTaxRates.map { try document($0) }.columnValue,
      creditedOpen.columnValue, creditedPaid.columnValue,
      try discounts.map { try document($0) }.columnValue, discount.columnValue,
    ]
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, customer, subscription, currency, status, reason, days_until_due, number, billed_to,
      period_start, period_end, created, subtotal, total, starting_balance, ending_balance, amount_due,
      amount_paid, amount_paid_out_of_band, attempt_count, attempted, next_payment_attempt, auto_advance,
      finalizes_at, finalized_at, paid_at, voided_at, uncollectible_at, due_date, default_payment_method,
      description, metadata, subscription_metadata, test_clock, footer, custom_fields, sent_at,
      tax, default_tax_rates, credited_open, credited_paid, discounts, discount
    FROM invoice
    """
  static let byID = select + "WHERE id = :id"
  static let drafts =
    select + "WHERE customer = :customer AND status = 'draft' ORDER BY created, id"
  static let unsettled =
    select
    + "WHERE subscription = :subscription AND status IN ('draft', 'open') ORDER BY created, id"
}
