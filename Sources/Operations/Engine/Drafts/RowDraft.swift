import Chronology
import Identity
import Invoicing
import Receivables
import Relations
import Storage
import Subscriptions

/// The customers, contracts and invoices that a transaction made and has not written yet, with what is to be
/// paid of them and the jobs they leave.
///
/// Most of them change again before the commit: a draft gets its number and is paid, a replayed contract
/// renews for years. Each is written once, in its last form. ``Session/rows`` writes them before anything is
/// read or refers to them, so whoever reads through it never misses one.
final class RowDraft {
  private let rows: any Connection
  private var customers: [CustomerID: Customer] = [:]
  private var subscriptions: [SubscriptionID: Subscription] = [:]
  private var invoices: [Invoice] = []
  private var places: [InvoiceID: Int] = [:]
  private var lines: [InvoiceLine] = []
  /// Of invoices that wait, at most one each.
  private var intents: [InvoiceID: PaymentIntent] = [:]
  private var attempts: [PaymentAttempt] = []
  private var attemptCounts: [InvoiceID: Int] = [:]
  private var charges: [CardCharge] = []
  /// The contracts of which lines wait.
  private var billing: Set<SubscriptionID> = []
  private var jobs = JobDraft()
  /// What other parts of the transaction made.
  private var parts: [RowDraft] = []
  /// The next invoice number of each customer met in this transaction, and whether its row says so.
  private var sequences: [CustomerID: (next: Int64, isWritten: Bool)] = [:]
  /// All that was ever billed of each contract made in this transaction, written or not.
  private var billed: [SubscriptionID: [LineContent.Billed]] = [:]
  /// The customers made in this transaction for whom nothing waits.
  private var unburdened: Set<CustomerID> = []
  /// The contracts for whose next invoice nothing was found to wait.
  private var unqueued: Set<SubscriptionID> = []

  init(rows: any Connection) {
    self.rows = rows
  }

  /// Takes over what another part of the transaction made, which has nothing to do with what is here: nobody
  /// asks for it here any more, and it is written with the rest.
  func add(_ other: RowDraft) { parts.append(other) }

  /// Writes what waits, in the order in which one names the other.
  func write() throws {
    let all = [self] + parts
    parts = []
    for customer in all.flatMap(\.customers.values).sorted(by: { $0.id < $1.id }) {
      try insertRow(of: customer, in: all)
    }
    for subscription in all.flatMap(\.subscriptions.values).sorted(by: { $0.id < $1.id }) {
      try rows.insert(subscription)
    }
    if all.contains(where: { !$0.invoices.isEmpty }) {
      try rows.insert(all.flatMap(\.invoices), lines: all.flatMap(\.lines))
      try rows.insert(all.flatMap { part in part.invoices.compactMap { part.intents[$0.id] } })
      try rows.insert(all.flatMap(\.attempts))
    }
    try rows.insert(all.flatMap(\.charges))
    for part in all { try part.writeSequences() }
    try rows.insert(all.flatMap { try $0.jobs.write(on: rows) })
    for part in all { part.forgetWritten() }
  }

  private func insertRow(of customer: Customer, in parts: [RowDraft]) throws {
    guard let part = parts.first(where: { $0.customers[customer.id] != nil }) else { return }
    let next = part.sequences[customer.id]?.next ?? 1
    try rows.insert(customer, nextInvoiceSequence: next)
    part.sequences[customer.id] = (next, true)
  }

  private func writeSequences() throws {
    for (customer, sequence) in sequences where !sequence.isWritten {
      try rows.setInvoiceSequence(customer, next: sequence.next)
      sequences[customer] = (sequence.next, true)
    }
  }

  private func forgetWritten() {
    customers = [:]
    subscriptions = [:]
    charges = []
    guard !invoices.isEmpty else { return }
    invoices = []
    places = [:]
    lines = []
    intents = [:]
    attempts = []
    attemptCounts = [:]
    billing = []
  }
}

extension RowDraft {
  func insert(_ customer: Customer) {
    customers[customer.id] = customer
    sequences[customer.id] = (next: 1, isWritten: false)
    unburdened.insert(customer.id)
  }

  /// - Returns: false when the customer's row is there, and is to be updated.
  func replace(with customer: Customer) -> Bool {
    guard customers[customer.id] != nil else { return false }
    customers[customer.id] = customer
    return true
  }

  /// Whether the customer was made here and has no invoice yet, neither written nor waiting.
  func isUnbilled(_ customer: CustomerID) -> Bool {
    customers[customer] != nil && sequences[customer]?.next == 1
      && !invoices.contains { $0.customer == customer }
  }

  /// The customer's next invoice number, taken.
  func takeInvoiceSequence(_ customer: CustomerID) throws -> Int64 {
    // PostgreSQL takes it in one round trip; the only writer of SQLite may as well write it with the rest.
    guard let taken = try sequences[customer]?.next ?? foreseenSequence(customer) else {
      return try rows.takeInvoiceSequence(customer)
    }
    sequences[customer] = (next: taken + 1, isWritten: false)
    return taken
  }

