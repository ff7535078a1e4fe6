import Catalog
import Identity
import Operations
import Receivables
import Relations
import Subscriptions

enum Subscriptions {
  static let routes: [Route] = [
    .post(
      "/v1/subscriptions", "Subscribes a customer and asks for the first payment.", .subscription,
      parameters: SubscriptionParameters.terms + CourseParameters.ofNew + [
        .text("customer").required, SubscriptionParameters.newItems.required,
        .text("default_payment_method"), .currency("currency"),
        .choice("payment_behavior", CreateSubscription.FirstPayment.allCases.map(\.rawValue)),
        .object("billing_mode", [.choice("type", ["flexible"]).required]), InvoiceItemParameters.added,
      ], make: { try create($0.parameters) },
      show: { id, _, scene in try scene.snapshot.subscription(id) }),
    .show("/v1/subscriptions/{subscription}", "Shows a subscription.", .subscription) { call, scene in
      try scene.snapshot.subscription(SubscriptionID(call.identifier("subscription")))
    },
    .post(
      "/v1/subscriptions/{subscription}", "Changes a subscription, its items or its end.", .subscription,
      parameters: SubscriptionParameters.terms + CourseParameters.ofChange + [
        SubscriptionParameters.changedItems, SubscriptionParameters.cancellationDetails,
        .text("default_payment_method").clearable, .timestamp("proration_date"),
        .choice("payment_behavior", ["allow_incomplete"]), InvoiceItemParameters.added,
      ],
      make: { call in
        let id = SubscriptionID(call.identifier("subscription"))
        return try update(try await known(id, call), call.parameters)
      }, show: { id, _, scene in try scene.snapshot.subscription(id) }),
    .delete(
      "/v1/subscriptions/{subscription}", "Ends a subscription now.", .subscription,
      parameters: [
        .boolean("prorate"), .boolean("invoice_now"), SubscriptionParameters.cancellationDetails,
      ], make: { cancel(SubscriptionID($0.identifier("subscription")), $0.parameters) },
      show: { id, _, scene in try scene.snapshot.subscription(id) }),
    .delete(
      "/v1/subscriptions/{subscription}/discount", "Takes the last of a subscription's discounts off it.",
      .discount, make: { RemoveDiscount(from: SubscriptionID($0.identifier("subscription"))) },
      show: { removed, _, _ in
        DiscountObject(discount: removed.discount, customer: removed.customer, isDeleted: true)
      }),
    .post(
      "/v1/subscriptions/{subscription}/pause", "Lets a subscription stand still until it is resumed.",
      .subscription,
      parameters: [
        .choice("type", ["subscription"]).required,
        .object(
          "bill_for", [.object("unused_time_from", [.choice("type", ["now", "none"]).required])]),
        .choice("invoicing_behavior", ["invoice", "pending_invoice_item"]),
      ],
      make: { call in
        var command = PauseSubscription(SubscriptionID(call.identifier("subscription")))
        let unused = call.parameters.object("bill_for")?.object("unused_time_from")?.string("type")
        guard unused == "now" else {
          guard !call.parameters.isGiven("invoicing_behavior") else {
            throw APIError.invalid(
              "invoicing_behavior", "This goes with bill_for[unused_time_from][type]=now only.")
          }
          return command
        }
        let behavior = call.parameters.string("invoicing_behavior")
        command.unusedTime = .givenBack(invoicingNow: behavior == "invoice")
        return command
      }, show: { id, _, scene in try scene.snapshot.subscription(id) }),
    .post(
      "/v1/subscriptions/{subscription}/resume", "Lets a paused subscription go on.", .subscription,
      parameters: [
        .init(
          "billing_cycle_anchor",
          .anyOf([
            .choice(["now", "unchanged"]), .object([.choice("type", ["now", "unchanged"]).required]),
          ])),
        SubscriptionParameters.prorationBehavior,
      ],
      make: { call in
        var command = ResumeSubscription(SubscriptionID(call.identifier("subscription")))
        command.startsPeriodNow = CourseParameters.startsPeriodNow(call.parameters) ?? true
        command.prorates = SubscriptionParameters.prorationBehavior(call.parameters) != .none
        return command
      }, show: { id, _, scene in try scene.snapshot.subscription(id) }),
    .list(
      "/v1/subscriptions", "Lists subscriptions that were not canceled, or those of a status.",
      of: .subscription,
      parameters: [
        .text("customer"), .text("price"), .choice("status", statuses), .text("test_clock"),
        .choice("collection_method", ["charge_automatically", "send_invoice"]), .created,
      ]
    ) { call, page, scene -> PageResult<Subscription> in
      guard let filter = try filter(call.parameters, scene) else {
        return .empty
      }
      let found = try scene.snapshot.subscriptions(filter, page)
      try scene.prepare(found.elements.flatMap { $0.items.map(\.price) })
      return found
    },
  ]

