import Analytics
import Bookkeeping
import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Receivables
import Relations
import Storage
import Subscriptions

/// A workspace as it stands in one transaction: every question about single things and lists of them.
public struct Snapshot {
  let rows: any Connection
  public let wall: Instant
  public let workspaceNow: Instant

  public func product(_ id: ProductID) throws -> Product? { try rows.product(id) }
  public func products(_ filter: ProductFilter, _ page: Page) throws -> PageResult<Product> {
    try rows.products(filter, page)
  }

  public func price(_ id: PriceID) throws -> Price? { try rows.price(id) }
  public func prices(_ ids: [PriceID]) throws -> PriceBook { try rows.prices(ids) }
  public func prices(_ filter: PriceFilter, _ page: Page) throws -> PageResult<Price> {
    try rows.prices(filter, page)
  }

  public func taxRate(_ id: TaxRateID) throws -> TaxRate? { try rows.taxRate(id) }
  public func taxRates(_ filter: TaxRateFilter, _ page: Page) throws -> PageResult<TaxRate> {
    try rows.taxRates(filter, page)
  }

  /// A coupon, also one that was deleted.
  public func coupon(_ id: CouponID) throws -> Coupon? { try rows.coupon(id) }
  public func coupons(_ page: Page) throws -> PageResult<Coupon> { try rows.coupons(page) }
  public func promotionCode(_ id: PromotionCodeID) throws -> PromotionCode? { try rows.promotionCode(id) }
  public func promotionCodes(
    _ filter: PromotionCodeFilter, _ page: Page
  ) throws -> PageResult<PromotionCode> { try rows.promotionCodes(filter, page) }

  /// A customer who was not deleted.
  public func customer(_ id: CustomerID) throws -> Customer? { try rows.customer(id) }
  public func deletedCustomer(_ id: CustomerID) throws -> Customer? { try rows.deletedCustomer(id) }
  public func customers(_ filter: CustomerFilter, _ page: Page) throws -> PageResult<Customer> {
    try rows.customers(filter, page)
  }
  public func standing(of customer: Customer) throws -> CustomerStanding {
    try rows.customerStanding(customer)
  }
  public func standings(of customers: [Customer]) throws -> [CustomerID: CustomerStanding] {
    try rows.customerStandings(customers.map(\.id))
  }

  public func testClock(_ id: TestClockID) throws -> TestClock? { try rows.testClock(id) }
  public func testClocks(_ page: Page) throws -> PageResult<TestClock> {
    try rows.testClocks(TestClockFilter(), page)
  }

  public func paymentMethod(_ id: PaymentMethodID) throws -> PaymentMethod? { try rows.paymentMethod(id) }
  public func paymentMethods(
    _ filter: PaymentMethodFilter, _ page: Page
  ) throws -> PageResult<PaymentMethod> { try rows.paymentMethods(filter, page) }

  public func paymentIntent(_ id: PaymentIntentID) throws -> PaymentIntent? { try rows.paymentIntent(id) }
  public func paymentIntent(for invoice: InvoiceID) throws -> PaymentIntent? {
    try rows.paymentIntent(for: invoice)
  }
  public func paymentIntents(
    _ filter: PaymentIntentFilter, _ page: Page
  ) throws -> PageResult<PaymentIntent> { try rows.paymentIntents(filter, page) }

  public func charge(_ id: ChargeID) throws -> CardCharge? { try rows.charge(id) }
  public func charges(_ filter: ChargeFilter, _ page: Page) throws -> PageResult<CardCharge> {
    try rows.charges(filter, page)
  }

  public func setupIntent(_ id: SetupIntentID) throws -> SetupIntent? { try rows.setupIntent(id) }
  public func setupIntents(
    _ filter: SetupIntentFilter, _ page: Page
  ) throws -> PageResult<SetupIntent> { try rows.setupIntents(filter, page) }

  public func refund(_ id: RefundID) throws -> Refund? { try rows.refund(id) }
  public func refunds(_ filter: RefundFilter, _ page: Page) throws -> PageResult<Refund> {
    try rows.refunds(filter, page)
  }

