import Chronology
import Monetary

/// Recurring revenue in one currency, step by step, whether it was converted or not; millionths of a minor
/// unit a month.
struct RevenueSteps {
  struct Step {
    let period: TimelinePeriod
    let opening: Int128
    let movements: [MovementKind: MovementTally]
    /// What the rates did; zero where nothing was converted.
    let exchange: Int128
    let closing: Int128
    let customers: Int64

    var flows: RevenueFlows { RevenueFlows(opening: opening, movements: movements) }
  }

  let currency: Currency
  let isConverted: Bool
  let steps: [Step]

  init(_ currency: Currency, converted periods: [ConvertedPeriod]) {
    self.currency = currency
    isConverted = true
    steps = periods.map {
      Step(
        period: $0.period, opening: $0.opening, movements: $0.movements, exchange: $0.exchange,
        closing: $0.closing, customers: $0.customers)
    }
  }

  /// The currencies of a table that have anything in it.
  static func all(of table: MovementTable) -> [RevenueSteps] {
    let (closings, customers) = (table.closings, table.customers)
    return table.currencies.enumerated()
      .map { place, currency in
        RevenueSteps(
          currency: currency, isConverted: false,
          steps: table.timeline.periods.enumerated().map { index, period in
            Step(
              period: period, opening: index == 0 ? table.opening[place] : closings[index - 1][place],
              movements: Dictionary(
                uniqueKeysWithValues: MovementKind.byCode.map { ($0, table[index, currency, $0]) }),
              exchange: 0, closing: closings[index][place], customers: customers[index][place])
          })
      }
      .filter { !$0.isEmpty }
      .sorted { $0.currency < $1.currency }
  }

  private init(currency: Currency, isConverted: Bool, steps: [Step]) {
    self.currency = currency
    self.isConverted = isConverted
    self.steps = steps
  }

  private var isEmpty: Bool {
    steps.allSatisfy { step in
      step.opening == 0 && step.closing == 0 && step.movements.values.allSatisfy { $0.movements == 0 }
    }
  }
}

/// Whole minor units of a step that add up: opening and closing are rounded half even, and what the
/// movements' own roundings leave over goes to those with the largest remainders.
struct ShownStep {
  let opening: Int64
  let movements: [MovementKind: Int64]
  let exchange: Int64
  let closing: Int64

  init(_ step: RevenueSteps.Step) {
    opening = ShownAmount.minorUnits(step.opening)
    closing = ShownAmount.minorUnits(step.closing)
    let kinds = MovementKind.byCode.filter { step.movements[$0, default: MovementTally()].delta != 0 }
    let parts = kinds.map { step.movements[$0, default: MovementTally()].delta }
    let withExchange = step.exchange == 0 ? parts : parts + [step.exchange]
    let shares = apportioned(withExchange, to: closing - opening)
    movements = Dictionary(uniqueKeysWithValues: zip(kinds, shares))
    exchange = step.exchange == 0 ? 0 : shares.last ?? 0
  }
}

/// Amounts as they are shown.
public enum ShownAmount {
  /// Millionths of a minor unit as whole ones, half even. 64 bits hold ninety million items of the largest
  /// level.
  public static func minorUnits(_ millionths: Int128) -> Int64 {
    guard let amount = Int64(exactly: Rounding.halfEven.divide(millionths, by: 1_000_000)) else {
      preconditionFailure("a currency's recurring revenue has more minor units than 64 bits count")
    }
    return amount
  }
}
