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

  /// Asks for a refund and counts what came of it.
  func counted(_ refund: Refund) async throws -> RefundAnswer {
    do {
      let answer = try await giveBack(refund)
      switch answer.standing {
      case .pending: GatewayMetrics.refundPending.increment()
      case .succeeded: GatewayMetrics.refundSucceeded.increment()
      case .failed: GatewayMetrics.refundRefused.increment()
      }
      return answer
    } catch {
      GatewayMetrics.refundFailed.increment()
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

  static let refundPending = refunds("pending")
  static let refundSucceeded = refunds("succeeded")
  /// The bank would not take it.
  static let refundRefused = refunds("refused")
  /// No answer could be had; the refund is asked about again.
  static let refundFailed = refunds("failed")

  private static func refunds(_ outcome: String) -> Counter {
    Counter(label: "perennial_gateway_refunds_total", dimensions: [("outcome", outcome)])
  }

  private static func attempts(_ outcome: String) -> Counter {
    Counter(label: "perennial_gateway_attempts_total", dimensions: [("outcome", outcome)])
  }
}