  public func subscription(_ id: SubscriptionID) throws -> Subscription? { try rows.subscription(id) }
  public func subscription(item: SubscriptionItemID) throws -> Subscription? {
    try rows.subscription(item: item)
  }
  public func subscriptions(
    _ filter: SubscriptionFilter, _ page: Page
  ) throws -> PageResult<Subscription> { try rows.subscriptions(filter, page) }

  public func invoice(_ id: InvoiceID) throws -> Invoice? { try rows.invoice(id) }
  public func invoices(_ filter: InvoiceFilter, _ page: Page) throws -> PageResult<Invoice> {
    try rows.invoices(filter, page)
  }
  public func lines(of invoice: InvoiceID) throws -> [InvoiceLine] { try rows.lines(of: invoice) }
  public func lines(of invoices: [Invoice]) throws -> [InvoiceID: [InvoiceLine]] {
    try rows.lines(ofInvoices: invoices.map(\.id))
  }
  public func lines(of invoice: InvoiceID, _ page: Page) throws -> PageResult<InvoiceLine> {
    try rows.lines(of: invoice, page)
  }

  public func creditNote(_ id: CreditNoteID) throws -> CreditNote? { try rows.creditNote(id) }
  public func creditNotes(
    _ filter: CreditNoteFilter, _ page: Page
  ) throws -> PageResult<CreditNote> { try rows.creditNotes(filter, page) }

  public func dunningPolicy() throws -> DunningPolicy { try rows.dunningPolicy() }

  public func line(_ id: InvoiceLineID) throws -> InvoiceLine? { try rows.line(id) }
  public func pendingItem(_ id: PendingItemID) throws -> PendingItem? { try rows.pendingItem(id) }
  public func pendingItems(
    _ filter: PendingItemFilter, _ page: Page
  ) throws -> PageResult<PendingItem> { try rows.pendingItems(filter, page) }

  /// Every movement of a customer's balance, the newest first.
  public func balanceTransactions(of customer: CustomerID) throws -> [BalanceTransaction] {
    try rows.balanceTransactions(of: customer)
  }

  /// A page of them; of those that an invoice made where one is given.
  public func balanceTransactions(
    of customer: CustomerID, invoice: InvoiceID?, _ page: Page
  ) throws -> PageResult<BalanceTransaction> {
    let wanted = try rows.balanceTransactions(of: customer).filter { transaction in
      (invoice == nil || transaction.invoice == invoice) && page.created.contains(transaction.created)
    }
    return try page.cut(wanted) { $0.id.text }
  }

  public func fact(_ id: FactID) throws -> RecordedFact? { try rows.fact(id) }
  /// Facts newest first, of the given kinds or of all.
  public func facts(kinds: [String]?, _ page: Page) throws -> PageResult<RecordedFact> {
    try rows.facts(kinds: kinds, page)
  }

  /// Facts that users made happen on pages, newest first.
  public func factsOfUsers(_ page: Page) throws -> PageResult<RecordedFact> { try rows.factsOfUsers(page) }

  /// The state right after `fact`, folded from the journal: what an event shows, whenever it is read.
  public func state<State: Evolving>(after fact: RecordedFact, as type: State.Type = State.self) throws
    -> State?
  {
    try State.folded(rows.facts(subject: fact.fact.subject, through: fact.place).map(\.fact))
  }

  /// Another subject's state at that moment of the journal, for what a fact's object names.
  public func state<State: Evolving>(
    of subject: String, at place: JournalPlace, as type: State.Type = State.self
  ) throws -> State? {
    try State.folded(rows.facts(subject: subject, through: place).map(\.fact))
  }

  /// The lines of an invoice right before and right after a fact about it, from its facts up to there.
  public func lines(
    around fact: RecordedFact
  ) throws -> (before: [InvoiceLine], after: [InvoiceLine]) {
    var lines: (before: [InvoiceLine], after: [InvoiceLine]) = ([], [])
    for entry in try rows.facts(subject: fact.fact.subject, through: fact.place) {
      lines.before = lines.after
      switch entry.fact {
      case .invoiceDrafted(_, let drafted): lines.after = drafted
      case .invoiceLinesChanged(_, _, let change): lines.after = change.applied(to: lines.after)
      default: break
      }
    }
    return lines
  }

  /// Jobs that were given up, for someone to look at.
  public func deadJobs() throws -> [Job] { try rows.deadJobs() }
}
