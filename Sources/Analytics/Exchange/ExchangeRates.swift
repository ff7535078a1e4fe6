import Catalog
import Chronology
import Monetary

/// What a unit of one base currency costs in others, by day; the ECB's table has the euro as base.
///
/// A day without a rate, such as a Sunday, takes the last one before it, at most `carriedDays` back; then
/// there is none. Nothing is ever taken from a later day.
public struct ExchangeRates: Sendable {
  /// Billionths: 1.0832 dollars for a euro is 1,083,200,000.
  public static let scale: Int128 = 1_000_000_000
  /// A hundred million for one of the base: beyond any currency's.
  public static let most: Int64 = 100_000_000_000_000_000

  public let base: Currency
  public let carriedDays: Int
  private var table: [Currency: [(day: Day, billionths: Int64)]] = [:]

  /// Easter at the ECB is four days without a rate; a week bears that and a late import.
  public init(base: Currency, carriedDays: Int = 7) {
    precondition(carriedDays >= 0, "rates are carried forward in time")
    self.base = base
    self.carriedDays = carriedDays
  }

  /// The sheets that were taken down; the euro is their base.
  public init(sheets: some Sequence<ReferenceRates>, carriedDays: Int = 7) {
    self.init(base: .eur, carriedDays: carriedDays)
    for sheet in sheets {
      for (currency, rate) in sheet.perEuro { set(currency, on: sheet.day, billionths: rate.billionths) }
    }
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
    // Whole parts and rest apart; the rest's product may need more than 128 bits, its quotient does not.
    let (whole, rest) = amount.quotientAndRemainder(dividingBy: denominator)
    let (product, isOver) = whole.multipliedReportingOverflow(by: numerator)
    guard !isOver else { return amount.signum() * (Int128.max / 1_000_000_000) }
    let (quotient, left) = UInt128(denominator).dividingFullWidth(
      rest.magnitude.multipliedFullWidth(by: UInt128(numerator)))
    let complement = UInt128(denominator) - left
    // Half even, of the magnitude: a negative amount converts as its positive twin does.
    let isUp = left == complement ? (quotient + product.magnitude) % 2 == 1 : left > complement
    return product + amount.signum() * Int128(quotient + (isUp ? 1 : 0))
  }
}
