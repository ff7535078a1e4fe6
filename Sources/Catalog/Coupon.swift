import Chronology
import Identity
import Monetary
import Rating

public enum CouponEntity: Identified {
  public static let prefix = "coupon"
}
public typealias CouponID = Identifier<CouponEntity>

/// What takes something off, for how long, and how often it can be used. What it takes off never changes; it
/// may learn amounts in other currencies.
public struct Coupon: Hashable, Sendable, Codable {
  /// What a coupon takes off: a share, or an amount in each currency that it knows, its own first.
  public enum Reduction: Hashable, Sendable, Codable {
    case percent(off: Percentage)
    case amounts(off: [Money])
  }

  public let id: CouponID
  /// What the customer reads.
  public var name: String?
  public var reduction: Reduction
  public let duration: CouponDuration
  /// How many months a repeating discount lasts.
  public let months: Int?
  /// The products it takes something off; nil is all.
  public let products: [ProductID]?
  public let maxRedemptions: Int64?
  /// When it can be used for the last time.
  public let redeemBy: Instant?
  public var timesRedeemed: Int64
  public var metadata: [String: String]
  public let created: Instant
  /// Nobody can use it any more; the discounts it made stay.
  public var isDeleted: Bool

  public init(
    id: CouponID, reduction: Reduction, duration: CouponDuration, months: Int? = nil,
    products: [ProductID]? = nil, maxRedemptions: Int64? = nil, redeemBy: Instant? = nil, created: Instant
  ) {
    self.id = id
    self.reduction = reduction
    self.duration = duration
    self.months = months
    self.products = products
    self.maxRedemptions = maxRedemptions
    self.redeemBy = redeemBy
    self.timesRedeemed = 0
    self.metadata = [:]
    self.created = created
    self.isDeleted = false
  }

  /// Whether it can still be used.
  public func isValid(at instant: Instant) -> Bool {
    !isDeleted && (redeemBy.map { instant <= $0 } ?? true)
      && (maxRedemptions.map { timesRedeemed < $0 } ?? true)
  }

  public func redeemed() -> Coupon {
    var coupon = self
    coupon.timesRedeemed += 1
    return coupon
  }

  /// The discount it makes of amounts in one currency; nil when it takes nothing off those.
  ///
  /// - Parameter subject: what the discount is put on.
  public func discount(
    _ id: DiscountID, on subject: String, in currency: Currency, by code: PromotionCodeID?, at start: Instant
  ) -> Discount? {
    let reduction: Discount.Reduction
    switch self.reduction {
    case .percent(let percentage): reduction = .percent(off: percentage)
    case .amounts(let amounts):
      guard let amount = amounts.first(where: { $0.currency == currency }) else { return nil }
      reduction = .amount(off: amount.minorUnits)
    }
    let end = months.map { months in
      BillingCycle(anchor: start, cadence: .every(months, .month), zone: .utc).period(0).end
    }
    return Discount(
      id: id, coupon: self.id, promotionCode: code, reduction: reduction, duration: duration,
      products: products, subject: subject, start: start, end: end)
  }
}

/// For which invoices a coupon takes something off.
public enum CouponDuration: String, Hashable, Sendable, Codable, CaseIterable {
  /// The first that asks for something.
  case once
  /// Those of so many months.
  case repeating
  case forever
}
