import Chronology
import Monetary

extension MovementColumns {
  /// Answers a question about a figure.
  /// - Parameters:
  ///   - rates: what amounts are converted by; needed only where the question wants one currency.
  ///   - today: the day that the business lives in; a step that it lies in is partial.
  ///   - ground: what other questions left, and what this one leaves to the next.
  ///   - isContinued: the question goes on where an answer to it ended.
  public func answer(
    _ question: FigureQuestion, at rates: ExchangeRates, today: Day, on ground: Groundwork? = nil,
    isContinued: Bool = false
  ) -> FigureAnswer {
    let answer = alone(question, rates, today, on: ground ?? Groundwork(), isContinued)
    guard let comparison = question.comparison,
      let timeline = question.timeline.earlier(comparison, today: today)
    else { return answer }
    var earlier = question
    earlier.timeline = timeline
    return answer.compared(with: alone(earlier, rates, timeline.end.adding(days: -1), on: Groundwork()))
  }

  private func alone(
    _ question: FigureQuestion, _ rates: ExchangeRates, _ today: Day, on ground: Groundwork,
    _ isContinued: Bool = false
  ) -> FigureAnswer {
    let selection = ground.rows(of: question, self, isContinued: isContinued)
    var missing: Set<MissingRate> = []
    var series: [FigureSeries] = []
    var parts: [(value: String?, rows: RowSelection)] = [(nil, selection)]
    if let grouping = question.grouping {
      parts = groups(of: selection, by: grouping).sorted { $0.value < $1.value }
        .map { (value: $0.value, rows: $0.rows) }
    }
    for (group, rows) in parts {
      let fold = FigureFold(
        columns: self, question: question, rates: rates, today: today, selection: rows, group: group,
        ground: ground)
      series += fold.series(&missing)
    }
    return FigureAnswer(
      metric: question.metric, timeline: question.timeline, series: series,
      missingRates: missing.sorted { ($0.day, $0.currency) < ($1.day, $1.currency) })
  }
}

/// One group's rows on their way to series.
private struct FigureFold {
  let columns: MovementColumns
  let question: FigureQuestion
  let rates: ExchangeRates
  let today: Day
  let selection: RowSelection
  let group: String?
  let ground: Groundwork

  private var timeline: Timeline { question.timeline }

  func series(_ missing: inout Set<MissingRate>) -> [FigureSeries] {
    switch question.metric {
    case .customers:
      let counts = columns.payingCustomers(in: timeline, of: selection)
      return [
        made(nil, counts.enumerated().map { point($0, .count(Int64($1))) })
      ]
    case .customerChurn:
      return [
        made(
          nil,
          columns.customerChurn(in: timeline, of: selection, today: today).enumerated().map { place, churn in
            point(
              place, churn.rate.map { .share($0) },
              parts: [
                FigurePart("lost", .count(Int64(churn.share.part))),
                FigurePart("customers", .count(Int64(churn.share.whole))),
              ], of: churn.share)
          })
      ]
    case .churnOfThirtyDays:
      return shares { columns.churnOfThirtyDays(before: reached($0), of: selection) }
    case .earlyChurn:
      return shares { period in
        columns.earlyChurn(
          from: period.first, before: period.end, today: today.adding(days: 1), of: selection)
      }
    case .churnSummedByDay:
      let values = timeline.periods.map { period in
        columns.churnSummedByDay(from: period.first, before: reached(period), of: selection)
      }
      return [made(nil, values.enumerated().map { point($0, .share($1)) })]
    default:
      return revenue(&missing).map { made($0.currency, points(of: $0), isConverted: $0.isConverted) }
    }
  }

  /// The day after the last that a step has reached.
  private func reached(_ period: TimelinePeriod) -> Day { min(period.end, today.adding(days: 1)) }

  private func shares(_ share: (TimelinePeriod) -> Proportion) -> [FigureSeries] {
    let points = timeline.periods.enumerated().map { place, period in
      let share = share(period)
      return point(
        place, share.value.map { .share($0) },
        parts: [
          FigurePart("lost", .count(Int64(share.part))), FigurePart("customers", .count(Int64(share.whole))),
        ], of: share)
    }
    return [made(nil, points)]
  }

  private func made(
    _ currency: Currency?, _ points: [FigurePoint], isConverted: Bool = false
  ) -> FigureSeries {
    FigureSeries(currency: currency, group: group, points: points, isConverted: isConverted)
  }

  private func point(
    _ place: Int, _ value: FigureValue?, parts: [FigurePart] = [], of share: Proportion? = nil
  ) -> FigurePoint {
    FigurePoint(
      timeline.periods[place], isPartial: timeline.isPartial(place, on: today), value, parts: parts, of: share
    )
  }

