import Chronology
import Monetary

/// What each cohort has brought up to the end of each step, less what serving it cost, by the margins of what
/// it buys; in one currency.
public struct CohortMargins: Sendable {
  let timeline: Timeline
  /// Levels times ten-thousandths, added up over the steps, by cohort and then step.
  private let sums: [Int128]
  /// The step from which on a cohort pays for something without a margin.
  private let unknownFrom: [Int]
  /// The products that have no margin, and neither has the business.
  public let productsWithout: [String]

  /// Millionths of a minor unit, half even; nil where a product has no margin.
  public func accumulated(cohort: Int, through period: Int) -> Int128? {
    guard period < unknownFrom[cohort] else { return nil }
    return timeline.interval.margin(of: sums[cohort * timeline.periods.count + period])
  }

  init(_ columns: MovementColumns, _ timeline: Timeline, _ selection: RowSelection, _ margins: GrossMargins) {
    let steps = timeline.periods.count
    var fold = CohortMarginFold(columns, margins, payers: columns.payers.count)
    var known = [Int128](repeating: 0, count: steps * steps)
    var unknown = known
    fold.walk(columns, timeline, selection) { cohort, period, change in
      known[cohort * steps + period] += change.known
      unknown[cohort * steps + period] += change.unknown
    }
    var firstUnknown = [Int](repeating: steps, count: steps)
    for cohort in 0..<steps {
      var (level, missing, sum) = (Int128(0), Int128(0), Int128(0))
      for period in cohort..<steps {
        let place = cohort * steps + period
        level += known[place]
        missing += unknown[place]
        sum += level
        known[place] = sum
        if missing != 0 { firstUnknown[cohort] = min(firstUnknown[cohort], period) }
      }
    }
    self.timeline = timeline
    (sums, unknownFrom) = (known, firstUnknown)
    productsWithout = firstUnknown.allSatisfy { $0 == steps } ? [] : fold.productsWithout
  }
}

/// Walks the movements of cohorts, each with what is left of it.
struct CohortMarginFold {
  struct Change {
    var payer: Int
    /// The change times ten-thousandths, and the change of what has no margin.
    var known: Int128 = 0
    var unknown: Int128 = 0
  }

  /// By price: the ten-thousandths that are left.
  private let points: [Int64?]
  private let names: [String]
  /// The step of each payer's first movement; -2 before it.
  private var firsts: [Int32]
  private var met = Set<Int>()

  var productsWithout: [String] { Set(met.map { names[$0] }).sorted() }

  init(_ columns: MovementColumns, _ margins: GrossMargins, payers: Int) {
    let products = columns.values(of: .plan)
    let table = columns.valueTable(of: .plan).values
    points = table.map { margins.basisPoints(of: products[Int($0)]) }
    names = table.map { products[Int($0)] }
    firsts = Array(repeating: -2, count: payers)
  }

  /// Every movement of those whose first one lies in a step: their cohort, the step, and the change.
  mutating func walk(
    _ columns: MovementColumns, _ timeline: Timeline, _ selection: RowSelection,
    _ body: (Int, Int, Change) -> Void
  ) {
    let steps = timeline.periods.count
    columns.walk(selection, timeline) { view, index, _, period in
      guard period < steps else { return }
      let payer = Int(view.payer[index])
      if firsts[payer] == -2 { firsts[payer] = Int32(period) }
      guard firsts[payer] >= 0 else { return }
      let price = Int(view.price[index])
      var change = Change(payer: payer)
      if let points = points[price] {
        change.known = Int128(view.delta[index]) * Int128(points)
      } else {
        change.unknown = Int128(view.delta[index])
        met.insert(price)
      }
      body(Int(firsts[payer]), period, change)
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
