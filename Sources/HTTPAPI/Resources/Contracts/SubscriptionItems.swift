import Catalog
import Identity
import Operations
import Subscriptions

enum SubscriptionItems {
  static let routes: [Route] = [
    .post(
      "/v1/subscription_items", "Adds an item to a subscription.", .subscriptionItem,
      parameters: change + [
        .text("subscription").required, .text("price"), SubscriptionParameters.billingTiming,
      ],
      make: { call in
        let parameters = call.parameters
        let id = SubscriptionID(parameters.string("subscription") ?? "")
        guard try await call.read({ try $0.snapshot.subscription(id) != nil }) else {
          throw APIError.missing("subscription", id.text, parameter: "subscription")
        }
        guard parameters.isGiven("price") || parameters.isGiven("price_data") else {
          throw APIError.missingParameter("price")
        }
        return try command(
          id,
          .add(
            price: PriceID(parameters.string("price") ?? ""), quantity: parameters.integer("quantity") ?? 1,
            metadata: try parameters.newMetadata(),
            choice: try SubscriptionParameters.priceChoice(parameters)), parameters)
      },
      show: { id, call, scene in
        // The contract may have got other items while the gateway was asked; a price stands on it once.
        let objects = try scene.snapshot.subscription(id)?.objects
        return objects?.last { $0.item.price.text == call.parameters.string("price") } ?? objects?.last
      }),
    .show("/v1/subscription_items/{item}", "Shows an item of a subscription.", .subscriptionItem) {
      call, scene in
      try scene.item(SubscriptionItemID(call.identifier("item")))
    },
    .post(
      "/v1/subscription_items/{item}", "Changes an item's price or quantity.", .subscriptionItem,
      parameters: change + [.text("price")],
      make: { call in
        let (parameters, found) = (call.parameters, try await known(call))
        return try command(
          found.subscription,
          .update(
            found.item.id, price: parameters.string("price").map { PriceID($0) },
            quantity: parameters.integer("quantity"),
            metadata: parameters.metadata,
            choice: try SubscriptionParameters.priceChoice(parameters)), parameters)
      },
      show: { _, call, scene in try scene.item(SubscriptionItemID(call.identifier("item"))) }),
    .delete(
      "/v1/subscription_items/{item}", "Takes an item off its subscription.", .subscriptionItem,
      parameters: [
        SubscriptionParameters.prorationBehavior, .timestamp("proration_date"), .boolean("clear_usage"),
      ],
      make: { call in
        let found = try await known(call)
        return try command(found.subscription, .remove(found.item.id), call.parameters)
      },
      show: { _, call, _ in DeletedObject(id: call.identifier("item"), type: .subscriptionItem) }),
    .list(
      "/v1/subscription_items", "Lists the items of a subscription.", of: .subscriptionItem,
      parameters: [.text("subscription").required]
    ) { call, _, scene in
      let id = SubscriptionID(call.parameters.string("subscription") ?? "")
      guard let subscription = try scene.snapshot.subscription(id) else {
        throw APIError.missing("subscription", id.text, parameter: "subscription")
      }
      return try call.page.page(of: subscription.objects) { $0.item.id.text }
    },
  ]

  private static let change: [ParameterSpecification] = [
    SubscriptionParameters.quantity, .metadata, SubscriptionParameters.priceChoice,
    SubscriptionParameters.priceData(recurring: true), SubscriptionParameters.prorationBehavior,
    TaxRates.specification("tax_rates"), Discounts.specification,
    .timestamp("proration_date"), .choice("payment_behavior", ["allow_incomplete"]), .boolean("off_session"),
  ]

  /// The item and its contract, also when it was removed: a repeated request must come as far as its first
  /// answer.
  private static func known(_ call: Call) async throws -> SubscriptionItemObject {
    let id = SubscriptionItemID(call.identifier("item"))
    let found = try await call.read { scene -> SubscriptionItemObject? in
      guard let subscription = try scene.snapshot.subscription(item: id) else { return nil }
      return subscription.items.first { $0.id == id }.map {
        SubscriptionItemObject(item: $0, of: subscription)
      }
    }
    guard let found else { throw APIError.missing(ObjectType.subscriptionItem.noun, id.text) }
    return found
  }

  private static func command(
    _ subscription: SubscriptionID, _ item: UpdateSubscription.Item, _ parameters: RequestParameters
  ) throws -> UpdateSubscription {
    var command = UpdateSubscription(subscription)
    command.items = [item]
    // The item is the request itself: what Operations calls `[price]` is the parameter `price`.
    command.itemField = { _ in "" }
    command.prorationBehavior = SubscriptionParameters.prorationBehavior(parameters)
    command.prorationDate = parameters.instant("proration_date")
    if let data = parameters.object("price_data") {
      if parameters.isGiven("price") { throw APIError.exclusiveParameters(["price", "price_data"]) }
      command.ownPrices[0] = try SubscriptionParameters.ownPrice(data)
    }
    if case .set(let rates) = TaxRates.patch(parameters, "tax_rates") {
      command.itemTaxRates.updateValue(rates, forKey: 0)
    }
    command.itemDiscounts[0] = try Discounts.wishes(parameters)
    command.itemTimings[0] = SubscriptionParameters.billingTiming(parameters)
    return command
  }
}

extension Scene {
  /// An item that was not removed.
  func item(_ id: SubscriptionItemID) throws -> SubscriptionItemObject? {
    try snapshot.subscription(item: id)?.objects.first { $0.item.id == id }
  }
}
