import Chronology
import Monetary

/// What each cohort has brought up to the end of each step, less what serving it cost, by the margins of what
/// it buys; each step converted at its own rate.
struct CohortMargins: Sendable {
  private let interval: Interval
  private let steps: Int
  /// Levels times ten-thousandths, added up over the steps, by cohort and then step.
  private let sums: [Int128]
  /// The step from which on a cohort pays for something without a margin, or without a rate.
  private let unknownFrom: [Int]
  /// The products that have no margin, and neither has the business.
  let productsWithout: [String]

  /// Millionths of a minor unit, half even; nil where a product has no margin, or a currency no rate.
  func accumulated(cohort: Int, through period: Int) -> Int128? {
    guard period < unknownFrom[cohort] else { return nil }
    return interval.margin(of: sums[cohort * steps + period])
  }

  init(
    _ columns: MovementColumns, _ question: CohortQuestion, _ selection: RowSelection,
    _ margins: GrossMargins, at rates: StepRates, missing: inout Set<MissingRate>
  ) {
    let currencies = columns.currencies(of: question)
    let (steps, width) = (question.timeline.periods.count, currencies.count)
    var fold = CohortMarginFold(columns, margins)
    var places = [Int](repeating: 0, count: columns.currencies.count)
    for (place, currency) in currencies.enumerated() { places[currency] = place }
    // By cohort, then step, then currency.
    var known = [Int128](repeating: 0, count: steps * steps * width)
    var unknown = known
    fold.walk(columns, question.timeline, selection) { change in
      let cell = change.place.cohort * steps + change.place.period
      known[cell * width + places[change.currency]] += change.known
      unknown[cell * width + places[change.currency]] += change.unknown
    }
    var sums = [Int128](repeating: 0, count: steps * steps)
    var unknownFrom = [Int](repeating: steps, count: steps)
    var isWithout = false
    for cohort in 0..<steps {
      var levels = [Int128](repeating: 0, count: width)
      var without = levels
      var sum: Int128 = 0
      for period in cohort..<steps {
        let cell = cohort * steps + period
        for place in 0..<width {
          levels[place] += known[cell * width + place]
          without[place] += unknown[cell * width + place]
        }
        let converted = rates.sum(levels, of: currencies, at: period, missing: &missing)
        sum += converted ?? 0
        sums[cell] = sum
        let lacksMargin = without.contains { $0 != 0 }
        isWithout = isWithout || lacksMargin
        if lacksMargin || converted == nil { unknownFrom[cohort] = min(unknownFrom[cohort], period) }
      }
    }
    interval = question.timeline.interval
    self.steps = steps
    (self.sums, self.unknownFrom) = (sums, unknownFrom)
    productsWithout = isWithout ? fold.productsWithout : []
  }
}

/// Walks the movements of cohorts, each with what is left of it.
struct CohortMarginFold {
  struct Change {
    let place: CohortPlace
    let payer: Int
    /// Its place in the columns' register.
    let currency: Int
    /// The change times ten-thousandths, and the change of what has no margin.
    var known: Int128 = 0
    var unknown: Int128 = 0
  }

  /// By price: the ten-thousandths that are left.
  private let points: [Int64?]
  private let names: [String]
  private var met = Set<Int>()

  var productsWithout: [String] { Set(met.map { names[$0] }).sorted() }

  init(_ columns: MovementColumns, _ margins: GrossMargins) {
    let products = columns.values(of: .plan)
    let table = columns.valueTable(of: .plan).values
    points = table.map { margins.basisPoints(of: products[Int($0)]) }
    names = table.map { products[Int($0)] }
  }

  mutating func walk(
    _ columns: MovementColumns, _ timeline: Timeline, _ selection: RowSelection, _ body: (Change) -> Void
  ) {
    columns.forEachCohortRow(in: timeline, of: selection) { view, index, place in
      let price = Int(view.price[index])
      var change = Change(
        place: place, payer: Int(view.payer[index]), currency: Int(view.currency[index]))
      if let points = points[price] {
        change.known = Int128(view.delta[index]) * Int128(points)
      } else {
        change.unknown = Int128(view.delta[index])
        met.insert(price)
      }
      body(change)
    }
  }
}

extension Interval {
  /// How many months a step is, as a fraction: a week 84/365, a day 12/365.
  var inMonths: (numerator: Int128, denominator: Int128) {
    switch self {
    case .day: (12, 365)
    case .week: (84, 365)
    case .month: (1, 1)
    case .quarter: (3, 1)
    case .year: (12, 1)
    }
  }

  /// What levels times ten-thousandths, added up over steps, come to; half even.
  func margin(of sum: Int128) -> Int128 {
    Rounding.halfEven.divide(sum * inMonths.numerator, by: 10_000 * inMonths.denominator)
  }
}
