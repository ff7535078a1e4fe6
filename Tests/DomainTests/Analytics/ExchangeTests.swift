import Analytics
import Catalog
import Chronology
import Monetary
import Testing

@Suite("Recurring revenue in one currency")
struct ExchangeTests {
  private func rates(_ days: [(String, Int64)]) -> ExchangeRates {
    // How many dollars a euro costs.
    var rates = ExchangeRates(base: .eur)
    for (day, billionths) in days { rates.set(.usd, on: History.day(day), billionths: billionths) }
    return rates
  }

  private var history: History {
    var history = History()
    history.change("a", on: "2026-01-15", 1_000)
    history.change("b", on: "2026-01-15", 500, in: .eur)
    history.change("a", on: "2026-02-03", 100)
    history.change("b", on: "2026-02-10", 50, in: .eur)
    history.change("b", on: "2026-02-20", -200, in: .eur)
    return history
  }

  private let fourDays: [(String, Int64)] = [
    ("2026-01-31", 1_100_000_000), ("2026-02-03", 1_090_000_000), ("2026-02-10", 1_080_000_000),
    ("2026-02-20", 1_060_000_000), ("2026-02-28", 1_050_000_000),
  ]

  @Test("Open 1,550, movements −58, close 1,467.5: the exchange is −24.5, exactly", arguments: [false, true])
  func workedExample(net: Bool) {
    let history = history
    let months = history.months("2026-02", "2026-02")
    let series = history.columns.revenue(
      in: .usd, at: rates(fourDays), timeline: months, of: history.all, net: net)
    guard case .converted(let periods) = series else {
      Issue.record("there is a rate for every day")
      return
    }
    let moved = periods[0].movements.values.reduce(Int128(0)) { $0 + $1.delta }
    #expect(units(periods[0].opening) == 1_550 && units(periods[0].closing) == 1_467.5)
    #expect(units(moved) == -58 && units(periods[0].exchange) == -24.5)
    #expect(periods[0].customers == 2)
    if net {
      #expect(periods[0].movements[.contraction]?.movements == 1)
      #expect(units(periods[0].movements[.contraction]?.delta ?? 0) == -158)
    } else {
      #expect(units(periods[0].flows.contraction) == 212 && units(periods[0].flows.expansion) == 154)
    }
  }

  @Test("A missing rate keeps the currencies apart and says which day lacks one")
  func missing() {
    let history = history
    let series = history.columns.revenue(
      in: .usd, at: rates(Array(fourDays.dropFirst(2))), timeline: history.months("2026-02", "2026-02"),
      of: history.all)
    guard case .perCurrency(let table, let missing) = series else {
      Issue.record("January has no rate")
      return
    }
    #expect(missing == [MissingRate(currency: .eur, day: History.day("2026-01-31"))])
    #expect(units(table[0, .eur, .contraction].delta) == -200)
  }

  @Test("A rate is carried forward for seven days, never back")
  func carrying() {
    var rates = rates([("2026-04-02", 1_080_000_000)])
    #expect(rates.rate(of: .usd, on: History.day("2026-04-01")) == nil)
    #expect(rates.rate(of: .usd, on: History.day("2026-04-09"))?.from == History.day("2026-04-02"))
    #expect(rates.rate(of: .usd, on: History.day("2026-04-10")) == nil)
    let isSet = [
      rates.set(.usd, on: History.day("2026-04-03"), billionths: 0),
      rates.set(.eur, on: History.day("2026-04-03"), billionths: 5),
    ]
    #expect(isSet == [false, false])
    rates.set(.usd, on: History.day("2026-04-02"), billionths: 1_090_000_000)
    #expect(rates.rate(of: .usd, on: History.day("2026-04-02"))?.billionths == 1_090_000_000)
    let days = [History.day("2026-04-01"), History.day("2026-04-02")]
    let missing = rates.missing(among: [.usd, .eur], to: .eur, on: days)
    #expect(missing.count == 1 && missing[0].currency == .usd && missing[0].day == days[0])
  }

  @Test("The sheets that were taken down are the table")
  func sheets() throws {
    let rate = try #require(ExchangeRate(decimal: "1.08"))
    let sheet = try ReferenceRates(day: History.day("2026-04-02"), perEuro: [.usd: rate])
    let rates = ExchangeRates(sheets: [sheet])
    #expect(rates.rate(of: .usd, on: History.day("2026-04-03"))?.billionths == 1_080_000_000)
    #expect(rates.rate(of: .eur, on: History.day("2020-04-03")) != nil && rates.base == .eur)
  }

  @Test("Between two currencies the base is crossed, and decimals are each currency's own")
  func crossing() throws {
    var rates = ExchangeRates(base: .eur)
    let day = History.day("2026-04-02")
    rates.set(.usd, on: day, billionths: 1_100_000_000)
    rates.set(.jpy, on: day, billionths: 165_000_000_000)
    // 1.10 dollars are 165 yen; a yen has no decimals, a dollar two.
    let conversion = try #require(rates.conversion(from: .usd, to: .jpy, on: day))
    #expect(conversion(110_000_000) == 165_000_000)
    let back = try #require(rates.conversion(from: .jpy, to: .usd, on: day))
    #expect(back(165_000_000) == 110_000_000 && back(-165_000_000) == -110_000_000)
    // Half even, once, at the end.
    let euro = try #require(rates.conversion(from: .usd, to: .eur, on: day))
    #expect(euro(1) == 1 && euro(11) == 10 && euro(Int128(1) << 70) == 1_073_265_109_743_101_184_931)
  }

  @Test("Retention in one currency has both amounts at one rate")
  func constantCurrency() throws {
    let history = history
    let found = history.columns.revenueRetention(
      before: History.day("2026-03-01"), months: 1, of: history.all, in: .usd, at: rates(fourDays))
    let retention = try #require(found)
    // (1100 + 350 × 1.05) / (1000 + 500 × 1.05)
    #expect(isNear(retention.net, 1_467.5 / 1_525, 1e-12))
    #expect(isNear(retention.gross, (1_000 + 367.5) / 1_525, 1e-12) && retention.customers == 2)
    let without = history.columns.revenueRetention(
      before: History.day("2026-03-01"), months: 1, of: history.all, in: .usd, at: rates([]))
    #expect(without == nil)
  }
}
