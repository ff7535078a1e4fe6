import Chronology
import Notation
import Operations
import Storage
import Testing

@testable import perennial

@Suite(.serialized) struct DemoTests {
  @Test("The demo lives two years once, then serves them with a key that works", arguments: Engine.allCases)
  func demo(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await clear(place)
      let keys = [try await start(place), try await start(place)]
      #expect(keys[0] != keys[1])
      let verified = try await place.run("verify", "--workspace", "demo")
      #expect(verified.status == 0, "\(verified.output)")
      let series = try await place.run("mrr", "--workspace", "demo", "--json").json["data"]?.array
      #expect(series?.map { $0["currency"]?.string } == ["eur", "sek", "usd"])
      try await clear(place)
    }
  }

  @Test("A demo that was cut short is made anew")
  func cutShort() async throws {
    try await Place.with(.sqlite) { place in
      let first = try place.program.start(["demo", "--port", "0"] + place.flags)
      try await Task.sleep(for: .seconds(1))
      first.kill()
      #expect(await first.ending().status == 137)
      _ = try await start(place)
      #expect(try await place.run("verify", "--workspace", "demo").status == 0)
    }
  }

  @Test("A workspace that somebody else filled is not thrown away for the demo")
  func taken() async throws {
    try await Place.with(.sqlite) { place in
      #expect(try await place.run("workspace", "create", "demo").status == 0)
      try await place.inside { installation in
        let workspace = try await installation.directory.open("demo")
        try await workspace.perform(CreateCustomer(terms: CustomerTerms()), as: .init(actor: "import"))
        try await installation.directory.stand("demo", at: Instant(iso: "2026-01-01"))
      }
      let refused = try await place.run("demo", "--port", "0", "--json")
      #expect(refused.status == 1)
      #expect(try JSON(parsing: refused.errors)["error"]?["code"]?.string == "demo_name_taken")
      #expect(try await place.run("workspace", "list").output.contains("demo"))
    }
  }

  /// Serves the demo for one request, and tells the key it printed.
  private func start(_ place: Place) async throws -> String {
    let demo = try place.program.start(["demo", "--port", "0", "--json"] + place.flags)
    let port = try await demo.port()
    var told: JSON?
    while told == nil {
      try await Task.sleep(for: .milliseconds(20))
      told = try? JSON(parsing: demo.output)
    }
    #expect(told?["url"]?.string == "http://127.0.0.1:\(port)")
    let key = try #require(told?["secret_key"]?.string)
    #expect(
      try Connection.get("/v1/customers?limit=1", from: port, key: key).text.contains("\"has_more\":true"))
    demo.terminate()
    #expect(await demo.ending().status == 0)
    return key
  }

  /// Only the demo's name is its own on a shared server.
  private func clear(_ place: Place) async throws {
    guard place.engine == .postgres else { return }
    _ = try await place.run("workspace", "delete", "demo", "--yes")
  }
}
