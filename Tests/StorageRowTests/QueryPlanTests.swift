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
import TestSupport
import Testing

@Suite("Hot queries use their indexes and sort nothing")
struct QueryPlanTests {
  private static let customer = CustomerID("cus_1")
  private static let contract = SubscriptionID("sub_1")
  private static let first = Page(limit: 10)

  /// How SQLite goes about the statements of `work`, on empty tables: the plan does not look at the rows.
  private func plan(
    _ work: @escaping @Sendable (any Connection) throws -> Void
  ) async throws -> [String] {
    var steps: [String] = []
    try await TestHost.withWorkspace(.sqlite) { database in
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      steps = try await database.write { connection in
        let explaining = ExplainingConnection(connection)
        try work(explaining)
        return explaining.steps
      }
    }
    return steps
  }

  private func expect(
    _ index: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ work: @escaping @Sendable (any Connection) throws -> Void
  ) async throws {
    let steps = try await plan(work)
    #expect(
      steps.contains { "\($0) ".contains("INDEX \(index) ") },
      "\(steps)", sourceLocation: sourceLocation)
    expectFrugal(steps, sourceLocation)
  }

  private func expectFrugal(_ steps: [String], _ sourceLocation: SourceLocation) {
    let wasteful = steps.filter { step in
      step.hasPrefix("SCAN") && !step.contains("INDEX") || step.contains("TEMP B-TREE FOR ORDER BY")
    }
    #expect(wasteful.isEmpty, "\(steps)", sourceLocation: sourceLocation)
  }

  @Test("Lists walk the index of what they are chosen by")
  func lists() async throws {
    try await expect("customer_by_created") { _ = try $0.customers(CustomerFilter(), Self.first) }
    try await expect("customer_by_email") { _ = try $0.customers(CustomerFilter(email: "e"), Self.first) }
    try await expect("customer_by_test_clock") {
      _ = try $0.customers(CustomerFilter(testClock: TestClockID("c")), Self.first)
    }
    try await expect("product_by_created") { _ = try $0.products(.init(), Self.first) }
    try await expect("price_by_product") { _ = try $0.prices(.init(product: .init("p")), Self.first) }
    try await expect("invoice_by_created") { _ = try $0.invoices(InvoiceFilter(), Self.first) }
    try await expect("invoice_by_customer") {
      _ = try $0.invoices(InvoiceFilter(customer: Self.customer, status: .open), Self.first)
    }
    try await expect("invoice_by_subscription") {
      _ = try $0.invoices(InvoiceFilter(subscription: Self.contract), Self.first)
    }
    try await expect("payment_method_by_customer") {
      _ = try $0.paymentMethods(.init(customer: Self.customer), Self.first)
    }
    try await expect("payment_intent_by_customer") {
      _ = try $0.paymentIntents(.init(customer: Self.customer), Self.first)
    }
    try await expect("card_charge_by_intent") {
      _ = try $0.charges(.init(paymentIntent: .init("pi")), Self.first)
    }
    try await expect("fact_by_recorded") { _ = try $0.facts(kinds: ["a"], Self.first) }
    try await expect("movement_by_effective") {
      _ = try $0.movements(.init(currency: .eur, from: Sample.instant(0)), Self.first)
    }
    try await expect("fact_by_user") { _ = try $0.factsOfUsers(Self.first) }
    try await expect("movement_by_customer") {
      _ = try $0.movements(.init(customer: Self.customer), Self.first)
    }
  }

  @Test("Lists by state and by name walk indexes that hold little else")
  func states() async throws {
    try await expect("invoice_in_state") { _ = try $0.invoices(InvoiceFilter(status: .draft), Self.first) }
    for waiting in [InvoiceFilter.Waiting.declined, .overdue(at: Sample.instant(9))] {
      try await expect("invoice_in_state") { rows in
        var filter = InvoiceFilter(status: .open)
        filter.waiting = waiting
        filter.currency = .eur
        _ = try rows.invoices(filter, Self.first)
      }
    }
    for (status, index) in [
      (SubscriptionFilter.StatusSelection.exactly(.pastDue), "subscription_in_state"),
      (.exactly(.canceled), "subscription_in_state"), (.ending, "subscription_ending"),
    ] {
      let steps = try await plan { _ = try $0.subscriptions(SubscriptionFilter(status: status), Self.first) }
      #expect(steps.contains { $0.contains("INDEX \(index)") }, "\(steps)")
    }
    let sold = try await plan { rows in
      var filter = SubscriptionFilter()
      filter.product = ProductID("prod_1")
      _ = try rows.subscriptions(filter, Self.first)
    }
    for index in ["price_by_product", "subscription_item_by_price"] {
      #expect(sold.contains { $0.hasPrefix("SEARCH") && $0.contains("INDEX \(index) (") }, "\(sold)")
    }
    #expect(!sold.contains { $0.hasPrefix("SCAN subscription") || $0.hasPrefix("SCAN price") }, "\(sold)")
    for index in ["customer_by_name", "customer_by_small_email"] {
      try await expect(index) { _ = try $0.customers(beginning: "ada", limit: 9) }
    }
    try await expect("product_by_name") { _ = try $0.products(beginning: "gold", limit: 9) }
    let piles = try await plan { rows in
      _ = try rows.pastDuePile(.eur)
      _ = try rows.endingPile(.eur)
      _ = try rows.declinedPile(.eur)
      _ = try rows.overduePile(.eur, at: Sample.instant(9))
    }
    for index in ["subscription_in_state", "subscription_ending", "invoice_in_state"] {
      #expect(piles.contains { $0.contains("INDEX \(index)") }, "\(piles)")
    }
    expectFrugal(piles, #_sourceLocation)
    try await expect("fact_by_subject") { _ = try $0.facts(subject: "s", newest: 9) }
  }

  @Test("The books walk indexes, however long the ledger is")
  func books() async throws {
    try await expect("recognition_due") { _ = try $0.dueSchedules(through: Month(iso: "2026-04")!, limit: 9) }
    try await expect("recognition_by_document") { _ = try $0.schedules(document: "in_1") }
    try await expect("posting_by_account") {
      _ = try $0.entries(EntryFilter(account: .revenue, currency: .eur), Self.first)
    }
    var columns = MovementColumns(zone: .utc)
    columns.describe(Self.customer, as: CustomerTraits(country: "SE"))
    for (choice, search) in [
      (
        CustomerChoice.everything,
        "COVERING INDEX posting_of_revenue (account=? AND effective>? AND effective<?)"
      ),
      (
        columns.choice(RowFilter(accepted: [.country: ["SE"]])),
        "INDEX posting_by_customer (customer=? AND account=?)"
      ),
    ] {
      let march = Day(iso: "2026-03-01")!
      let periods = Timeline(.month, from: march, through: march)!.periods
      let steps = try await plan {
        _ = try $0.revenueSums(periods, in: .utc, of: choice) { customer, _ in customer }
      }
      #expect(steps.contains { $0.hasSuffix(search) }, "\(steps)")
    }
    let often = try await plan {
      _ = try $0.entries(EntryFilter(account: .receivable, currency: .eur), Self.first)
    }
    // The ledger itself is kept in this order.
    #expect(!often.contains { $0.contains("TEMP B-TREE") }, "\(often)")
    // One customer's entries are few enough to be sorted.
    let own = try await plan { _ = try $0.entries(EntryFilter(customer: Self.customer), Self.first) }
    #expect(own.contains { $0.contains("INDEX posting_by_customer (customer=?") }, "\(own)")
    let closes = try await plan { rows in
      let month = Month(iso: "2026-04")!
      try rows.insert(BookClose(month: month, begunAt: Sample.instant(0)))
      try rows.insert(
        BookClosePart(month: month, number: 1, amount: Money(5, .eur), lines: 1), fact: FactID("fact_1"),
        lines: [LineRecognition(line: "il_1", customer: Self.customer, amount: Money(5, .eur))])
      _ = try rows.closes(Self.first)
      _ = try rows.closeTotals(of: month)
      _ = try rows.recognizedLines(of: month, currency: .eur, Self.first)
    }
    expectFrugal(closes, #_sourceLocation)
  }

  @Test("A cursor and bounds seek into the index instead of skipping through it")
  func cursors() async throws {
    let steps = try await plan { rows in
      try rows.insert(Sample.customer(1))
      let page = Page(
        limit: 10, cursor: .after("cus_1"),
        created: CreatedRange(from: Sample.instant(0), until: Sample.instant(9)))
      _ = try rows.customers(CustomerFilter(email: "e"), page)
      _ = try rows.customers(CustomerFilter(), page)
    }
    #expect(steps.contains { $0.contains("customer_by_email (email=? AND") }, "\(steps)")
    #expect(steps.contains { $0.contains("customer_by_created (") }, "\(steps)")
    expectFrugal(steps, #_sourceLocation)
  }

  /// The page is cut first, by index; only its own few rows are put together with their items and sorted.
  @Test("A list of contracts cuts its page before it joins the items")
  func contracts() async throws {
    for (filter, index) in [
      (SubscriptionFilter(), "subscription_by_created"),
      (SubscriptionFilter(customer: Self.customer), "subscription_by_customer"),
      (SubscriptionFilter(testClock: TestClockID("c")), "subscription_by_test_clock"),
    ] {
      let steps = try await plan { _ = try $0.subscriptions(filter, Self.first) }
      #expect(steps.contains { $0.contains("USING INDEX \(index)") }, "\(steps)")
      #expect(steps.contains { $0.hasPrefix("SEARCH i USING INDEX") }, "\(steps)")
      #expect(!steps.contains("SCAN subscription") && !steps.contains("SCAN i"), "\(steps)")
    }
  }

  @Test("What a renewal reads is found by key")
  func renewal() async throws {
    let steps = try await plan { rows in
      _ = try rows.subscription(Self.contract)
      _ = try rows.subscription(item: SubscriptionItemID("si_1"))
      _ = try rows.subscriptions(of: Self.customer)
      _ = try rows.prices([.init("price_1")])
      _ = try rows.prices([.init("price_1"), .init("price_2")])
      _ = try rows.customer(Self.customer)
      _ = try rows.invoice(InvoiceID("in_1"))
      _ = try rows.lines(of: InvoiceID("in_1"))
      _ = try rows.paymentIntent(for: InvoiceID("in_1"))
      _ = try rows.openInvoiceCount(subscription: Self.contract)
      _ = try rows.openAttempts(customer: Self.customer)
      _ = try rows.attemptCount(InvoiceID("in_1"))
      _ = try rows.balance(customer: Self.customer, account: .receivable, currency: .eur)
      _ = try rows.balances(customer: Self.customer)
      _ = try rows.advance(Sample.subscription(1), fromTurn: Sample.instant(0))
    }
    #expect(!steps.isEmpty)
    expectFrugal(steps, #_sourceLocation)
    try await expect("invoice_line_by_subscription") {
      _ = try $0.billedCharges(subscription: Self.contract, since: Sample.instant(0))
    }
    try await expect("pending_item_waiting") {
      _ = try $0.billedCharges(subscription: Self.contract, since: Sample.instant(0))
    }
    try await expect("pending_item_next") {
      _ = try $0.pendingItems(customer: Self.customer, subscription: Self.contract)
    }
    try await expect("invoice_to_be_charged") { rows in
      try rows.insert(Sample.customer(1))
      _ = try rows.customerStanding(Sample.customer(1))
    }
  }

  @Test("Refunds and setup intents are listed by key, and found by what they are about")
  func refunds() async throws {
    try await expect("refund_by_created") { _ = try $0.refunds(RefundFilter(), Page(limit: 9)) }
    try await expect("refund_by_charge") {
      _ = try $0.refunds(RefundFilter(charge: ChargeID("ch_1")), Page(limit: 9))
    }
    try await expect("refund_by_charge") { _ = try $0.refunds(of: ChargeID("ch_1")) }
    try await expect("refund_by_intent") {
      _ = try $0.refunds(RefundFilter(paymentIntent: PaymentIntentID("pi_1")), Page(limit: 9))
    }
    try await expect("setup_intent_by_created") {
      _ = try $0.setupIntents(SetupIntentFilter(), Page(limit: 9))
    }
    try await expect("setup_intent_by_customer") {
      _ = try $0.setupIntents(SetupIntentFilter(customer: Self.customer), Page(limit: 9))
    }
    try await expect("setup_intent_by_method") {
      _ = try $0.setupIntents(SetupIntentFilter(paymentMethod: PaymentMethodID("pm_1")), Page(limit: 9))
    }
    try await expect("credit_note_refund_by_refund") { _ = try $0.credited(of: RefundID("re_1")) }
  }

  @Test("Invoice items and movements of a balance are listed by key")
  func byHand() async throws {
    try await expect("pending_item_by_created") {
      _ = try $0.pendingItems(PendingItemFilter(), Page(limit: 9))
    }
    try await expect("pending_item_by_customer") {
      _ = try $0.pendingItems(PendingItemFilter(customer: Self.customer), Page(limit: 9))
    }
    try await expect("pending_item_by_invoice") {
      _ = try $0.pendingItems(PendingItemFilter(invoice: InvoiceID("in_1")), Page(limit: 9))
    }
    try await expect("posting_by_customer") { _ = try $0.balanceTransactions(of: Self.customer) }
  }

  @Test("The journal is read in its order and by subject")
  func journal() async throws {
    try await expect("fact_by_place") { _ = try $0.facts(after: .start, limit: 9) }
    // By the position too: all facts of SQLite have one stamp, and a reader must not pass by those it has
    // read.
    let steps = try await plan { _ = try $0.facts(after: .start, limit: 9) }
    #expect(steps.contains { $0.contains("(stamp=? AND position>?)") }, "\(steps)")
    let recurring = try await plan { _ = try $0.recurringFacts(after: .start, limit: 9) }
    for condition in ["(stamp=? AND position>?)", "(stamp>? AND stamp<?)"] {
      #expect(
        recurring.contains { $0.contains("fact_recurring") && $0.contains(condition) }, "\(recurring)")
    }
    try await expect("fact_by_subject") {
      _ = try $0.facts(subject: "s", through: JournalPlace(stamp: 1, position: 1))
    }
  }

  @Test("Due jobs and old keys are found without looking at the others")
  func work() async throws {
    try await expect("job_by_due") { _ = try $0.nextJobs(clock: "", dueThrough: Sample.instant(0), limit: 9) }
    try await expect("job_by_due") { _ = try $0.earliestDue(clock: "") }
    try await expect("job_by_due") {
      _ = try $0.claimJobs(
        clock: "", dueThrough: Sample.instant(0), now: Sample.instant(0), by: "a", seconds: 1, limit: 9)
    }
    let walk = try await plan {
      _ = try $0.claimJobs(
        ofCustomersAfter: "cus_1", clock: "", dueThrough: Sample.instant(0), now: Sample.instant(0), by: "a",
        seconds: 1, limit: 9)
    }
    #expect(walk.contains { $0.contains("INDEX job_by_customer (customer>?") }, "\(walk)")
    expectFrugal(walk, #_sourceLocation)
    for index in ["job_by_customer", "job_asking"] {
      try await expect(index) { _ = try $0.finish(JobRowTests.job(1)) }
    }
    try await expect("idempotency_by_created") { _ = try $0.prune(olderThan: Sample.instant(0)) }
    try await expect("idempotency_by_attempt") { try $0.markAnswered("att_1") }
  }

  @Test("A month's sums read one stretch of an index and no row of the table")
  func sums() async throws {
    let steps = try await plan { rows in
      try rows.setRecurringItem(
        SubscriptionItemID("si_1"), customer: Self.customer, currency: .eur,
        ItemLevel(level: 1, price: PriceID("price_1")))
      try rows.insert(MovementRowTests.movement(0))
      _ = try rows.movementSums(through: Month(year: 2_030, month: 1), includeTestClocks: false)
    }
    #expect(
      steps.contains { $0.hasPrefix("SEARCH movement USING COVERING INDEX movement_sums (effective>? AND") },
      "\(steps)")
  }
}
