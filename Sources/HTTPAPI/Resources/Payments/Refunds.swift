import Identity
import Invoicing
import Monetary
import Notation
import Operations
import Receivables
import Relations

/// Money that goes back the way it came.
enum Refunds {
  static let routes: [Route] = [
    .post(
      "/v1/refunds", "Gives back a part of a charge, or what is left of it.", .refund,
      parameters: [
        .text("charge"), .text("payment_intent"), .integer("amount", 1...999_999_999_999),
        .choice("reason", Refund.Reason.allCases.map(\.rawValue)), .metadata,
      ], make: command, show: { id, _, scene in try scene.snapshot.refund(id) }),
    .show("/v1/refunds/{refund}", "Shows a refund.", .refund) { call, scene in
      try scene.snapshot.refund(RefundID(call.identifier("refund")))
    },
    .post(
      "/v1/refunds/{refund}", "Changes what is noted on a refund.", .refund, parameters: [.metadata],
      make: { call in
        var command = DescribeRefund(RefundID(call.identifier("refund")))
        command.metadata = call.parameters.metadata
        return command
      }, show: { id, _, scene in try scene.snapshot.refund(id) }),
    .post(
      "/v1/refunds/{refund}/cancel", "Is refused: cards take no refund back.", .refund,
      make: { CancelRefund(RefundID($0.identifier("refund"))) },
      show: { id, _, scene in try scene.snapshot.refund(id) }),
    .list(
      "/v1/refunds", "Lists refunds.", of: .refund,
      parameters: [.text("charge"), .text("payment_intent"), .created]
    ) { call, page, scene in
      try scene.snapshot.refunds(
        RefundFilter(
          charge: try scene.chargeFilter(call.parameters),
          paymentIntent: try scene.paymentIntentFilter(call.parameters)), page)
    },
    .list("/v1/charges/{charge}/refunds", "Lists the refunds of a charge.", of: .refund) {
      call, page, scene in
      let id = ChargeID(call.identifier("charge"))
      guard try scene.snapshot.charge(id) != nil else {
        throw APIError.missing(ObjectType.charge.noun, id.text)
      }
      return try scene.snapshot.refunds(RefundFilter(charge: id), page)
    },
  ]

  @Sendable private static func command(_ call: Call) async throws -> RefundCharge {
    let parameters = call.parameters
    var command =
      switch (parameters.string("charge"), parameters.string("payment_intent")) {
      case (_?, _?): throw APIError.exclusiveParameters(["charge", "payment_intent"])
      case (nil, nil): throw APIError.missingParameter("charge")
      case (let charge?, nil): RefundCharge(.charge(ChargeID(charge)))
      case (nil, let intent?): RefundCharge(.paymentIntent(PaymentIntentID(intent)))
      }
    if let amount = parameters.integer("amount"), let currency = try await currency(command.subject, call) {
      command.amount = try AmountParameters.minorUnits(amount, "amount", currency)
    }
    command.reason = parameters.string("reason").flatMap(Refund.Reason.init)
    command.metadata = try parameters.newMetadata()
    return command
  }

  /// Nil where nothing is found; the command says so.
  private static func currency(_ subject: RefundCharge.Subject, _ call: Call) async throws -> Currency? {
    try await call.read { scene in
      switch subject {
      case .charge(let id): try scene.snapshot.charge(id)?.amount.currency
      case .paymentIntent(let id): try scene.snapshot.paymentIntent(id)?.amount.currency
      }
    }
  }
}

extension Scene {
  /// The charge a list is filtered by, which must be there.
  fileprivate func chargeFilter(_ parameters: RequestParameters) throws -> ChargeID? {
    guard let text = parameters.string("charge") else { return nil }
    let id = ChargeID(text)
    guard try snapshot.charge(id) != nil else { throw APIError.missing("charge", text, parameter: "charge") }
    return id
  }

  /// The payment intent a list is filtered by, which must be there.
  func paymentIntentFilter(_ parameters: RequestParameters) throws -> PaymentIntentID? {
    guard let text = parameters.string("payment_intent") else { return nil }
    let id = PaymentIntentID(text)
    guard try snapshot.paymentIntent(id) != nil else {
      throw APIError.missing("payment_intent", text, parameter: "payment_intent")
    }
    return id
  }
}

extension Refund: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"refund""#)
    writer.field("amount", amount.minorUnits, in: amount.currency)
    writer.members(#""balance_transaction":null"#)
    try writer.reference("charge", charge.text, expansion["charge"], in: scene) {
      try scene.snapshot.charge(charge)
    }
    writer.field("created", created)
    writer.field("currency", amount.currency.code)
    try writer.reference("customer", customer.text, expansion["customer"], in: scene) {
      try scene.customer(customer)
    }
    writer.members(
      #""customer_account":null,"destination_details":{"card":{"type":"refund"},"type":"card"}"#)
    if let failure { writer.field("failure_reason", failure) }
    writer.field("metadata", metadata)
    try writer.reference("payment_intent", paymentIntent.text, expansion["payment_intent"], in: scene) {
      try scene.snapshot.paymentIntent(paymentIntent)
    }
    try writer.reference("payment_method", paymentMethod.text, expansion["payment_method"], in: scene) {
      try scene.snapshot.paymentMethod(paymentMethod)
    }
    if status == .pending { writer.members(#""pending_reason":"processing""#) }
    writer.field("reason", reason?.rawValue)
    writer.members(#""receipt_number":null,"source_transfer_reversal":null"#)
    writer.field("status", status.rawValue)
    writer.members(#""transfer_reversal":null"#)
    writer.endObject()
  }
}
