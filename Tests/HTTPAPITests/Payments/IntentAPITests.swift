import Notation
import Operations
import Testing

@testable import HTTPAPI

@Suite("Payment intents and setup intents on the wire")
struct IntentAPITests {
  /// A subscription that waits for its first payment, and the intent of it.
  private func waiting(
    _ store: Store, _ card: String = "pm_card_visa"
  ) async throws -> (subscription: String, intent: String, customer: String) {
    let customer = try await store.made("/v1/customers", "payment_method=\(card)").id
    let made = try await store.subscribe(
      customer, store.price(1_000), "&payment_behavior=default_incomplete")
    let intent = try await store.get("/v1/payment_intents?customer=\(customer)").json.at("data.0.id")
    return (made.id, intent?.string ?? "", customer)
  }

  @Test("Confirming pays the invoice and begins the subscription")
  func confirm() async throws {
    let store = try await Store.open()
    let (subscription, intent, _) = try await waiting(store)
    let noted = try await store.made("/v1/payment_intents/\(intent)", "metadata[cart]=12")
    #expect(noted.at("metadata.cart") == "12" && noted["status"] == "requires_payment_method")
    let paid = try await store.made(
      "/v1/payment_intents/\(intent)/confirm", "return_url=https://example.com&expand[]=latest_charge")
    #expect(paid["status"] == "succeeded" && paid["amount_received"] == 1_000)
    #expect(paid.at("latest_charge.paid") == true && paid.at("metadata.cart") == "12")
    #expect(try await store.get("/v1/subscriptions/\(subscription)").json["status"] == "active")
    for step in ["confirm", "cancel"] {
      let again = try await store.post("/v1/payment_intents/\(intent)/\(step)")
      #expect(again.status == 400 && again.error["code"] == "payment_intent_unexpected_state")
      #expect(again.json.at("error.payment_intent.id")?.string == intent)
    }
  }

  @Test("A declined card answers 402 with the intent, and another card pays")
  func declined() async throws {
    let store = try await Store.open()
    let (subscription, intent, _) = try await waiting(store, "pm_card_chargeCustomerFail")
    let declined = try await store.post("/v1/payment_intents/\(intent)/confirm")
    #expect(declined.status == 402 && declined.error["code"] == "card_declined")
    #expect(declined.json.at("error.payment_intent.status") == "requires_payment_method")
    let paid = try await store.made("/v1/payment_intents/\(intent)/confirm", "payment_method=pm_card_visa")
    #expect(paid["status"] == "succeeded" && paid["last_payment_error"] == .null)
    #expect(try await store.get("/v1/subscriptions/\(subscription)").json["status"] == "active")
  }

