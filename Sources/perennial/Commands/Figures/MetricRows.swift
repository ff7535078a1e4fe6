import Analytics
import ArgumentParser
import Chronology
import Monetary
import Notation
import Operations

/// Which rows behind a figure.
struct MetricRowOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The rows behind the step that this day lies in; they sum to it.", valueName: "day"),
    transform: readDay)
  var rows: Day?

  @Option(
    help: """
      Only rows of this kind of movement: new, expansion, contraction, churn, reactivation, paused, resumed, \
      or exchange of converted ones.
      """)
  var kind: RowKind?

  func question(_ history: FigureHistory, _ step: Day) throws -> MetricRowsQuestion {
    let question = MetricRowsQuestion(history: history, step: step, kind: kind)
    guard kind != .exchange || question.isExchanged else {
      throw ValidationError("Exchange is a part of movements that are converted with --in.")
    }
    return question
  }
}

enum RowKind: Hashable, Sendable, ExpressibleByArgument {
  case movement(MovementKind)
  /// What rates do is no movement, and opens to currencies.
  case exchange

  init?(argument: String) {
    if argument == "exchange" {
      self = .exchange
    } else if let kind = MovementKind(rawValue: argument) {
      self = .movement(kind)
    } else {
      return nil
    }
  }
}

struct MetricRowsQuestion: Sendable {
  let history: FigureHistory
  let step: Day
  let kind: RowKind?

  var isExchanged: Bool {
    history.reportingCurrency != nil
      && (history.metric == .movements || history.metric == .netMovements)
  }

  func answer(_ workspace: OpenWorkspace) async throws -> MetricRowsAnswer {
    var movement: MovementKind?
    if case .movement(let kind) = kind { movement = kind }
    let exchanged =
      isExchanged && movement == nil ? try await workspace.answer(ExchangeBehind(history, at: step)) : []
    let rows =
      kind == .exchange
      ? [] : try await workspace.answer(FigureRowsBehind(history, at: step, kind: movement))
    return MetricRowsAnswer(rows: rows, exchanged: exchanged, isExchange: kind == .exchange)
  }
}

struct MetricRowsAnswer: Sendable {
  let rows: [FigureRowShown]
  let exchanged: [ExchangeRow]
  let isExchange: Bool

  var csv: String {
    isExchange ? ExchangeRow.csv(exchanged) : FigureRowShown.csv(rows, exchange: exchanged)
  }

  var json: JSON {
    ["object": "list", "data": .array(rows.map(\.json) + exchanged.map(\.json))]
  }

  /// Nil of nothing.
  var text: String? {
    let tables = [rows.isEmpty ? nil : rowTable, exchanged.isEmpty ? nil : exchangeTable].compactMap(\.self)
    return tables.isEmpty ? nil : tables.joined(separator: "\n\n")
  }

  private var rowTable: String {
    let hasBefore = rows.contains { $0.row.before != nil }
    let hasKind = rows.contains { $0.row.kind != nil }
    let isConverted = rows.contains { $0.row.converted != nil }
    var columns: [(heading: String, alignment: Table.Alignment)] = [
      ("CUSTOMER", .leading), ("CURRENCY", .leading),
    ]
    if hasKind { columns += [("KIND", .leading), ("BECAUSE", .leading), ("EFFECTIVE", .leading)] }
    if hasBefore { columns.append(("BEFORE", .trailing)) }
    columns.append(("AMOUNT", .trailing))
    if isConverted { columns.append(("CONVERTED", .trailing)) }
    var table = Table(columns)
    for shown in rows {
      let row = shown.row
      var cells = [row.customer.text, row.currency.isoCode]
      if hasKind {
        cells += [row.kind?.rawValue ?? "", shown.movement?.cause ?? ""]
        cells.append(shown.movement?.effective.isoText ?? "")
      }
      if hasBefore { cells.append(row.before.map { Money($0, row.currency).terminalText } ?? "–") }
      cells.append(Money(row.amount, row.currency).terminalText)
      if isConverted {
        cells.append(row.converted.map { Money($0.amount, $0.currency).terminalText } ?? "–")
      }
      table.add(cells)
    }
    return table.text
  }

  private var exchangeTable: String {
    var table = Table(
      [
        ("EXCHANGE", .leading), ("OPENING", .trailing), ("MOVEMENTS", .trailing), ("CLOSING", .trailing),
        ("AMOUNT", .trailing),
      ])
    for row in exchanged {
      table.add(
        [row.currency.isoCode]
          + [row.converted.opening, row.converted.movements, row.converted.closing, row.exchange]
          .map { Money($0, row.target).terminalText })
    }
    return table.text
  }
}

extension FigureRowShown {
  fileprivate var json: JSON {
    var object = row.json
    if let before = row.before { object.append("amount_before", .integer(before)) }
    if let kind = row.kind { object.append("kind", .string(kind.rawValue)) }
    if let movement {
      object.append("cause", .string(movement.cause))
      object.append("subscription", .string(movement.subscription))
      object.append("effective", .integer(movement.effective.seconds))
    }
    return .object(object.converted(row.converted))
  }
}

extension JSONObject {
  /// The same with what an amount came to in the currency that all is converted to.
  func converted(_ amount: ConvertedAmount?) -> JSONObject {
    guard let amount else { return self }
    var object = self
    object.append(
      "converted",
      [
        "currency": .string(amount.currency.code), "amount": .integer(amount.amount),
        "amount_before": amount.before.map { .integer($0) } ?? .null,
        "rate_day": amount.day.map { .string($0.isoText) } ?? .null,
      ])
    return object
  }
}

extension FigureRow {
  /// What every row says.
  var json: JSONObject {
    [
      "object": "analytics.row", "customer": .string(customer.text), "currency": .string(currency.code),
      "amount": .integer(amount),
    ]
  }
}

extension ExchangeRow {
  fileprivate var json: JSON {
    [
      "object": "analytics.exchange_row", "currency": .string(currency.code), "amount": .integer(exchange),
      "opening": .integer(own.opening), "movements": .integer(own.movements),
      "closing": .integer(own.closing),
      "converted": [
        "currency": .string(target.code), "opening": .integer(converted.opening),
        "movements": .integer(converted.movements), "closing": .integer(converted.closing),
      ],
    ]
  }
}
