import Catalog
import Chronology
import Identity
import Invoicing
import Relations
import Storage
import Subscriptions

extension Session {
  /// The prices that a contract's items have had in their periods, as they are in its currency.
  func prices(of subscription: Subscription) throws -> PriceBook {
    try states.prices(subscription.items.flatMap { $0.revisions.map(\.price) })
      .offered(in: subscription.currency)
  }

  /// What a contract owes beyond what is billed, as lines to be.
  ///
  /// This is the only place that decides what to bill: running it twice finds nothing the second time.
  func unbilledContents(of subscription: Subscription, prices: PriceBook) throws -> [LineContent] {
    let start = subscription.period.start
    let billed =
      try drafted.billedLines(of: subscription.id, since: start)
      ?? rows.billedCharges(subscription: subscription.id, since: start)
    let lines = Dictionary(
      billed.compactMap { line in line.line.map { (line.charge.key, $0) } },
      uniquingKeysWith: { old, _ in old })
    let open = unbilled(owed: try owed(by: subscription, prices: prices), billed: billed.map(\.charge))
    return try contents(of: open, for: subscription, prices: prices, crediting: lines)
  }

  /// The same for a contract that is only being made, of which nothing can be billed yet: nothing is read, so
  /// that a life that is lived again can be decided ahead of its writes.
  func firstContents(of subscription: Subscription, prices: PriceBook) throws -> [LineContent] {
    try contents(
      of: try owed(by: subscription, prices: prices), for: subscription, prices: prices, crediting: [:])
  }

  /// - Parameter lines: what was billed, by the keys of charges.
  private func contents(
    of charges: [Charge], for subscription: Subscription, prices: PriceBook,
    crediting lines: [String: CreditedLine]
  ) throws -> [LineContent] {
    try charges.map { charge in
      guard let price = prices[charge.price] else { preconditionFailure("a charge's price is loaded") }
      let name = try states.productName(price.product) ?? price.product.text
      return LineContent(
        charge: charge, subscription: subscription.id, price: price, name: name,
        credits: charge.credits.flatMap { lines[$0] })
    }
  }

  /// Puts prorations aside for the customer's next invoice.
  /// - Parameter again: when they stood on an invoice that became void.
  func queue(
    _ contents: [LineContent], for customer: Customer, at instant: Instant, again: Bool = false
  ) throws {
    for content in contents {
      let id = newID(PendingItemEntity.self)
      var waiting = again ? content.billedAgain(as: id) : content
      waiting.pendingItem = id
      try create(PendingItem(id: id, customer: customer.id, content: waiting, created: instant))
    }
  }

  /// Drafts an invoice over what waits for this contract and `contents`; nil when there is nothing to bill.
  /// - Parameters:
  ///   - id: given when the contract already names it as its latest.
  ///   - finalizesAt: nil is for whoever finalises it, or for nobody while its collection is paused.
  func draftInvoice(
    _ id: InvoiceID? = nil, for subscription: Subscription, customer: Customer, contents: [LineContent],
    reason: BillingReason, period: Period, at instant: Instant, finalizesAt: Instant?
  ) throws -> Invoice? {
    let waiting =
      drafted.mayHaveQueued(customer.id)
      ? try rows.pendingItems(customer: customer.id, subscription: subscription.id) : []
    let all = waiting.map(\.content) + contents
    guard !all.isEmpty else { return nil }
    let id = id ?? newID(InvoiceEntity.self)
    var invoice = try Invoice(
      draft: id, for: subscription, customer: customer, contents: all, reason: reason, period: period,
      at: instant, finalizesAt: finalizesAt)
    if subscription.isKeptAsDraft(at: instant) {
      invoice = invoice.advancing(at: nil)
    }
    let lines = all.enumerated().map { place, content in
      InvoiceLine(id: newID(InvoiceLineEntity.self), invoice: id, place: place, content: content)
    }
    if !waiting.isEmpty { try rows.markBilled(waiting.map(\.id), on: id) }
    try create(invoice, lines: lines)
    if let finalizesAt, invoice.autoAdvance {
      try enqueue(.finalizeInvoice, id.text, customer: customer, due: finalizesAt)
    }
    return invoice
  }

  /// Notes on the contract which invoice is its latest.
  func noteLatest(_ invoice: Invoice, on subscription: Subscription, at instant: Instant) throws
    -> Subscription
  {
    var noted = subscription
    noted.latestInvoice = invoice.id
    try change(subscription, to: noted, because: .invoiced, at: instant)
    return noted
  }
}