  @Test("A bank that wants to see the customer is answered by the helper, either way")
  func authentication() async throws {
    let store = try await Store.open()
    let (subscription, intent, _) = try await waiting(store, "pm_card_authenticationRequired")
    let uri = "/v1/test_helpers/payment_intents/\(intent)/authenticate"
    #expect(try await store.post(uri, "outcome=succeed").error["code"] == "payment_intent_unexpected_state")
    let strict = try await store.post(
      "/v1/payment_intents/\(intent)/confirm", "error_on_requires_action=true")
    #expect(strict.status == 402)
    let asked = try await store.made("/v1/payment_intents/\(intent)/confirm")
    #expect(asked["status"] == "requires_action" && asked.at("next_action.type") == "use_stripe_sdk")
    let failed = try await store.made(uri, "outcome=fail")
    #expect(failed["status"] == "requires_payment_method")
    #expect(failed.at("last_payment_error.code") == "payment_intent_authentication_failure")
    _ = try await store.made("/v1/payment_intents/\(intent)/confirm")
    #expect(try await store.made(uri, "outcome=succeed")["status"] == "succeeded")
    #expect(try await store.get("/v1/subscriptions/\(subscription)").json["status"] == "active")
    #expect(try await store.post(uri, "outcome=perhaps").error["param"] == "outcome")
    #expect(try await store.post(uri).error["param"] == "outcome")
    let types = (try await store.get("/v1/events?type=payment_intent.*&limit=100").json["data"]?.array ?? [])
      .reversed().map { $0["type"]?.string ?? "" }
    let asks = "payment_intent.requires_action"
    #expect(
      types == [
        "payment_intent.created", asks, asks, "payment_intent.payment_failed", asks,
        "payment_intent.succeeded",
      ])
  }

  @Test("What an intent does not take is refused and names its parameter")
  func refusedPayments() async throws {
    let store = try await Store.open()
    let (_, intent, _) = try await waiting(store)
    let foreign = try await store.made("/v1/customers", "payment_method=pm_card_visa").id
    let cards = try await store.get("/v1/payment_methods?customer=\(foreign)").json
    let card = cards.at("data.0.id")?.string ?? ""
    for (uri, body, parameter) in [
      ("/confirm", "payment_method=pm_no", "payment_method"),
      ("/confirm", "payment_method=\(card)", "payment_method"),
      ("/confirm", "off_session=maybe", "off_session"),
      ("/confirm", "amount_to_confirm=1", "amount_to_confirm"), ("", "amount=5", "amount"),
      ("/cancel", "cancellation_reason=void_invoice", "cancellation_reason"),
    ] {
      let reply = try await store.post("/v1/payment_intents/\(intent)\(uri)", body)
      #expect(reply.status == 400 && reply.error["param"]?.string == parameter, "\(uri) \(body)")
    }
    let canceled = try await store.post("/v1/payment_intents/\(intent)/cancel")
    #expect(canceled.error["code"] == "payment_intent_unexpected_state")
    #expect(try await store.get("/v1/payment_intents/\(intent)").json["status"] == "requires_payment_method")
    for uri in ["pi_no/confirm", "pi_no/cancel", "pi_no"] {
      #expect(try await store.post("/v1/payment_intents/\(uri)").status == 404)
    }
    let live = try await Store.open(isLive: true)
    for kind in ["payment_intents", "setup_intents"] {
      let reply = try await live.post("/v1/test_helpers/\(kind)/x/authenticate", "outcome=fail")
      #expect(reply.status == 400 && reply.error["param"] == "outcome")
    }
  }

  @Test("A card is set up, attached, and pays behind the customer's back afterwards")
  func setUp() async throws {
    let store = try await Store.open()
    let customer = try await store.made("/v1/customers").id
    let made = try await store.made(
      "/v1/setup_intents",
      "customer=\(customer)&payment_method=pm_card_authenticationRequiredOnSetup&confirm=true"
        + "&payment_method_types[]=card&metadata[k]=1&return_url=https://example.com")
    #expect(made["status"] == "requires_action" && made["usage"] == "off_session")
    #expect(try await store.get("/v1/payment_methods?customer=\(customer)").json["data"] == [])
    let uri = "/v1/test_helpers/setup_intents/\(made.id)/authenticate"
    let done = try await store.made(uri, "outcome=succeed&expand[]=payment_method")
    #expect(done["status"] == "succeeded" && done.at("payment_method.customer")?.string == customer)
    let card = done.at("payment_method.id")?.string ?? ""
    let price = try await store.price(1_000)
    let subscription = try await store.subscribe(
      customer, price, "&default_payment_method=\(card)&off_session=true")
    #expect(subscription["status"] == "active")
    #expect(try await store.get("/v1/setup_intents/\(made.id)").json.at("metadata.k") == "1")
    for query in ["", "?customer=\(customer)", "?payment_method=\(card)"] {
      let listed = try await store.get("/v1/setup_intents\(query)").json["data"]?.array ?? []
      #expect(listed.map(\.id) == [made.id], "\(query)")
    }
    let types = (try await store.get("/v1/events?type=setup_intent.*").json["data"]?.array ?? []).reversed()
    #expect(
      types.map { $0["type"] } == [
        "setup_intent.created", "setup_intent.requires_action", "setup_intent.succeeded",
      ])
  }

  @Test("A card that cannot be set up answers 402 with the intent, which waits for another")
  func declinedSetup() async throws {
    let store = try await Store.open()
    let customer = try await store.made("/v1/customers").id
    let waiting = try await store.made("/v1/setup_intents", "customer=\(customer)&usage=on_session").id
    let chosen = try await store.made(
      "/v1/setup_intents/\(waiting)", "payment_method=pm_card_visa&description=x")
    #expect(chosen["status"] == "requires_confirmation" && chosen["description"] == "x")
    let declined = try await store.post(
      "/v1/setup_intents/\(waiting)/confirm", "payment_method=pm_card_chargeDeclined")
    #expect(declined.status == 402 && declined.error["code"] == "card_declined")
    #expect(declined.json.at("error.setup_intent.status") == "requires_payment_method")
    #expect(declined.json.at("error.setup_intent.last_setup_error.code") == "card_declined")
    let missing = try await store.post("/v1/setup_intents/\(waiting)/confirm")
    #expect(missing.status == 400 && missing.error["param"] == "payment_method")
    let canceled = try await store.made(
      "/v1/setup_intents/\(waiting)/cancel", "cancellation_reason=requested_by_customer")
    #expect(canceled["status"] == "canceled" && canceled["cancellation_reason"] == "requested_by_customer")
    let late = try await store.post("/v1/setup_intents/\(waiting)/confirm")
    #expect(late.status == 400 && late.error["code"] == "setup_intent_unexpected_state")
    for (body, parameter) in [
      ("customer=cus_no", "customer"), ("payment_method=pm_no", "payment_method"), ("usage=never", "usage"),
      ("payment_method_types[]=sepa_debit", "payment_method_types[0]"), ("confirm=true", "payment_method"),
      ("return_url=https://example.com", "return_url"), ("attach_to_self=true", "attach_to_self"),
    ] {
      let reply = try await store.post("/v1/setup_intents", body)
      #expect(reply.status == 400 && reply.error["param"]?.string == parameter, "\(body): \(reply.text)")
    }
    let listed = try await store.get("/v1/setup_intents").json["data"]?.array ?? []
    #expect(listed.map(\.id) == [waiting], "what is refused is not made")
    #expect(try await store.get("/v1/setup_intents/seti_no").status == 404)
    #expect(try await store.get("/v1/setup_intents?payment_method=pm_no").error["param"] == "payment_method")
  }
}
