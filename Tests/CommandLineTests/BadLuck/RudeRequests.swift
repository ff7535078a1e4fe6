import Foundation
import Storage
import TestSupport
import Testing

@testable import perennial

/// What no client of good manners sends, over real connections to the real server.
@Suite("Rude requests") struct RudeRequests {
  private struct Rude {
    let what: String
    let bytes: [UInt8]
    /// The statuses that may come, in order of the requests; none where the connection may just close.
    let statuses: [Int]
    var mayClose = false
  }

  private func request(
    _ first: String, _ headers: [String] = [], _ body: String = "", key: String?, length: Bool = true
  ) -> String {
    var lines = [first, "Host: localhost"] + headers
    if let key { lines.append("Authorization: Bearer \(key)") }
    if length, !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
  }

  private static func one(
    _ what: String, _ text: String, _ statuses: Int..., mayClose: Bool = false
  ) -> Rude {
    Rude(what: what, bytes: Array(text.utf8), statuses: statuses, mayClose: mayClose)
  }

  private func rude(_ key: String) -> [Rude] { framing(key) + bodies(key) + keys(key) }

  private func framing(_ key: String) -> [Rude] {
    let close = "Connection: close"
    let large = String(repeating: "x", count: 1 << 20)
    let get = request("GET /v1/customers HTTP/1.1", key: key)
    return [
      Self.one("no HTTP", "hello\r\n\r\n", 400, mayClose: true),
      Self.one("HTTP/1.0", request("GET /v1/customers HTTP/1.0", key: key), 200),
      Self.one("pipelining", get + get + request("GET /v1/nope HTTP/1.1", [close], key: key), 200, 200, 404),
      Self.one("HEAD", request("HEAD /v1/customers HTTP/1.1", [close], key: key), 200),
      Self.one("OPTIONS", request("OPTIONS /v1/customers HTTP/1.1", [close], key: nil), 204),
      Self.one(
        "an unknown method", request("BREW /v1/customers HTTP/1.1", [close], key: key), 400, mayClose: true),
      Self.one(
        "a large header", request("GET /v1/customers HTTP/1.1", ["X: \(large)", close], key: key), 400,
        mayClose: true),
      Self.one(
        "a long path",
        request("GET /v1/\(String(repeating: "p", count: 200_000)) HTTP/1.1", [close], key: key), 400,
        mayClose: true),
    ]
  }

  private func bodies(_ key: String) -> [Rude] {
    let form = "Content-Type: application/x-www-form-urlencoded"
    let chunked = [form, "Transfer-Encoding: chunked", "Connection: close"]
    let close = "Connection: close"
    let large = String(repeating: "x", count: 1 << 20)
    return [
      Self.one(
        "a large body", request("POST /v1/customers HTTP/1.1", [form, close], "name=\(large)", key: key), 413,
        mayClose: true),
      Self.one(
        "a large body in chunks",
        request("POST /v1/customers HTTP/1.1", chunked, key: key)
          + String(repeating: "10000\r\n\(String(repeating: "x", count: 65_536))\r\n", count: 17)
          + "0\r\n\r\n",
        413, mayClose: true),
      Self.one(
        "a body that is announced too large",
        request("POST /v1/customers HTTP/1.1", [form, close, "Content-Length: 99999999999"], key: key), 413),
      Self.one(
        "a body in broken chunks",
        request("POST /v1/customers HTTP/1.1", chunked, "zz\r\nname=x\r\n", key: key, length: false),
        400, mayClose: true),
      Self.one(
        "a negative length",
        request("POST /v1/customers HTTP/1.1", [form, close, "Content-Length: -1"], key: key),
        400, mayClose: true),
      Self.one(
        "two lengths",
        request(
          "POST /v1/customers HTTP/1.1", [form, close, "Content-Length: 6", "Content-Length: 7"], "name=x",
          key: key, length: false),
        400, mayClose: true),
      Self.one(
        "a JSON body",
        request(
          "POST /v1/customers HTTP/1.1", ["Content-Type: application/json", close], #"{"name":"\ud800"}"#,
          key: key), 400),
      Self.one(
        "a compressed body",
        request("POST /v1/customers HTTP/1.1", [form, close, "Content-Encoding: gzip"], "name=x", key: key),
        400),
    ]
  }

