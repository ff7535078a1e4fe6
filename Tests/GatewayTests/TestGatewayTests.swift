import Gateways
import Notation
import Operations
import Receivables
import Testing

/// What each card does, as the format's pages tell it. A bare decline, `code/decline_code`, refuses at
/// attaching too; `asks` means that the bank wants to see the customer.
private let table = """
  visa                                     visa       4242 credit   pays
  us                                       visa       4242 credit   pays
  visa_debit                               visa       5556 debit    pays
  mastercard                               mastercard 4444 credit   pays
  mastercard_debit                         mastercard 8210 debit    pays
  mastercard_prepaid                       mastercard 5100 prepaid  pays
  amex                                     amex       8431 credit   pays
  discover                                 discover   1117 credit   pays
  diners                                   diners     0004 credit   pays
  jcb                                      jcb        0505 credit   pays
  unionpay                                 unionpay   0005 credit   pays
  chargeCustomerFail                       visa       0341 credit   attaches, then card_declined/generic_decline
  visa_chargeCustomerFail                  visa       0341 credit   attaches, then card_declined/generic_decline
  visa_chargeCustomerFailLostCard          visa       0341 credit   attaches, then card_declined/lost_card
  visa_chargeCustomerFailStolenCard        visa       0341 credit   attaches, then card_declined/stolen_card
  chargeDeclined                           visa       0002 credit   card_declined/generic_decline
  visa_chargeDeclined                      visa       0002 credit   card_declined/generic_decline
  chargeDeclinedInsufficientFunds          visa       9995 credit   card_declined/insufficient_funds
  visa_chargeDeclinedInsufficientFunds     visa       9995 credit   card_declined/insufficient_funds
  chargeDeclinedLostCard                   visa       9987 credit   card_declined/lost_card
  visa_chargeDeclinedLostCard              visa       9987 credit   card_declined/lost_card
  chargeDeclinedStolenCard                 visa       9979 credit   card_declined/stolen_card
  visa_chargeDeclinedStolenCard            visa       9979 credit   card_declined/stolen_card
  chargeDeclinedExpiredCard                visa       0069 credit   expired_card
  visa_chargeDeclinedExpiredCard           visa       0069 credit   expired_card
  chargeDeclinedIncorrectCvc               visa       0127 credit   incorrect_cvc
  visa_chargeDeclinedIncorrectCvc          visa       0127 credit   incorrect_cvc
  chargeDeclinedProcessingError            visa       0119 credit   processing_error
  visa_chargeDeclinedProcessingError       visa       0119 credit   processing_error
  chargeDeclinedFraudulent                 visa       0019 credit   card_declined/fraudulent
  visa_chargeDeclinedFraudulent            visa       0019 credit   card_declined/fraudulent
  chargeDeclinedVelocityLimitExceeded      visa       6975 credit   card_declined/card_velocity_exceeded
  visa_chargeDeclinedVelocityLimitExceeded visa       6975 credit   card_declined/card_velocity_exceeded
  pendingRefund                            visa       7726 credit   pays
  visa_pendingRefund                       visa       7726 credit   pays
  refundFail                               visa       5126 credit   pays
  visa_refundFail                          visa       5126 credit   pays
  authenticationRequired                   visa       3184 credit   asks, off session authentication_required
  authenticationRequiredOnSetup            visa       3155 credit   asks, off session authentication_required
  threeDSecure2Required                    visa       3220 credit   asks, off session authentication_required
  authenticationRequiredSetupForOffSession visa       0446 credit   asks, off session succeeded
  """

private let lines = table.split(separator: "\n").map(String.init)

struct TestGatewayTests {
  let gateway = TestGateway()

