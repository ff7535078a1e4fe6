import Catalog
import Chronology
import Invoicing
import Journal
import Monetary
import Operations
import Relations
import Storage
import Subscriptions

extension HistoryTeller {
  /// What the history led to, in the oracle's words: names and unix seconds, no ids.
  func outcome() async throws -> String {
    let cast = cast
    let names = Dictionary(uniqueKeysWithValues: cast.prices.map { ($0.value, $0.key) })
    let currencies = cast.history.customers.mapValues { Currency(code: $0)! }
    let database = try await database
    return try await database.read { rows in
      var text: [String] = []
      for (name, id) in cast.customers.sorted(by: { $0.key < $1.key }) {
        let filter = InvoiceFilter(customer: id)
        for invoice in try rows.invoices(filter, Page(limit: 10_000)).elements.reversed() {
          let ending = invoice.endingBalance.map(String.init) ?? "-"
          text.append(
            "\(name) \(invoice.created.seconds) \(invoice.status) \(invoice.total) \(invoice.tax ?? 0) "
              + "\(invoice.startingBalance) \(ending) \(invoice.status == .draft ? 0 : invoice.amountDue)")
          for line in try rows.lines(of: invoice.id).map(\.content) {
            let price = line.price.flatMap { names[$0] } ?? "-"
            text.append(
              "  \(price) \(line.quantity) \(line.amount.minorUnits) \(line.wording.rawValue) "
                + "\(line.period.start.seconds) \(line.period.end.seconds) \(line.discount)")
          }
        }
        let balance = try rows.balance(
          customer: id, account: .customerBalance, currency: currencies[name]!)
        text.append("\(name) balance \(balance)")
      }
      for (name, id) in cast.contracts {
        guard let contract = try rows.subscription(id) else { continue }
        let waiting = try rows.pendingItems(customer: contract.customer, subscription: id)
          .filter { $0.content.subscription == id }
        text.append(
          "\(name) \(contract.status.rawValue) waiting "
            + "\(waiting.reduce(0) { $0 + $1.content.amount.minorUnits }) "
            + "\(waiting.reduce(0) { $0 + $1.content.discount })")
      }
      return text.joined(separator: "\n")
    }
  }

  /// MRR now, as the last month of each series closes.
  func recurringRevenue() async throws -> String {
    try await story.workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
      .compactMap { series in series.months.last.map { (series.currency.code, $0.exact.closing) } }
      .filter { $0.1 != 0 }.map { "\($0.0) \($0.1)" }.joined(separator: "\n")
  }

  var database: any Database {
    get async throws { try await story.host.workspace(story.workspace.record.key) }
  }
}
