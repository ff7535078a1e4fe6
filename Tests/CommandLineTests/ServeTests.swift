import Foundation
import Notation
import Storage
import Testing

@testable import perennial

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The server as a process: it answers, and it stops when it is told to.
@Suite(.serialized) struct ServeTests {
  @Test(
    "A server answers, stops when SIGTERM asks it to, and logs JSON without secrets",
    arguments: Engine.allCases)
  func serving(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let secret = try await place.create("acme")
      let server = try place.program.start(["serve", "--port", "0"] + place.flags)
      let port = try await server.port()
      #expect(try Connection.get("/health", from: port).status == 200)
      let account = try Connection.get("/v1/account", from: port, key: secret)
      #expect(account.status == 200, "\(account.text)")
      #expect(
        try Connection.get("/v1/account", from: port, key: "sk_test_" + secret.suffix(30)).status
          == 401)
      server.terminate()
      let ending = await server.ending()
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(!ending.errors.contains(secret) && !ending.errors.contains(secret.suffix(30)))
      let lines = try ending.errors.split(separator: "\n").map { try JSON(parsing: String($0)) }
      #expect(lines.contains { $0["message"]?.string == "listening" })
      #expect(lines.last?["message"]?.string == "stopped")
      let request = try #require(lines.first { $0["route"]?.string == "/v1/account" })
      #expect(request["status"]?.string == "200")
      #expect(request["workspace"]?.string == place.name("acme"))
      #expect(lines.allSatisfy { $0["time"]?.string != nil && $0["level"]?.string != nil })
    }
  }

  @Test(
    "Figures are loaded before anybody asks for them, and a server that is stopped meanwhile just stops",
    arguments: Engine.allCases)
  func loading(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      try await place.create("empty")
      try await place.inside {
        _ = try await SmallBook(
          in: place.name("acme"), $0.directory, prices: [(.eur, 1_000)], through: "2026-03-15")
      }
      let server = try place.program.start(["serve", "--port", "0"] + place.flags)
      _ = try await server.port()
      for _ in 0..<1_200 where !server.errors.contains("figures loaded") {
        try await Task.sleep(for: .milliseconds(50))
      }
      server.terminate()
      let ending = await server.ending()
      let lines = try ending.errors.split(separator: "\n").map { try JSON(parsing: String($0)) }
      let loaded = lines.filter { $0["message"]?.string == "figures loaded" }
      #expect(ending.status == 0 && loaded.count == 1, "\(ending.errors)")
      #expect(lines.allSatisfy { $0["route"] == nil })
      for _ in 0..<3 {
        let hurried = try place.program.start(["serve", "--port", "0"] + place.flags)
        _ = try await hurried.port()
        hurried.terminate()
        let ending = await hurried.ending()
        #expect(ending.status == 0 && !ending.errors.contains("cannot be loaded"), "\(ending.errors)")
        #expect(
          try JSON(parsing: String(ending.errors.split(separator: "\n").last ?? ""))["message"] == "stopped")
      }
    }
  }

  @Test(
    "SIGINT stops a server as well, which may be one of several on the same data", arguments: Engine.allCases)
  func several(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let secret = try await place.create("acme")
      let servers = try (0..<2).map { _ in
        try place.program.start(["serve", "--port", "0", "--log-format", "text"] + place.flags)
      }
      for server in servers {
        let port = try await server.port()
        #expect(try Connection.get("/v1/account", from: port, key: secret).status == 200)
      }
      for server in servers { server.interrupt() }
      for server in servers {
        let ending = await server.ending()
        #expect(ending.status == 0)
        #expect(ending.errors.contains(/\d\d:\d\d:\d\d\.\d\d\d notice   stopped\n/), "\(ending.errors)")
      }
    }
  }

  @Test("Who keeps a connection open, or never ends a request, does not keep the server from stopping")
  func idleConnections() async throws {
    try await Place.with(.sqlite) { place in
      let secret = try await place.create("acme")
      let server = try place.program.start(["serve", "--port", "0"] + place.flags)
      let port = try await server.port()
      let idle = try Connection(port: port)
      let half = try Connection(port: port)
      try half.send(
        """
        POST /v1/customers HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer \(secret)\r
        Content-Type: application/x-www-form-urlencoded\r
        Content-Length: 100\r
        \r
        name=
        """)
      // Once this one is answered, the half request has been taken up too.
      #expect(try Connection.get("/v1/account", from: port, key: secret).status == 200)
      server.terminate()
      let ending = await server.ending()
      #expect(ending.status == 0, "\(ending.errors)")
      // Had it waited for the half request, it would wait still: both ends are open until here.
      withExtendedLifetime((idle, half)) {}
    }
  }

  @Test("A port that is taken is told in a sentence")
  func takenPort() async throws {
    try await Place.with(.sqlite) { place in
      let server = try place.program.start(["serve", "--port", "0"] + place.flags)
      let port = try await server.port()
      let second = try await place.run("serve", "--port", "\(port)")
      #expect(second.status == 69)
      #expect(
        second.errors.hasSuffix(
          "perennial: Nothing can listen on 127.0.0.1:\(port): Address already in use.\n"))
      server.terminate()
      _ = await server.ending()
    }
  }

  @Test("A rate limit that is set answers 429")
  func rateLimit() async throws {
    try await Place.with(.sqlite) { place in
      let secret = try await place.create("acme")
      var program = place.program
      program.environment["PERENNIAL_RATE_LIMIT"] = "1"
      let server = try program.start(["serve", "--port", "0"] + place.flags)
      let port = try await server.port()
      var statuses: Set<Int> = []
      for _ in 0..<10 {
        statuses.insert(try Connection.get("/v1/account", from: port, key: secret).status)
      }
      #expect(statuses == [200, 429])
      server.terminate()
      _ = await server.ending()
    }
  }
}
