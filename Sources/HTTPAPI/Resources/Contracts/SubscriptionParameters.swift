import Catalog
import Identity
import Monetary
import Operations
import Rating
import Receivables
import Relations
import Subscriptions

/// The parameters that subscriptions, their items and previews share.
enum SubscriptionParameters {
  static let prorationBehavior = ParameterSpecification.choice(
    "proration_behavior", UpdateSubscription.ProrationBehavior.allCases.map(\.rawValue))

  static let feedback = [
    "customer_service", "low_quality", "missing_features", "other", "switched_service", "too_complex",
    "too_expensive", "unused",
  ]

  static let cancellationDetails = ParameterSpecification.object(
    "cancellation_details", [.text("comment").clearable, .choice("feedback", feedback).clearable])

  /// What create and update take alike.
  static let terms: [ParameterSpecification] = [
    .boolean("cancel_at_period_end"), .choice("collection_method", ["charge_automatically", "send_invoice"]),
    .integer("days_until_due", 0...3_650), .text("description", max: 500).clearable, .metadata,
    .boolean("off_session"), prorationBehavior, TaxRates.specification("default_tax_rates"),
    Discounts.specification,
  ]

  static let newItems = ParameterSpecification.array(
    "items", max: 20,
    [
      .text("price"), priceData(recurring: true), quantity, .metadata, priceChoice,
      TaxRates.specification("tax_rates"), Discounts.specification, billingTiming,
    ])

  static let changedItems = ParameterSpecification.array(
    "items", max: 40,
    [
      .text("id"), .text("price"), priceData(recurring: true), quantity, .boolean("deleted"),
      .boolean("clear_usage"), .metadata,
      priceChoice, TaxRates.specification("tax_rates"), Discounts.specification, billingTiming,
    ])

  static let quantity = ParameterSpecification.integer("quantity", 0...999_999_999_999)

  /// Whether an item's periods are billed as they begin or when they are over; ours.
  static let billingTiming = ParameterSpecification.choice(
    "billing_timing", BillingTiming.allCases.map(\.rawValue))

  static func billingTiming(_ parameters: RequestParameters) -> BillingTiming? {
    parameters.string("billing_timing").flatMap(BillingTiming.init)
  }

  /// What an item settles of a price that leaves something open; ours.
  static let priceChoice = ParameterSpecification.object(
    "price_choice",
    [.integer("unit_amount", 0...999_999_999_999), .array("values", of: .text(100), max: 2)])

  static func priceChoice(_ parameters: RequestParameters) throws -> PriceChoice? {
    guard let choice = parameters.object("price_choice") else { return nil }
    switch (choice.integer("unit_amount"), choice.strings("values")) {
    case (_?, _?): throw APIError.exclusiveParameters(["unit_amount", "values"].map(choice.name))
    case (nil, nil): throw APIError.missingParameter(choice.name("unit_amount"))
    case (let amount?, nil): return .amount(amount)
    case (nil, let values?):
      guard values.count == 2 else {
        throw APIError.invalid(choice.name("values"), "There is a value for each of the two dimensions.")
      }
      return .cell(row: values[0], column: values[1])
    }
  }

  /// A price that is made for this one item.
  static func priceData(recurring: Bool) -> ParameterSpecification {
    .object(
      "price_data",
      [.currency("currency").required, .text("product").required, PriceParameters.taxBehavior]
        + AmountParameters.unit + (recurring ? [PriceParameters.recurring.required] : []))
  }

  static func ownPrice(_ data: RequestParameters) throws -> OwnPrice {
    OwnPrice(try PriceParameters.terms(of: data), of: ProductID(data.string("product") ?? ""))
  }

  /// The prices that are made for items, by the items' numbers.
  static func ownPrices(_ parameters: RequestParameters) throws -> [Int: OwnPrice] {
    var own: [Int: OwnPrice] = [:]
    for (index, item) in (parameters.objects("items") ?? []).enumerated() {
      guard let data = item.object("price_data") else { continue }
      if item.isGiven("price") { throw APIError.exclusiveParameters(["price", "price_data"].map(item.name)) }
      own[index] = try ownPrice(data)
    }
    return own
  }

