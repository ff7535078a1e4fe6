import Chronology
import Identity
import Monetary

public enum PromotionCodeEntity: Identified {
  public static let prefix = "promo"
}
public typealias PromotionCodeID = Identifier<PromotionCodeEntity>

/// A word that customers type to use a coupon, with conditions of its own.
public struct PromotionCode: Hashable, Sendable, Codable {
  public let id: PromotionCodeID
  /// As it is shown; the same word in other letters is the same code.
  public let code: String
  public let coupon: CouponID
  /// The only customer who can use it, by id; nil is everybody.
  public let customer: String?
  public var active: Bool
  public let expiresAt: Instant?
  public let maxRedemptions: Int64?
  public var timesRedeemed: Int64
  /// Only for customers who have never paid or been billed anything.
  public let firstTimeOnly: Bool
  /// What must be bought at least, in each currency that it knows, its own first; nil is nothing.
  public var minimums: [Money]?
  public var metadata: [String: String]
  public let created: Instant

  public init(
    id: PromotionCodeID, code: String, coupon: CouponID, customer: String? = nil, expiresAt: Instant? = nil,
    maxRedemptions: Int64? = nil, firstTimeOnly: Bool = false, minimums: [Money]? = nil, created: Instant
  ) {
    self.id = id
    self.code = code
    self.coupon = coupon
    self.customer = customer
    self.active = true
    self.expiresAt = expiresAt
    self.maxRedemptions = maxRedemptions
    self.timesRedeemed = 0
    self.firstTimeOnly = firstTimeOnly
    self.minimums = minimums
    self.metadata = [:]
    self.created = created
  }

  /// Whether its own conditions still let it be used; its coupon's come on top.
  public func isOpen(at instant: Instant) -> Bool {
    (expiresAt.map { instant <= $0 } ?? true) && (maxRedemptions.map { timesRedeemed < $0 } ?? true)
  }

  public func redeemed() -> PromotionCode {
    var code = self
    code.timesRedeemed += 1
    return code
  }
}
