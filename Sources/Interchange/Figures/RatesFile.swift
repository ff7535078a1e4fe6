import Catalog
import Chronology
import Monetary

/// The euro's reference rates as the European Central Bank publishes them, one line a day:
/// `eurofxref-hist.csv` with days like `2026-11-27`, or `eurofxref.csv` with `27 November 2026`.
public struct RatesFile: Sendable {
  /// The oldest day first.
  public let sheets: [ReferenceRates]
  /// Columns of currencies that ISO 4217 has no longer, such as those that became the euro.
  public let leftOut: [String]

  /// - Throws: ``ImportFailure``, and ``TableProblem`` for the first bad line.
  public init(path: String) throws {
    let table = try TableFile(path: path)
    guard table.column("date") == 0 else {
      throw TableProblem(line: 1, text: "the first column is not \"Date\", as in the files of the ECB")
    }
    var columns: [(place: Int, currency: Currency)] = []
    var leftOut: [String] = []
    for (place, heading) in table.headings.enumerated().dropFirst() where !heading.isEmpty {
      if let currency = Currency(code: heading), currency != .eur {
        columns.append((place, currency))
      } else {
        leftOut.append(heading.uppercased())
      }
    }
    guard Set(columns.map(\.currency)).count == columns.count else {
      throw TableProblem(line: 1, text: "a currency has two columns")
    }
    var sheets: [Day: ReferenceRates] = [:]
    for row in table.rows {
      guard let sheet = try Self.sheet(of: row, columns) else { continue }
      guard sheets.updateValue(sheet, forKey: sheet.day) == nil else {
        throw TableProblem(line: row.line, text: "the day \(sheet.day) is there twice")
      }
    }
    self.sheets = sheets.values.sorted { $0.day < $1.day }
    self.leftOut = leftOut
  }

  /// Nil for a day without a single rate.
  private static func sheet(
    of row: (line: Int, cells: [String]), _ columns: [(place: Int, currency: Currency)]
  ) throws -> ReferenceRates? {
    guard let text = row.cells.first, let day = day(text) else {
      throw TableProblem(line: row.line, text: "\"\(row.cells.first ?? "")\" is no day such as 2026-11-27")
    }
    var rates: [Currency: ExchangeRate] = [:]
    for (place, currency) in columns {
      let cell = place < row.cells.count ? row.cells[place] : ""
      guard !cell.isEmpty, cell != "N/A" else { continue }
      guard let rate = ExchangeRate(decimal: cell) else {
        throw TableProblem(
          line: row.line, text: "\"\(cell)\" is no rate of \(currency.isoCode) such as 11.4385")
      }
      rates[currency] = rate
    }
    return rates.isEmpty ? nil : try ReferenceRates(day: day, perEuro: rates)
  }

  private static func day(_ text: String) -> Day? {
    if let day = Day(iso: text) { return day }
    let parts = text.split(separator: " ")
    guard parts.count == 3, let number = Int(parts[0]), let year = Int(parts[2]),
      let month = months.firstIndex(of: parts[1].lowercased())
    else { return nil }
    return Day(year: year, month: month + 1, day: number)
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]
}
