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

/// What the rows say after every history, whatever happened in it.
struct BookLaws {
  let cast: Cast
  let rows: any Connection

  func check() throws {
    for (_, id) in cast.contracts {
      let contract = try #require(try rows.subscription(id))
      try periodsTile(contract)
      try nothingIsLeftToBill(contract)
    }
    for customer in cast.customers.values { try documentsAddUp(customer) }
    try nothingIsBilledTwice()
    try ledgerBalances()
  }

  // MARK: Invoices

  /// Full periods follow each other without gap and overlap, from when an item joined to where it stands.
  private func periodsTile(_ contract: Subscription) throws {
    let invoices = try rows.invoices(InvoiceFilter(subscription: contract.id), Page(limit: 10_000)).elements
    let lines = try invoices.reversed().flatMap { try rows.lines(of: $0.id) }.map(\.content)
    let full = Dictionary(grouping: lines.filter { $0.wording == .recurring }) { $0.item! }
    for (_, lines) in full {
      let periods = lines.map(\.period).sorted { $0.start < $1.start }
      for (earlier, later) in zip(periods, periods.dropFirst()) {
        #expect(earlier.end == later.start, "periods of an item tile; \(cast.seed)")
      }
    }
    for item in contract.items {
      guard let last = full[item.id]?.map(\.period.end).max() else { continue }
      #expect(last <= item.period.end, "nothing is billed beyond the period; \(cast.seed)")
      guard contract.status.isRecurring, item.created < item.period.start else { continue }
      #expect(last == item.period.end, "the period that runs is billed; \(cast.seed)")
    }
    let starts = full.values.flatMap { $0.map(\.period.start) }.min()
    #expect(starts == contract.startDate, "the first period begins with the contract; \(cast.seed)")
  }

  private func nothingIsLeftToBill(_ contract: Subscription) throws {
    let prices = try rows.prices(contract.items.flatMap { $0.revisions.map(\.price) })
    let billed = try rows.billedCharges(subscription: contract.id, since: contract.period.start)
    let open = unbilled(owed: try owed(by: contract, prices: prices), billed: billed.map(\.charge))
    #expect(open.isEmpty, "owed is billed or waits; \(cast.seed)")
  }

  private func documentsAddUp(_ customer: CustomerID) throws {
    let invoices = try rows.invoices(InvoiceFilter(customer: customer), Page(limit: 10_000)).elements
    for invoice in invoices {
      let lines = try rows.lines(of: invoice.id).map(\.content)
      let sum = lines.reduce(0) { $0 + $1.amount.minorUnits }
      let discounts = lines.flatMap { $0.discounted ?? [] }.reduce(0) { $0 + $1.amount }
      let taxes = lines.flatMap { $0.taxes ?? [] }
      let onTop = taxes.reduce(0) { $1.rate.isInclusive ? $0 : $0 + $1.amount }
      #expect(
        invoice.subtotal == sum && invoice.total == sum - discounts + onTop,
        "a total is the sum of its lines; \(cast.seed)")
      #expect(
        invoice.tax ?? 0 == taxes.reduce(0) { $0 + $1.amount }, "tax is that of the lines; \(cast.seed)")
      #expect(invoice.discount ?? 0 == discounts, "so are its discounts; \(cast.seed)")
      let isWithin = lines.allSatisfy { line in
        let (whole, off) = (line.amount.minorUnits, line.discount)
        return whole < 0 ? (whole...0).contains(off) : (0...whole).contains(off)
      }
      #expect(isWithin, "no discount is more than its line; \(cast.seed)")
      #expect((invoice.number == nil) == (invoice.status == .draft), "a document has a number; \(cast.seed)")
    }
    let numbers = invoices.compactMap(\.number).compactMap { Int($0.suffix(4)) }.sorted()
    #expect(numbers == Array(1..<(numbers.count + 1)), "numbers have no gap; \(cast.seed)")
  }

  /// Keys are unique among lines and among waiting items; a waiting item's key stands on no line.
  private func nothingIsBilledTwice() throws {
    let keys = try rows.query(
      """
      SELECT billing_key FROM invoice_line
      UNION ALL SELECT billing_key FROM pending_item WHERE invoice IS NULL
      """
    ) { try $0.text("billing_key") }
    #expect(Set(keys).count == keys.count, "no billing key twice; \(cast.seed)")
  }

  // MARK: Books

  private func ledgerBalances() throws {
    let sums = try rows.query("SELECT CAST(SUM(amount) AS BIGINT) AS total FROM posting GROUP BY currency") {
      try $0.integer("total")
    }
    #expect(sums.allSatisfy { $0 == 0 }, "the ledger sums to zero; \(cast.seed)")
    let entries = try rows.query("SELECT CAST(SUM(amount) AS BIGINT) AS total FROM posting GROUP BY fact") {
      try $0.integer("total")
    }
    #expect(entries.allSatisfy { $0 == 0 }, "every entry sums to zero; \(cast.seed)")
    for customer in cast.customers.values {
      let open = try rows.invoices(InvoiceFilter(customer: customer, status: .open), Page(limit: 10_000))
      let balances = try rows.balances(customer: customer)
      let receivable = balances.filter { $0.account == .receivable }.reduce(0) { $0 + $1.amount.minorUnits }
      #expect(
        receivable == open.elements.reduce(0) { $0 + $1.amountRemaining },
        "receivable is what open invoices ask for; \(cast.seed)")
      for balance in balances {
        let postings = try rows.query(
          """
          SELECT amount FROM posting
          WHERE customer = :customer AND account = :account AND currency = :currency
          """,
          [
            "customer": customer, "account": balance.account.rawValue,
            "currency": balance.amount.currency,
          ]
        ) { try $0.integer("amount") }
        #expect(balance.amount.minorUnits == postings.reduce(0, +), "a balance is its postings; \(cast.seed)")
      }
    }
  }
}
