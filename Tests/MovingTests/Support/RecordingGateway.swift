import Gateways
import Invoicing
import Operations
import Receivables
import Synchronization

/// What stands outside: a gateway that keeps what it was asked under the attempt's id, as real ones do, and
/// knows cards that nobody else knows. It counts every call that reaches it.
final class RecordingGateway: PaymentGateway {
  struct Unreachable: Error {}

  private struct State {
    var answers: [PaymentAttemptID: PaymentAnswer] = [:]
    var refunds: [RefundID: RefundAnswer] = [:]
    var calls = 0
    var isReachable = true
    var losesAnswers = false
  }

  private let state = Mutex(State())
  private let cards = TestGateway()
  private static let mark = "outside/"

  var calls: Int { state.withLock(\.calls) }
  /// How many attempts it has answered; each once, however often it was asked.
  var answered: Int { state.withLock(\.answers.count) }
  /// How often money moved.
  var charges: Int { state.withLock { $0.answers.values.filter { $0 == .succeeded }.count } }

  func setReachable(_ isReachable: Bool) { state.withLock { $0.isReachable = isReachable } }
  /// Money moves, and nobody hears of it.
  func setLosingAnswers(_ loses: Bool) { state.withLock { $0.losesAnswers = loses } }

  func collect(_ attempt: PaymentAttempt) async throws -> PaymentAnswer {
    try called()
    let fresh = try await cards.collect(attempt.paying(with: inner(attempt.gatewayReference)))
    let (answer, isLost) = state.withLock { state in
      let answer = state.answers[attempt.id] ?? fresh
      state.answers[attempt.id] = answer
      return (answer, state.losesAnswers)
    }
    if isLost { throw Unreachable() }
    return answer
  }

  func answer(to attempt: PaymentAttempt) async throws -> PaymentAnswer? {
    try called()
    return state.withLock { $0.answers[attempt.id] }
  }

  /// What went back, each once.
  var refunded: Int { state.withLock(\.refunds.count) }

  func giveBack(_ refund: Refund) async throws -> RefundAnswer {
    try called()
    let (answer, isLost) = state.withLock { state in
      let answer = state.refunds[refund.id] ?? RefundAnswer(.succeeded)
      state.refunds[refund.id] = answer
      return (answer, state.losesAnswers)
    }
    if isLost { throw Unreachable() }
    return answer
  }

  func answer(to refund: Refund) async throws -> RefundAnswer? {
    try called()
    return state.withLock { $0.refunds[refund.id] }
  }

  func card(for token: String) async throws -> GatewayCard? {
    try called()
    return try await cards.card(for: token).map {
      GatewayCard(card: $0.card, reference: Self.mark + $0.reference, attachDecline: $0.attachDecline)
    }
  }

  private func called() throws {
    let isReachable = state.withLock { state in
      state.calls += 1
      return state.isReachable
    }
    guard isReachable else { throw Unreachable() }
  }

  private func inner(_ reference: String) -> String {
    reference.hasPrefix(Self.mark) ? String(reference.dropFirst(Self.mark.count)) : reference
  }
}

extension PaymentAttempt {
  fileprivate func paying(with reference: String) -> PaymentAttempt {
    PaymentAttempt(
      id: id, paymentIntent: paymentIntent, customer: customer, invoice: invoice, number: number,
      paymentMethod: paymentMethod, gatewayReference: reference, amount: amount, onSession: onSession,
      startedAt: startedAt)
  }
}
