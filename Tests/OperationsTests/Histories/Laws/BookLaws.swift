import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Receivables
import Relations
import Storage
import Subscriptions
import Testing

/// What holds of one business after every history, whatever happened in it.
struct BookLaws {
  private let business: HistoryRows
  private var seed: String { business.cast.seed }

  init(_ business: HistoryRows) {
    self.business = business
  }

  func check() throws {
    for (name, contract) in business.contracts {
      noTimeIsBilledTwice(name, contract)
      if business.cast.history.isUncut(name) { periodsTile(contract) }
    }
    for customer in business.cast.customers.values {
      try documentsAddUp(customer)
      receivableIsOpen(customer)
    }
  }

  // MARK: Contracts

  /// What is billed of an item's time, less what is given back of it, is each second once or not at all,
  /// whatever changed, paused and went on.
  private func noTimeIsBilledTwice(_ name: String, _ contract: Subscription) {
    // Who wants a new period and nothing of the old one back pays for both.
    guard !business.cast.history.paysTwice(name) else { return }
    let billed = (business.invoices[contract.customer] ?? []).flatMap { business.lines(of: $0) }
    let waiting = (business.waiting[contract.customer] ?? []).map(\.content)
    let own = (billed + waiting).filter { line in
      line.subscription == contract.id && line.quantity > 0 && !line.billingKey.contains("/adjusted-")
    }
    for (_, lines) in Dictionary(grouping: own, by: \.item) {
      var steps: [Instant: Int] = [:]
      for line in lines where [.recurring, .remainingTime, .unusedTime].contains(line.wording) {
        let sign = line.wording == .unusedTime ? -1 : 1
        steps[line.period.start, default: 0] += sign
        steps[line.period.end, default: 0] -= sign
      }
      var covered = 0
      for (_, step) in steps.sorted(by: { $0.key < $1.key }) {
        covered += step
        #expect(covered == 0 || covered == 1, "no second of an item is billed twice; \(seed)")
      }
    }
  }

  /// Full periods follow each other without gap and overlap, from when an item joined to where it stands.
  private func periodsTile(_ contract: Subscription) {
    let invoices = (business.invoices[contract.customer] ?? []).filter { $0.subscription == contract.id }
    // What contracts that have ended left behind may stand beside.
    let lines = invoices.flatMap { business.lines(of: $0) }.filter { $0.subscription == contract.id }
    let full = Dictionary(grouping: lines.filter { $0.wording == .recurring }) { $0.item! }
    for (_, lines) in full {
      let periods = lines.map(\.period).sorted { $0.start < $1.start }
      for (earlier, later) in zip(periods, periods.dropFirst()) {
        #expect(earlier.end == later.start, "periods of an item tile; \(seed)")
      }
    }
    for item in contract.items {
      guard let last = full[item.id]?.map(\.period.end).max() else { continue }
      #expect(last <= item.period.end, "nothing is billed beyond the period; \(seed)")
      guard contract.status.isRecurring, item.created < item.period.start else { continue }
      #expect(last == item.period.end, "the period that runs is billed; \(seed)")
    }
    let starts = full.values.flatMap { $0.map(\.period.start) }.min()
    #expect(starts == contract.startDate, "the first period begins with the contract; \(seed)")
  }

  // MARK: Invoices

  private func documentsAddUp(_ customer: CustomerID) throws {
    let invoices = business.invoices[customer] ?? []
    for invoice in invoices {
      let lines = business.lines(of: invoice)
      let sum = lines.reduce(0) { $0 + $1.amount.minorUnits }
      let discounts = lines.flatMap { $0.discounted ?? [] }.reduce(0) { $0 + $1.amount }
      let taxes = lines.flatMap { $0.taxes ?? [] }
      let onTop = taxes.reduce(0) { $1.rate.isInclusive ? $0 : $0 + $1.amount }
      #expect(
        invoice.subtotal == sum && invoice.total == sum - discounts + onTop,
        "a total is the sum of its lines; \(seed)")
      #expect(invoice.tax ?? 0 == taxes.reduce(0) { $0 + $1.amount }, "tax is that of the lines; \(seed)")
      #expect(invoice.discount ?? 0 == discounts, "so are its discounts; \(seed)")
      let isWithin = lines.allSatisfy { line in
        let (whole, off) = (line.amount.minorUnits, line.discount)
        return whole < 0 ? (whole...0).contains(off) : (0...whole).contains(off)
      }
      #expect(isWithin, "no discount is more than its line; \(seed)")
      #expect((invoice.number == nil) == (invoice.status == .draft), "a document has a number; \(seed)")
    }
    let numbers = invoices.compactMap(\.number).compactMap { Int($0.suffix(4)) }.sorted()
    #expect(numbers == Array(1..<(numbers.count + 1)), "numbers have no gap; \(seed)")
  }

  // MARK: Books

  private func receivableIsOpen(_ customer: CustomerID) {
    let open = (business.invoices[customer] ?? []).filter { $0.status == .open }
    let receivable = (business.balances[customer] ?? []).filter { $0.account == .receivable }
    #expect(
      receivable.reduce(0) { $0 + $1.amount.minorUnits } == open.reduce(0) { $0 + $1.amountRemaining },
      "receivable is what open invoices ask for; \(seed)")
  }
}
