import Logging

extension BillingAPI {
  /// One line per request. Never the query, the body or the key: they hold personal data and secrets.
  func log(_ exchange: Exchange, _ outcome: Outcome, microseconds: Int64, to logger: Logger) {
    logger.log(
      level: outcome.status >= 500 ? .error : .info, "request",
      metadata: [
        "method": "\(exchange.method.rawValue)",
        "route": "\(exchange.route?.path.text ?? "unrecognized")",
        "status": "\(outcome.status)",
        "duration_us": "\(microseconds)",
        "request_id": "\(exchange.requestID)",
        "workspace": "\(exchange.workspace ?? "-")",
      ])
  }
}
