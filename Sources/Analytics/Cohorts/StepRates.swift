import Chronology
import Monetary

/// What balances at the ends of steps are converted by: the rate of each step's last day, or today's in the
/// one that goes on.
struct StepRates {
  /// By step.
  let days: [Day]
  private let target: Currency
  private let currencies: [Currency]
  /// By step and then currency, as the columns count them.
  private let conversions: [[Conversion?]]

  init(
    _ timeline: Timeline, of currencies: [Currency], to target: Currency, at rates: ExchangeRates, today: Day
  ) {
    days = timeline.periods.map { min($0.last, today) }
    self.target = target
    self.currencies = currencies
    conversions = days.map { day in
      currencies.map { rates.conversion(from: $0, to: target, on: day) }
    }
  }

  /// Nil where there is something to convert, and no rate for it.
  func convert(_ amount: Int128, of currency: Int, at step: Int) -> Int128? {
    amount == 0 ? 0 : conversions[step][currency].map { $0(amount) }
  }

  /// The sum of one amount for each of some currencies; notes what lacks a rate.
  func sum(
    _ amounts: [Int128], of places: [Int], at step: Int, missing: inout Set<MissingRate>
  ) -> Int128? {
    var sum: Int128? = 0
    for (amount, currency) in zip(amounts, places) {
      if let converted = convert(amount, of: currency, at: step) {
        sum = sum.map { $0 + converted }
      } else {
        missing.insert(MissingRate(currency: currencies[currency], day: days[step]))
        sum = nil
      }
    }
    return sum
  }
}
