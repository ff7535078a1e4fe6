import Identity
import Monetary
import Notation
import Operations
import Receivables
import Relations

enum PaymentIntents {
  static let routes: [Route] = [
    .show("/v1/payment_intents/{payment_intent}", "Shows the will to be paid for an invoice.", .paymentIntent)
    {
      call, scene in
      try scene.snapshot.paymentIntent(PaymentIntentID(call.identifier("payment_intent")))
    },
    .list(
      "/v1/payment_intents", "Lists payment intents.", of: .paymentIntent,
      parameters: [.text("customer"), .created]
    ) { call, page, scene in
      let filter = PaymentIntentFilter(customer: try scene.customerFilter(call.parameters))
      return try scene.snapshot.paymentIntents(filter, page)
    },
    .post(
      "/v1/payment_intents/{payment_intent}", "Changes what is noted on a payment intent.", .paymentIntent,
      parameters: [.metadata],
      make: { call in
        var command = DescribePaymentIntent(call.paymentIntent)
        command.metadata = call.parameters.metadata
        return command
      }, show: { id, _, scene in try scene.snapshot.paymentIntent(id) }),
    .post(
      "/v1/payment_intents/{payment_intent}/confirm", "Asks for an invoice's money with a card.",
      .paymentIntent,
      parameters: [
        .text("payment_method"), .boolean("off_session"), .boolean("error_on_requires_action"),
        .text("return_url"), .boolean("use_stripe_sdk"),
      ],
      make: { call in
        let parameters = call.parameters
        var command = ConfirmPaymentIntent(call.paymentIntent)
        command.paymentMethod = try await call.paymentMethodSource(
          parameters.string("payment_method"), parameter: "payment_method")
        command.onSession = !(parameters.boolean("off_session") ?? false)
        command.refusesAction = parameters.boolean("error_on_requires_action") ?? false
        return command
      }, show: { id, _, scene in try scene.snapshot.paymentIntent(id) }),
    .post(
      "/v1/payment_intents/{payment_intent}/cancel",
      "Is refused: a payment intent of an invoice is given up with it.", .paymentIntent,
      parameters: [
        .choice(
          "cancellation_reason", ["abandoned", "duplicate", "fraudulent", "requested_by_customer"])
      ],
      make: { CancelPaymentIntent($0.paymentIntent) },
      show: { id, _, scene in try scene.snapshot.paymentIntent(id) }),
    .post(
      "/v1/test_helpers/payment_intents/{payment_intent}/authenticate",
      "Stands in for the customer whose bank wants to see them.", .paymentIntent,
      parameters: [.choice("outcome", ["succeed", "fail"]).required],
      make: { call in
        guard !call.caller.isLive else { throw Refusal.testModeOnly(field: "outcome") }
        return AuthenticatePaymentIntent(
          call.paymentIntent, succeeds: call.parameters.string("outcome") == "succeed")
      }, show: { id, _, scene in try scene.snapshot.paymentIntent(id) }),
  ]
}

extension Call {
  fileprivate var paymentIntent: PaymentIntentID { PaymentIntentID(identifier("payment_intent")) }
}

extension PaymentIntent: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    let received = status == .succeeded ? amount.minorUnits : 0
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"payment_intent","allowed_payment_method_types":null"#)
    writer.field("amount", amount.minorUnits, in: amount.currency)
    writer.members(#""amount_capturable":0"#)
    writer.field("amount_received", received, in: amount.currency)
    writer.members(#""application":null,"application_fee_amount":null,"automatic_payment_methods":null"#)
    writer.field("canceled_at", canceledAt)
    writer.field("cancellation_reason", status == .canceled ? "void_invoice" : nil)
    writer.members(
      #""capture_method":"automatic","client_secret":null,"confirmation_method":"automatic""#)
    writer.field("created", created)
    writer.field("currency", amount.currency.code)
    try writer.reference("customer", customer.text, expansion["customer"], in: scene) {
      try scene.customer(customer)
    }
    writer.members(
      #""customer_account":null,"description":null,"excluded_payment_method_types":null"#)
    writeDecline(to: &writer)
    try writer.reference("latest_charge", latestCharge?.text, expansion["latest_charge"], in: scene) {
      try latestCharge.flatMap { try scene.snapshot.charge($0) }
    }
    writer.field("livemode", scene.isLive)
    writer.members(#""managed_payments":null"#)
    writer.field("metadata", metadata ?? [:])
    writeNextAction(to: &writer)
    writer.members(#""on_behalf_of":null"#)
    try writer.reference("payment_method", paymentMethod?.text, expansion["payment_method"], in: scene) {
      try paymentMethod.flatMap { try scene.snapshot.paymentMethod($0) }
    }
    writer.members(
      """
      "payment_method_configuration_details":null,"payment_method_options":null,\
      "payment_method_types":["card"],"payment_record":null,"processing":null,"receipt_email":null,\
      "review":null,"setup_future_usage":null,"shipping":null,"source":null,"statement_descriptor":null,\
      "statement_descriptor_suffix":null
      """)
    writer.field("status", status.rawValue)
    writer.members(#""transfer_data":null,"transfer_group":null"#)
    writer.endObject()
  }

  private func writeDecline(to writer: inout JSONWriter) {
    writer.key("last_payment_error")
    guard let decline = lastDecline else { return writer.null() }
    writer.beginObject()
    if let latestCharge { writer.field("charge", latestCharge.text) }
    writer.field("code", decline.code)
    if let declineCode = decline.declineCode { writer.field("decline_code", declineCode) }
    writer.field("message", decline.message)
    writer.members(#""type":"card_error""#)
    writer.endObject()
  }

  private func writeNextAction(to writer: inout JSONWriter) {
    if status == .requiresAction {
      writer.members(#""next_action":{"type":"use_stripe_sdk","use_stripe_sdk":{}}"#)
    } else {
      writer.members(#""next_action":null"#)
    }
  }
}
