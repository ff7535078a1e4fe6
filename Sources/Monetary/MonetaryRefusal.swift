/// Why an amount cannot be formed. Each case has one stable code.
public enum MonetaryRefusal: String, Error, Hashable, Sendable, CaseIterable {
  /// The result does not fit in 64 bits of minor units.
  case overflow = "amount_too_large"
  /// Amounts of different currencies were to be combined.
  case currenciesDiffer = "currencies_differ"
  /// A price leaves open what it costs, and nobody settled it.
  case choiceMissing = "price_choice_missing"

  public var code: String { rawValue }
}
