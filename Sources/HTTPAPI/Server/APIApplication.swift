import Hummingbird
import Logging

extension BillingAPI {
  /// The API as a service: run it in a service group, and a graceful shutdown lets running requests end.
  public func application(
    host: String, port: Int, logger: Logger,
    onServerRunning: @escaping @Sendable (Int?) async -> Void = { _ in }
  ) -> Application<BillingAPI> {
    Application(
      responder: self,
      // Clients keep connections for the next request, but not for ever.
      server: .http1(configuration: .init(idleTimeout: .seconds(75))),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { await onServerRunning($0.localAddress?.port) }, logger: logger)
  }
}
