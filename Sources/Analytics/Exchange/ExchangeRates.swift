import Chronology
import Monetary

/// What a unit of one base currency costs in others, by day; the ECB's table has the euro as base.
///
/// A day without a rate, such as a Sunday, takes the last one before it, at most `carriedDays` back; then
/// there is none. Nothing is ever taken from a later day.
public struct ExchangeRates: Sendable {
  /// Billionths: 1.0832 dollars for a euro is 1,083,200,000.
  public static let scale: Int128 = 1_000_000_000
  /// Above any legal rate; keeps products within 128 bits.
  public static let most: Int64 = 1_000_000_000_000_000_000

  public let base: Currency
  public let carriedDays: Int
  private var table: [Currency: [(day: Day, billionths: Int64)]] = [:]

  /// Easter at the ECB is four days without a rate; a week bears that and a late import.
  public init(base: Currency, carriedDays: Int = 7) {
    precondition(carriedDays >= 0, "rates are carried forward in time")
    self.base = base
    self.carriedDays = carriedDays
  }

  /// One currency's rate on a day, which replaces what was there. False, and nothing happens, for a rate that
  /// is not above zero or is beyond all reason.
  @discardableResult
  public mutating func set(_ currency: Currency, on day: Day, billionths: Int64) -> Bool {
    guard currency != base, billionths > 0, billionths <= ExchangeRates.most else { return false }
    var rates = table[currency, default: []]
    let place = ExchangeRates.firstAfter(day, rates)
    if place > 0, rates[place - 1].day == day {
      rates[place - 1].billionths = billionths
    } else {
      rates.insert((day, billionths), at: place)
    }
    table[currency] = rates
    return true
  }

  /// The rate in force at a day's end, and the day it is of.
  public func rate(of currency: Currency, on day: Day) -> (billionths: Int64, from: Day)? {
    if currency == base { return (Int64(ExchangeRates.scale), day) }
    let rates = table[currency, default: []]
    let place = ExchangeRates.firstAfter(day, rates)
    guard place > 0, day - rates[place - 1].day <= carriedDays else { return nil }
    return (rates[place - 1].billionths, rates[place - 1].day)
  }

  /// What one minor unit of a currency comes to in minor units of another at a day's end; nil without a rate.
  public func conversion(from: Currency, to: Currency, on day: Day) -> Conversion? {
    if from == to { return Conversion(numerator: 1, denominator: 1) }
    guard let source = rate(of: from, on: day), let target = rate(of: to, on: day) else { return nil }
    return Conversion(
      numerator: Int128(target.billionths) * ExchangeRates.tenTo(to.exponent),
      denominator: Int128(source.billionths) * ExchangeRates.tenTo(from.exponent))
  }

  /// The days and currencies of these for which there is none, so that a page can say which to import.
  public func missing(
    among currencies: [Currency], to target: Currency, on days: [Day]
  ) -> [(currency: Currency, day: Day)] {
    days.flatMap { day in
      currencies.filter { conversion(from: $0, to: target, on: day) == nil }.map { ($0, day) }
    }
  }

  private static func firstAfter(_ day: Day, _ rates: [(day: Day, billionths: Int64)]) -> Int {
    var low = 0
    var high = rates.count
    while low < high {
      let middle = (low + high) / 2
      if rates[middle].day <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func tenTo(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}

/// An exact fraction that amounts are multiplied with; rounding happens at the end, half even.
public struct Conversion: Hashable, Sendable {
  let numerator: Int128
  let denominator: Int128

  public func callAsFunction(_ amount: Int128) -> Int128 {
    // Whole parts and rest apart, so that the product of a large sum stays within 128 bits.
    let (whole, rest) = amount.quotientAndRemainder(dividingBy: denominator)
    return whole * numerator + Rounding.halfEven.divide(rest * numerator, by: denominator)
  }
}
