import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Storage

/// What somebody wants to be taken off.
public enum DiscountWish: Hashable, Sendable {
  case coupon(CouponID)
  case code(PromotionCodeID)
  /// A discount that is there, and stays.
  case kept(DiscountID)
}

/// What discounts are put on.
struct DiscountedThing {
  let id: String
  let currency: Currency
  let customer: Customer
  /// Those that it has.
  var known: [Discount] = []
  /// What is bought, in minor units, for codes that ask for a minimum.
  let worth: () throws -> Int128
}

extension Snapshot {
  /// What must not be used elsewhere while it is used here.
  func locks(of wishes: [DiscountWish]) throws -> [Lock] {
    try wishes.compactMap { wish in
      switch wish {
      case .coupon(let id): .coupon(id)
      case .code(let id): try promotionCode(id).map { .coupon($0.coupon) }
      case .kept: nil
      }
    }
  }
}

extension Session {
  /// Uses coupons and codes. A coupon that is in use there already goes on as it is.
  ///
  /// - Parameter field: how the caller names the list.
  /// - Returns: nil for none.
  func redeem(
    _ wishes: [DiscountWish], on thing: DiscountedThing, field: String, at instant: Instant
  ) throws -> [Discount]? {
    var made: [Discount] = []
    for (index, wish) in wishes.enumerated() {
      let place = "\(field)[\(index)]"
      let discount: Discount
      switch wish {
      case .kept(let id):
        guard let known = thing.known.first(where: { $0.id == id && $0.spent != true }) else {
          throw DiscountRefusal.discountUnknown(id: id.text, field: "\(place)[discount]")
        }
        discount = known
      case .coupon(let id):
        discount = try use(id, by: nil, on: thing, field: "\(place)[coupon]", at: instant)
      case .code(let id):
        discount = try use(code: id, on: thing, field: "\(place)[promotion_code]", at: instant)
      }
      guard !made.contains(where: { $0.coupon == discount.coupon }) else {
        throw DiscountRefusal.couponTwice(id: discount.coupon.text, field: place)
      }
      made.append(discount)
    }
    // What is used up still counts until the time it paid for is over.
    let all = made + thing.known.filter { $0.spent == true }
    return all.isEmpty ? nil : all
  }

  private func use(
    code id: PromotionCodeID, on thing: DiscountedThing, field: String, at instant: Instant
  ) throws -> Discount {
    let code = try known(rows.promotionCode(id), .promotionCode, id.text, field: field)
    if let known = thing.known.first(where: { $0.promotionCode == id && $0.spent != true }) { return known }
    guard code.active, code.isOpen(at: instant),
      try rows.coupon(code.coupon)?.isValid(at: instant) == true
    else { throw DiscountRefusal.codeInactive(id: id.text, field: field) }
    guard code.customer == nil || code.customer == thing.customer.id.text else {
      throw DiscountRefusal.codeOfAnother(id: id.text, field: field)
    }
    if code.firstTimeOnly, try rows.hasBought(thing.customer.id.text) {
      throw DiscountRefusal.codeForFirstOnly(id: id.text, field: field)
    }
    if let minimums = code.minimums {
      guard let least = minimums.first(where: { $0.currency == thing.currency }) else {
        throw DiscountRefusal.currencyUnknown(id: id.text, currency: thing.currency.code, field: field)
      }
      guard try thing.worth() >= Int128(least.minorUnits) else {
        throw DiscountRefusal.codeBelowMinimum(id: id.text, least: least, field: field)
      }
    }
    let discount = try use(code.coupon, by: id, on: thing, field: field, at: instant)
    if discount.promotionCode == id { try change(code, to: code.redeemed(), because: .redeemed) }
    return discount
  }

  private func use(
    _ id: CouponID, by code: PromotionCodeID?, on thing: DiscountedThing, field: String, at instant: Instant
  ) throws -> Discount {
    if let known = thing.known.first(where: { $0.coupon == id && $0.spent != true }) { return known }
    let coupon = try coupon(id, field: field)
    guard coupon.isValid(at: instant) else {
      throw DiscountRefusal.couponInvalid(id: id.text, field: field)
    }
    let discount = coupon.discount(newID(), on: thing.id, in: thing.currency, by: code, at: instant)
    guard let discount else {
      throw DiscountRefusal.currencyUnknown(id: id.text, currency: thing.currency.code, field: field)
    }
    try change(coupon, to: coupon.redeemed(), because: .redeemed)
    return discount
  }
}
