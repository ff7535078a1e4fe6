import Chronology
import Monetary

/// Why a cohort's cell opens no rows.
public struct UnknownMargin: Error, Hashable, Sendable {
  public let products: [String]

  public init(products: [String]) { self.products = products }
}

/// What one payer behind a cell brings, or has brought; millionths of a minor unit.
private struct PayerShare {
  let payer: Int
  let currency: Int
  let own: Int128
  /// Nil where a rate is not known.
  let converted: Int128?
}

extension MovementColumns {
  /// The customers behind a cell, the largest first: who of those that began in the timeline's first step
  /// pays at the end of its last one; for margins, whoever of them has brought something. In each currency,
  /// or in the one that all is converted to, the amounts sum to what the cell shows; who pays in two has a
  /// row of each. Customers without a rate are listed as they are.
  /// - Throws: ``UnknownMargin``, ``MissingRates``.
  public func rows(
    behind question: CohortQuestion, at rates: ExchangeRates = ExchangeRates(base: .eur), today: Day = .last
  ) throws -> [FigureRow] {
    let (target, step) = (question.money.currency, question.timeline.periods.count - 1)
    let steps = stepRates(question, rates, today)
    let isMargin = question.measure == .margin
    let (shares, total) = isMargin ? try brought(question, steps) : try bring(question, steps)
    var rows: [FigureRow] = []
    for (currency, group) in Dictionary(grouping: shares, by: \.currency).sorted(by: { $0.key < $1.key }) {
      let sum = group.reduce(Int128(0)) { $0 + $1.own }
      let amounts = apportioned(group.map(\.own), to: ShownAmount.minorUnits(sum))
      for (share, amount) in zip(group, amounts) {
        rows.append(
          FigureRow(
            customers[payers[UInt32(share.payer)].customer], currencies[UInt32(currency)], amount,
            exact: share.converted ?? 0, payer: share.payer))
      }
    }
    guard question.money.isConverted, let total else { return rows.sorted(by: FigureRow.isLarger) }
    // A margin is of several days' rates.
    let day = isMargin ? nil : steps.days[step]
    let amounts = apportioned(rows.map(\.exact), to: ShownAmount.minorUnits(total))
    for (place, amount) in amounts.enumerated() {
      rows[place].converted = ConvertedAmount(currency: target, amount: amount, before: nil, day: day)
    }
    return rows.sorted(by: FigureRow.isLarger)
  }

  /// What each payer of the first step's cohort brings at the timeline's end, and all together.
  private func bring(
    _ question: CohortQuestion, _ rates: StepRates
  ) throws -> (shares: [PayerShare], total: Int128?) {
    let timeline = question.timeline
    var levels = [Int128](repeating: 0, count: payers.count)
    forEachCohortRow(in: timeline, of: rows(of: question)) { view, index, place in
      if place.cohort == 0 { levels[Int(view.payer[index])] += Int128(view.delta[index]) }
    }
    let step = timeline.periods.count - 1
    var sums = [Int128](repeating: 0, count: currencies.count)
    let shares = levels.enumerated().filter { $0.element != 0 }.map { payer, level in
      let currency = Int(payers.ids[payer].currency)
      sums[currency] += level
      return PayerShare(
        payer: payer, currency: currency, own: level,
        converted: rates.convert(level, of: currency, at: step))
    }
    var missing = Set<MissingRate>()
    let total = rates.sum(sums, of: Array(sums.indices), at: step, missing: &missing)
    guard missing.isEmpty || question.measure == .customers else { throw MissingRates(missing) }
    return (shares, total)
  }

  /// What is left of what each payer of the first step's cohort has brought, and of all together.
  private func brought(
    _ question: CohortQuestion, _ rates: StepRates
  ) throws -> (shares: [PayerShare], total: Int128?) {
    let (timeline, selection) = (question.timeline, rows(of: question))
    let (steps, interval) = (timeline.periods.count, timeline.interval)
    let known = question.margins ?? GrossMargins([])
    var missing = Set<MissingRate>()
    let margins = CohortMargins(self, question, selection, known, at: rates, missing: &missing)
    guard missing.isEmpty else { throw MissingRates(missing) }
    guard let total = margins.accumulated(cohort: 0, through: steps - 1) else {
      throw UnknownMargin(products: margins.productsWithout)
    }
    var own = [Int128](repeating: 0, count: payers.count)
    var converted = own
    var fold = CohortMarginFold(self, known)
    fold.walk(self, timeline, selection) { change in
      guard change.place.cohort == 0 else { return }
      // A change counts at the end of its step and of each after it.
      own[change.payer] += change.known * Int128(steps - change.place.period)
      for step in change.place.period..<steps {
        converted[change.payer] += rates.convert(change.known, of: change.currency, at: step) ?? 0
      }
    }
    let shares = own.indices.filter { own[$0] != 0 || converted[$0] != 0 }.map { payer in
      PayerShare(
        payer: payer, currency: Int(payers.ids[payer].currency), own: interval.margin(of: own[payer]),
        converted: interval.margin(of: converted[payer]))
    }
    return (shares, total)
  }
}

extension MissingRates {
  fileprivate init(_ rates: Set<MissingRate>) {
    self.init(rates: rates.sorted { ($0.day, $0.currency) < ($1.day, $1.currency) })
  }
}

extension FigureRow {
  fileprivate static func isLarger(_ one: FigureRow, _ other: FigureRow) -> Bool {
    let (first, second) = (one.converted?.amount ?? one.amount, other.converted?.amount ?? other.amount)
    return (second, one.customer.text, one.currency) < (first, other.customer.text, other.currency)
  }
}
