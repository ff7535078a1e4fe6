import CoreMetrics
import Hummingbird

/// What requests tell about themselves. Every series is made when the API is, so that a request finds its own
/// by its route's place; labels are route patterns, never paths.
struct RequestMetrics: Sendable {
  private let inFlight: Meter
  /// By the route's place in the table; the last is for what no route answers.
  private let routes: [RouteMetrics]

  init(_ table: RouteTable, factory: any MetricsFactory) {
    inFlight = Meter(label: "perennial_http_requests_in_flight", factory: factory)
    routes =
      table.routes.map { RouteMetrics($0.method.rawValue, $0.path.text, factory) } + [
        RouteMetrics("any", "unrecognized", factory)
      ]
  }

  func began() {
    inFlight.increment()
  }

  func ended(_ exchange: Exchange, _ outcome: Outcome, nanoseconds: Int64) {
    inFlight.decrement()
    routes[exchange.route?.place ?? routes.count - 1].count(status: outcome.status, nanoseconds: nanoseconds)
  }
}

private struct RouteMetrics: Sendable {
  private let duration: CoreMetrics.Timer
  private let answers: [Counter]

  /// Every status of the error table and of the routes; what is new there counts as the last.
  private static let statuses = [200, 204, 400, 401, 402, 403, 404, 409, 413, 429, 500, 503]

  init(_ method: String, _ path: String, _ factory: any MetricsFactory) {
    let labels = [("method", method), ("route", path)]
    duration = CoreMetrics.Timer(
      label: "perennial_http_request_duration_seconds", dimensions: labels, factory: factory)
    answers = (Self.statuses.map(String.init) + ["other"]).map {
      Counter(label: "perennial_http_requests_total", dimensions: labels + [("status", $0)], factory: factory)
    }
  }

  func count(status: Int, nanoseconds: Int64) {
    answers[Self.statuses.firstIndex(of: status) ?? Self.statuses.count].increment()
    duration.recordNanoseconds(nanoseconds)
  }
}
