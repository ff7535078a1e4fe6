import Catalog
import Monetary

extension APIError {
  static func refused(_ refusal: DiscountRefusal) -> APIError {
    switch refusal {
    case .couponInvalid(let id, let field):
      var error = APIError(ErrorCode("coupon_expired", status: 400), "Coupon expired: \(id)")
      error.parameter = field
      return error
    case .codeInactive(let id, let field):
      return .invalid(field, "This promotion code is not active any more: \(id)")
    case .codeOfAnother(let id, let field):
      return .invalid(field, "The promotion code \(id) is for another customer.")
    case .codeForFirstOnly(let id, let field):
      return .invalid(
        field, "The promotion code \(id) is for customers without payments or invoices before.")
    case .codeBelowMinimum(let id, let least, let field):
      let amount = WireAmount.wire(least.minorUnits, least.currency)
      return .invalid(
        field,
        "The promotion code \(id) asks for a purchase of at least \(amount) (\(least.currency.code)).")
    case .currencyUnknown(let id, let currency, let field):
      return .invalid(field, "\(id) has no amount in \(currency).")
    case .couponTwice(let id, let field):
      return .invalid(field, "The coupon \(id) stands in the list twice.")
    case .discountUnknown(let id, let field): return .missing("discount", id, parameter: field)
    case .codeTaken(let code):
      return .invalid("code", "An active promotion code with `code: \(code)` already exists.")
    case .codeBeyondCoupon(let field):
      return .invalid(field, "A promotion code cannot go beyond what its coupon allows.")
    case .codeStaysInactive(let id):
      return .invalid("active", "The promotion code \(id) cannot be redeemed any more.")
    case .notDiscountable(let field):
      return .invalid(field, "What gives something back, or says so itself, is not discountable.")
    }
  }
}
