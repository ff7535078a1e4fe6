import Chronology
import Monetary
import Relations

/// A row's amount in the currency that a figure was converted to.
public struct ConvertedAmount: Hashable, Sendable {
  public let currency: Currency
  /// Minor units; together the rows sum to what the figure shows.
  public let amount: Int64
  /// The same of what the customer brought twelve months before.
  public let before: Int64?
  /// The day whose rate it was converted at; nil for several days' movements.
  public let day: Day?

  static func + (one: ConvertedAmount, other: ConvertedAmount) -> ConvertedAmount {
    ConvertedAmount(
      currency: one.currency, amount: one.amount + other.amount, before: one.before, day: one.day)
  }
}

/// Why a figure and its rows are not in one currency.
public struct MissingRates: Error, Hashable, Sendable {
  public let rates: [MissingRate]

  public init(rates: [MissingRate]) { self.rates = rates }
}

extension MovementColumns {
  /// The rows behind a figure in one currency: each in its own and converted, a balance at the rate of the
  /// step's last day, a movement at that of its own day. Figures that count customers are in no currency, and
  /// neither are their rows.
  /// - Throws: ``MissingRates``, for which the figure itself stays in its own currencies.
  public func convertedRows(
    behind question: FigureQuestion, at period: TimelinePeriod, kind: MovementKind? = nil,
    rates: ExchangeRates, today: Day
  ) throws(MissingRates) -> [FigureRow] {
    let native = rows(behind: question, at: period, kind: kind, today: today)
    guard let target = question.reportingCurrency, question.metric.isOfCurrency else { return native }
    let conversion = RowConversion(columns: self, rates: rates, target: target)
    switch question.metric {
    case .netRetention, .grossRetention:
      let end = min(period.end, today.adding(days: 1))
      return try retained(before: end, rows(where: question.filter), conversion)
    case .movements, .grossChurn, .netChurn, .quickRatio, .averageSale:
      let shown = try shownStep(question, period, conversion, today)
      return try conversion.apportion(native, shown) { row throws(MissingRates) in
        let day = Day(containing: self.row(row.row ?? 0).effective, in: zone)
        return (try conversion.convert(row.exact, row.currency, day), day)
      }
    case .netMovements:
      let shown = try shownStep(question, period, conversion, today)
      let all = kind == nil ? native : rows(behind: question, at: period, today: today)
      let sums = try netSums(of: all, in: period, rows(where: question.filter), conversion)
      return try conversion.apportion(native, shown) { row throws(MissingRates) in
        (sums[NetPart(row)] ?? 0, nil)
      }
    default:
      let shown = try shownStep(question, period, conversion, today)
      let day = min(period.last, today)
      return try conversion.apportion(native, to: shown.closing, on: day)
    }
  }

  /// The step as the figure shows it.
  private func shownStep(
    _ question: FigureQuestion, _ period: TimelinePeriod, _ conversion: RowConversion, _ today: Day
  ) throws(MissingRates) -> ShownStep {
    let selection = rows(where: question.filter)
    return ShownStep(try step(question, period, selection, conversion, today))
  }

  private func step(
    _ question: FigureQuestion, _ period: TimelinePeriod, _ selection: RowSelection,
    _ conversion: RowConversion, _ today: Day
  ) throws(MissingRates) -> RevenueSteps.Step {
    switch revenue(
      in: conversion.target, at: conversion.rates, timeline: Timeline(of: period), of: selection,
      net: question.metric == .netMovements, classified: question.classification, today: today)
    {
    case .converted(let periods): return RevenueSteps(conversion.target, converted: periods).steps[0]
    case .perCurrency(_, let missing): throw MissingRates(rates: missing)
    }
  }

