import Identity
import Notation
import Operations
import Receivables
import Relations

enum PaymentMethods {
  static let routes: [Route] = giving + keeping

  private static let giving: [Route] = [
    .post(
      "/v1/payment_methods", "Keeps a card that the gateway has a token for.", .paymentMethod,
      parameters: [.choice("type", ["card"]).required, card] + terms,
      make: { call in
        guard let card = call.parameters.object("card") else { throw APIError.missingParameter("card") }
        return CreatePaymentMethod(
          card: try await call.card(for: token(card), parameter: "card[token]"),
          terms: methodTerms(call.parameters))
      }, show: { id, _, scene in try scene.snapshot.paymentMethod(id) }),
    .post(
      "/v1/payment_methods/{payment_method}/attach", "Lets a customer pay with a card.", .paymentMethod,
      parameters: [.text("customer").required],
      make: { call in
        let id = call.identifier("payment_method")
        guard let source = try await call.paymentMethodSource(id, parameter: "payment_method") else {
          throw APIError.fault
        }
        if case .existing(let id, _) = source {
          let isKnown = try await call.read { try $0.snapshot.paymentMethod(id) != nil }
          guard isKnown else { throw APIError.missing(ObjectType.paymentMethod.noun, id.text) }
        }
        return AttachPaymentMethod(source, to: CustomerID(call.parameters.string("customer") ?? ""))
      }, show: { id, _, scene in try scene.snapshot.paymentMethod(id) }),
  ]

  private static let keeping: [Route] = [
    .post(
      "/v1/payment_methods/{payment_method}/detach", "Takes a card away from its customer.", .paymentMethod,
      make: { DetachPaymentMethod(PaymentMethodID($0.identifier("payment_method"))) },
      show: { id, _, scene in try scene.snapshot.paymentMethod(id) }),
    .post(
      "/v1/payment_methods/{payment_method}", "Changes what is known about a card's owner.", .paymentMethod,
      parameters: terms,
      make: { call in
        UpdatePaymentMethod(
          PaymentMethodID(call.identifier("payment_method")), terms: methodTerms(call.parameters))
      }, show: { id, _, scene in try scene.snapshot.paymentMethod(id) }),
    .show("/v1/payment_methods/{payment_method}", "Shows a payment method.", .paymentMethod) { call, scene in
      try scene.snapshot.paymentMethod(PaymentMethodID(call.identifier("payment_method")))
    },
    .list(
      "/v1/payment_methods", "Lists payment methods.", of: .paymentMethod,
      parameters: [.text("customer"), .text("type"), .created]
    ) { call, page, scene in
      try methods(of: try scene.customerFilter(call.parameters), call, page, scene)
    },
    .list(
      "/v1/customers/{customer}/payment_methods", "Lists a customer's payment methods.", of: .paymentMethod,
      parameters: [.text("type")]
    ) { call, page, scene in
      let customer = CustomerID(call.identifier("customer"))
      guard try scene.customer(customer) != nil else { throw APIError.missing("customer", customer.text) }
      return try methods(of: customer, call, page, scene)
    },
    .show(
      "/v1/customers/{customer}/payment_methods/{payment_method}", "Shows a customer's payment method.",
      .paymentMethod
    ) { call, scene in
      let method = try scene.snapshot.paymentMethod(PaymentMethodID(call.identifier("payment_method")))
      return method?.customer?.text == call.identifier("customer") ? method : nil
    },
  ]

  private static let terms: [ParameterSpecification] = [
    .object(
      "billing_details",
      [
        .object("address", CustomerParameters.address).clearable, .text("email").clearable,
        .text("name").clearable, .text("phone").clearable,
      ]), .metadata,
  ]

  /// Numbers are declared so that they can be refused with a reason instead of as unknown parameters.
  private static let card = ParameterSpecification.object(
    "card", [.text("token")] + ["number", "exp_month", "exp_year", "cvc"].map { .text($0, max: 100) })

  private static func token(_ card: RequestParameters) throws -> String {
    for name in ["number", "cvc", "exp_month", "exp_year"] where card.isGiven(name) {
      throw APIError.invalid(
        "card[\(name)]",
        """
        Card details are not accepted here: they would have to be protected like cash. Let the payment \
        gateway take them, and send its token as card[token].
        """)
    }
    guard let token = card.string("token") else { throw APIError.missingParameter("card[token]") }
    return token
  }

  private static func methodTerms(_ parameters: RequestParameters) -> PaymentMethodTerms {
    var terms = PaymentMethodTerms()
    if let details = parameters.object("billing_details") {
      terms.billingName = details.textPatch("name")
      terms.billingEmail = details.textPatch("email")
      terms.billingPhone = details.textPatch("phone")
      terms.billingAddress = details.patch("address") {
        details.object($0).map(CustomerParameters.address)
      }
    }
    terms.metadata = parameters.metadata
    return terms
  }

  private static func methods(
    of customer: CustomerID?, _ call: Call, _ page: Page, _ scene: Scene
  ) throws -> PageResult<PaymentMethod> {
    // All of them are cards.
    if let type = call.parameters.string("type"), type != "card" {
      return .empty
    }
    return try scene.snapshot.paymentMethods(PaymentMethodFilter(customer: customer), page)
  }
}

extension PaymentMethod: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"payment_method","allow_redisplay":"unspecified""#)
    writeBillingDetails(to: &writer)
    writer.object("card") { writer in
      writer.field("brand", card.brand)
      writer.members(#""checks":null"#)
      writer.field("country", card.country)
      writer.members(#""description":null"#)
      writer.field("display_brand", card.brand)
      writer.field("exp_month", Int64(card.expiryMonth))
      writer.field("exp_year", Int64(card.expiryYear))
      writer.field("fingerprint", card.fingerprint)
      writer.field("funding", card.funding.rawValue)
      writer.members(#""generated_from":null,"iin":null,"issuer":null"#)
      writer.field("last4", card.last4)
      writer.members(#""networks":null,"regulated_status":null,"three_d_secure_usage":null,"wallet":null"#)
    }
    writer.field("created", created)
    try writer.reference("customer", customer?.text, expansion["customer"], in: scene) {
      try customer.flatMap { try scene.customer($0) }
    }
    writer.members(#""customer_account":null"#)
    writer.field("livemode", scene.isLive)
    writer.field("metadata", metadata)
    writer.members(#""radar_options":{},"type":"card""#)
    writer.endObject()
  }

  private func writeBillingDetails(to writer: inout JSONWriter) {
    writer.object("billing_details") { writer in
      writer.field("address", billingAddress)
      writer.field("email", billingEmail)
      writer.field("name", billingName)
      writer.field("phone", billingPhone)
      writer.members(#""tax_id":null"#)
    }
  }
}
