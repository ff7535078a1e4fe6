import Catalog
import Chronology
import Identity
import Monetary
import Relations
import Storage
import TestSupport
import Testing

@Suite("What figures need comes back as it was written")
struct InputRowTests {
  private func sheet(_ day: Int, _ usd: String, sek: String? = nil) throws -> ReferenceRates {
    var rates: [Currency: ExchangeRate] = [.usd: ExchangeRate(decimal: usd)!]
    rates[.sek] = sek.flatMap { ExchangeRate(decimal: $0) }
    return try ReferenceRates(day: Day(year: 2026, month: 11, day: day)!, perEuro: rates)
  }

  @Test("A day has one sheet of rates; they list newest first, between days", arguments: Engine.allCases)
  func rates(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        for day in 1...5 { try rows.write(sheet(day, "1.0\(day)")) }
        try rows.write(sheet(3, "1.3", sek: "11.4385"))
        let third = Day(year: 2026, month: 11, day: 3)!
        #expect(try rows.referenceRates(on: third) == sheet(3, "1.3", sek: "11.4385"))
        #expect(try rows.referenceRates(on: Day(year: 2026, month: 11, day: 9)!) == nil)
        #expect(try rows.referenceRates().map(\.day.day) == [1, 2, 3, 4, 5])
        #expect(try rows.referenceRates(from: third, through: third).count == 1)
        let page = try rows.referenceRates(from: nil, through: nil, Page(limit: 2))
        #expect(page.elements.map(\.day.day) == [5, 4])
        #expect(page.hasMore)
        let next = try rows.referenceRates(
          from: Day(year: 2026, month: 11, day: 2)!, through: nil,
          Page(limit: 9, cursor: .after("rates_2026-11-04")))
        #expect(next.elements.map(\.day.day) == [3, 2])
        #expect(throws: UnknownCursor.self) {
          try rows.referenceRates(from: nil, through: nil, Page(limit: 1, cursor: .after("rates_2020-01-01")))
        }
      }
    }
  }

  @Test("An amount of spend replaces the one before, and lists find it", arguments: Engine.allCases)
  func spend(_ engine: Engine) async throws {
    @Sendable func spend(_ month: Int, _ channel: String, _ amount: Int64, _ currency: Currency = .eur) throws
      -> MarketingSpend
    {
      try MarketingSpend(
        channel: channel, month: Month(year: 2026, month: month), amount: Money(amount, currency))
    }
    try await withBooks(engine) { database in
      try await database.write { rows in
        for month in 1...3 {
          for channel in ["search", "Åland", "partner"] { try rows.write(spend(month, channel, 100)) }
        }
        try rows.write(spend(2, "search", 7))
        try rows.write(spend(2, "search", 9, .sek))
        let found = try rows.marketingSpend(MarketingSpendFilter(channel: "search"), Page(limit: 9)).elements
        #expect(found.map(\.amount) == [Money(100, .eur), Money(9, .sek), Money(7, .eur), Money(100, .eur)])
        let second = Month(year: 2026, month: 2)
        let filter = MarketingSpendFilter(from: second, through: second)
        #expect(
          try rows.marketingSpend(filter, Page(limit: 9)).elements.map(\.channel) == [
            "Åland", "search", "search", "partner",
          ])
        let rest = try rows.marketingSpend(
          filter, Page(limit: 9, cursor: .after("spend_2026-02_sek_search")))
        #expect(rest.elements.map(\.id.text) == ["spend_2026-02_eur_search", "spend_2026-02_eur_partner"])
        #expect(try rows.marketingSpend(spend(1, "partner", 0).id) == spend(1, "partner", 100))
      }
    }
  }

  @Test("Margins of the business and of products, and where customers come from", arguments: Engine.allCases)
  func margins(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let product = ProductID("prod_1")
        #expect(try rows.grossMargin(of: nil) == nil)
        try rows.write(GrossMargin(product: nil, basisPoints: 8_000)!)
        try rows.write(GrossMargin(product: product, basisPoints: 5_000)!)
        try rows.write(GrossMargin(product: product, basisPoints: 5_050)!)
        #expect(try rows.grossMargin(of: product)?.basisPoints == 5_050)
        #expect(try rows.grossMargins().map(\.id.text) == ["margin", "margin_prod_1"])
        try rows.insert(Sample.customer(1))
        try rows.insert(Sample.customer(2, full: true))
        #expect(try rows.acquisitionSources() == ["partner"])
      }
    }
  }
}
