import Catalog
import Identity
import Monetary
import Operations
import Rating

/// What the businesses of a town have in common: prices, coupons and tax rates, each made when it is first
/// asked for.
final class HistoryShelf {
  private let story: Story
  private var prices: [PriceKey: PriceID] = [:]
  private var coupons: [String: CouponID] = [:]
  private var taxRates: [History.Tax: TaxRateID] = [:]

  /// Two prices of one business are two, even if they are the same.
  private struct PriceKey: Hashable {
    let name: String
    let offer: History.Offer
  }

  init(_ story: Story) {
    self.story = story
  }

  func price(_ name: String, _ offer: History.Offer) async throws -> PriceID {
    let key = PriceKey(name: name, offer: offer)
    if let known = prices[key] { return known }
    guard let currency = Currency(code: offer.currency) else {
      preconditionFailure("a history's currencies are currencies")
    }
    let made = try await story.workspace.perform(
      CreatePrice(
        product: .new(id: nil, name: name, terms: ProductTerms()),
        terms: .init(currency: currency, model: offer.model.priceModel, cadence: offer.cadence)),
      as: Story.cause)
    prices[key] = made
    return made
  }

  func coupon(_ name: String, _ terms: History.Coupon) async throws -> CouponID {
    if let known = coupons[name] { return known }
    guard let duration = CouponDuration(rawValue: terms.duration) else {
      preconditionFailure("a history's coupons are coupons")
    }
    let percentage = terms.percent.flatMap { Percentage(percent: $0) }
    let made = try await story.workspace.perform(
      CreateCoupon { id, created in
        Coupon(
          id: id,
          reduction: percentage.map { .percent(off: $0) }
            ?? .amounts(
              off: HistoryMaker.currencies.sorted().map { Money(terms.amount ?? 0, Currency(code: $0)!) }),
          duration: duration, months: terms.months, created: created)
      }, as: Story.cause)
    coupons[name] = made
    return made
  }

  func taxRate(_ tax: History.Tax) async throws -> TaxRateID {
    if let known = taxRates[tax] { return known }
    let made = try await story.taxRate(tax.percent, inclusive: tax.inclusive)
    taxRates[tax] = made
    return made
  }
}
