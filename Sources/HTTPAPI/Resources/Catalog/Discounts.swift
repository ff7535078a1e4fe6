import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Notation
import Operations
import Relations
import Subscriptions

/// The coupons and codes that contracts, invoices and lines take.
enum Discounts {
  static let specification = ParameterSpecification.array(
    "discounts", max: Discount.most, [.text("coupon"), .text("discount"), .text("promotion_code")]
  ).clearable

  /// Nil when nothing was said; an empty value is none.
  static func wishes(_ parameters: RequestParameters) throws -> [DiscountWish]? {
    if parameters.isCleared("discounts") { return [] }
    return try parameters.objects("discounts")?.map { discount in
      let names = ["coupon", "promotion_code", "discount"]
      let given = names.filter(discount.isGiven)
      guard given.count <= 1 else { throw APIError.exclusiveParameters(given.map(discount.name)) }
      guard let name = given.first, let text = discount.string(name) else {
        throw APIError.missingParameter(discount.name("coupon"))
      }
      return switch name {
      case "coupon": .coupon(CouponID(text))
      case "promotion_code": .code(PromotionCodeID(text))
      default: .kept(DiscountID(text))
      }
    }
  }

  static func patch(_ parameters: RequestParameters) throws -> Patch<[DiscountWish]> {
    try wishes(parameters).map { .set($0) } ?? .keep
  }
}

/// A discount with whose it is, which it does not say itself.
struct DiscountObject: WireObject {
  let discount: Discount
  let customer: CustomerID
  var isDeleted = false

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", discount.id.text)
    writer.members(#""object":"discount","checkout_session":null"#)
    try writer.reference("customer", customer.text, expansion["customer"], in: scene) {
      try scene.customer(customer)
    }
    writer.members(#""customer_account":null"#)
    if isDeleted { writer.field("deleted", true) } else { writer.field("end", end) }
    writer.field("invoice", subject(InvoiceEntity.prefix))
    writer.field("invoice_item", subject(PendingItemEntity.prefix))
    try writer.reference(
      "promotion_code", discount.promotionCode?.text, expansion["promotion_code"], in: scene
    ) { try discount.promotionCode.flatMap { try scene.promotionCode($0) } }
    try writer.object("source") { writer in
      let wanted = expansion.inside("source")["coupon"]
      try writer.reference("coupon", discount.coupon.text, wanted, in: scene) {
        try scene.coupon(discount.coupon)
      }
      writer.members(#""type":"coupon""#)
    }
    writer.field("start", discount.start)
    writer.field("subscription", subject(SubscriptionEntity.prefix))
    writer.field("subscription_item", subject(SubscriptionItemEntity.prefix))
    writer.endObject()
  }

  /// One that was used up ends for us with what it paid for; for the format it has no end.
  private var end: Instant? { discount.duration == .repeating ? discount.end : nil }

  private func subject(_ prefix: String) -> String? {
    discount.subject.hasPrefix("\(prefix)_") ? discount.subject : nil
  }
}

extension JSONWriter {
  /// The discounts of something, by their ids or as the objects they are.
  mutating func discounts(
    _ discounts: [Discount]?, of customer: CustomerID, in scene: Scene, expanding expansion: Expansion
  ) throws {
    let wanted = expansion["discounts"]
    key("discounts")
    beginArray()
    for discount in discounts ?? [] where discount.spent != true {
      guard let wanted else {
        value(discount.id.text)
        continue
      }
      try DiscountObject(discount: discount, customer: customer).write(
        to: &self, in: scene, expanding: wanted)
    }
    endArray()
  }

  /// `discount_amounts` of a line and `total_discount_amounts` of an invoice.
  mutating func discountAmounts(
    _ name: StaticString, _ amounts: [DiscountAmount], _ currency: Currency, of customer: CustomerID,
    in scene: Scene, expanding expansion: Expansion
  ) throws {
    key(name)
    beginArray()
    for part in amounts {
      beginObject()
      field("amount", part.amount, in: currency)
      try reference("discount", part.discount.id.text, expansion["discount"], in: scene) {
        DiscountObject(discount: part.discount, customer: customer)
      }
      endObject()
    }
    endArray()
  }

  /// The same among all that makes an amount less before it is taxed.
  ///
  /// - Parameter isCredited: of a credit note, whose parts know of no other kind.
  mutating func pretaxCredits(
    _ name: StaticString, _ amounts: [DiscountAmount], _ currency: Currency, isCredited: Bool = false
  ) {
    key(name)
    beginArray()
    for part in amounts {
      beginObject()
      field("amount", part.amount, in: currency)
      if !isCredited { members(#""credit_balance_transaction":null"#) }
      field("discount", part.discount.id.text)
      members(#""type":"discount""#)
      endObject()
    }
    endArray()
  }
}
