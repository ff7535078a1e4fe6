import Catalog
import Chronology
import Identity
import Monetary
import Notation
import Operations
import Relations

/// The words that customers type to use a coupon.
enum PromotionCodes {
  static let routes: [Route] = [
    .post(
      "/v1/promotion_codes", "Creates a code for a coupon.", .promotionCode,
      parameters: terms + [.text("code", max: 500)],
      make: { call in
        var command = try create(call.parameters)
        command.code = try call.parameters.string("code").map { try word($0, "code") }
        return command
      },
      show: { ids, _, scene in try ids.first.flatMap { try scene.promotionCode($0) } }),
    .post(
      "/v1/promotion_code_batches", "Creates many codes for a coupon, each of its own.", .promotionCodeBatch,
      parameters: terms + [
        .integer("count", 1...Int64(CreatePromotionCodes.most)).required, .text("prefix", max: 40),
      ],
      make: { call in
        var command = try create(call.parameters)
        command.count = Int(call.parameters.integer("count") ?? 1)
        command.prefix = try call.parameters.string("prefix").map { try word($0, "prefix") } ?? ""
        return command
      },
      show: { ids, _, scene in
        PromotionCodeBatch(codes: try ids.compactMap { try scene.promotionCode($0) })
      }),
    .show("/v1/promotion_codes/{promotion_code}", "Shows a code.", .promotionCode) { call, scene in
      try scene.snapshot.promotionCode(PromotionCodeID(call.identifier("promotion_code")))
    },
    .post(
      "/v1/promotion_codes/{promotion_code}", "Opens or closes a code.", .promotionCode,
      parameters: [
        .boolean("active"), .metadata,
        .object("restrictions", [minimums]),
      ],
      make: { call in
        var command = UpdatePromotionCode(PromotionCodeID(call.identifier("promotion_code")))
        command.active = call.parameters.boolean("active")
        command.metadata = call.parameters.metadata
        command.minimums = try options(call.parameters.object("restrictions"))
        return command
      }, show: { id, _, scene in try scene.promotionCode(id) }),
    .list(
      "/v1/promotion_codes", "Lists codes.", of: .promotionCode,
      parameters: [.boolean("active"), .text("code"), .text("coupon"), .text("customer"), .created]
    ) { call, page, scene in
      var filter = PromotionCodeFilter()
      filter.active = call.parameters.boolean("active")
      filter.code = call.parameters.string("code")
      filter.coupon = call.parameters.string("coupon").map { CouponID($0) }
      filter.customer = call.parameters.string("customer")
      return try scene.snapshot.promotionCodes(filter, page)
    },
  ]

  private static let minimums = ParameterSpecification.byCurrency(
    "currency_options", [.integer("minimum_amount", 1...999_999_999_999)])

  private static let terms: [ParameterSpecification] = [
    .boolean("active"), .text("customer"), .timestamp("expires_at"),
    .integer("max_redemptions", 1...999_999_999), .metadata,
    .object("promotion", [.choice("type", ["coupon"]).required, .text("coupon").required]).required,
    .object(
      "restrictions",
      [
        minimums, .boolean("first_time_transaction"), .integer("minimum_amount", 1...999_999_999_999),
        .currency("minimum_amount_currency"),
      ]),
  ]

  private static func create(_ parameters: RequestParameters) throws -> CreatePromotionCodes {
    let coupon = parameters.object("promotion")?.string("coupon") ?? ""
    var command = CreatePromotionCodes(of: CouponID(coupon))
    command.active = parameters.boolean("active") ?? true
    command.customer = parameters.string("customer").map { CustomerID($0) }
    command.expiresAt = parameters.instant("expires_at")
    command.maxRedemptions = parameters.integer("max_redemptions")
    command.metadata = try parameters.newMetadata()
    guard let restrictions = parameters.object("restrictions") else { return command }
    command.firstTimeOnly = restrictions.boolean("first_time_transaction") ?? false
    switch (restrictions.integer("minimum_amount"), restrictions.currency("minimum_amount_currency")) {
    case (nil, nil): break
    case (_?, nil): throw APIError.missingParameter(restrictions.name("minimum_amount_currency"))
    case (nil, _?): throw APIError.missingParameter(restrictions.name("minimum_amount"))
    case (let amount?, let currency?):
      let name = restrictions.name("minimum_amount")
      command.minimums = [Money(try AmountParameters.minorUnits(amount, name, currency), currency)]
    }
    for option in try options(restrictions) where !command.minimums.contains(option) {
      guard !command.minimums.contains(where: { $0.currency == option.currency }) else {
        throw APIError.taken(restrictions.name("currency_options"), option.currency.code)
      }
      command.minimums.append(option)
    }
    return command
  }

  private static func options(_ restrictions: RequestParameters?) throws -> [Money] {
    try (restrictions?.byCurrency("currency_options") ?? []).map { currency, option in
      let name = option.name("minimum_amount")
      guard let amount = option.integer("minimum_amount") else { throw APIError.missingParameter(name) }
      return Money(try AmountParameters.minorUnits(amount, name, currency), currency)
    }
  }

  /// Letters, digits and dashes, as people type them.
  private static func word(_ text: String, _ name: String) throws -> String {
    guard
      text.utf8.allSatisfy({ sign in
        switch sign {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
          true
        default: false
        }
      })
    else { throw APIError.invalid(name, "A code has letters from a to z, digits and dashes only.") }
    return text
  }
}

extension PromotionCode: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    let coupon = try scene.coupon(coupon)
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"promotion_code""#)
    writer.field(
      "active", active && isOpen(at: scene.time) && coupon?.isValid(at: scene.time) ?? false)
    writer.field("code", code)
    writer.field("created", created)
    try writer.reference("customer", customer, expansion["customer"], in: scene) {
      try customer.flatMap { try scene.customer(CustomerID($0)) }
    }
    writer.members(#""customer_account":null"#)
    writer.field("expires_at", expiresAt)
    writer.field("livemode", scene.isLive)
    writer.field("max_redemptions", maxRedemptions)
    writer.field("metadata", metadata)
    try writer.object("promotion") { writer in
      let wanted = expansion.inside("promotion")["coupon"]
      try writer.reference("coupon", self.coupon.text, wanted, in: scene) { coupon }
      writer.members(#""type":"coupon""#)
    }
    writer.object("restrictions") { writer in
      let all = minimums ?? []
      if expansion.inside("restrictions")["currency_options"] != nil, !all.isEmpty {
        writer.object("currency_options") { writer in
          for amount in all {
            writer.key(text: amount.currency.code)
            writer.beginObject()
            writer.field("minimum_amount", amount.minorUnits, in: amount.currency)
            writer.endObject()
          }
        }
      }
      writer.field("first_time_transaction", firstTimeOnly)
      if let own = all.first {
        writer.field("minimum_amount", own.minorUnits, in: own.currency)
      } else {
        writer.members(#""minimum_amount":null"#)
      }
      writer.field("minimum_amount_currency", all.first?.currency.code)
    }
    writer.field("times_redeemed", timesRedeemed)
    writer.endObject()
  }
}

/// The codes that one request made.
struct PromotionCodeBatch: WireObject {
  let codes: [PromotionCode]

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.members(#""object":"promotion_code_batch""#)
    writer.field("count", Int64(codes.count))
    writer.key("data")
    writer.beginArray()
    for code in codes { try code.write(to: &writer, in: scene, expanding: .none) }
    writer.endArray()
    writer.endObject()
  }
}
