import Catalog
import Chronology
import Monetary
import Operations
import Relations

/// What figures need beside the business: where customers come from, what winning them cost, what is left of
/// revenue, and what a euro bought. All invented, and without luck, so that nobody's life depends on it.
enum DemoInputs {
  /// A month's spend on each channel, in whole euros; who comes by word of mouth costs nothing.
  private static let channels: [(name: String, spend: Int64)] = [
    ("search", 900), ("word of mouth", 0), ("advertising", 1_400), ("partners", 600),
  ]
  /// Of 100.00 %.
  private static let margin: Int64 = 78_00

  /// Where the customer with a number comes from.
  static func origin(of number: Int, paying currency: Currency) -> (country: String, channel: String) {
    let countries =
      switch currency {
      case .sek: ["SE"]
      case .eur: ["DE", "NL", "DE", "FI"]
      default: ["US", "NO", "GB"]
      }
    return (countries[number % countries.count], channels[number * 7 / 3 % channels.count].name)
  }

  static func record(on stage: Stage, from first: Day, through last: Day, at moment: Instant) async throws {
    if let margin = GrossMargin(product: nil, basisPoints: margin) {
      try await stage.perform(ChooseMargin(margin), at: moment)
    }
    var spend: [MarketingSpend] = []
    var month = Month(containing: first)
    while month <= Month(containing: last) {
      for channel in channels where channel.spend > 0 {
        spend.append(
          try MarketingSpend(channel: channel.name, month: month, amount: Money(channel.spend * 100, .eur)))
      }
      month = month.adding(months: 1)
    }
    try await stage.perform(RecordSpend(spend), at: moment)
    let sheets = try (0...max(0, last - first)).map { first.adding(days: $0) }.compactMap(rates)
    for begin in stride(from: 0, to: sheets.count, by: RecordRates.daysMost) {
      let part = sheets[begin..<min(sheets.count, begin + RecordRates.daysMost)]
      try await stage.perform(RecordRates(Array(part)), at: moment)
    }
  }

  /// A slow wave on working days.
  private static func rates(on day: Day) throws -> ReferenceRates? {
    guard day.weekday.rawValue <= 5 else { return nil }
    let wave = abs(Int64(day.number) % 240 - 120)
    guard let dollars = ExchangeRate(billionths: 1_060_000_000 + wave * 500_000),
      let kronor = ExchangeRate(billionths: 11_200_000_000 - wave * 2_500_000)
    else { return nil }
    return try ReferenceRates(day: day, perEuro: [.usd: dollars, .sek: kronor])
  }
}