  private func foreseenSequence(_ customer: CustomerID) throws -> Int64? {
    rows.engine == .sqlite ? try rows.nextInvoiceSequence(customer) : nil
  }

  func insert(_ subscription: Subscription) {
    subscriptions[subscription.id] = subscription
    billed[subscription.id] = []
  }

  /// The contract as it waits to be written; nil when its row is there.
  func waiting(_ id: SubscriptionID) -> Subscription? { subscriptions[id] }

  /// - Returns: false when the contract's row is there, and is to be updated.
  func replace(with subscription: Subscription) -> Bool {
    guard subscriptions[subscription.id] != nil else { return false }
    subscriptions[subscription.id] = subscription
    return true
  }

  func insert(_ invoice: Invoice, lines new: [InvoiceLine]) {
    places[invoice.id] = invoices.count
    invoices.append(invoice)
    lines += new
    jobs.noteMade(invoice.id.text)
    for line in new {
      guard let subscription = line.content.subscription else { continue }
      billing.insert(subscription)
      billed[subscription]?.append(LineContent.Billed(line))
    }
  }

  func isWaiting(_ invoice: InvoiceID) -> Bool { places[invoice] != nil }

  /// - Returns: false when the invoice's row is there, and is to be updated.
  func replace(with invoice: Invoice) -> Bool {
    guard let place = places[invoice.id] else { return false }
    invoices[place] = invoice
    return true
  }
}

extension RowDraft {
  /// Something of a contract waits for its next invoice; from here on only its rows know what is billed.
  func queued(_ item: PendingItem) {
    unburdened.remove(item.customer)
    unqueued = []
    if let subscription = item.content.subscription { billed[subscription] = nil }
  }

  /// Whether something may wait for the customer's next invoice, whichever contract left it.
  func mayHaveQueued(_ customer: CustomerID, for contract: SubscriptionID) -> Bool {
    !unburdened.contains(customer) && !unqueued.contains(contract)
  }

  /// Nothing was found to wait for a contract's next invoice.
  func noteNothingQueued(for contract: SubscriptionID) { unqueued.insert(contract) }

  /// What is billed for periods from `start` on of a contract made here; nil when only its rows can tell.
  func billedLines(of subscription: SubscriptionID, since start: Instant) -> [BilledLine]? {
    billed[subscription]?.filter { $0.start >= start }.map(\.line)
  }
}

extension RowDraft {
  /// - Returns: false when the intent is of an invoice whose row is there, and is to be written itself.
  func put(_ intent: PaymentIntent) -> Bool {
    guard isWaiting(intent.invoice) else { return false }
    intents[intent.invoice] = intent
    return true
  }

  /// The intent of an invoice that waits.
  func intent(for invoice: InvoiceID) -> PaymentIntent? { intents[invoice] }

  /// - Returns: false when the attempt is for an invoice whose row is there, and is to be written itself.
  func insert(_ attempt: PaymentAttempt) -> Bool {
    jobs.noteMade(attempt.id.text)
    guard isWaiting(attempt.invoice) else { return false }
    attempts.append(attempt)
    attemptCounts[attempt.invoice, default: 0] += 1
    return true
  }

  func insert(_ charge: CardCharge) { charges.append(charge) }

  /// Whether something of a contract waits to be written that a look at its rows would miss.
  func concerns(_ contract: SubscriptionID) -> Bool {
    subscriptions[contract] != nil || billing.contains(contract)
  }

  /// How many attempts an invoice that waits has had.
  func attemptCount(_ invoice: InvoiceID) -> Int { attemptCounts[invoice, default: 0] }

  func enqueue(_ job: Job) { jobs.enqueue(job) }

  func cancelJob(_ kind: String, _ subject: String) throws {
    guard !jobs.cancel(kind: kind, subject: subject) else { return }
    try rows.dropJob(kind: kind, subject: subject)
  }

  /// Takes a job that this transaction left behind, to do it in this transaction too.
  func take(_ job: Job) -> Bool { jobs.take(job) }

  /// Takes a job out of the queue that has a row there. False when it is not there as it was, or when
  /// something of its customer comes first.
  func finish(_ job: Job) throws -> Bool {
    guard try rows.finish(job) else { return false }
    jobs.noteGone(job)
    return true
  }
}

extension LineContent {
  fileprivate struct Billed {
    let start: Instant
    let line: BilledLine

    init(_ line: InvoiceLine) {
      start = line.content.period.start
      self.line = BilledLine(
        charge: BilledCharge(key: line.content.billingKey, amount: line.content.amount),
        line: CreditedLine(invoice: line.invoice, line: line.id), content: line.content)
    }
  }
}
