import Analytics
import Monetary

extension ReportSection {
  /// A line for each row; an amount's currency stands in a column of its own.
  public func csv(_ dialect: CSVDialect = .plain) -> String {
    let hasCurrency = columns.contains { $0.name == "currency" }
    let hasAmounts = rows.contains { $0.contains { $0.amountCurrency != nil } }
    var lines = [(hasAmounts && !hasCurrency ? ["currency"] : []) + columns.flatMap { csvNames($0) }]
    for row in rows {
      let currency = row.lazy.compactMap(\.amountCurrency).first
      let first = hasAmounts && !hasCurrency ? [currency?.code.uppercased() ?? ""] : []
      lines.append(first + zip(columns, row).flatMap { dialect.texts($1, hasInterval: hasInterval($0)) })
    }
    return dialect.lines(lines)
  }

  private func csvNames(_ column: ReportColumn) -> [String] {
    hasInterval(column) ? [column.name, column.name + "_low", column.name + "_high"] : [column.name]
  }

  private func hasInterval(_ column: ReportColumn) -> Bool {
    guard let place = columns.firstIndex(of: column) else { return false }
    return rows.contains { row in if case .share(_, .some, _) = row[place] { true } else { false } }
  }
}

extension ReportCell {
  /// The currency of an amount.
  public var amountCurrency: Currency? { if case .amount(_, let currency) = self { currency } else { nil } }
}

extension CSVDialect {
  fileprivate func texts(_ value: ReportCell, hasInterval: Bool) -> [String] {
    guard hasInterval else { return [text(value)] }
    guard case .share(_, let interval?, _) = value else { return [text(value), "", ""] }
    return [
      text(value), decimal(FigureText.decimal(interval.lowerBound)),
      decimal(FigureText.decimal(interval.upperBound)),
    ]
  }

  private func decimal(_ text: String) -> String { text.replacing(".", with: decimalMark) }

  private func text(_ value: ReportCell) -> String {
    switch value {
    case .nothing: ""
    case .word(let word): word
    case .text(let text): cell(text)
    case .amount(let units, let currency): amount(units, currency)
    case .count(let count): String(count)
    case .share(let share, _, _): decimal(FigureText.decimal(share))
    case .number(let number): decimal(FigureText.decimal(number))
    case .flag(let flag): flag ? "1" : "0"
    case .currency(let currency): currency.code.uppercased()
    case .day(let day): day.isoText
    case .month(let month): month.isoText
    case .moment(let instant): instant.isoText
    case .customer(let id): id.text
    case .subscription(let id): id.text
    case .invoice(let id): id.text
    }
  }
}
