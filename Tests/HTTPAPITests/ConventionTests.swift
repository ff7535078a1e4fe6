import Hummingbird
import Logging
import Notation
import Synchronization
import Testing

@testable import HTTPAPI

@Suite("Headers, errors and the log")
struct ConventionTests {
  @Test("Every answer names its request and the version of the format, and may not be stored or framed")
  func headers() async throws {
    let replies = [
      try await Toy.api().ask(.get, "/v1/boxes"), try await Toy.api().ask(.get, "/v1/nope"),
      try await Toy.api().ask(.get, "/v1/boxes", as: .header(nil)),
    ]
    for reply in replies {
      #expect(reply.header("Request-Id")?.hasPrefix("req_") == true)
      #expect(reply.header("Stripe-Version") == "2026-08-26.dahlia")
      #expect(reply.header("Content-Type") == "application/json")
      #expect(reply.header("X-Content-Type-Options") == "nosniff")
      #expect(reply.header("Cache-Control") == "no-cache, no-store")
    }
  }

  @Test("The version is echoed when it is well formed")
  func versions() async throws {
    for version in ["2026-10-28.endive", "2026-08-26.dahlia", "2020-08-27"] {
      let reply = try await Toy.api().ask(.get, "/v1/boxes", headers: ["Stripe-Version": version])
      #expect(reply.status == 200)
      #expect(reply.header("Stripe-Version") == version)
    }
    for version in ["newest", "2026-8-26", "2026-10-28.", "2026-10-28.Endive", "2026-10-28.endive.x"] {
      let reply = try await Toy.api().ask(.get, "/v1/boxes", headers: ["Stripe-Version": version])
      #expect(reply.status == 400)
      #expect(reply.error["message"]?.string == "Invalid API version: \(version)")
    }
  }

  @Test("An idempotency key is echoed, and stands for method, path and parameters in any order")
  func idempotency() async throws {
    func ask(_ body: String, key: String = "k-1") async throws -> Reply {
      try await Toy.api().ask(.post, "/v1/boxes", body, headers: ["Idempotency-Key": key])
    }
    let first = try await ask("label=x&quantity=1")
    #expect(first.header("Idempotency-Key") == "k-1")
    #expect(first.json["idempotency"]?[0] == "k-1")
    let fingerprint = first.json["idempotency"]?[1]
    #expect(try await ask("quantity=1&label=x").json["idempotency"]?[1] == fingerprint)
    #expect(try await ask("quantity=2&label=x").json["idempotency"]?[1] != fingerprint)
    #expect(try await ask("label=x", key: String(repeating: "k", count: 255)).status == 200)
    #expect(try await ask("label=x", key: String(repeating: "k", count: 256)).status == 400)
    let read = try await Toy.api().ask(.get, "/v1/boxes", headers: ["Idempotency-Key": "k-2"])
    #expect(read.json["idempotency"] == .null)
  }

  @Test("A stored answer comes back with the first request's id")
  func replays() async throws {
    let reply = try await Toy.api().ask(.post, "/v1/replays")
    #expect(reply.status == 402)
    #expect(reply.header("Original-Request") == "req_first")
    #expect(reply.header("Idempotent-Replayed") == "true")
    #expect(reply.header("Stripe-Should-Retry") == "false")
  }