  private static let statuses = [
    "all", "ended", "active", "canceled", "incomplete", "incomplete_expired", "past_due", "paused",
    "trialing",
    "unpaid",
  ]

  static func known(_ id: SubscriptionID, _ call: Call) async throws -> Subscription {
    guard let subscription = try await call.read({ try $0.snapshot.subscription(id) }) else {
      throw APIError.missing("subscription", id.text)
    }
    return subscription
  }

  static func create(_ parameters: RequestParameters) throws -> CreateSubscription {
    var command = CreateSubscription(
      customer: CustomerID(parameters.string("customer") ?? ""),
      items: try SubscriptionParameters.newItems(parameters))
    command.ownPrices = try SubscriptionParameters.ownPrices(parameters)
    command.addedItems = try InvoiceItemParameters.added(parameters)
    command.collection = try SubscriptionParameters.collection(parameters) ?? .chargeAutomatically
    command.defaultPaymentMethod = parameters.string("default_payment_method").map { PaymentMethodID($0) }
    if let behavior = parameters.string("payment_behavior").flatMap(CreateSubscription.FirstPayment.init) {
      command.firstPayment = behavior
    }
    command.currency = parameters.currency("currency")
    command.defaultTaxRates = parameters.strings("default_tax_rates")?.map { TaxRateID($0) }
    command.discounts = try Discounts.wishes(parameters) ?? []
    command.cancelAtPeriodEnd = parameters.boolean("cancel_at_period_end") ?? false
    command.description = parameters.string("description")
    command.metadata = try parameters.newMetadata()
    command.onSession = !(parameters.boolean("off_session") ?? false)
    try CourseParameters.apply(parameters, to: &command)
    return command
  }

  static func update(_ current: Subscription, _ parameters: RequestParameters) throws -> UpdateSubscription {
    var command = UpdateSubscription(current.id)
    command.items = try SubscriptionParameters.changedItems(parameters)
    command.ownPrices = try SubscriptionParameters.ownPrices(parameters)
    command.addedItems = try InvoiceItemParameters.added(parameters)
    let items = parameters.name("items")
    command.itemField = { "\(items)[\($0)]" }
    command.prorationBehavior = SubscriptionParameters.prorationBehavior(parameters)
    command.prorationDate = parameters.instant("proration_date")
    command.cancelAtPeriodEnd = parameters.boolean("cancel_at_period_end")
    if let details = parameters.object("cancellation_details") {
      if details.isGiven("comment") { command.cancellationComment = .some(details.string("comment")) }
      if details.isGiven("feedback") { command.cancellationFeedback = .some(details.string("feedback")) }
    }
    if parameters.isGiven("default_payment_method") {
      let method = parameters.string("default_payment_method").map { PaymentMethodID($0) }
      command.defaultPaymentMethod = .some(method)
    }
    command.collection = try SubscriptionParameters.collection(parameters, current.collection)
    if parameters.isGiven("description") { command.description = .some(parameters.string("description")) }
    command.metadata = parameters.metadata
    command.defaultTaxRates = TaxRates.patch(parameters, "default_tax_rates")
    command.itemTaxRates = SubscriptionParameters.itemTaxRates(parameters)
    command.itemTimings = SubscriptionParameters.itemTimings(parameters)
    command.discounts = try Discounts.wishes(parameters)
    command.itemDiscounts = try SubscriptionParameters.itemDiscounts(parameters)
    try CourseParameters.apply(parameters, to: &command)
    return command
  }

  static func cancel(_ id: SubscriptionID, _ parameters: RequestParameters) -> CancelSubscription {
    var command = CancelSubscription(id)
    command.prorate = parameters.boolean("prorate") ?? false
    command.invoiceNow = parameters.boolean("invoice_now") ?? false
    command.comment = parameters.object("cancellation_details")?.string("comment")
    command.feedback = parameters.object("cancellation_details")?.string("feedback")
    return command
  }

  /// Nil when nothing can be in the list: a status that no contract here has.
  private static func filter(_ parameters: RequestParameters, _ scene: Scene) throws -> SubscriptionFilter? {
    var filter = SubscriptionFilter(customer: try scene.customerFilter(parameters))
    filter.price = parameters.string("price").map { PriceID($0) }
    filter.testClock = parameters.string("test_clock").map { TestClockID($0) }
    switch parameters.string("collection_method") {
    case "charge_automatically"?: filter.collection = .chargeAutomatically
    case "send_invoice"?: filter.collection = .sendInvoice
    default: break
    }
    switch parameters.string("status") {
    case nil: filter.status = .notCanceled
    case "all"?: filter.status = .all
    case "ended"?: filter.status = .ended
    case let name?:
      guard let status = SubscriptionStatus(rawValue: name) else { return nil }
      filter.status = .exactly(status)
    }
    return filter
  }
}