  @Test(
    "Each test card does what the format says of it, as a payment method and as a token", arguments: lines)
  func cards(line: String) async throws {
    let cells = line.split(separator: " ", maxSplits: 4).map { String($0.drop { $0 == " " }) }
    for prefix in ["pm_card_", "tok_"] {
      let card = try #require(try await gateway.card(for: prefix + cells[0]))
      let onSession = try await gateway.collect(attempt(with: card.reference, onSession: true))
      let offSession = try await gateway.collect(attempt(with: card.reference, onSession: false))
      let face = [card.card.brand, card.card.last4, card.card.funding.rawValue]
      #expect(face + [story(card.attachDecline, onSession, offSession)] == Array(cells[1...]))
    }
  }

  @Test("Asking twice about one attempt brings the same answer, from another gateway of the same kind too")
  func twice() async throws {
    for line in lines {
      let attempt = try attempt(with: String(line.prefix { $0 != " " }), onSession: false)
      let first = try await gateway.collect(attempt)
      #expect(try await TestGateway().collect(attempt) == first)
    }
  }

  @Test(
    "A token that is none names no card, and card numbers are no tokens",
    arguments: [
      "", "pm_card_", "pm_card_nope", "tok_", "tok_VISA", "pm_1MqLiJLkdIwHu7ixUEgbFdYF", "4242424242424242",
    ])
  func unknownTokens(token: String) async throws {
    #expect(try await gateway.card(for: token) == nil)
  }

  @Test("A reference that was never given out is a failure, not a decline")
  func unknownReference() async throws {
    let attempt = try attempt(with: "ch_elsewhere", onSession: false)
    await #expect(throws: GatewayFailure.unknownReference(attempt: attempt.id)) {
      try await gateway.collect(attempt)
    }
  }

  @Test(
    "What goes back arrives at once, later, or comes back, by the card; asked again before that is on record, it is the same",
    arguments: [
      ("visa", RefundAnswer(.succeeded), RefundAnswer(.succeeded)),
      ("pendingRefund", RefundAnswer(.pending, mayChangeAfter: 60), RefundAnswer(.succeeded)),
      (
        "refundFail", RefundAnswer(.succeeded, mayChangeAfter: 60),
        RefundAnswer(.failed(reason: "expired_or_canceled_card"))
      ),
    ])
  func refunds(reference: String, first: RefundAnswer, later: RefundAnswer) async throws {
    let asked = try refund(to: reference)
    for _ in 0..<2 { #expect(try await gateway.giveBack(asked) == first) }
    #expect(try await gateway.answer(to: asked) == first)
    let known = asked.answered(first, at: asked.created)
    for _ in 0..<2 { #expect(try await gateway.giveBack(known) == later) }
  }

  @Test("A card pays once its bank has seen the customer, and without them where it was set up for that")
  func authenticated() async throws {
    for name in [
      "authenticationRequired", "authenticationRequiredOnSetup", "threeDSecure2Required",
      "authenticationRequiredSetupForOffSession",
    ] {
      let seen = try attempt(with: name, onSession: true, authenticated: true)
      #expect(try await gateway.collect(seen) == .succeeded, "\(name)")
      #expect(try await gateway.setUp(setup(name)) == .requiresAction)
      guard case .succeeded(let reference) = try await gateway.setUp(setup(name, authenticated: true)) else {
        Issue.record("\(name) is not set up")
        continue
      }
      let later = try await gateway.collect(attempt(with: reference, onSession: false))
      let isFree = name != "authenticationRequired" && name != "threeDSecure2Required"
      #expect((later == .succeeded) == isFree, "\(name)")
    }
    #expect(try await gateway.setUp(setup("visa")) == .succeeded(reference: "visa"))
    #expect(
      try await gateway.setUp(setup("chargeCustomerFail")) == .succeeded(reference: "chargeCustomerFail"))
    guard case .declined(let decline) = try await gateway.setUp(setup("chargeDeclinedExpiredCard")) else {
      Issue.record("an expired card was set up")
      return
    }
    #expect(decline.code == "expired_card")
    #expect(
      try await TestGateway(strangersPay: true).setUp(setup("outside/1"))
        == .succeeded(reference: "outside/1"))
    await #expect(throws: GatewayFailure.unknownCard(setup: "seti_1/1")) {
      try await gateway.setUp(setup("outside/1"))
    }
  }

  @Test("A card of another gateway takes money back in a fork, and nowhere else")
  func strangers() async throws {
    let refund = try refund(to: "outside/1")
    #expect(try await TestGateway(strangersPay: true).giveBack(refund) == RefundAnswer(.succeeded))
    await #expect(throws: GatewayFailure.unknownReference(attempt: refund.attempt)) {
      try await gateway.giveBack(refund)
    }
  }

  @Test("Every decline is a sentence")
  func sentences() async throws {
    for line in lines {
      let attempt = try attempt(with: String(line.prefix { $0 != " " }), onSession: false)
      guard case .declined(let decline) = try await gateway.collect(attempt) else { continue }
      #expect(decline.message.hasPrefix("Your card") || decline.message.hasPrefix("An error"))
      #expect(decline.message.hasSuffix("."))
    }
  }
}

