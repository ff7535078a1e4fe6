import Identity
import Operations
import Relations

extension Call {
  /// A payment method that is kept already, or a token of the gateway, such as `pm_card_visa` or `tok_visa`.
  func paymentMethodSource(_ text: String?, parameter: String) async throws -> PaymentMethodSource? {
    guard let text else { return nil }
    if let card = try await caller.workspace.card(for: text) { return .card(card) }
    return .existing(PaymentMethodID(text), field: parameter)
  }

  /// The card behind a token.
  func card(for token: String, parameter: String) async throws -> GatewayCard {
    guard let card = try await caller.workspace.card(for: token) else {
      throw APIError.missing("token", token, parameter: parameter)
    }
    return card
  }
}
