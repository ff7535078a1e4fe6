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
  ///
  /// - Parameter old: the contract before this step; what it owes in arrears for periods that end with it
  ///   comes first.
  func unbilledContents(
    of subscription: Subscription, prices: PriceBook, at instant: Instant, after old: Subscription? = nil
  ) throws -> [LineContent] {
    let left = old?.itemsInArrears(leftFor: subscription) ?? []
    var contents: [LineContent] = []
    if let old, !left.isEmpty { contents = try contentsInArrears(of: left, in: old, at: instant) }
    return try contents
      + unbilledContents(
        owed(by: subscription, prices: prices), of: subscription, since: subscription.openSince,
        prices: prices, at: instant)
  }

  /// What is owed for periods of items in arrears that are over.
  func contentsInArrears(
    of items: [SubscriptionItem], in subscription: Subscription, at instant: Instant
  ) throws -> [LineContent] {
    let prices = try prices(of: subscription)
    return try unbilledContents(
      owed(inArrearsBy: items, prices: prices), of: subscription, since: subscription.openSince,
      prices: prices, at: instant)
  }

  /// What a contract that ends now owes for the periods that are cut short by it.
  func contentsInArrears(endingNow subscription: Subscription, at instant: Instant) throws -> [LineContent] {
    let items = subscription.items.filter(\.isInArrears)
    guard !items.isEmpty, ![.trialing, .incomplete].contains(subscription.status) else { return [] }
    return try contentsInArrears(of: items, in: subscription, at: instant)
  }

  private func unbilledContents(
    _ owed: [Charge], of subscription: Subscription, since start: Instant, prices: PriceBook,
    at instant: Instant
  ) throws -> [LineContent] {
    guard !owed.isEmpty else { return [] }
    let drafted = drafted.billedLines(of: subscription.id, since: start)
    let billed =
      try drafted ?? rows(about: subscription.id).billedCharges(subscription: subscription.id, since: start)
    let open = unbilled(owed: owed, billed: billed.map(\.charge))
    let lines = Dictionary(billed.map { ($0.charge.key, $0) }, uniquingKeysWith: { old, _ in old })
    return try contents(of: open, for: subscription, prices: prices, at: instant) { charge in
      guard let line = lines[charge] else { return (nil, nil) }
      return (line.line, try drafted != nil ? line.content : content(of: line, subscription))
    }
  }

  /// The same for a contract that is only being made, of which nothing can be billed yet: nothing is read, so
  /// that a life that is lived again can be decided ahead of its writes.
  ///
  /// - Parameter left: the items in arrears whose periods are over.
  func firstContents(
    of subscription: Subscription, after left: [SubscriptionItem] = [], prices: PriceBook, at instant: Instant
  ) throws -> [LineContent] {
    try [owed(inArrearsBy: left, prices: prices), owed(by: subscription, prices: prices)].flatMap {
      try contents(of: $0, for: subscription, prices: prices, at: instant) { _ in (nil, nil) }
    }
  }

  /// - Parameter billed: the line that a charge's key was billed on, and what that bills.
  private func contents(
    of charges: [Charge], for subscription: Subscription, prices: PriceBook, at instant: Instant,
    crediting billed: (String) throws -> (line: CreditedLine?, content: LineContent?)
  ) throws -> [LineContent] {
    // What costs nothing is on an invoice beside what does, and makes none of its own.
    guard charges.contains(where: { !$0.isFree(prices) }) else { return [] }
    let items = Dictionary(subscription.items.map { ($0.id, $0) }, uniquingKeysWith: { _, new in new })
    let contents = try charges.map { charge in
      guard let price = prices[charge.price] else { preconditionFailure("a charge's price is loaded") }
      let name = try states.productName(price.product) ?? price.product.text
      let credited = try charge.credits.map { try billed($0) }
      var content = LineContent(
        charge: charge, subscription: subscription.id, price: price, name: name, credits: credited?.line,
        timeZone: subscription.timeZone)
      if let credited {
        // What is given back is given back with the tax it was billed with, and without its discounts.
        guard let billed = credited.content else {
          content.taxRates = items[charge.item].flatMap(subscription.taxRates(of:))
          return content
        }
        content.taxRates = billed.taxRates
        return content.givingBack(billed)
      }
      guard let item = items[charge.item] else { return content }
      content.taxRates = subscription.taxRates(of: item)
      let discounts = subscription.activeDiscounts(of: item, at: instant)
      content.discounts = discounts.isEmpty ? nil : discounts
      // A part that a period begins with is discounted as a whole one is.
      if content.isProration { content.discountable = true }
      return content
    }
    return crediting(contents, by: charges)
  }

  /// Notes of what is billed how much of it is given back in the same go.
  private func crediting(_ contents: [LineContent], by charges: [Charge]) -> [LineContent] {
    guard charges.contains(where: { $0.credits != nil && !$0.amount.isZero }) else { return contents }
    var contents = contents
    for charge in charges {
      guard let key = charge.credits, let place = charges.firstIndex(where: { $0.key == key }) else {
        continue
      }
      contents[place].creditedBeside = (contents[place].creditedBeside ?? 0) + charge.amount.minorUnits
    }
    return contents
  }

  /// What the last revisions of a contract's items gave back, where that is how they stand.
  func givenBackAtEnd(of subscription: Subscription) throws -> [LineContent] {
    let keys = subscription.items.filter { $0.current.step == .end }.map { item in
      "\(item.id)/\(item.period.start.seconds)/\(item.current.number)/credit"
    }
    guard !keys.isEmpty else { return [] }
    return try rows.billedCharges(subscription: subscription.id, since: subscription.openSince)
      .filter { keys.contains($0.charge.key) }.compactMap { try content(of: $0, subscription) }
  }

  /// What is billed, read from its line, or from the item that waits.
  func content(of billed: BilledLine, _ subscription: Subscription) throws -> LineContent? {
    if let line = billed.line { return try rows.line(line.line)?.content }
    return try rows.pendingItems(customer: subscription.customer, subscription: subscription.id)
      .first { $0.content.billingKey == billed.charge.key }?.content
  }

  /// Puts what a change in the middle of a period gives back and bills aside for the next invoice.
  ///
  /// - Parameter back: what was put aside before and belongs to the same change.
  func queueProrations(
    of subscription: Subscription, prices: PriceBook, for customer: Customer, at instant: Instant,
    after back: [LineContent] = []
  ) throws {
    let contents = try unbilledContents(of: subscription, prices: prices, at: instant)
    let settled = (back + contents).prorating(by: subscription.activeDiscounts(at: instant))
    try queue(Array(settled.dropFirst(back.count)), for: customer, at: instant)
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

  /// Whether something is put aside that the contract's next invoice takes.
  func isAnythingWaiting(for subscription: Subscription) throws -> Bool {
    try !queued(for: subscription).isEmpty
  }

  private func queued(for subscription: Subscription) throws -> [PendingItem] {
    guard drafted.mayHaveQueued(subscription.customer, for: subscription.id) else { return [] }
    // Whoever puts something aside writes it at once, and ends a contract only after its row is there.
    let found = try connection.pendingItems(customer: subscription.customer, subscription: subscription.id)
    if found.isEmpty { drafted.noteNothingQueued(for: subscription.id) }
    return found
  }

  /// Drafts an invoice over what waits for this contract and `contents`; nil when there is nothing to bill.
  /// - Parameters:
  ///   - id: given when the contract already names it as its latest.
  ///   - subscription: loses the discounts that this invoice uses up.
  ///   - finalizesAt: nil is for whoever finalises it, or for nobody while its collection is paused.
  func draftInvoice(
    _ id: InvoiceID? = nil, for subscription: inout Subscription, customer: Customer,
    contents: [LineContent], reason: BillingReason, period: Period, at instant: Instant,
    finalizesAt: Instant?
  ) throws -> Invoice? {
    let waiting = try queued(for: subscription)
    let all = try (waiting.map(\.content) + contents).billed(
      discounts: subscription.activeDiscounts(at: instant), rates: subscription.defaultTaxRates,
      exemption: customer.taxExemption)
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
    try spendDiscounts(of: &subscription, on: all, customer: customer, at: instant)
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
