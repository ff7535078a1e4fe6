import Hummingbird
import Logging

extension HTTPResponder where Context: InitializableFromSource<ApplicationRequestContextSource> {
  /// What answers requests as a service: run it in a service group, and a graceful shutdown lets running
  /// requests end. The API alone, or the API with others behind one port.
  public func application(
    host: String, port: Int, logger: Logger,
    onServerRunning: @escaping @Sendable (Int?) async -> Void = { _ in }
  ) -> Application<Self> {
    Application(
      responder: self,
      // Clients keep connections for the next request, but not for ever.
      server: .http1(configuration: .init(idleTimeout: .seconds(75))),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { await onServerRunning($0.localAddress?.port) }, logger: logger)
  }
}