  /// What the movements behind each net row come to, each at the rate of its day: what pauses moved, and the
  /// rest, where a payer's step has both.
  private func netSums(
    of nets: [FigureRow], in period: TimelinePeriod, _ selection: RowSelection, _ conversion: RowConversion
  ) throws(MissingRates) -> [NetPart: Int128] {
    let parts = Set(nets.map { NetPart($0) })
    var sums: [NetPart: Int128] = [:]
    for index in rows(selection, from: period.first, before: period.end) {
      let row = row(index)
      let own = NetPart(payer: Int(row.payer), isPause: row.kind.isPause)
      let other = NetPart(payer: Int(row.payer), isPause: !row.kind.isPause)
      guard let part = parts.contains(own) ? own : parts.contains(other) ? other : nil else { continue }
      let currency = currencies[UInt32(payers[row.payer].currency)]
      let day = Day(containing: row.effective, in: zone)
      sums[part, default: 0] += try conversion.convert(Int128(row.delta), currency, day)
    }
    return sums
  }

  /// What the customers of twelve months ago brought and bring, both at the later day's rate; one who paid in
  /// any currency then counts with all that it pays now.
  private func retained(
    before end: Day, _ selection: RowSelection, _ conversion: RowConversion
  ) throws(MissingRates) -> [FigureRow] {
    let (earlier, later) = (
      levels(before: end.adding(months: -12), of: selection), levels(before: end, of: selection)
    )
    let cohort = Set(earlier.indices.filter { earlier[$0] > 0 }.map { payers[UInt32($0)].customer })
    let day = end.adding(days: -1)
    var found: [(payer: Int, before: Int128, after: Int128)] = []
    for payer in earlier.indices where earlier[payer] != 0 || later[payer] != 0 {
      let one = payers[UInt32(payer)]
      guard cohort.contains(one.customer) else { continue }
      let currency = currencies[UInt32(one.currency)]
      found.append(
        (
          payer, try conversion.convert(Int128(earlier[payer]), currency, day),
          try conversion.convert(Int128(later[payer]), currency, day)
        ))
    }
    func shares(_ exact: [Int128]) -> [Int64] {
      apportioned(exact, to: ShownAmount.minorUnits(exact.reduce(0, +)))
    }
    let (before, after) = (shares(found.map(\.before)), shares(found.map(\.after)))
    return found.indices.map { place in
      let payer = found[place].payer
      let one = payers[UInt32(payer)]
      var row = FigureRow(
        customers[one.customer], currencies[UInt32(one.currency)],
        ShownAmount.minorUnits(Int128(later[payer])),
        before: ShownAmount.minorUnits(Int128(earlier[payer])))
      row.converted = ConvertedAmount(
        currency: conversion.target, amount: after[place], before: before[place], day: day)
      return row
    }
    .sorted { ($1.converted?.before ?? 0, $0.customer) < ($0.converted?.before ?? 0, $1.customer) }
  }
}

/// What one currency's rates did in a step: opening + movements + exchange = closing, converted as the figure
/// shows them.
public struct ExchangeRow: Hashable, Sendable {
  public struct Amounts: Hashable, Sendable {
    public let opening: Int64
    public let movements: Int64
    public let closing: Int64

    public init(opening: Int64, movements: Int64, closing: Int64) {
      self.opening = opening
      self.movements = movements
      self.closing = closing
    }
  }

  public let currency: Currency
  /// Minor units of its own.
  public let own: Amounts
  public let target: Currency
  /// The opening at the rate of the day before the step, movements at those of their days, the closing at
  /// that of the last day.
  public let converted: Amounts
  public let exchange: Int64

  public init(currency: Currency, own: Amounts, target: Currency, converted: Amounts, exchange: Int64) {
    self.currency = currency
    self.own = own
    self.target = target
    self.converted = converted
    self.exchange = exchange
  }
}

