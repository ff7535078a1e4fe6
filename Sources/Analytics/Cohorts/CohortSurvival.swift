import Chronology
import Monetary

extension CohortTable {
  /// How many of a cohort paid at the end of its first step, and each step after; what `period` keeps of
  /// them.
  ///
  /// Who came back counts again, so a later share may be higher than an earlier.
  public func retained(cohort: Int, currency: Currency, period: Int) -> Proportion {
    Proportion(
      Int(self[cohort, currency, period].customers), of: Int(self[cohort, currency, cohort].customers))
  }

  /// Revenue kept of a cohort's first step; nil of nothing. Above 1 when those who stay grow.
  public func revenueRetained(cohort: Int, currency: Currency, period: Int) -> Double? {
    let first = self[cohort, currency, cohort].revenue
    return first > 0 ? Double(self[cohort, currency, period].revenue) / Double(first) : nil
  }

  /// What a cohort has brought up to the end of a step by its levels at each step's end, less what serving it
  /// cost; in millionths of a minor unit, half even. The margin is in millionths: 80 % is 800,000.
  public func accumulatedMargin(
    cohort: Int, currency: Currency, through period: Int, marginMillionths: Int64
  ) -> Int128 {
    let sum = (cohort...max(cohort, period)).reduce(Int128(0)) { $0 + self[cohort, currency, $1].revenue }
    let (months, parts) = timeline.interval.inMonths
    return Rounding.halfEven.divide(sum * Int128(marginMillionths) * months, by: 1_000_000 * parts)
  }

  /// What a cohort looks like to a model, up to the last step given. Comebacks are taken out: the models know
  /// only leaving, so no count is above the one before.
  public func counts(cohort: Int, currency: Currency, through period: Int) -> RetentionCounts? {
    guard period > cohort else { return nil }
    var least = Double.infinity
    return RetentionCounts(
      alive: (cohort...period).map { step in
        least = min(least, Double(self[cohort, currency, step].customers))
        return least
      })
  }
}
