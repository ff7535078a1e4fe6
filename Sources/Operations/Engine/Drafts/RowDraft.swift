import Chronology
import Identity
import Invoicing
import Relations
import Storage
import Subscriptions

/// The customers, contracts and invoices that a transaction made and has not written yet.
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
  /// The next invoice number of each customer met in this transaction, and whether its row says so.
  private var sequences: [CustomerID: (next: Int64, isWritten: Bool)] = [:]
  /// All that was ever billed of each contract made in this transaction, written or not.
  private var billed: [SubscriptionID: [LineContent.Billed]] = [:]
  /// The customers made in this transaction for whom nothing waits.
  private var unburdened: Set<CustomerID> = []

  init(rows: any Connection) {
    self.rows = rows
  }

  /// Writes what waits, in the order in which one names the other.
  func write() throws {
    for customer in customers.values.sorted(by: { $0.id < $1.id }) {
      let next = sequences[customer.id]?.next ?? 1
      try rows.insert(customer, nextInvoiceSequence: next)
      sequences[customer.id] = (next, true)
    }
    customers = [:]
    for subscription in subscriptions.values.sorted(by: { $0.id < $1.id }) { try rows.insert(subscription) }
    subscriptions = [:]
    if !invoices.isEmpty {
      try rows.insert(invoices, lines: lines)
      invoices = []
      places = [:]
      lines = []
    }
    for (customer, sequence) in sequences where !sequence.isWritten {
      try rows.setInvoiceSequence(customer, next: sequence.next)
      sequences[customer] = (sequence.next, true)
    }
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
    guard let taken = sequences[customer]?.next else { return try rows.takeInvoiceSequence(customer) }
    sequences[customer] = (next: taken + 1, isWritten: false)
    return taken
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
    for line in new {
      guard let subscription = line.content.subscription else { continue }
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
    if let subscription = item.content.subscription { billed[subscription] = nil }
  }

  /// Whether something may wait for the customer's next invoice, whichever contract left it.
  func mayHaveQueued(_ customer: CustomerID) -> Bool { !unburdened.contains(customer) }

  /// What is billed for periods from `start` on of a contract made here; nil when only its rows can tell.
  func billedLines(of subscription: SubscriptionID, since start: Instant) -> [BilledLine]? {
    billed[subscription]?.filter { $0.start >= start }.map(\.line)
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
