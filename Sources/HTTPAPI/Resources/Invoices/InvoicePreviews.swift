import Catalog
import Identity
import Notation
import Operations
import Relations
import Subscriptions

/// `POST /v1/invoices/create_preview`: the parameters name a contract, a change of it, or one to come.
enum InvoicePreviews {
  static let parameters: [ParameterSpecification] = [
    .text("customer"), .text("subscription"), .choice("preview_mode", ["next"]), Discounts.specification,
    .object(
      "subscription_details",
      [
        SubscriptionParameters.changedItems, SubscriptionParameters.prorationBehavior,
        TaxRates.specification("default_tax_rates"),
        .timestamp("proration_date"), .boolean("cancel_at_period_end"), .boolean("cancel_now"),
        .timestamp("trial_end", orWords: ["now"]),
        .timestamp("cancel_at", orWords: ["min_period_end", "max_period_end"]).clearable,
        .timestamp("backdate_start_date"),
        .init(
          "billing_cycle_anchor",
          .anyOf([
            .choice(["now", "unchanged"]), .timestamp,
            .object([.choice("type", ["now", "unchanged"]).required]),
          ])),
        .object("billing_mode", [.choice("type", ["flexible"]).required]),
      ]),
  ]

  @Sendable static func answer(_ call: Call) async throws -> Answer {
    let subject = try await subject(call)
    let workspace = call.caller.workspace
    return try await workspace.preview(InvoicePreview(subject), as: call.cause) { invoice, lines, snapshot in
      let scene = Scene(snapshot, for: call.caller)
      let object = InvoiceObject(invoice: invoice, lines: lines, isPreview: true)
      return try Answer.written { try object.write(to: &$0, in: scene, expanding: call.expansion) }
    }
  }

  private static func subject(_ call: Call) async throws -> InvoicePreview.Subject {
    let parameters = call.parameters
    let details = parameters.object("subscription_details")
    guard let text = parameters.string("subscription") else {
      guard let details, let customer = parameters.string("customer") else {
        throw APIError.missingParameter(
          parameters.isGiven("customer") ? "subscription_details[items]" : "customer")
      }
      var command = try newContract(of: CustomerID(customer), details)
      command.discounts = try Discounts.wishes(parameters) ?? []
      return .new(command)
    }
    let id = SubscriptionID(text)
    guard let current = try await call.read({ try $0.snapshot.subscription(id) }) else {
      throw APIError.missing("subscription", text, parameter: "subscription")
    }
    if let customer = parameters.string("customer"), current.customer.text != customer {
      throw APIError.invalid("subscription", "The subscription \(text) belongs to another customer.")
    }
    let discounts = try Discounts.wishes(parameters)
    guard let details else {
      guard let discounts else { return .renewal(id) }
      var command = UpdateSubscription(id)
      command.discounts = discounts
      return .change(command)
    }
    if details.boolean("cancel_now") == true {
      guard discounts == nil else {
        throw APIError.exclusiveParameters(["discounts", details.name("cancel_now")])
      }
      var command = CancelSubscription(id)
      command.prorate = SubscriptionParameters.prorationBehavior(details) != .none
      return .cancellation(command)
    }
    var command = try Subscriptions.update(current, details)
    command.discounts = discounts
    return .change(command)
  }

  private static func newContract(
    of customer: CustomerID, _ details: RequestParameters
  ) throws -> CreateSubscription {
    let items = try (details.objects("items") ?? []).map { item in
      guard item.isGiven("price") || item.isGiven("price_data") else {
        throw APIError.missingParameter(item.name("price"))
      }
      var wish = CreateSubscription.Item(
        price: .init(item.string("price") ?? ""), quantity: item.integer("quantity") ?? 1,
        metadata: try item.newMetadata(),
        choice: try SubscriptionParameters.priceChoice(item))
      wish.taxRates = item.strings("tax_rates")?.map { TaxRateID($0) }
      wish.discounts = try Discounts.wishes(item) ?? []
      wish.timing = SubscriptionParameters.billingTiming(item) ?? .advance
      return wish
    }
    if items.isEmpty { throw APIError.missingParameter(details.name("items")) }
    var command = CreateSubscription(customer: customer, items: items)
    command.ownPrices = try SubscriptionParameters.ownPrices(details)
    command.cancelAtPeriodEnd = details.boolean("cancel_at_period_end") ?? false
    command.defaultTaxRates = details.strings("default_tax_rates")?.map { TaxRateID($0) }
    try CourseParameters.apply(details, to: &command)
    return command
  }
}