  private func keys(_ key: String) -> [Rude] {
    let form = "Content-Type: application/x-www-form-urlencoded"
    let close = "Connection: close"
    let otherMode = key.replacing("sk_test_", with: "sk_live_")
    return [
      Self.one("no key", request("POST /v1/customers HTTP/1.1", [form, close], "name=x", key: nil), 401),
      Self.one(
        "an empty key", request("POST /v1/customers HTTP/1.1", [form, close], "name=x", key: ""), 401),
      Self.one(
        "an oversized key",
        request("GET /v1/customers HTTP/1.1", [close], key: key + String(repeating: "x", count: 5_000)), 401),
      Self.one(
        "the key of the other mode",
        request("GET /v1/customers HTTP/1.1", [close], key: otherMode), 401),
      Self.one(
        "a publishable key",
        request("GET /v1/customers HTTP/1.1", [close], key: key.replacing("sk_", with: "pk_")), 401),
      Self.one(
        "a key in Basic that is no Base64",
        request("GET /v1/customers HTTP/1.1", ["Authorization: Basic \(key)", close], key: nil), 401),
    ]
  }

  @Test("Each gets its refusal or a closed connection, nothing changes, and the server goes on serving")
  func rudeRequests() async throws {
    try await Place.with(.sqlite) { place in
      let secret = try await place.create("acme")
      let server = try place.program.start(["serve", "--port", "0"] + place.flags)
      let port = try await server.port()
      try await place.inside { installation in
        let database = try await installation.database(place.name("acme"))
        let before = try await WorkspaceDump.exact(of: database)
        for rude in rude(secret) {
          let answer = await said(rude.bytes, to: port)
          let statuses = answer.matches(of: /HTTP\/1\.[01] (\d+)/).compactMap { Int($0.output.1) }
          let isFine = statuses == rude.statuses || rude.mayClose && statuses.isEmpty
          #expect(isFine, "\(rude.what): \(statuses) \(answer.prefix(300))")
          #expect(try Connection.get("/v1/account", from: port, key: secret).status == 200, "\(rude.what)")
        }
        #expect(try await WorkspaceDump.exact(of: database) == before)
      }
      server.terminate()
      let ending = await server.ending()
      #expect(ending.status == 0 && !ending.errors.contains(secret.suffix(40)))
    }
  }

  @Test("A body that comes slowly is read to its end; one that never ends changes nothing")
  func slowBodies() async throws {
    try await Place.with(.sqlite) { place in
      let secret = try await place.create("acme")
      let server = try place.program.start(["serve", "--port", "0"] + place.flags)
      let port = try await server.port()
      let head = request(
        "POST /v1/customers HTTP/1.1",
        ["Content-Type: application/x-www-form-urlencoded", "Connection: close", "Content-Length: 10"],
        key: secret)
      let (slow, endless) = (try Connection(port: port), try Connection(port: port))
      try endless.send(head + "name=")
      try slow.send(head)
      for byte in "name=Adele".utf8 {
        try slow.send([byte])
        try await Task.sleep(for: .milliseconds(30))
      }
      #expect(slow.rest().contains("\"name\":\"Adele\""))
      let list = try Connection.get("/v1/customers", from: port, key: secret)
      #expect(list.text.contains("Adele") && list.text.contains("\"has_more\":false"))
      #expect(list.text.components(separatedBy: "\"object\":\"customer\"").count == 2)
      server.terminate()
      #expect(await server.ending().status == 0)
      _ = endless
    }
  }

  private func said(_ bytes: [UInt8], to port: Int) async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        guard let connection = try? Connection(port: port) else { return continuation.resume(returning: "") }
        try? connection.send(bytes)
        continuation.resume(returning: connection.rest())
      }
    }
  }
}
