import Receivables

/// The world that moves money. It is only ever asked between two commits.
public protocol PaymentGateway: Sendable {
  /// Collects one attempt, or tells what came of it: the attempt's id is the idempotency key, so asking twice
  /// charges once.
  /// - Throws: any error when no answer could be had; the attempt stays open and its job asks again.
  func collect(_ attempt: PaymentAttempt) async throws -> PaymentAnswer

  /// What came of an attempt, without collecting it: nil when the gateway never heard of it.
  ///
  /// A restored workspace asks this about payments that were under way when its backup was taken.
  /// - Throws: any error when it cannot be told; the workspace stays paused then.
  func answer(to attempt: PaymentAttempt) async throws -> PaymentAnswer?

  /// Gives money back, or tells what came of it: the refund's id is the idempotency key, so asking twice
  /// gives back once. It is asked again where an answer said that it may change.
  /// - Throws: any error when no answer could be had; the refund stays open and its job asks again.
  func giveBack(_ refund: Refund) async throws -> RefundAnswer

  /// What came of a refund, without giving anything back: nil when the gateway never heard of it.
  /// - Throws: any error when it cannot be told; the workspace stays paused then.
  func answer(to refund: Refund) async throws -> RefundAnswer?

  /// Asks a card's bank whether it may pay later; no money moves. The setup's key is the idempotency key.
  /// - Throws: any error when no answer could be had; its job asks again.
  func setUp(_ setup: CardSetup) async throws -> SetupAnswer

  /// What may be shown of the card behind a token, or nil when there is no such token.
  /// - Parameter token: such as `pm_card_visa` or `tok_visa`; never a card number.
  func card(for token: String) async throws -> GatewayCard?
}

/// A card as the gateway knows it.
public struct GatewayCard: Hashable, Sendable {
  public let card: Card
  /// What the gateway wants to hear when the card shall pay.
  public let reference: String
  /// Whether it may be attached to a customer.
  public let attachDecline: Decline?

  public init(card: Card, reference: String, attachDecline: Decline? = nil) {
    self.card = card
    self.reference = reference
    self.attachDecline = attachDecline
  }
}

/// A gateway that cannot be asked about the past.
public struct GatewayForgets: Error {
  public init() {}
}

extension PaymentGateway {
  /// Not knowing is never "nothing happened".
  public func answer(to attempt: PaymentAttempt) async throws -> PaymentAnswer? { throw GatewayForgets() }
  /// Cards that their gateway can be asked about no further may pay as they are.
  public func setUp(_ setup: CardSetup) async throws -> SetupAnswer {
    .succeeded(reference: setup.gatewayReference)
  }
  public func answer(to refund: Refund) async throws -> RefundAnswer? { throw GatewayForgets() }
}
