import Hummingbird
import HummingbirdTesting
import Logging
import Notation
import Telemetry
import Testing

@testable import HTTPAPI

@Suite("The page at /metrics")
struct MetricsTests {
  private static let token = "a-token-of-sixteen"

  private func toy(token: String? = nil, registry: MetricsRegistry = MetricsRegistry()) async throws -> Toy {
    var settings = APISettings()
    settings.metricsFactory = registry
    settings.metrics = MetricsPage(mediaType: MetricsRegistry.mediaType, token: token) { registry.text() }
    return try await Toy.api(settings: settings)
  }

  @Test("Requests are counted by route pattern, method and status, never by path")
  func counting() async throws {
    let registry = MetricsRegistry()
    let toy = try await toy(registry: registry)
    for _ in 0..<3 { _ = try await toy.ask(.get, "/v1/boxes") }
    _ = try await toy.ask(.get, "/v1/boxes/box_1")
    _ = try await toy.ask(.post, "/v1/boxes", "label=toolarge12345")
    _ = try await toy.ask(.get, "/v1/boxes", as: .header(nil))
    _ = try await toy.ask(.get, "/v1/nothing/of/the/kind")
    _ = try await toy.ask(HTTPRequest.Method("BREW")!, "/v1/boxes")
    let lines = Set(registry.text().split(separator: "\n").map(String.init))
    let counted = "perennial_http_requests_total"
    #expect(lines.contains("\(counted){method=\"GET\",route=\"/v1/boxes\",status=\"200\"} 3"))
    #expect(lines.contains("\(counted){method=\"GET\",route=\"/v1/boxes/{box}\",status=\"404\"} 1"))
    #expect(lines.contains("\(counted){method=\"POST\",route=\"/v1/boxes\",status=\"400\"} 1"))
    #expect(lines.contains("\(counted){method=\"GET\",route=\"/v1/boxes\",status=\"401\"} 1"))
    #expect(lines.contains("\(counted){method=\"any\",route=\"unrecognized\",status=\"404\"} 2"))
    let duration = "perennial_http_request_duration_seconds_count"
    #expect(lines.contains("\(duration){method=\"GET\",route=\"/v1/boxes\"} 4"))
    #expect(lines.contains("perennial_http_requests_in_flight 0"))
    #expect(!registry.text().contains("box_1"))
  }

  @Test("This machine may read it, unless a proxy asks for others")
  func loopback() async throws {
    let toy = try await toy()
    let application = toy.api.application(
      host: "127.0.0.1", port: 0, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await application.test(.live) { client in
      let page = try await client.execute(uri: "/metrics", method: .get)
      #expect(page.status == .ok)
      #expect(page.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
      #expect(String(buffer: page.body).contains("perennial_http_requests_in_flight 0\n"))
      for name in ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"] {
        let header = try #require(HTTPFields.Element.Name(name))
        let proxied = try await client.execute(uri: "/metrics", method: .get, headers: [header: "10.0.0.1"])
        #expect(proxied.status == .notFound, "\(name)")
      }
      #expect(try await client.execute(uri: "/metrics", method: .post).status == .notFound)
    }
  }

  // A request of the router's tests comes from no address, as one from elsewhere.
  @Test("Elsewhere there is no such page without the token")
  func token() async throws {
    let closed = try await toy()
    #expect(try await closed.ask(.get, "/metrics", as: .header(nil)).status == 404)
    #expect(try await closed.ask(.get, "/metrics").status == 404)
    let open = try await toy(token: Self.token)
    let wrong = [nil, "Bearer", "Bearer ", Self.token, "Bearer \(Self.token)x", "Basic \(Self.token)"]
    for header in wrong {
      let refused = try await open.ask(.get, "/metrics", as: .header(header))
      #expect(refused.status == 404, "\(header ?? "none")")
      #expect(refused.error["message"] == closedMessage)
    }
    let page = try await open.ask(.get, "/metrics", as: .header("Bearer \(Self.token)"))
    #expect(page.status == 200)
    #expect(page.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
    #expect(try await Toy.api().ask(.get, "/metrics", as: .header("Bearer \(Self.token)")).status == 404)
  }

  private var closedMessage: JSON {
    .string(APIError.unrecognizedURL(method: "GET", path: "/metrics").message)
  }
}