extension MovementColumns {
  /// What exchange opens to: a row for each currency that is not the figure's own. They sum to it exactly.
  /// - Throws: ``MissingRates``.
  public func exchangeRows(
    behind question: FigureQuestion, at period: TimelinePeriod, rates: ExchangeRates, today: Day
  ) throws(MissingRates) -> [ExchangeRow] {
    guard let target = question.reportingCurrency else { return [] }
    let conversion = RowConversion(columns: self, rates: rates, target: target)
    let shown = try shownStep(question, period, conversion, today)
    var parts: [(currency: Currency, step: RevenueSteps.Step, own: ExchangeRow.Amounts)] = []
    for currency in currencies.ids.sorted() {
      var filter = question.filter
      let code = Set([currency.code])
      filter.accepted[.currency] = filter.accepted[.currency].map { $0.intersection(code) } ?? code
      let selection = rows(where: filter)
      let step = try step(question, period, selection, conversion, today)
      let opening = levels(before: period.first, of: selection).reduce(Int128(0)) { $0 + Int128($1) }
      let closing = levels(before: period.end, of: selection).reduce(Int128(0)) { $0 + Int128($1) }
      guard step.exchange != 0 || opening != 0 || closing != 0 || !step.movements.isEmpty else { continue }
      let (first, last) = (ShownAmount.minorUnits(opening), ShownAmount.minorUnits(closing))
      parts.append((currency, step, .init(opening: first, movements: last - first, closing: last)))
    }
    let openings = apportioned(parts.map(\.step.opening), to: shown.opening)
    let closings = apportioned(parts.map(\.step.closing), to: shown.closing)
    let foreign = parts.indices.filter { parts[$0].currency != target }
    let exchanges = apportioned(foreign.map { parts[$0].step.exchange }, to: shown.exchange)
    return zip(foreign, exchanges).map { place, exchange in
      let (opening, closing) = (openings[place], closings[place])
      return ExchangeRow(
        currency: parts[place].currency, own: parts[place].own, target: target,
        converted: .init(opening: opening, movements: closing - opening - exchange, closing: closing),
        exchange: exchange)
    }
  }
}

/// One of the rows that a payer's step nets to.
private struct NetPart: Hashable {
  let payer: Int
  let isPause: Bool

  init(payer: Int, isPause: Bool) {
    self.payer = payer
    self.isPause = isPause
  }

  init(_ row: FigureRow) { self.init(payer: row.payer, isPause: row.kind?.isPause ?? false) }
}

/// Turns rows into the currency of their figure.
private struct RowConversion {
  let columns: MovementColumns
  let rates: ExchangeRates
  let target: Currency

  /// Millionths of a minor unit, half even.
  func convert(_ amount: Int128, _ currency: Currency, _ day: Day) throws(MissingRates) -> Int128 {
    guard amount != 0 else { return 0 }
    guard let conversion = rates.conversion(from: currency, to: target, on: day) else {
      throw MissingRates(rates: [MissingRate(currency: currency, day: day)])
    }
    return conversion(amount)
  }

  /// Movements, which of each kind sum to what the step shows of it.
  func apportion(
    _ rows: [FigureRow], _ shown: ShownStep,
    _ convert: (FigureRow) throws(MissingRates) -> (amount: Int128, day: Day?)
  ) throws(MissingRates) -> [FigureRow] {
    var rows = rows
    for kind in Set(rows.compactMap(\.kind)) {
      let places = rows.indices.filter { rows[$0].kind == kind }
      var exact: [(amount: Int128, day: Day?)] = []
      for place in places { exact.append(try convert(rows[place])) }
      let shares = apportioned(exact.map(\.amount), to: shown.movements[kind] ?? 0)
      for (place, (one, share)) in zip(places, zip(exact, shares)) {
        rows[place].converted = ConvertedAmount(
          currency: target, amount: share, before: nil, day: one.day)
      }
    }
    return rows
  }

  /// Balances of one day, which sum to what is shown.
  func apportion(_ rows: [FigureRow], to total: Int64, on day: Day) throws(MissingRates) -> [FigureRow] {
    var rows = rows
    var exact: [Int128] = []
    for row in rows { exact.append(try convert(row.exact, row.currency, day)) }
    for (place, share) in apportioned(exact, to: total).enumerated() {
      rows[place].converted = ConvertedAmount(currency: target, amount: share, before: nil, day: day)
    }
    return rows.sorted {
      ($1.converted?.amount ?? 0, $0.customer) < ($0.converted?.amount ?? 0, $1.customer)
    }
  }
}
