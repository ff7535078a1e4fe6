import CoreMetrics
import Receivables

extension PaymentGateway {
  /// Asks about an attempt and counts what came of it.
  func counted(_ attempt: PaymentAttempt) async throws -> PaymentAnswer {
    do {
      let answer = try await collect(attempt)
      switch answer {
      case .succeeded: GatewayMetrics.succeeded.increment()
      case .declined: GatewayMetrics.declined.increment()
      case .requiresAction: GatewayMetrics.actionRequired.increment()
      }
      return answer
    } catch {
      GatewayMetrics.failed.increment()
      throw error
    }
  }
}

private enum GatewayMetrics {
  static let succeeded = attempts("succeeded")
  static let declined = attempts("declined")
  static let actionRequired = attempts("action_required")
  /// No answer could be had; the attempt is asked about again.
  static let failed = attempts("failed")

  private static func attempts(_ outcome: String) -> Counter {
    Counter(label: "perennial_gateway_attempts_total", dimensions: [("outcome", outcome)])
  }
}
