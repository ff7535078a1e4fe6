import CoreMetrics

/// What can be set about the API.
public struct APISettings: Sendable {
  /// Bytes a request body may have; more is answered 413.
  public var bodyLimit = 1 << 20
  public var formLimits = FormLimits()
  /// None by default: a workspace of one's own needs no limit.
  public var rateLimit: RateLimitSettings?
  /// Whether `/health` answers 200: whether the databases can be reached.
  public var isHealthy: @Sendable () async -> Bool = { true }

  /// Where browsers find the pages, such as `https://billing.example.com`.
  public var site: @Sendable () -> String = { "http://localhost:8080" }

  /// The page at `/metrics`; none answers 404 there.
  public var metrics: MetricsPage?
  /// Where requests are counted: the backend the program started with.
  public var metricsFactory: any MetricsFactory = MetricsSystem.factory

  public init() {}
}
