import Catalog
import Chronology
import Identity
import Monetary
import Notation
import Operations
import Rating

/// What takes something off, and how often it can be used.
enum Coupons {
  static let routes: [Route] = [
    .post(
      "/v1/coupons", "Creates a coupon of a percentage or an amount.", .coupon,
      parameters: [
        .integer("amount_off", 1...999_999_999_999),
        .object("applies_to", [.array("products", of: .text(255), max: 100)]), .currency("currency"), options,
        .choice("duration", CouponDuration.allCases.map(\.rawValue)),
        .integer("duration_in_months", 1...1_200),
        .text("id", max: 200), .integer("max_redemptions", 1...999_999_999), .metadata,
        .text("name", max: 40), .decimal("percent_off", decimals: 4), .timestamp("redeem_by"),
      ], make: { try create($0.parameters) }, show: { id, _, scene in try scene.coupon(id) }),
    .show("/v1/coupons/{coupon}", "Shows a coupon.", .coupon) { call, scene in
      try scene.snapshot.coupon(CouponID(call.identifier("coupon"))).flatMap { $0.isDeleted ? nil : $0 }
    },
    .post(
      "/v1/coupons/{coupon}", "Changes what a coupon is called, or adds amounts in more currencies.", .coupon,
      parameters: [.text("name", max: 40).clearable, .metadata, options],
      make: { call in
        let parameters = call.parameters
        var command = UpdateCoupon(CouponID(call.identifier("coupon")))
        command.name = parameters.textPatch("name")
        command.metadata = parameters.metadata
        command.amounts = try amounts(parameters)
        return command
      }, show: { id, _, scene in try scene.coupon(id) }),
    .delete(
      "/v1/coupons/{coupon}", "Lets nobody use a coupon any more; discounts that it made stay.", .coupon,
      make: { DeleteCoupon(CouponID($0.identifier("coupon"))) },
      show: { id, _, _ in DeletedObject(id: id.text, type: .coupon) }),
    .list("/v1/coupons", "Lists coupons.", of: .coupon, parameters: [.created]) { _, page, scene in
      try scene.snapshot.coupons(page)
    },
  ]

  private static let options = ParameterSpecification.byCurrency(
    "currency_options", [.integer("amount_off", 1...999_999_999_999).required])

  private static func amounts(_ parameters: RequestParameters) throws -> [Money] {
    try (parameters.byCurrency("currency_options") ?? []).map { currency, option in
      Money(
        try AmountParameters.minorUnits(
          option.integer("amount_off") ?? 0, option.name("amount_off"), currency), currency)
    }
  }

  private static func create(_ parameters: RequestParameters) throws -> CreateCoupon {
    let reduction = try reduction(parameters)
    let duration = parameters.string("duration").flatMap(CouponDuration.init) ?? .once
    let months = parameters.integer("duration_in_months").map(Int.init)
    switch (duration, months) {
    case (.repeating, nil): throw APIError.missingParameter("duration_in_months")
    case (.once, _?), (.forever, _?):
      throw APIError.invalid("duration_in_months", "This goes with duration=repeating only.")
    default: break
    }
    let products = parameters.object("applies_to")?.strings("products")?.map { ProductID($0) } ?? []
    let (most, last) = (parameters.integer("max_redemptions"), parameters.instant("redeem_by"))
    var command = CreateCoupon(
      id: parameters.string("id").map { CouponID($0) }, products: products
    ) { id, created in
      Coupon(
        id: id, reduction: reduction, duration: duration, months: months,
        products: products.isEmpty ? nil : products, maxRedemptions: most, redeemBy: last, created: created)
    }
    command.name = parameters.string("name")
    command.metadata = parameters.metadata
    return command
  }

  private static func reduction(_ parameters: RequestParameters) throws -> Coupon.Reduction {
    switch (parameters.string("percent_off"), parameters.integer("amount_off")) {
    case (_?, _?): throw APIError.exclusiveParameters(["percent_off", "amount_off"])
    case (nil, nil): throw APIError.missingParameter("percent_off")
    case (let text?, nil):
      guard let percentage = Percentage(percent: text), percentage.ofOne.trillionths >= 100_000_000,
        percentage.ofOne.trillionths <= 1_000_000_000_000
      else {
        throw APIError.invalid("percent_off", "A percentage off lies between 0.01 and 100.")
      }
      for name in ["currency", "currency_options"] where parameters.isGiven(name) {
        throw APIError.invalid(name, "This goes with amount_off only.")
      }
      return .percent(off: percentage)
    case (nil, let amount?):
      guard let currency = parameters.currency("currency") else {
        throw APIError.missingParameter("currency")
      }
      let own = Money(try AmountParameters.minorUnits(amount, "amount_off", currency), currency)
      return .amounts(off: [own] + (try amounts(parameters)))
    }
  }
}

extension Scene {
  /// A coupon as it was at the moment that is shown, also one that was deleted.
  func coupon(_ id: CouponID) throws -> Coupon? {
    try state(of: id.text, as: Coupon.self) ?? snapshot.coupon(id)
  }

  func promotionCode(_ id: PromotionCodeID) throws -> PromotionCode? {
    try state(of: id.text, as: PromotionCode.self) ?? snapshot.promotionCode(id)
  }
}

extension Coupon: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    var (percentage, amounts): (Percentage?, [Money]) = (nil, [])
    switch reduction {
    case .percent(let off): percentage = off
    case .amounts(let off): amounts = off
    }
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"coupon""#)
    if let amount = amounts.first {
      writer.field("amount_off", amount.minorUnits, in: amount.currency)
    } else {
      writer.members(#""amount_off":null"#)
    }
    if expansion["applies_to"] != nil, let products {
      writer.object("applies_to") { $0.field("products", products.map(\.text)) }
    }
    writer.field("created", created)
    writer.field("currency", amounts.first?.currency.code)
    if expansion["currency_options"] != nil, !amounts.isEmpty {
      writer.object("currency_options") { writer in
        for amount in amounts {
          writer.key(text: amount.currency.code)
          writer.beginObject()
          writer.field("amount_off", amount.minorUnits, in: amount.currency)
          writer.endObject()
        }
      }
    }
    writer.field("duration", duration.rawValue)
    writer.field("duration_in_months", months.map { Int64($0) })
    writer.field("livemode", scene.isLive)
    writer.field("max_redemptions", maxRedemptions)
    writer.field("metadata", metadata)
    writer.field("name", name)
    if let percentage {
      writer.field("percent_off", percent: percentage)
    } else {
      writer.members(#""percent_off":null"#)
    }
    writer.field("redeem_by", redeemBy)
    writer.field("times_redeemed", timesRedeemed)
    writer.field("valid", isValid(at: scene.time))
    writer.endObject()
  }
}
