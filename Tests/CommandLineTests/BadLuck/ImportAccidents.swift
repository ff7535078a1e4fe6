import Storage
import Testing

@testable import perennial

@Suite("An import that is killed")
struct ImportAccidents {
  private static let map = """
    {
      "source": "ledger",
      "key": "{id}",
      "customer": {"name": "{id}"},
      "price": {"product": "{plan}", "amount": "{fee}", "currency": "{currency}", "interval": "month"},
      "snapshot": "2026-05-01",
      "start": {"date": "{since}"},
      "end": {"date": "{until}"},
      "collection": "charge_automatically"
    }
    """

  /// Customers of one to four years, some gone.
  private static func file(_ rows: Int) -> String {
    var text = "id,plan,fee,currency,since,until\n"
    for row in 0..<rows {
      let (year, month, day) = (2022 + row % 4, 1 + row % 12, 1 + row % 31 % 28)
      let since = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
      let until = row % 5 == 0 ? "2026-0\(1 + row % 3)-17" : ""
      text +=
        "c\(row),\(["Solo", "Team"][row % 2]),\(["30.00", "12.50", "7"][row % 3]),eur,\(since),\(until)\n"
    }
    return text
  }

  /// On a machine that is very busy the server may turn an import away; it goes on when it is run again.
  private func complete(_ command: [String], _ accident: Accident) async throws -> Program.Ending {
    var ending = try await accident.place.run(command)
    for _ in 0..<20 where ending.status == ExitStatus.unavailable.rawValue || ending.status == 75 {
      ending = try await accident.place.run(command)
    }
    return ending
  }

  @Test("goes on where it stopped, and ends as if nothing had happened", arguments: Engine.allCases)
  func killed(engine: Engine) async throws {
    try await Accident.with("an import is killed", engine) { accident in
      let rows = 160
      let folder = try TemporaryFolder()
      let file = try folder.write(Self.file(rows), to: "customers.csv")
      let map = try folder.write(Self.map, to: "map")
      func command(_ name: String) -> [String] {
        [
          "import", "customers", file, "--map", map, "--apply", "--json", "--workspace",
          accident.place.name(name),
        ]
      }
      for name in ["whole", "hurt"] { try await accident.place.create(name) }
      let whole = try await complete(command("whole"), accident)
      #expect(whole.status == 0, "\(whole.errors)")
      var imported = 0
      for _ in 0..<(Accident.isSoak ? 8 : 3) {
        let point = imported + accident.draw(1..<40)
        let running = try accident.place.program.start(command("hurt") + accident.place.flags)
        try await until("\(point) customers are in") {
          try await accident.count("SELECT COUNT(*) AS n FROM import_row", in: "hurt") >= min(point, rows)
        }
        running.kill()
        _ = await running.ending()
        let now = try await accident.count("SELECT COUNT(*) AS n FROM import_row", in: "hurt")
        #expect(now >= imported, "what was in stays in")
        imported = now
      }
      let last = try await complete(command("hurt"), accident)
      #expect(last.status == 0, "\(last.errors)")
      #expect(try await accident.count("SELECT COUNT(*) AS n FROM import_row", in: "hurt") == rows)
      try await accident.expectTwins("hurt", "whole")
      let again = try await accident.place.run(command("hurt"))
      #expect(try again.json["imported"]?.integer == 0)
    }
  }
}
