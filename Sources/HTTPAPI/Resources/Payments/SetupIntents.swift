import Identity
import Notation
import Operations
import Receivables
import Relations

/// Cards that are set up to pay later.
enum SetupIntents {
  private static let terms: [ParameterSpecification] = [
    .text("customer"), .text("payment_method"), .metadata,
    .array("payment_method_types", of: .choice(["card"]), max: 1),
  ]

  /// Where the customer comes back to; a test authenticates without going anywhere.
  private static let returning: [ParameterSpecification] = [.text("return_url"), .boolean("use_stripe_sdk")]

  static let routes: [Route] = [
    .post(
      "/v1/setup_intents", "Begins to set a card up for later, and asks its bank at once if wanted.",
      .setupIntent,
      parameters: terms + returning + [
        .text("description", max: 1_000), .choice("usage", SetupIntent.Usage.allCases.map(\.rawValue)),
        .boolean("confirm"),
        .object(
          "automatic_payment_methods",
          [.boolean("enabled").required, .choice("allow_redirects", ["always", "never"])]),
      ], make: create, show: show),
    .show("/v1/setup_intents/{setup_intent}", "Shows a setup intent.", .setupIntent) { call, scene in
      try scene.snapshot.setupIntent(call.setupIntent)
    },
    .post(
      "/v1/setup_intents/{setup_intent}", "Changes a setup intent that waits.", .setupIntent,
      parameters: terms + [.text("description", max: 1_000).clearable],
      make: { call in
        let parameters = call.parameters
        var command = UpdateSetupIntent(call.setupIntent)
        command.customer = parameters.string("customer").map { CustomerID($0) }
        command.paymentMethod = try await call.card()
        command.description = parameters.textPatch("description")
        command.metadata = parameters.metadata
        return command
      }, show: show),
    .post(
      "/v1/setup_intents/{setup_intent}/confirm", "Asks the card's bank whether it may pay later.",
      .setupIntent, parameters: [.text("payment_method")] + returning,
      make: { call in
        var command = ConfirmSetupIntent(call.setupIntent)
        command.paymentMethod = try await call.card()
        return command
      }, show: show),
    .post(
      "/v1/setup_intents/{setup_intent}/cancel", "Gives a setup intent up.", .setupIntent,
      parameters: [
        .choice("cancellation_reason", SetupIntent.CancellationReason.allCases.map(\.rawValue))
      ],
      make: { call in
        var command = CancelSetupIntent(call.setupIntent)
        command.reason = call.parameters.string("cancellation_reason")
          .flatMap(SetupIntent.CancellationReason.init)
        return command
      }, show: show),
    .post(
      "/v1/test_helpers/setup_intents/{setup_intent}/authenticate",
      "Stands in for the customer whose bank wants to see them.", .setupIntent,
      parameters: [.choice("outcome", ["succeed", "fail"]).required],
      make: { call in
        guard !call.caller.isLive else { throw Refusal.testModeOnly(field: "outcome") }
        return AuthenticateSetupIntent(
          call.setupIntent, succeeds: call.parameters.string("outcome") == "succeed")
      }, show: show),
    .list(
      "/v1/setup_intents", "Lists setup intents.", of: .setupIntent,
      parameters: [.text("customer"), .text("payment_method"), .created]
    ) { call, page, scene in
      var filter = SetupIntentFilter(customer: try scene.customerFilter(call.parameters))
      if let text = call.parameters.string("payment_method") {
        let id = PaymentMethodID(text)
        guard try scene.snapshot.paymentMethod(id) != nil else {
          throw APIError.missing(ObjectType.paymentMethod.noun, text, parameter: "payment_method")
        }
        filter.paymentMethod = id
      }
      return try scene.snapshot.setupIntents(filter, page)
    },
  ]

  @Sendable private static func create(_ call: Call) async throws -> CreateSetupIntent {
    let parameters = call.parameters
    var command = CreateSetupIntent()
    command.customer = parameters.string("customer").map { CustomerID($0) }
    command.paymentMethod = try await call.card()
    command.usage = parameters.string("usage").flatMap(SetupIntent.Usage.init) ?? .offSession
    command.confirms = parameters.boolean("confirm") ?? false
    if !command.confirms {
      for name in ["return_url", "use_stripe_sdk"] where parameters.isGiven(name) {
        throw APIError.invalid(name, "This goes with confirm=true only.")
      }
    }
    command.description = parameters.string("description")
    command.metadata = try parameters.newMetadata()
    return command
  }

  @Sendable private static func show(
    _ id: SetupIntentID, _ call: Call, _ scene: Scene
  ) throws -> (any WireObject)? { try scene.snapshot.setupIntent(id) }
}

extension Call {
  fileprivate var setupIntent: SetupIntentID { SetupIntentID(identifier("setup_intent")) }

  fileprivate func card() async throws -> PaymentMethodSource? {
    try await paymentMethodSource(parameters.string("payment_method"), parameter: "payment_method")
  }
}

extension SetupIntent: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(
      """
      "object":"setup_intent","allowed_payment_method_types":null,"application":null,\
      "automatic_payment_methods":null
      """)
    writer.field("cancellation_reason", cancellationReason?.rawValue)
    writer.members(#""client_secret":null"#)
    writer.field("created", created)
    try writer.reference("customer", customer?.text, expansion["customer"], in: scene) {
      try customer.flatMap { try scene.customer($0) }
    }
    writer.members(#""customer_account":null"#)
    writer.field("description", description)
    writer.members(#""excluded_payment_method_types":null,"flow_directions":null"#)
    writeError(to: &writer)
    writer.members(#""latest_attempt":null"#)
    writer.field("livemode", scene.isLive)
    writer.members(#""managed_payments":null,"mandate":null"#)
    writer.field("metadata", metadata)
    if status == .requiresAction {
      writer.members(#""next_action":{"type":"use_stripe_sdk","use_stripe_sdk":{}}"#)
    } else {
      writer.members(#""next_action":null"#)
    }
    writer.members(#""on_behalf_of":null"#)
    try writer.reference("payment_method", paymentMethod?.text, expansion["payment_method"], in: scene) {
      try paymentMethod.flatMap { try scene.snapshot.paymentMethod($0) }
    }
    writer.members(
      """
      "payment_method_configuration_details":null,"payment_method_options":null,\
      "payment_method_types":["card"],"single_use_mandate":null
      """)
    writer.field("status", status.rawValue)
    writer.field("usage", usage.rawValue)
    writer.endObject()
  }

  private func writeError(to writer: inout JSONWriter) {
    writer.key("last_setup_error")
    guard let decline = lastError else { return writer.null() }
    writer.beginObject()
    writer.field("code", decline.code)
    if let declineCode = decline.declineCode { writer.field("decline_code", declineCode) }
    writer.field("message", decline.message)
    writer.members(#""type":"card_error""#)
    writer.endObject()
  }
}
