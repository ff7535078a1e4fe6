import Hummingbird
import HummingbirdTesting
import Logging
import ServiceLifecycle
import Testing

@testable import HTTPAPI

@Suite("The server")
struct ServerTests {
  @Test("Requests on one connection do not disturb each other, whether their bodies were read or not")
  func connections() async throws {
    var settings = APISettings()
    settings.bodyLimit = 1_000
    let toy = try await Toy.api(settings: settings)
    let application = toy.api.application(
      host: "127.0.0.1", port: 0, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await application.test(.live) { client in
      let key: HTTPFields = [.authorization: "Bearer \(toy.key)"]
      let form = ByteBuffer(string: "label=" + String(repeating: "x", count: 5))
      let unread = try await client.execute(uri: "/v1/boxes", method: .post, body: form)
      #expect(unread.status == .unauthorized)
      let large = ByteBuffer(string: "label=" + String(repeating: "x", count: 100_000))
      let refused = try await client.execute(uri: "/v1/boxes", method: .post, headers: key, body: large)
      #expect(refused.status == .contentTooLarge)
      let head = try await client.execute(uri: "/v1/boxes", method: .head, headers: key)
      #expect(head.status == .ok)
      let read = try await client.execute(uri: "/v1/boxes", method: .post, headers: key, body: form)
      #expect(read.status == .ok)
    }
  }

  @Test("A graceful shutdown lets a running request end")
  func shutdown() async throws {
    let slow = Route(.get, "/v1/slow", "Takes its time.", answers: .plain) { _ in
      try await Task.sleep(for: .milliseconds(300))
      return Answer(["done": true])
    }
    let toy = try await Toy.api(routes: [slow])
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let application = toy.api.application(
      host: "127.0.0.1", port: 0, logger: logger, onServerRunning: { port.yield($0 ?? 0) })
    let group = ServiceGroup(configuration: .init(services: [application], logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      var iterator = ports.makeAsyncIterator()
      let port = try #require(await iterator.next())
      let client = TestClient(host: "127.0.0.1", port: port)
      client.connect()
      async let response = client.get("/v1/slow", headers: [.authorization: "Bearer \(toy.key)"])
      try await Task.sleep(for: .milliseconds(100))
      await group.triggerGracefulShutdown()
      #expect(try await response.status == .ok)
      try await tasks.waitForAll()
    }
  }
}
