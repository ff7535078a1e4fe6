import Dashboard
import Foundation
import HTTPAPI
import Logging
import Operations
import ServiceLifecycle
import Synchronization

/// A program that serves: the API and the pages, and the clock that works off what falls due.
struct Server: Sendable {
  let host: String
  let port: Int
  let rateLimit: RateLimitSettings?
  let pages: DashboardSettings
  let logger: Logger
  private let metricsToken: String?

  /// How long running requests and jobs get to end by themselves after SIGTERM or SIGINT.
  private static let drainMost = Duration.seconds(3)

  /// Finds whatever is wrong with the settings before anything is opened.
  init(_ settings: Settings) throws(Complaint) {
    host = try settings.host()
    port = try settings.port()
    rateLimit = try settings.rateLimit()
    pages = try settings.pages()
    metricsToken = try settings.metricsToken()
    logger = try .forServer(settings)
    ServingMetrics.start()
  }

  /// Serves until SIGTERM or SIGINT.
  /// - Parameter announce: called with the address once requests are answered.
  func run(
    _ installation: Installation, announce: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws {
    let listening = Mutex<Int?>(nil)
    let (opened, open) = AsyncStream.makeStream(of: Never.self)
    let durability = try await installation.host.durability()
    let api = api(installation) { [self] in address(port: listening.withLock { $0 } ?? port) }
    let door = FrontDoor(api: api, pages: DashboardSite(users: installation.users, settings: pages))
    let application = door.application(host: host, port: port, logger: logger) { [self] port in
      listening.withLock { $0 = port }
      logger.notice(
        "listening", metadata: ["host": "\(host)", "port": "\(port ?? 0)", "durability": "\(durability)"])
      open.finish()
      announce("http://\(host):\(port ?? 0)")
    }
    let timekeeper = ServedTimekeeper(
      timekeeper: Timekeeper(directory: installation.directory, logger: logger))
    let loader = ServedLoader(
      loader: FigureLoader(directory: installation.directory, logger: logger), opened: opened)
    // Shut down in reverse: first nothing is loaded, then no more requests, then no more jobs.
    var configuration = ServiceGroupConfiguration(
      services: [
        .init(service: timekeeper, serviceName: "timekeeper"),
        .init(service: application, serviceName: "door"),
        .init(service: loader, serviceName: "figures"),
      ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = Self.drainMost
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch {
      guard listening.withLock({ $0 }) == nil else { throw error }
      throw Complaint(
        .unavailable, "address_unavailable", "Nothing can listen on \(host):\(port)\(Self.reason(error)).")
    }
    logger.notice("stopped")
  }

  /// The system's words for the error number that the server's error ends with.
  private static func reason(_ error: any Error) -> String {
    guard let match = "\(error)".firstMatch(of: /errno: (\d+)/), let number = Int32(match.output.1) else {
      return ""
    }
    return ": \(String(cString: strerror(number)))"
  }

  /// Where browsers find the pages: what was said, or where this program listens.
  private func address(port: Int) -> String {
    if let origin = pages.publicOrigin { return origin }
    let isEverywhere = ["0.0.0.0", "::"].contains(host)
    let name = isEverywhere ? "localhost" : host.contains(":") ? "[\(host)]" : host
    return "http://\(name):\(port)"
  }

  private func api(_ installation: Installation, site: @escaping @Sendable () -> String) -> BillingAPI {
    var settings = APISettings()
    settings.site = site
    settings.rateLimit = rateLimit
    settings.metrics = ServingMetrics.page(of: installation, token: metricsToken)
    settings.isHealthy = { [directory = installation.directory] in (try? await directory.list()) != nil }
    return BillingAPI(directory: installation.directory, settings: settings)
  }
}

/// The timekeeper under the group's signals: it stops between two jobs.
private struct ServedTimekeeper: Service {
  let timekeeper: Timekeeper

  func run() async {
    await cancelWhenGracefulShutdown { [timekeeper] in await timekeeper.run() }
  }
}

/// Loads figures once the door is open, beside everything else, and stops with the group.
private struct ServedLoader: Service {
  let loader: FigureLoader
  /// Ends when requests are answered.
  let opened: AsyncStream<Never>

  func run() async {
    let work = Task(priority: .background) { [loader, opened] in
      for await _ in opened {}
      await loader.run()
    }
    try? await gracefulShutdown()
    work.cancel()
    // The databases are closed next.
    await work.value
  }
}
