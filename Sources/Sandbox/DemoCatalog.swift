import Catalog
import Chronology
import Monetary
import Operations
import Rating

/// What the demo business sells: three plans, by the month and by the year, in three currencies.
struct DemoCatalog: Sendable {
  static let currencies: [Currency] = [.usd, .eur, .sek]
  private static let plans: [(name: String, monthly: [Int64])] = [
    ("Studio", [29_00, 27_00, 299_00]),
    ("Team", [79_00, 75_00, 799_00]),
    ("Company", [199_00, 185_00, 1_999_00]),
  ]
  static let planCount = plans.count
  /// A year costs ten months.
  private static let monthsPaidInYear: Int64 = 10

  private let prices: [PriceKey: PriceID]

  struct PriceKey: Hashable, Sendable {
    let plan: Int
    let currency: Currency
    let isYearly: Bool
  }

  static func offer(on stage: Stage, at moment: Instant) async throws -> DemoCatalog {
    var prices: [PriceKey: PriceID] = [:]
    for (number, plan) in plans.enumerated() {
      let product = try await stage.perform(
        CreateProduct(name: plan.name, terms: ProductTerms()), at: moment)
      for (currency, monthly) in zip(currencies, plan.monthly) {
        for isYearly in [false, true] {
          let amount = isYearly ? monthly * monthsPaidInYear : monthly
          prices[PriceKey(plan: number, currency: currency, isYearly: isYearly)] = try await stage.perform(
            CreatePrice(
              product: .existing(product),
              terms: .init(
                currency: currency, model: .perUnit(UnitPrice(minorUnits: amount)),
                cadence: isYearly ? .yearly : .monthly)), at: moment)
        }
      }
    }
    return DemoCatalog(prices: prices)
  }

  func price(plan: Int, currency: Currency, isYearly: Bool) -> PriceID {
    guard let price = prices[PriceKey(plan: plan, currency: currency, isYearly: isYearly)] else {
      preconditionFailure("every plan is offered in every currency")
    }
    return price
  }
}
