import Hummingbird
import Logging

/// The bare server: the same framework and settings as ours, and nothing behind it. The share of its speed
/// that an answer of ours reaches shows what our own work costs.
enum Hello {
  static func serve(port: Int) async throws {
    let router = Router()
    router.get("hello") { _, _ in "Hello" }
    var logger = Logger(label: "hello")
    logger.logLevel = .error
    let application = Application(
      router: router, server: .http1(configuration: .init(idleTimeout: .seconds(75))),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: nil),
      logger: logger)
    try await application.runService()
  }
}
