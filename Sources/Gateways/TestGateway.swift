import Operations
import Receivables

/// The gateway of test workspaces: it moves no money, keeps nothing, and knows the format's test cards.
///
/// What it answers follows from the card and the attempt alone, so asking twice, from another process or
/// after a crash, brings the same answer. It answers at once, unless it is told to think about payments.
public struct TestGateway: PaymentGateway {
  private let strangersPay: Bool
  private let thinks: Duration

  /// - Parameters:
  ///   - strangersPay: whether cards of another gateway pay. In a fork they do, each of them each time: its
  ///     customers keep the cards of the real book, and these must never be heard of outside.
  ///   - thinks: how long it takes over a payment, for seeing what slowness and crashes do meanwhile.
  public init(strangersPay: Bool = false, thinks: Duration = .zero) {
    self.strangersPay = strangersPay
    self.thinks = thinks
  }

  public func collect(_ attempt: PaymentAttempt) async throws -> PaymentAnswer {
    if thinks > .zero { try await Task.sleep(for: thinks) }
    guard let card = TestCard.named(attempt.gatewayReference) else {
      guard strangersPay else { throw GatewayFailure.unknownReference(attempt: attempt.id) }
      return .succeeded
    }
    return card.behavior.answer(to: attempt)
  }

  /// It keeps nothing, and would answer the same as before.
  public func answer(to attempt: PaymentAttempt) async throws -> PaymentAnswer? {
    try await collect(attempt)
  }

  public func giveBack(_ refund: Refund) async throws -> RefundAnswer {
    if thinks > .zero { try await Task.sleep(for: thinks) }
    guard let card = TestCard.named(refund.gatewayReference) else {
      guard strangersPay else { throw GatewayFailure.unknownReference(attempt: refund.attempt) }
      return RefundAnswer(.succeeded)
    }
    return card.behavior.answer(to: refund)
  }

  public func answer(to refund: Refund) async throws -> RefundAnswer? { try await giveBack(refund) }

  public func setUp(_ setup: CardSetup) async throws -> SetupAnswer {
    guard let card = TestCard.named(setup.gatewayReference) else {
      guard strangersPay else { throw GatewayFailure.unknownCard(setup: setup.key) }
      return .succeeded(reference: setup.gatewayReference)
    }
    return card.behavior.answer(to: setup, of: card.name)
  }

  public func card(for token: String) async throws -> GatewayCard? {
    guard let card = TestCard.named(token) else { return nil }
    return GatewayCard(card: card.face, reference: card.name, attachDecline: card.behavior.attachDecline)
  }
}

/// What a test card does when it is attached to a customer and when it shall pay.
enum TestBehavior: Hashable, Sendable {
  case pays
  /// Attaches, and declines every payment.
  case declines(Decline)
  /// Pays; what goes back is on its way for a minute.
  case takesBackLater
  /// Pays; what goes back seems to arrive, and a minute later its bank sends it on.
  case takesNothingBack
  /// Cannot even be attached. A payment that were tried with it all the same declines.
  case refuses(Decline)
  /// The bank wants to see the customer each time.
  case alwaysAuthenticates
  /// The same until it is set up for later; after that only while the customer is there.
  case authenticatesUntilSetUp
  /// The bank wants to see the customer who is there; payments behind their back go through.
  case authenticatesOnSession

  var attachDecline: Decline? {
    if case .refuses(let decline) = self { decline } else { nil }
  }

  func answer(to attempt: PaymentAttempt) -> PaymentAnswer {
    let onSession = attempt.onSession
    return switch self {
    case .pays, .takesBackLater, .takesNothingBack: .succeeded
    case .declines(let decline), .refuses(let decline): .declined(decline)
    case .alwaysAuthenticates where attempt.authenticated == true,
      .authenticatesUntilSetUp where attempt.authenticated == true,
      .authenticatesOnSession where attempt.authenticated == true:
      .succeeded
    case .alwaysAuthenticates, .authenticatesUntilSetUp:
      onSession ? .requiresAction : .declined(.authenticationRequired)
    case .authenticatesOnSession: onSession ? .requiresAction : .succeeded
    }
  }

  func answer(to setup: CardSetup, of name: String) -> SetupAnswer {
    switch self {
    case .refuses(let decline): .declined(decline)
    case .alwaysAuthenticates, .authenticatesUntilSetUp, .authenticatesOnSession:
      setup.authenticated ? .succeeded(reference: reference(afterSetup: setup, name)) : .requiresAction
    case .pays, .declines, .takesBackLater, .takesNothingBack: .succeeded(reference: name)
    }
  }

  /// What was set up for payments behind the customer's back is another card to the gateway.
  private func reference(afterSetup setup: CardSetup, _ name: String) -> String {
    self == .authenticatesUntilSetUp && setup.usage == .offSession
      ? "authenticationRequiredSetupForOffSession" : name
  }

  /// What is said first, and what is said to whoever asks once that is on record.
  func answer(to refund: Refund) -> RefundAnswer {
    let isFirst = refund.answeredAt == nil
    return switch self {
    case .takesBackLater where isFirst: RefundAnswer(.pending, mayChangeAfter: Self.refundSeconds)
    case .takesNothingBack where isFirst: RefundAnswer(.succeeded, mayChangeAfter: Self.refundSeconds)
    case .takesNothingBack: RefundAnswer(.failed(reason: "expired_or_canceled_card"))
    default: RefundAnswer(.succeeded)
    }
  }

  private static let refundSeconds: Int64 = 60
}