  /// In the reporting currency, or in each of its own.
  private func revenue(_ missing: inout Set<MissingRate>) -> [RevenueSteps] {
    guard let target = question.reportingCurrency else {
      return RevenueSteps.all(of: group == nil ? ground.table(of: question, table) : table())
    }
    switch columns.revenue(
      in: target, at: rates, timeline: timeline, of: selection, net: question.isNet,
      classified: classification,
      today: today)
    {
    case .converted(let periods): return [RevenueSteps(target, converted: periods)]
    case .perCurrency(let table, let lacking):
      missing.formUnion(lacking)
      return RevenueSteps.all(of: table)
    }
  }

  private func table() -> MovementTable {
    question.isNet
      ? columns.netView(in: timeline, of: selection, paid: .ever)
      : columns.activityView(in: timeline, of: selection, classified: classification)
  }

  private var classification: Classification { question.classification }

  private func points(of revenue: RevenueSteps) -> [FigurePoint] {
    revenue.steps.enumerated().map { place, step in
      switch question.metric {
      case .recurringRevenue, .listRevenue, .discounts, .atRisk, .paused:
        point(place, .amount(ShownAmount.minorUnits(step.closing)))
      case .annualRevenue: point(place, .amount(12 * ShownAmount.minorUnits(step.closing)))
      case .movements, .netMovements: movements(place, step)
      case .revenuePerCustomer:
        point(
          place,
          RecurringStock(revenue: step.closing, customers: step.customers).perCustomer
            .map { .amount(ShownAmount.minorUnits($0)) })
      case .averageSale:
        point(place, step.movements[.new]?.averageSale.map { .amount(ShownAmount.minorUnits($0)) })
      case .grossChurn: point(place, step.flows.grossChurn.map { .share($0) })
      case .netChurn: point(place, step.flows.netChurn.map { .share($0) })
      case .quickRatio: quickRatio(place, step.flows)
      case .netRetention: point(place, retention(step.period, revenue)?.net.map { .share($0) })
      case .grossRetention: point(place, retention(step.period, revenue)?.gross.map { .share($0) })
      case .customers, .customerChurn, .churnOfThirtyDays, .churnSummedByDay, .earlyChurn:
        preconditionFailure("customers are counted, not summed")
      }
    }
  }

  private func movements(_ place: Int, _ step: RevenueSteps.Step) -> FigurePoint {
    let shown = ShownStep(step)
    var parts = [FigurePart("opening", .amount(shown.opening))]
    parts += MovementKind.byCode.map { FigurePart($0.rawValue, .amount(shown.movements[$0] ?? 0)) }
    if question.reportingCurrency != nil { parts.append(FigurePart("exchange", .amount(shown.exchange))) }
    parts.append(FigurePart("closing", .amount(shown.closing)))
    return point(place, .amount(shown.closing - shown.opening), parts: parts)
  }

  private func quickRatio(_ place: Int, _ flows: RevenueFlows) -> FigurePoint {
    let parts = [
      FigurePart("gained", .amount(ShownAmount.minorUnits(flows.new + flows.expansion + flows.reactivation))),
      FigurePart("lost", .amount(ShownAmount.minorUnits(flows.lost))),
    ]
    return switch flows.quickRatio {
    case .ratio(let ratio): point(place, .share(ratio), parts: parts)
    case .noLosses, .nothingMoved: point(place, nil, parts: parts)
    }
  }

  private func retention(_ period: TimelinePeriod, _ revenue: RevenueSteps) -> RevenueRetention? {
    let end = min(period.end, today.adding(days: 1))
    guard revenue.isConverted else {
      func fold() -> [Currency: RevenueRetention] {
        guard let footing = selection.footing else {
          return columns.revenueRetention(before: end, of: selection)
        }
        let year = ground.year(before: end, where: question.filter, on: footing, columns)
        return columns.revenueRetention(
          before: end, of: selection, on: footing, from: year.levels, toFooting: year.retention)
      }
      guard group == nil else { return fold()[revenue.currency] }
      return ground.retention(before: end, where: question.filter, fold)[revenue.currency]
    }
    return columns.revenueRetention(before: end, of: selection, in: revenue.currency, at: rates)
  }
}

extension FigureQuestion {
  var isNet: Bool { metric == .netMovements }

  /// A part of a customer's items has movements of its own: who enters it is new to it.
  var classification: Classification {
    let narrows = filter.accepted.keys.contains { $0.isOfPrices } || grouping?.isOfPrices == true
    return narrows ? .fromBalances : .asRecorded
  }
}

extension Dimension {
  /// Whether it tells a customer's items apart.
  fileprivate var isOfPrices: Bool {
    switch self {
    case .price, .plan, .interval, .cause: true
    case .currency, .country, .source, .metadata: false
    }
  }
}
