import Operations
import Receivables

/// What a live workspace has until it is connected to a real gateway: no card is known, and no money moves.
///
/// A payment that is asked for all the same fails loudly and is asked for again by its job; it must never
/// look collected or declined.
public struct NoGateway: PaymentGateway {
  public init() {}

  public func collect(_ attempt: PaymentAttempt) async throws -> PaymentAnswer {
    throw GatewayFailure.notConnected
  }

  public func answer(to attempt: PaymentAttempt) async throws -> PaymentAnswer? {
    throw GatewayFailure.notConnected
  }

  public func giveBack(_ refund: Refund) async throws -> RefundAnswer { throw GatewayFailure.notConnected }

  public func answer(to refund: Refund) async throws -> RefundAnswer? { throw GatewayFailure.notConnected }

  public func setUp(_ setup: CardSetup) async throws -> SetupAnswer { throw GatewayFailure.notConnected }

  public func card(for token: String) async throws -> GatewayCard? { nil }
}

/// Why a gateway has no answer.
public enum GatewayFailure: Error, Hashable, Sendable {
  /// A live workspace without a payment gateway.
  case notConnected
  /// A stored reference that this gateway never gave out.
  case unknownReference(attempt: PaymentAttemptID)
  case unknownCard(setup: String)
}