  static func newItems(_ parameters: RequestParameters) throws -> [CreateSubscription.Item] {
    try (parameters.objects("items") ?? []).map { item in
      guard item.isGiven("price") || item.isGiven("price_data") else {
        throw APIError.missingParameter(item.name("price"))
      }
      var wish = CreateSubscription.Item(
        price: PriceID(item.string("price") ?? ""), quantity: item.integer("quantity") ?? 1,
        metadata: try item.newMetadata(), choice: try priceChoice(item))
      wish.taxRates = item.strings("tax_rates")?.map { TaxRateID($0) }
      wish.discounts = try Discounts.wishes(item) ?? []
      wish.timing = billingTiming(item) ?? .advance
      return wish
    }
  }

  static func changedItems(_ parameters: RequestParameters) throws -> [UpdateSubscription.Item] {
    try (parameters.objects("items") ?? []).map { item in
      guard let text = item.string("id") else {
        guard item.isGiven("price") || item.isGiven("price_data") else {
          throw APIError.missingParameter(item.name("price"))
        }
        return .add(
          price: PriceID(item.string("price") ?? ""), quantity: item.integer("quantity") ?? 1,
          metadata: try item.newMetadata(),
          choice: try priceChoice(item))
      }
      let id = SubscriptionItemID(text)
      guard !item.isGiven("billing_timing") else {
        throw APIError.invalid(
          item.name("billing_timing"), "When an item is billed is settled when it is added. Add another item."
        )
      }
      if item.boolean("deleted") == true { return .remove(id) }
      return .update(
        id, price: item.string("price").map { PriceID($0) }, quantity: item.integer("quantity"),
        metadata: item.metadata, choice: try priceChoice(item))
    }
  }

  /// The rates of items that are added or changed, by their number.
  static func itemTaxRates(_ parameters: RequestParameters) -> [Int: [TaxRateID]?] {
    var rates: [Int: [TaxRateID]?] = [:]
    for (index, item) in (parameters.objects("items") ?? []).enumerated() {
      if case .set(let given) = TaxRates.patch(item, "tax_rates") { rates.updateValue(given, forKey: index) }
    }
    return rates
  }

  /// When items that are added are billed, by their number.
  static func itemTimings(_ parameters: RequestParameters) -> [Int: BillingTiming] {
    var timings: [Int: BillingTiming] = [:]
    for (index, item) in (parameters.objects("items") ?? []).enumerated() {
      timings[index] = billingTiming(item)
    }
    return timings
  }

  /// What takes something off items that are added or changed, by their number.
  static func itemDiscounts(_ parameters: RequestParameters) throws -> [Int: [DiscountWish]] {
    var discounts: [Int: [DiscountWish]] = [:]
    for (index, item) in (parameters.objects("items") ?? []).enumerated() {
      discounts[index] = try Discounts.wishes(item)
    }
    return discounts
  }

  /// - Parameter current: how invoices are paid so far, for a request that changes the days only.
  static func collection(
    _ parameters: RequestParameters, _ current: Collection? = nil
  ) throws -> Collection? {
    let days = parameters.integer("days_until_due").map(Int.init)
    let method = parameters.string("collection_method") ?? current?.method
    switch (method, days) {
    case (nil, nil): return nil
    case ("send_invoice", let days?): return .sendInvoice(daysUntilDue: days)
    case ("send_invoice", nil):
      guard parameters.isGiven("collection_method") else { return nil }
      if case .sendInvoice = current { return nil }
      throw APIError.missingParameter("days_until_due")
    case (_, _?):
      throw APIError.invalid(
        "days_until_due", "days_until_due can be set with collection_method=send_invoice only.")
    case (_, nil): return parameters.isGiven("collection_method") ? .chargeAutomatically : nil
    }
  }

  static func prorationBehavior(_ parameters: RequestParameters) -> UpdateSubscription.ProrationBehavior {
    parameters.string("proration_behavior").flatMap(UpdateSubscription.ProrationBehavior.init)
      ?? .createProrations
  }
}

extension Collection {
  var method: String {
    switch self {
    case .chargeAutomatically: "charge_automatically"
    case .sendInvoice: "send_invoice"
    }
  }

  var daysUntilDue: Int64? {
    if case .sendInvoice(let days) = self { Int64(days) } else { nil }
  }
}