  @Test("Errors carry what applies and nothing else")
  func errors() async throws {
    let missing = try await Toy.api().ask(.get, "/v1/boxes/box_1")
    #expect(missing.status == 404)
    #expect(
      missing.text == """
        {"error":{"code":"resource_missing","message":"No such box: 'box_1'","param":"id",\
        "type":"invalid_request_error"}}
        """)
    let declined = try await Toy.api().ask(.post, "/v1/declines")
    #expect(declined.status == 402)
    #expect(
      declined.error == [
        "code": "card_declined", "decline_code": "generic_decline", "message": "Your card was declined.",
        "payment_intent": ["id": "pi_1"], "type": "card_error",
      ])
  }

  @Test("An unknown path or method is told so in the words of the format")
  func unknownPaths() async throws {
    for (method, path) in [
      (HTTPRequest.Method.get, "/v1/nope"), (.get, "/v1/boxes/"), (.put, "/v1/boxes"), (.get, "/v1//boxes"),
      (.get, "/"), (.post, "/v1/boxes/b/lids/l"), (.get, "/v1/boxes/%FF"), (.get, "/v1/boxes/b/lids"),
    ] {
      let reply = try await Toy.api().ask(method, path)
      #expect(reply.status == 404)
      #expect(reply.error["type"] == "invalid_request_error")
      #expect(
        reply.error["message"]?.string?.hasPrefix("Unrecognized request URL (\(method.rawValue): \(path)).")
          == true)
    }
  }

  @Test("Ids in the path are decoded, and words are preferred to ids")
  func paths() async throws {
    let lid = try await Toy.api().ask(.get, "/v1/boxes/a%20b/lids/%C3%A9%2F")
    #expect(lid.json == ["box": "a b", "lid": "é/"])
    #expect(try await Toy.api().ask(.post, "/v1/boxes/preview").json == ["preview": true])
    #expect(try await Toy.api().ask(.delete, "/v1/boxes/preview").json["id"] == "preview")
  }

  @Test("HEAD is GET without a body, OPTIONS lists the methods")
  func otherMethods() async throws {
    let head = try await Toy.api().ask(.head, "/v1/boxes")
    #expect(head.status == 200)
    #expect(head.text.isEmpty)
    let options = try await Toy.api().ask(.options, "/v1/boxes", as: .header(nil))
    #expect(options.status == 204)
    #expect(options.header("Allow") == "GET, POST, OPTIONS, HEAD")
    #expect(try await Toy.api().ask(.options, "/v1/nope").status == 404)
  }

  @Test("A body beyond the limit is 413, one that is no form is refused")
  func bodies() async throws {
    var settings = APISettings()
    settings.bodyLimit = 20
    let api = try await Toy.api(settings: settings)
    #expect(try await api.ask(.post, "/v1/boxes", "label=x&note=12345678").status == 413)
    #expect(try await api.ask(.post, "/v1/boxes", "label=x&note=1234567").status == 200)
    let large = try await api.ask(.post, "/v1/boxes", "label=x&note=1234567890")
    #expect(large.error["type"] == "invalid_request_error")
    for type in ["application/json", "multipart/form-data; boundary=x"] {
      let reply = try await Toy.api().ask(.post, "/v1/boxes", "{}", headers: ["Content-Type": type])
      #expect(reply.status == 400)
      #expect(reply.error["message"]?.string?.contains("application/x-www-form-urlencoded") == true)
    }
    let charset = ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"]
    #expect(try await Toy.api().ask(.post, "/v1/boxes", "label=x", headers: charset).status == 200)
  }

  @Test("Our own mistakes are 500 and tell nothing but the request id; the log tells their kind")
  func faults() async throws {
    let log = RecordedLog()
    let reply = try await Toy.api().ask(.post, "/v1/breaks", logger: log.logger)
    #expect(reply.status == 500)
    #expect(reply.error["type"] == "api_error")
    #expect(!reply.text.contains("secret of the house"))
    #expect(
      log.lines.contains { $0.contains("Broken") && $0.contains(reply.header("Request-Id") ?? "-") })
    #expect(!log.lines.contains { $0.contains("secret of the house") })
  }

  @Test("The log has one line per request, without query, body or key")
  func requestLog() async throws {
    let log = RecordedLog()
    let api = try await Toy.api(nanoseconds: { 5 })
    let reply = try await api.ask(.post, "/v1/boxes?note=private", "label=secret", logger: log.logger)
    _ = try await api.ask(.get, "/v1/boxes/box_private/lids/2", logger: log.logger)
    _ = try await api.ask(.get, "/v1/unknown_private", logger: log.logger)
    _ = try await api.ask(.get, "/health", logger: log.logger)
    let id = reply.header("Request-Id") ?? "-"
    #expect(log.lines.count == 3)
    #expect(
      log.lines.first
        == "info request duration_us=0 method=POST request_id=\(id) route=/v1/boxes status=200 workspace=acme"
    )
    for line in log.lines {
      #expect(!line.contains("private") && !line.contains("secret") && !line.contains("sk_test"))
    }
  }

  @Test("Health needs no key and says when the databases cannot be reached")
  func health() async throws {
    let well = try await Toy.api().ask(.get, "/health", as: .header(nil))
    #expect(well.status == 200)
    #expect(well.text == #"{"status":"ok"}"#)
    var settings = APISettings()
    settings.isHealthy = { false }
    #expect(try await Toy.api(settings: settings).ask(.get, "/health", as: .header(nil)).status == 503)
  }
}

/// Keeps log lines for reading.
final class RecordedLog: Sendable {
  private let recorded = Mutex<[String]>([])

  var lines: [String] { recorded.withLock { $0 } }
  var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

  private struct Handler: LogHandler {
    let log: RecordedLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let metadata = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      log.recorded.withLock {
        $0.append("\(event.level) \(event.message) " + metadata.joined(separator: " "))
      }
    }
  }
}