struct NoGatewayTests {
  @Test("A live workspace without a gateway knows no card and collects nothing")
  func nothing() async throws {
    #expect(try await NoGateway().card(for: "pm_card_visa") == nil)
    await #expect(throws: GatewayFailure.notConnected) {
      try await NoGateway().collect(attempt(with: "visa", onSession: true))
    }
    await #expect(throws: GatewayFailure.notConnected) {
      try await NoGateway().giveBack(refund(to: "visa"))
    }
    await #expect(throws: GatewayFailure.notConnected) { try await NoGateway().setUp(setup("visa")) }
  }
}

private func setup(_ reference: String, authenticated: Bool = false) -> CardSetup {
  CardSetup(
    key: "seti_1/1", gatewayReference: reference, usage: .offSession, authenticated: authenticated)
}

private func attempt(
  with reference: String, onSession: Bool, authenticated: Bool = false
) throws -> PaymentAttempt {
  let text = """
    {"id": "att_1", "paymentIntent": "pi_1", "customer": "cus_1", "invoice": "in_1", "number": 1,
     "paymentMethod": "pm_1", "gatewayReference": "\(reference)",
     "amount": {"minorUnits": 1000, "currency": "usd"}, "onSession": \(onSession), "authenticated": \(authenticated),
     "startedAt": 0}
    """
  return try JSON(parsing: Array(text.utf8)).decode(PaymentAttempt.self)
}

private func refund(to reference: String) throws -> Refund {
  let text = """
    {"id": "re_1", "charge": "ch_1", "paymentIntent": "pi_1", "customer": "cus_1", "invoice": "in_1",
     "paymentMethod": "pm_1", "attempt": "att_1", "gatewayReference": "\(reference)",
     "amount": {"minorUnits": 1000, "currency": "usd"}, "status": "pending", "metadata": {}, "created": 0}
    """
  return try JSON(parsing: Array(text.utf8)).decode(Refund.self)
}

private func story(_ attach: Decline?, _ onSession: PaymentAnswer, _ offSession: PaymentAnswer) -> String {
  switch (attach, onSession == offSession) {
  case (nil, true): onSession == .succeeded ? "pays" : "attaches, then \(text(onSession))"
  case (nil, false): "\(text(onSession)), off session \(text(offSession))"
  case (let decline?, true) where onSession == .declined(decline): text(onSession)
  case (let decline?, _): "refuses with \(decline), yet \(onSession) and \(offSession)"
  }
}

private func text(_ answer: PaymentAnswer) -> String {
  switch answer {
  case .succeeded: "succeeded"
  case .requiresAction: "asks"
  case .declined(let decline):
    decline.declineCode == nil || decline.declineCode == decline.code
      ? decline.code : "\(decline.code)/\(decline.declineCode!)"
  }
}
