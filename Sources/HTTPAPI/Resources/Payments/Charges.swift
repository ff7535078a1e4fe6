import Identity
import Monetary
import Notation
import Operations
import Receivables
import Relations

enum Charges {
  static let routes: [Route] = [
    .show("/v1/charges/{charge}", "Shows what came of one payment.", .charge) { call, scene in
      try scene.snapshot.charge(ChargeID(call.identifier("charge")))
    },
    .list(
      "/v1/charges", "Lists charges.", of: .charge,
      parameters: [.text("customer"), .text("payment_intent"), .created]
    ) { call, page, scene in
      try scene.snapshot.charges(
        ChargeFilter(
          customer: try scene.customerFilter(call.parameters),
          paymentIntent: try scene.paymentIntentFilter(call.parameters)), page)
    },
  ]
}

extension CardCharge: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    let method = try scene.snapshot.paymentMethod(paymentMethod)
    let isPaid = decline == nil
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"charge""#)
    writer.field("amount", amount.minorUnits, in: amount.currency)
    writer.field("amount_captured", isPaid ? amount.minorUnits : 0, in: amount.currency)
    writer.field("amount_refunded", refunded ?? 0, in: amount.currency)
    writer.members(
      """
      "application":null,"application_fee":null,"application_fee_amount":null,\
      "authorization_code":null,"balance_transaction":null
      """)
    // The owner's data of that time are not kept, and those of today would change what was said of the past.
    writer.members(
      #""billing_details":{"address":null,"email":null,"name":null,"phone":null,"tax_id":null}"#)
    writer.members(#""calculated_statement_descriptor":null"#)
    writer.field("captured", isPaid)
    writer.field("created", created)
    writer.field("currency", amount.currency.code)
    try writer.reference("customer", customer.text, expansion["customer"], in: scene) {
      try scene.customer(customer)
    }
    writer.members(#""description":null,"disputed":false,"failure_balance_transaction":null"#)
    writer.field("failure_code", decline?.code)
    writer.field("failure_message", decline?.message)
    writer.members(#""fraud_details":null,"level3":null"#)
    writer.field("livemode", scene.isLive)
    writer.members(#""metadata":{},"on_behalf_of":null"#)
    writeOutcome(to: &writer)
    writer.field("paid", isPaid)
    try writer.reference("payment_intent", paymentIntent.text, expansion["payment_intent"], in: scene) {
      try scene.snapshot.paymentIntent(paymentIntent)
    }
    writer.field("payment_method", paymentMethod.text)
    if let method { writeCard(method.card, to: &writer) }
    writer.members(
      """
      "radar_options":{},"receipt_email":null,"receipt_number":null,"receipt_url":null
      """)
    writer.field("refunded", isPaid && refunded == amount.minorUnits)
    if let inside = expansion["refunds"] {
      let page = try scene.snapshot.refunds(RefundFilter(charge: id), Page(limit: 10))
      try writer.list(
        "refunds", page.elements, hasMore: page.hasMore, url: "/v1/charges/\(id)/refunds", in: scene,
        expanding: inside)
    }
    writer.members(
      """
      "review":null,"shipping":null,"source":null,"source_transfer":null,"statement_descriptor":null,\
      "statement_descriptor_suffix":null
      """)
    writer.field("status", isPaid ? "succeeded" : "failed")
    writer.members(#""transfer_data":null,"transfer_group":null"#)
    writer.endObject()
  }

  private func writeOutcome(to writer: inout JSONWriter) {
    guard let decline else {
      return writer.members(
        """
        "outcome":{"advice_code":null,"network_advice_code":null,"network_decline_code":null,\
        "network_status":"approved_by_network","reason":null,"risk_level":"normal",\
        "seller_message":"Payment complete.","type":"authorized"}
        """)
    }
    writer.object("outcome") { writer in
      writer.members(
        """
        "advice_code":null,"network_advice_code":null,"network_decline_code":null,\
        "network_status":"declined_by_network"
        """)
      writer.field("reason", decline.declineCode ?? decline.code)
      writer.members(#""risk_level":"normal""#)
      writer.field("seller_message", decline.message)
      writer.members(#""type":"issuer_declined""#)
    }
  }

  private func writeCard(_ card: Card, to writer: inout JSONWriter) {
    writer.object("payment_method_details") { writer in
      writer.object("card") { writer in
        writer.field("amount_authorized", decline == nil ? amount.minorUnits : 0, in: amount.currency)
        writer.members(#""authorization_code":null"#)
        writer.field("brand", card.brand)
        writer.members(#""checks":null"#)
        writer.field("country", card.country)
        writer.members(#""description":null,"electronic_commerce_indicator":null"#)
        writer.field("exp_month", Int64(card.expiryMonth))
        writer.field("exp_year", Int64(card.expiryYear))
        writer.field("fingerprint", card.fingerprint)
        writer.field("funding", card.funding.rawValue)
        writer.members(#""iin":null,"installments":null,"issuer":null"#)
        writer.field("last4", card.last4)
        writer.members(#""mandate":null,"moto":null"#)
        writer.field("network", card.brand)
        writer.members(
          """
          "network_token":null,"network_transaction_id":null,"regulated_status":null,\
          "setup_credential_usage":null,"stored_credential_usage":null,"three_d_secure":null,\
          "transaction_link_id":null,"wallet":null
          """)
      }
      writer.members(#""type":"card""#)
    }
  }
}
