import Chronology
import Monetary
import Relations

/// Marketing spend from a CSV file: columns `channel`, `month` (`2026-11`), `amount` in the major unit with a
/// point (`1250.00`), and `currency`, unless all of it is in one.
public struct SpendFile: Sendable {
  public let spend: [MarketingSpend]

  /// - Parameter currency: of a file that has no such column.
  /// - Throws: ``ImportFailure``, and ``TableProblem`` for the first bad line.
  public init(path: String, currency: Currency?) throws {
    let table = try TableFile(path: path)
    func column(_ name: String) throws -> Int {
      guard let place = table.column(name) else {
        throw TableProblem(line: 1, text: "there is no column \"\(name)\"")
      }
      return place
    }
    let (channel, month, amount) = (try column("channel"), try column("month"), try column("amount"))
    let currencies = table.column("currency")
    guard currencies != nil || currency != nil else {
      throw TableProblem(line: 1, text: "there is no column \"currency\", and none was said")
    }
    var seen: Set<MarketingSpendID> = []
    spend = try table.rows.map { row in
      func cell(_ place: Int) -> String { place < row.cells.count ? row.cells[place] : "" }
      func problem(_ text: String) -> TableProblem { TableProblem(line: row.line, text: text) }
      guard let month = Month(iso: cell(month)) else {
        throw problem("\"\(cell(month))\" is no month such as 2026-11")
      }
      guard let currency = currencies.map({ Currency(code: cell($0).lowercased()) }) ?? currency else {
        throw problem("\"\(currencies.map(cell) ?? "")\" is no currency of ISO 4217")
      }
      let price = FieldText.price(cell(amount), currency: currency, decimalMark: ".")
      guard let minorUnits = price?.wholeMinorUnits else {
        throw problem("\"\(cell(amount))\" is no amount of \(currency.isoCode) such as 1250.00")
      }
      guard
        let spend = try? MarketingSpend(
          channel: cell(channel), month: month, amount: Money(minorUnits, currency))
      else { throw problem("a channel is a word of 1 to \(MarketingSpend.channelLengthMost) characters") }
      guard seen.insert(spend.id).inserted else {
        throw problem("\(spend.channel) has an amount in \(currency.isoCode) for \(month) already")
      }
      return spend
    }
  }
}
