import Analytics
import Monetary

/// How a table of figures is written as a file.
public enum CSVDialect: String, Hashable, Sendable, CaseIterable {
  /// UTF-8, commas, decimal points: for programs.
  case plain
  /// A byte order mark, semicolons, decimal commas: for a spreadsheet in Sweden, Norway, the Netherlands or
  /// Germany.
  case excel

  var separator: String { self == .plain ? "," : ";" }
  var decimalMark: String { self == .plain ? "." : "," }
  var beginning: String { self == .plain ? "" : "\u{FEFF}" }

  /// A text cell; one that a spreadsheet would take for a formula is made a text with an apostrophe.
  func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    let needsQuotes = safe.contains { $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == "," || $0 == ";" }
    return needsQuotes ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
  }

  /// Minor units as an amount of the major unit: 1234.50.
  func amount(_ minorUnits: Int64, _ currency: Currency) -> String {
    Money(minorUnits, currency).majorText.replacing(".", with: decimalMark)
  }

  func lines(_ rows: [[String]]) -> String {
    beginning + rows.map { $0.joined(separator: separator) + "\r\n" }.joined()
  }
}

extension FigureAnswer {
  /// A line for each step of each series; amounts in the currency's major unit, shares as fractions.
  public func csv(_ dialect: CSVDialect = .plain) -> String {
    let names = series.first?.points.first?.parts.map(\.name) ?? []
    let isCompared = series.contains { $0.points.contains { $0.compared != nil } }
    let comparison = isCompared ? ["compared_from", "compared_through", "compared"] : []
    var rows = [["from", "through", "partial", "currency", "group", metric.rawValue] + comparison + names]
    for one in series {
      for point in one.points {
        rows.append(
          [
            point.period.first.isoText, point.period.last.isoText, point.isPartial ? "1" : "0",
            one.currency?.code.uppercased() ?? "", dialect.cell(one.group ?? ""),
            point.value.map { dialect.text($0, one.currency) } ?? "",
          ] + (isCompared ? dialect.cells(point.compared, one.currency) : [])
            + point.parts.map { dialect.text($0.value, one.currency) })
      }
    }
    return dialect.lines(rows)
  }
}

extension FigureRow {
  /// A line for each customer behind a cohort's cell.
  public static func csv(_ rows: [FigureRow], _ dialect: CSVDialect = .plain) -> String {
    let isConverted = rows.contains { $0.converted != nil }
    return dialect.lines(
      [["customer", "currency", "amount"] + (isConverted ? CSVDialect.converted : [])]
        + rows.map {
          [$0.customer.text, $0.currency.code.uppercased(), dialect.amount($0.amount, $0.currency)]
            + (isConverted ? dialect.cells($0.converted) : [])
        })
  }
}

extension FigureRowShown {
  /// A line for each row, and one for each currency that the rates moved.
  public static func csv(
    _ rows: [FigureRowShown], exchange: [ExchangeRow] = [], _ dialect: CSVDialect = .plain
  ) -> String {
    let isConverted = !exchange.isEmpty || rows.contains { $0.row.converted != nil }
    var heading = [
      "customer", "currency", "amount", "amount_before", "kind", "cause", "subscription", "effective",
    ]
    if isConverted { heading += CSVDialect.converted }
    return dialect.lines(
      [heading]
        + rows.map { shown in
          let row = shown.row
          return [
            row.customer.text, row.currency.code.uppercased(), dialect.amount(row.amount, row.currency),
            row.before.map { dialect.amount($0, row.currency) } ?? "", row.kind?.rawValue ?? "",
            shown.movement?.cause ?? "", shown.movement?.subscription ?? "",
            shown.movement?.effective.isoText ?? "",
          ] + (isConverted ? dialect.cells(row.converted) : [])
        }
        + exchange.map { row in
          let own = ["", row.currency.code.uppercased(), "", "", "exchange", "", "", ""]
          return own + [row.target.code.uppercased(), dialect.amount(row.exchange, row.target), "", ""]
        })
  }
}

extension ExchangeRow {
  /// A line for each currency: how its opening became its closing, and what the rates made of it.
  public static func csv(_ rows: [ExchangeRow], _ dialect: CSVDialect = .plain) -> String {
    let heading = [
      "currency", "opening", "movements", "closing", "converted_currency", "converted_opening",
      "converted_movements", "exchange", "converted_closing",
    ]
    return dialect.lines(
      [heading]
        + rows.map { row in
          let own = [row.own.opening, row.own.movements, row.own.closing]
          let converted = [
            row.converted.opening, row.converted.movements, row.exchange, row.converted.closing,
          ]
          return [row.currency.code.uppercased()] + own.map { dialect.amount($0, row.currency) }
            + [row.target.code.uppercased()] + converted.map { dialect.amount($0, row.target) }
        })
  }
}

extension CohortGroup {
  /// A line for each cell of each group.
  public static func csv(
    _ groups: [CohortGroup], _ measure: CohortMeasure, _ dialect: CSVDialect = .plain
  ) -> String {
    var heading = ["group", "began_from", "began_through", "size", "step", "from", "through", "currency"]
    heading += ["customers", "share", "share_low", "share_high", "mrr"]
    if measure == .margin { heading.append("margin") }
    var lines = [heading]
    for one in groups {
      let currency = one.currency
      for row in one.rows {
        for (step, cell) in row.cells.enumerated() {
          let began = [dialect.cell(one.group ?? ""), row.period.first.isoText, row.period.last.isoText]
          let when = [String(cell.customers.whole), String(step), cell.period.first.isoText]
          let interval = cell.customers.interval()
          lines.append(
            began + when + [cell.period.last.isoText, currency.code.uppercased()]
              + [String(cell.customers.part)]
              + [cell.customers.value, interval?.lowerBound, interval?.upperBound].map {
                $0.map { dialect.text(.share($0), nil) } ?? ""
              } + [cell.revenue.map { dialect.amount($0, currency) } ?? ""]
              + (measure == .margin ? [cell.margin.map { dialect.amount($0, currency) } ?? ""] : []))
        }
      }
    }
    return dialect.lines(lines)
  }
}

extension CSVDialect {
  fileprivate static let converted = [
    "converted_currency", "converted_amount", "converted_before", "rate_day",
  ]

  fileprivate func cells(_ converted: ConvertedAmount?) -> [String] {
    guard let converted else { return ["", "", "", ""] }
    return [
      converted.currency.code.uppercased(), amount(converted.amount, converted.currency),
      converted.before.map { amount($0, converted.currency) } ?? "", converted.day?.isoText ?? "",
    ]
  }

  fileprivate func cells(_ compared: ComparedPoint?, _ currency: Currency?) -> [String] {
    guard let compared else { return ["", "", ""] }
    return [
      compared.period.first.isoText, compared.period.last.isoText,
      compared.value.map { text($0, currency) } ?? "",
    ]
  }

  fileprivate func text(_ value: FigureValue, _ currency: Currency?) -> String {
    switch value {
    case .amount(let amount): currency.map { self.amount(amount, $0) } ?? String(amount)
    case .count(let count): String(count)
    case .share(let share): FigureText.decimal(share).replacing(".", with: decimalMark)
    }
  }
}
