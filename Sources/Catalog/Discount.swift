import Chronology
import Identity
import Monetary
import Rating

public enum DiscountEntity: Identified {
  public static let prefix = "di"
}
public typealias DiscountID = Identifier<DiscountEntity>

/// A coupon in use: what it takes off, put on a contract, an item, an invoice or a line. It carries all that
/// makes amounts, so nobody looks its coupon up to bill.
public struct Discount: Hashable, Sendable, Codable {
  public enum Reduction: Hashable, Sendable, Codable {
    case percent(off: Percentage)
    /// Minor units of the currency of what it is put on.
    case amount(off: Int64)
  }

  public let id: DiscountID
  public let coupon: CouponID
  public let promotionCode: PromotionCodeID?
  public let reduction: Reduction
  public let duration: CouponDuration
  public let products: [ProductID]?
  /// The id of what it was put on.
  public let subject: String
  public let start: Instant
  /// From when on it takes nothing off; nil is never.
  public let end: Instant?
  /// Used up by an invoice: it takes nothing off any more, and counts only until its end.
  public let spent: Bool?

  /// As many as one thing can have.
  public static let most = 20

  public init(
    id: DiscountID, coupon: CouponID, promotionCode: PromotionCodeID?, reduction: Reduction,
    duration: CouponDuration, products: [ProductID]?, subject: String, start: Instant, end: Instant?,
    spent: Bool? = nil
  ) {
    self.id = id
    self.coupon = coupon
    self.promotionCode = promotionCode
    self.reduction = reduction
    self.duration = duration
    self.products = products
    self.subject = subject
    self.start = start
    self.end = end
    self.spent = spent
  }

  /// Whether it takes something off what is billed at `instant`.
  public func isActive(at instant: Instant) -> Bool {
    spent != true && start <= instant && (end.map { instant < $0 } ?? true)
  }

  public func applies(to product: ProductID?) -> Bool {
    guard let products else { return true }
    return product.map(products.contains) ?? false
  }

  /// Used up, and remembered until the time it paid for is over.
  public func spent(until end: Instant) -> Discount {
    Discount(
      id: id, coupon: coupon, promotionCode: promotionCode, reduction: reduction, duration: duration,
      products: products, subject: subject, start: start, end: end, spent: true)
  }
}

/// What one discount takes off one amount: minor units; below zero on what is given back.
public struct DiscountAmount: Hashable, Sendable, Codable {
  public let discount: Discount
  public let amount: Int64

  public init(_ discount: Discount, _ amount: Int64) {
    self.discount = discount
    self.amount = amount
  }
}

extension [DiscountAmount] {
  public var total: Int64 { reduce(0) { $0 &+ $1.amount } }

  /// The same added up by discount, in the order in which they first come.
  public var summed: [DiscountAmount] {
    var order: [DiscountAmount] = []
    for part in self {
      guard let place = order.firstIndex(where: { $0.discount.id == part.discount.id }) else {
        order.append(part)
        continue
      }
      // The document's own sum was checked to fit.
      order[place] = DiscountAmount(part.discount, order[place].amount &+ part.amount)
    }
    return order
  }
}

/// What discounting says no to. `field` names the input as the caller knows it.
public enum DiscountRefusal: Error, Hashable, Sendable {
  /// Used as often as it can be, or too late.
  case couponInvalid(id: String, field: String)
  case codeInactive(id: String, field: String)
  case codeOfAnother(id: String, field: String)
  case codeForFirstOnly(id: String, field: String)
  /// Less is bought than the code asks for.
  case codeBelowMinimum(id: String, least: Money, field: String)
  /// The coupon takes an amount off, and none in this currency.
  case currencyUnknown(id: String, currency: String, field: String)
  case couponTwice(id: String, field: String)
  /// There is no such discount on what is changed.
  case discountUnknown(id: String, field: String)
  case codeTaken(code: String)
  /// The code would outlive its coupon, or be used more often.
  case codeBeyondCoupon(field: String)
  /// A code of a coupon that nobody can use any more.
  case codeStaysInactive(id: String)
  /// Something is given back, or a part of a period is billed, and nobody takes anything off that.
  case notDiscountable(field: String)
}
