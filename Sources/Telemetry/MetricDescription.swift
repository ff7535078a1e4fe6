/// What one family of metrics means. docs/metrics.md tells the same to people, and a test compares the two.
public struct MetricDescription: Hashable, Sendable {
  public enum Kind: String, Sendable {
    case counter, gauge, histogram

    /// A figure read at once may be a total that somebody else counts, such as seconds of CPU.
    func fits(_ declared: Kind) -> Bool { self == declared || self == .gauge && declared == .counter }
  }

  public let name: String
  public let kind: Kind
  public let help: String

  public init(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }

  public static let all: [MetricDescription] = requests + work + process

  private static let requests = [
    MetricDescription(
      "perennial_http_requests_total", .counter, "Requests answered, by route pattern, method and status."),
    MetricDescription(
      "perennial_http_request_duration_seconds", .histogram,
      "From the head of a request to its answer, by route pattern and method."),
    MetricDescription(
      "perennial_http_requests_in_flight", .gauge, "Requests that have come and are not answered."),
  ]

  private static let work = [
    MetricDescription(
      "perennial_jobs_total", .counter, "Jobs done, failed for now, or given up, by kind."),
    MetricDescription(
      "perennial_job_lag_seconds", .gauge,
      "How long the oldest job that is due has been waiting, over all workspaces, by kind."),
    MetricDescription(
      "perennial_transactions_total", .counter,
      "Writing transactions that were committed, rehearsed or rolled back."),
    MetricDescription(
      "perennial_transaction_duration_seconds", .histogram,
      "From asking for a transaction to its end, the wait for the writer or a connection included."),
    MetricDescription(
      "perennial_transactions_open", .gauge, "Transactions that wait or run, by whether they write."),
    MetricDescription(
      "perennial_gateway_attempts_total", .counter,
      "Payments asked of a gateway: succeeded, declined, action_required, or failed without an answer."),
  ]

  private static let process = [
    MetricDescription("perennial_build_info", .gauge, "Always 1; the labels tell version and database."),
    MetricDescription("process_cpu_seconds_total", .counter, "Seconds of CPU used, by user and system."),
    MetricDescription("process_resident_memory_bytes", .gauge, "Memory in use, in bytes."),
    MetricDescription("process_open_fds", .gauge, "Open files and sockets."),
    MetricDescription("process_max_fds", .gauge, "How many files and sockets may be open."),
    MetricDescription("process_start_time_seconds", .gauge, "When the process began, in seconds since 1970."),
  ]
}
