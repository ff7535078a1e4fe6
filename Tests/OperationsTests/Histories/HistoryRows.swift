import Catalog
import Chronology
import Invoicing
import Journal
import Monetary
import Receivables
import Relations
import Storage
import Subscriptions

/// What the rows say of one history, read once for all laws.
struct HistoryRows: Sendable {
  let cast: Cast
  /// Each customer's invoices by number of making, the first one first.
  private(set) var invoices: [CustomerID: [Invoice]] = [:]
  private(set) var lines: [InvoiceID: [InvoiceLine]] = [:]
  private(set) var creditNotes: [CreditNote] = []
  private(set) var balances: [CustomerID: [Balance]] = [:]
  private(set) var waiting: [CustomerID: [PendingItem]] = [:]
  /// Millionths of a minor unit a month.
  private(set) var levels: [CustomerID: [String: Int64]] = [:]
  private(set) var contracts: [(name: String, contract: Subscription)] = []

  init(of cast: Cast, _ rows: any Connection) throws {
    self.cast = cast
    for id in cast.customers.values {
      let made = try rows.invoices(InvoiceFilter(customer: id), Page(limit: 10_000)).elements
      invoices[id] = made.reversed()
      lines.merge(try rows.lines(ofInvoices: made.map(\.id))) { _, new in new }
      for invoice in made where invoice.creditedOpen != nil || invoice.creditedPaid != nil {
        creditNotes += try rows.creditNotes(of: invoice.id)
      }
      balances[id] = try rows.balances(customer: id)
      waiting[id] = try rows.pendingItems(
        PendingItemFilter(customer: id, waits: true), Page(limit: 10_000)
      ).elements
      let found = try rows.query(
        "SELECT currency, level FROM recurring_customer WHERE customer = :customer", ["customer": id]
      ) { (try $0.text("currency"), try $0.integer("level")) }
      levels[id] = Dictionary(uniqueKeysWithValues: found)
    }
    let made = try cast.customers.values.flatMap { try rows.subscriptions(of: $0) }
    let known = Dictionary(uniqueKeysWithValues: made.map { ($0.id, $0) })
    contracts = cast.contracts.compactMap { name, id in known[id].map { (name, $0) } }
  }

  func lines(of invoice: Invoice) -> [LineContent] { (lines[invoice.id] ?? []).map(\.content) }

  /// What the history led to, in the oracle's words: names and unix seconds, no ids.
  var outcome: String {
    let names = Dictionary(uniqueKeysWithValues: cast.prices.map { ($0.value, $0.key) })
    var text: [String] = []
    for (name, id) in cast.customers.sorted(by: { $0.key < $1.key }) {
      for invoice in invoices[id] ?? [] {
        let ending = invoice.endingBalance.map(String.init) ?? "-"
        text.append(
          "\(name) \(invoice.created.seconds) \(invoice.status) \(invoice.total) \(invoice.tax ?? 0) "
            + "\(invoice.startingBalance) \(ending) \(invoice.status == .draft ? 0 : invoice.amountDue) "
            + "\((invoice.creditedOpen ?? 0) + (invoice.creditedPaid ?? 0))")
        for line in lines(of: invoice) {
          let price = line.price.flatMap { names[$0] } ?? "-"
          text.append(
            "  \(price) \(line.quantity) \(line.amount.minorUnits) \(line.wording.rawValue) "
              + "\(line.period.start.seconds) \(line.period.end.seconds) \(line.discount)")
        }
      }
      let balance = (balances[id] ?? [])
        .first { $0.account == .customerBalance && $0.amount.currency.code == cast.history.customers[name] }
      text.append("\(name) balance \(balance?.amount.minorUnits ?? 0)")
    }
    for (name, contract) in contracts {
      let left = (waiting[contract.customer] ?? []).filter { $0.content.subscription == contract.id }
      text.append(
        "\(name) \(contract.status.rawValue) waiting "
          + "\(left.reduce(0) { $0 + $1.content.amount.minorUnits }) "
          + "\(left.reduce(0) { $0 + $1.content.discount })")
    }
    var revenue: [String: Int64] = [:]
    for levels in levels.values { revenue.merge(levels, uniquingKeysWith: +) }
    text += revenue.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return text.joined(separator: "\n")
  }

  /// How many invoices an outcome tells of.
  static func invoiceCount(in outcome: String) -> Int {
    outcome.split(separator: "\n").count { line in
      let words = line.split(separator: " ")
      return words.count == 9 && line.first != " "
    }
  }
}
