import Chronology
import Journal
import Storage
import Testing

@testable import perennial

@Suite("Closes that are cut short")
struct ClosingAccidents {
  private static let people = 130

  @Test(
    "Of two closes at once one is killed, and every month is closed once, as if there had been one close",
    arguments: Engine.allCases)
  func killed(engine: Engine) async throws {
    try await Accident.with("one of two closes is killed", engine) { accident in
      for name in ["hurt", "whole"] { try await bill(in: name, accident) }
      try await close("whole", accident)
      let words = ["books", "close", "--workspace", accident.place.name("hurt")] + accident.place.flags
      let runs = try (0..<2).map { _ in try accident.place.program.start(words) }
      // Some four months with a line for everybody are there to be closed.
      let point = accident.draw(0..<(4 * Self.people))
      try await until("some of it is closed, or all") {
        let lines = try await accident.count("SELECT COUNT(*) AS n FROM recognition", in: "hurt")
        let isOver = try await accident.isClosed("hurt")
        return lines >= point || isOver
      }
      runs[0].kill()
      for (number, run) in runs.enumerated() {
        let ending = await run.ending()
        // The first may have been done already when it was to be killed.
        #expect(number == 0 ? [0, 137].contains(ending.status) : ending.status == 0, "\(ending.errors)")
      }
      try await close("hurt", accident)
      #expect(try await accident.isClosed("hurt"))
      // In which order customers come in a part is their ids' business.
      try await accident.expectTwins(
        "hurt", "whole", leavingOut: ["recognition", "book_close_part", "fact", "posting", "projection"])
    }
  }

  /// Closes, and adds the totals up, which otherwise happens when someone asks.
  private func close(_ name: String, _ accident: Accident) async throws {
    for words in [["books", "close"], ["books", "balance"], ["mrr"]] {
      let ending = try await accident.place.run(words + ["--workspace", accident.place.name(name)])
      try #require(ending.status == 0, "\(ending.errors)")
    }
  }

  /// A book of people that stands five months ago and is billed up to now.
  private func bill(in name: String, _ accident: Accident) async throws {
    _ = try await accident.place.create(name)
    let today = Day(containing: accident.installation.directory.clock.now, in: .utc)
    func day(_ back: Int) -> Day { today.adding(days: -back) }
    var rows = "id,since\n"
    for number in 0..<Self.people { rows += "c\(number),\(day(158 + number % 6).isoText)\n" }
    let folder = try TemporaryFolder()
    let map = """
      {"source": "book", "key": "{id}", "customer": {"name": "{id}"},
       "price": {"product": "Team", "amount": "29.99", "currency": "eur", "interval": "month"},
       "snapshot": "\(day(140).isoText)", "start": {"date": "{since}"}, "collection": {"send_invoice": 30}}
      """
    let imported = try await accident.place.run(
      "import", "customers", folder.write(rows, to: "rows.csv"), "--map", folder.write(map, to: "map"),
      "--apply", "--workspace", accident.place.name(name))
    try #require(imported.status == 0, "\(imported.errors)")
    _ = try await accident.place.run("workspace", "resume", accident.place.name(name))
    let billed = try await accident.place.run("bill", "--workspace", accident.place.name(name))
    try #require(billed.status == 0, "\(billed.errors)")
  }
}

extension Accident {
  /// Whether the month before this one is closed.
  fileprivate func isClosed(_ name: String) async throws -> Bool {
    let last = Month(containing: installation.directory.clock.now, in: .utc).adding(months: -1)
    return try await database(name).read { try $0.close(last)?.status == .closed }
  }
}
