import Notation
import Operations
import Testing

@testable import HTTPAPI

@Suite("Refunds on the wire")
struct RefundAPITests {
  /// A store where somebody has paid ten dollars.
  private func paid() async throws -> (store: Store, charge: String, intent: String, invoice: String) {
    let store = try await Store.open()
    let made = try await store.subscribe(
      store.customer(), store.price(1_000), "&expand[]=latest_invoice.payments")
    let intent = made.at("latest_invoice.payments.data.0.payment.payment_intent")?.string ?? ""
    let charge = try await store.get("/v1/payment_intents/\(intent)").json["latest_charge"]?.string ?? ""
    return (store, charge, intent, made.at("latest_invoice.id")?.string ?? "")
  }

  @Test("A refund shows on its charge, in lists, and as events in their order")
  func refund() async throws {
    let (store, charge, intent, _) = try await paid()
    let refund = try await store.made(
      "/v1/refunds",
      "payment_intent=\(intent)&amount=250&reason=requested_by_customer&metadata[k]=1&expand[]=charge")
    #expect(refund["object"] == "refund" && refund["status"] == "succeeded" && refund["amount"] == 250)
    #expect(refund["reason"] == "requested_by_customer" && refund.at("metadata.k") == "1")
    #expect(refund.at("charge.amount_refunded") == 250 && refund.at("charge.refunded") == false)
    let rest = try await store.made("/v1/refunds", "charge=\(charge)")
    #expect(rest["amount"] == 750 && rest["reason"] == .null)
    let shown = try await store.get("/v1/charges/\(charge)?expand[]=refunds").json
    #expect(shown["refunded"] == true && shown["amount_refunded"] == 1_000)
    let listed = (shown.at("refunds.data")?.array ?? []).map(\.id)
    #expect(listed == [rest.id, refund.id])
    for query in ["refunds", "refunds?charge=\(charge)", "refunds?payment_intent=\(intent)"] {
      let found = try await store.get("/v1/\(query)").json["data"]?.array ?? []
      #expect(found.map(\.id) == listed, "\(query)")
    }
    #expect(
      try await store.get("/v1/charges/\(charge)/refunds").json["data"]?.array?.map(\.id) == listed)
    #expect(try await store.get("/v1/refunds/\(rest.id)").json == rest)
    let noted = try await store.made("/v1/refunds/\(rest.id)", "metadata[case]=9")
    #expect(noted.at("metadata.case") == "9")
    let events = try await store.get("/v1/events?limit=100").json["data"]?.array ?? []
    let types = events.reversed().compactMap { $0["type"]?.string }.filter { $0.contains("refund") }
    let one = ["refund.created", "refund.updated", "charge.refund.updated", "charge.refunded"]
    #expect(types == one + one + ["refund.updated"])
    let refunded = events.filter { $0["type"] == "charge.refunded" }
    #expect(refunded.map { $0.at("data.object.amount_refunded") } == [1_000, 250])
    let updated = events.first { $0["type"] == "charge.refund.updated" && $0.at("data.object.amount") == 250 }
    #expect(updated?.at("data.object.status") == "succeeded")
    #expect(updated?.at("data.previous_attributes.status") == "pending")
  }

  @Test("What cannot go back is refused, names its parameter, and changes nothing")
  func refused() async throws {
    let (store, charge, intent, invoice) = try await paid()
    let cases: [(String, String?, String?)] = [
      ("", "parameter_missing", "charge"), ("charge=ch_no", "resource_missing", "charge"),
      ("payment_intent=pi_no", "resource_missing", "payment_intent"),
      ("charge=\(charge)&payment_intent=\(intent)", "parameters_exclusive", "charge"),
      ("charge=\(charge)&amount=0", "parameter_invalid_integer", "amount"),
      ("charge=\(charge)&amount=-1", "parameter_invalid_integer", "amount"),
      ("charge=\(charge)&amount=1001", nil, "amount"),
      ("charge=\(charge)&amount=ten", "parameter_invalid_integer", "amount"),
      ("charge=\(charge)&reason=regret", nil, "reason"),
      ("charge=\(charge)&reverse_transfer=true", "parameter_unknown", "reverse_transfer"),
    ]
    for (body, code, parameter) in cases {
      let reply = try await store.post("/v1/refunds", body)
      #expect(reply.status == 400, "\(body)")
      #expect(reply.error["code"]?.string == code, "\(body)")
      #expect(reply.error["param"]?.string == parameter, "\(body)")
    }
    #expect(try await store.get("/v1/refunds").json["data"] == [])
    let refund = try await store.made("/v1/refunds", "charge=\(charge)")
    let again = try await store.post("/v1/refunds", "charge=\(charge)")
    #expect(again.status == 400 && again.error["code"] == "charge_already_refunded")
    let canceled = try await store.post("/v1/refunds/\(refund.id)/cancel")
    #expect(canceled.status == 400 && canceled.error["param"] == "id")
    for uri in ["/v1/refunds/re_no", "/v1/charges/ch_no/refunds"] {
      #expect(try await store.get(uri).status == 404)
    }
    #expect(try await store.post("/v1/refunds/re_no/cancel").status == 404)
    #expect(try await store.get("/v1/refunds?charge=ch_no").error["param"] == "charge")
    for (part, parameter) in [
      ("refunds[0][refund]=re_no", "refunds[0][refund]"),
      ("refunds[0][amount_refunded]=1", "refunds[0][refund]"),
      ("refunds[0][type]=payment_record_refund&refunds[0][refund]=re_no", "refunds[0][type]"),
      ("refunds[0][refund]=\(refund.id)&refunds[0][amount_refunded]=1001", "refunds[0][amount_refunded]"),
      ("refund_amount=10", "refund_amount"),
    ] {
      let reply = try await store.post("/v1/credit_notes", "invoice=\(invoice)&amount=1000&\(part)")
      #expect(reply.status == 400 && reply.error["param"]?.string == parameter, "\(part): \(reply.text)")
    }
  }

  @Test("A credit note shows what went back with it, as its preview did")
  func credited() async throws {
    let (store, charge, _, invoice) = try await paid()
    let before = try await store.made("/v1/refunds", "charge=\(charge)&amount=300").id
    let wish =
      "invoice=\(invoice)&amount=1000&refund_amount=400&credit_amount=100&out_of_band_amount=200"
      + "&refunds[0][refund]=\(before)&refunds[0][type]=refund"
    let seen = try await store.get("/v1/credit_notes/preview?\(wish)").json
    #expect(seen["post_payment_amount"] == 1_000)
    #expect(seen.at("refunds")?.array?.map { $0["amount_refunded"] } == [300, 400])
    #expect(try await store.get("/v1/charges/\(charge)").json["amount_refunded"] == 300)
    let note = try await store.made("/v1/credit_notes", wish + "&expand[]=refunds.refund")
    #expect(note["type"] == "post_payment" && note["out_of_band_amount"] == 200)
    #expect(note.at("refunds.0.refund.id")?.string == before && note.at("refunds.0.type") == "refund")
    #expect(note.at("refunds.1.amount_refunded") == 400 && note.at("refunds.1.refund.amount") == 400)
    #expect(try await store.get("/v1/charges/\(charge)").json["amount_refunded"] == 700)
  }

  @Test("A refund that its bank sends on is told: it failed, and the charge is whole again")
  func sentOn() async throws {
    let store = try await Store.open()
    let clock = try await store.made("/v1/test_helpers/test_clocks", "frozen_time=1775001600").id
    let customer = try await store.made(
      "/v1/customers", "payment_method=pm_card_refundFail&test_clock=\(clock)"
    ).id
    _ = try await store.subscribe(customer, store.price(1_000))
    let charge = try await store.get("/v1/charges?customer=\(customer)").json.at("data.0.id")?.string ?? ""
    let refund = try await store.made("/v1/refunds", "charge=\(charge)").id
    #expect(try await store.get("/v1/refunds/\(refund)").json["status"] == "succeeded")
    try await store.advance(clock, to: 1_775_005_200)
    let failed = try await store.get("/v1/refunds/\(refund)").json
    #expect(failed["status"] == "failed" && failed["failure_reason"] == "expired_or_canceled_card")
    #expect(try await store.get("/v1/charges/\(charge)").json["amount_refunded"] == 0)
    let types = (try await store.get("/v1/events?limit=4").json["data"]?.array ?? []).map { $0["type"] }
    #expect(types.contains("refund.failed") && types.contains("charge.updated"))
  }
}
