import Foundation
import Storage
import Testing

@testable import perennial

@Suite("What figures need, on the command line")
struct InputCommandTests {
  private func file(_ text: String, _ body: (String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "perennial-\(UUID().uuidString).csv")
      .path
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
  }

  @Test("Rates are taken down once, whatever often their file is read", arguments: Engine.allCases)
  func rates(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      try await file("Date,USD,CYP,\n2026-11-27,1.0567,N/A,\n2026-11-26,1.0551,N/A,\n") { path in
        let first = try await place.run("rates", "import", path, "--workspace", name, "--json")
        #expect(
          first.output
            == "{\"object\":\"rates_import\",\"days\":2,\"days_changed\":2,\"left_out\":[\"cyp\"]}\n",
          "\(first.errors)")
        let again = try await place.run("rates", "import", path, "--workspace", name)
        #expect(again.output == "2 days read, 0 of them are new or different.\n", "\(again.errors)")
      }
      let shown = try await place.run("rates", "list", "--workspace", name)
      #expect(
        shown.output == "DAY         ONE EURO BUYS\n2026-11-27  1.0567 USD\n2026-11-26  1.0551 USD\n",
        "\(shown.errors)")
      try await file("Date,USD\n2026-11-25,1.05\n2026-11-24,none\n") { path in
        let refused = try await place.run("rates", "import", path, "--workspace", name, "--json")
        #expect(refused.status != 0)
        #expect(refused.errors.contains("\"code\":\"file_unusable\""), "\(refused.errors)")
        #expect(refused.errors.contains("Line 3"), "\(refused.errors)")
      }
      let kept = try await place.run("rates", "list", "--workspace", name, "--json")
      #expect(!kept.output.contains("2026-11-25"), "half a file was taken down")
    }
  }

  @Test("Spend and margins are taken down and shown", arguments: Engine.allCases)
  func spend(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      try await file("channel,month,amount\nsearch,2026-11,1250.00\nfairs,2026-10,80\n") { path in
        let taken = try await place.run(
          "spend", "import", path, "--currency", "eur", "--workspace", name)
        #expect(taken.output == "2 amounts read, 2 of them are new or different.\n", "\(taken.errors)")
      }
      let shown = try await place.run("spend", "list", "--workspace", name, "--json")
      #expect(
        shown.output == """
          {"object":"list","data":[{"object":"analytics.spend","month":"2026-11","channel":"search",\
          "amount":125000,"currency":"eur"},{"object":"analytics.spend","month":"2026-10",\
          "channel":"fairs","amount":8000,"currency":"eur"}]}

          """, "\(shown.errors)")
      let margin = try await place.run("margin", "72.5", "--workspace", name)
      #expect(margin.output.contains("72.5 %"), "\(margin.errors)")
      for wrong in ["101", "-1", "72.555", "most"] {
        let refused = try await place.run("margin", "--workspace", name, "--", wrong)
        #expect(refused.status == 64, "\(wrong): \(refused.output)\(refused.errors)")
      }
      let unknown = try await place.run("margin", "50", "--product", "prod_none", "--workspace", name)
      #expect(unknown.errors.contains("There is no product \"prod_none\"."), "\(unknown.errors)")
      let verified = try await place.run("verify", "--workspace", name)
      #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    }
  }
}
