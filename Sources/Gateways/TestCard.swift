import Receivables

/// A card of the format's published test set.
struct TestCard: Hashable, Sendable {
  /// What stands after `pm_card_` and `tok_`; stored as the gateway's reference.
  let name: String
  let face: Card
  let behavior: TestBehavior

  private init(
    _ name: String, _ brand: String, _ last4: String, _ funding: Card.Funding = .credit,
    country: String = "US",
    _ behavior: TestBehavior = .pays
  ) {
    self.name = name
    self.behavior = behavior
    // One number has one fingerprint, whatever it is called; the last digits tell these numbers apart.
    face = Card(
      brand: brand, last4: last4, expiryMonth: 12, expiryYear: 2050, fingerprint: "test\(brand)\(last4)",
      funding: funding, country: country)
  }

  /// The card behind a token (`pm_card_visa`, `tok_visa`) or behind a reference (`visa`).
  static func named(_ text: String) -> TestCard? {
    for prefix in ["pm_card_", "tok_"] where text.hasPrefix(prefix) {
      return byName[String(text.dropFirst(prefix.count))]
    }
    return byName[text]
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// Every test card. The format spells some with and without the brand, and tools use both.
  static let all: [TestCard] = paying + refusing + decliningLater + authenticating + refunding

  private static let paying = [
    TestCard("visa", "visa", "4242"),
    TestCard("us", "visa", "4242"),
    TestCard("visa_debit", "visa", "5556", .debit),
    TestCard("mastercard", "mastercard", "4444"),
    TestCard("mastercard_debit", "mastercard", "8210", .debit),
    TestCard("mastercard_prepaid", "mastercard", "5100", .prepaid),
    TestCard("amex", "amex", "8431"),
    TestCard("discover", "discover", "1117"),
    TestCard("diners", "diners", "0004"),
    TestCard("jcb", "jcb", "0505", country: "JP"),
    TestCard("unionpay", "unionpay", "0005", country: "CN"),
  ]

  private static func visa(_ last4: String, _ behavior: TestBehavior, _ names: String...) -> [TestCard] {
    names.map { TestCard($0, "visa", last4, .credit, behavior) }
  }

  private static func refusing(_ last4: String, _ decline: Decline, _ reason: String) -> [TestCard] {
    visa(last4, .refuses(decline), "chargeDeclined\(reason)", "visa_chargeDeclined\(reason)")
  }

  private static let refusing =
    refusing("0002", .generic, "")
    + refusing("9995", .insufficientFunds, "InsufficientFunds")
    + refusing("9987", .lostCard, "LostCard")
    + refusing("9979", .stolenCard, "StolenCard")
    + refusing("0069", .expiredCard, "ExpiredCard")
    + refusing("0127", .incorrectCode, "IncorrectCvc")
    + refusing("0119", .processingError, "ProcessingError")
    + refusing("0019", .fraudulent, "Fraudulent")
    + refusing("6975", .velocityExceeded, "VelocityLimitExceeded")

  private static let refunding =
    visa("7726", .takesBackLater, "pendingRefund", "visa_pendingRefund")
    + visa("5126", .takesNothingBack, "refundFail", "visa_refundFail")

  private static let decliningLater =
    visa("0341", .declines(.generic), "chargeCustomerFail", "visa_chargeCustomerFail")
    + visa("0341", .declines(.lostCard), "visa_chargeCustomerFailLostCard")
    + visa("0341", .declines(.stolenCard), "visa_chargeCustomerFailStolenCard")

  // The format's own pages say of the 3D Secure card that it must be authenticated to pay, without an
  // exception for payments off session; only the card that is "already set up" has that, and the one that
  // asks "on setup" once it is set up.
  private static let authenticating =
    visa("3184", .alwaysAuthenticates, "authenticationRequired")
    + visa("3155", .authenticatesUntilSetUp, "authenticationRequiredOnSetup")
    + visa("3220", .alwaysAuthenticates, "threeDSecure2Required")
    + visa("0446", .authenticatesOnSession, "authenticationRequiredSetupForOffSession")
}

/// The format's codes and its sentences for them.
extension Decline {
  static let generic = declined("generic_decline", "Your card was declined.")
  static let insufficientFunds = declined("insufficient_funds", "Your card has insufficient funds.")
  static let lostCard = declined("lost_card", "Your card was declined.")
  static let stolenCard = declined("stolen_card", "Your card was declined.")
  static let fraudulent = declined("fraudulent", "Your card was declined.")
  static let velocityExceeded = declined(
    "card_velocity_exceeded",
    "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.")
  static let expiredCard = Decline(code: "expired_card", declineCode: nil, message: "Your card has expired.")
  static let incorrectCode = Decline(
    code: "incorrect_cvc", declineCode: nil, message: "Your card's security code is incorrect.")
  static let processingError = Decline(
    code: "processing_error", declineCode: nil,
    message: "An error occurred while processing your card. Try again in a little bit.")
  static let authenticationRequired = Decline(
    code: "authentication_required", declineCode: "authentication_required",
    message: "Your card was declined. This transaction requires authentication.")

  private static func declined(_ reason: String, _ message: String) -> Decline {
    Decline(code: "card_declined", declineCode: reason, message: message)
  }
}
