import Chronology
import Storage
import Testing

@testable import perennial

@Suite("Billing runs that are cut short")
struct BillingAccidents {
  private static let people = 60

  @Test(
    "Of three billing runs at once one is killed, and everybody is billed once, as if there had been one run",
    arguments: Engine.allCases)
  func three(engine: Engine) async throws {
    try await Accident.with("one of three billing runs is killed", engine) { accident in
      for name in ["hurt", "whole"] { try await book(in: name, accident) }
      try await whole(accident)
      _ = try await accident.place.run("workspace", "resume", accident.place.name("hurt"))
      let before = try await accident.count("SELECT COUNT(*) AS n FROM invoice", in: "hurt")
      // A gateway that takes its time leaves time to be killed in.
      var program = accident.place.program
      program.environment[Settings.testGatewayVariable] = "0.2"
      let words = ["bill", "--workspace", accident.place.name("hurt"), "--json"] + accident.place.flags
      let runs = try (0..<3).map { _ in try program.start(words) }
      let point = before + accident.draw(1..<(2 * Self.people))
      try await until("some of it is billed") {
        try await accident.count("SELECT COUNT(*) AS n FROM invoice", in: "hurt") >= point
      }
      runs[0].kill()
      for (number, run) in runs.enumerated() {
        let ending = await run.ending()
        // The first may have been done already when it was to be killed.
        #expect(number == 0 ? [0, 137].contains(ending.status) : ending.status == 0, "\(ending.errors)")
      }
      try await finish("hurt", accident)
      try await accident.expectTwins("hurt", "whole")
    }
  }

  @Test(
    "Of three billing runs at once one is killed, and the year's numbers have no gap and no twin",
    arguments: Engine.allCases)
  func numbers(engine: Engine) async throws {
    try await Accident.with("one of three numbering runs is killed", engine) { accident in
      try await book(in: "hurt", accident, numbering: "year")
      _ = try await accident.place.run("workspace", "resume", accident.place.name("hurt"))
      let finals: SQL = "SELECT COUNT(*) AS n FROM invoice WHERE number IS NOT NULL"
      let before = try await accident.count(finals, in: "hurt")
      var program = accident.place.program
      program.environment[Settings.testGatewayVariable] = "0.2"
      let words = ["bill", "--workspace", accident.place.name("hurt"), "--json"] + accident.place.flags
      let runs = try (0..<3).map { _ in try program.start(words) }
      let point = before + accident.draw(1..<Self.people)
      try await until("some numbers are taken") { try await accident.count(finals, in: "hurt") >= point }
      runs[0].kill()
      for run in runs { _ = await run.ending() }
      try await finish("hurt", accident)
      let numbers = try await accident.database("hurt").read { rows in
        try rows.query("SELECT number FROM invoice WHERE number IS NOT NULL ORDER BY number", [:]) {
          try $0.text("number")
        }
      }
      #expect(numbers.count > before)
      for (year, own) in Dictionary(grouping: numbers, by: { String($0.prefix(4)) }) {
        #expect(own == (1...own.count).map { "\(year)-" + String(("00000\($0)").suffix(6)) })
      }
      let verified = try await accident.place.run("verify", "--workspace", accident.place.name("hurt"))
      #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    }
  }

  @Test("A workspace that stands still is not billed by real time, and says how it goes on")
  func standing() async throws {
    try await Accident.with("a workspace stands still", .sqlite) { accident in
      try await book(in: "book", accident)
      let refused = try await accident.place.run("bill", "--workspace", accident.place.name("book"))
      #expect(refused.status == 1)
      #expect(refused.errors.contains("perennial workspace advance"), "\(refused.errors)")
      _ = try await accident.place.run("workspace", "resume", accident.place.name("book"))
      let billed = try await accident.place.run(
        "bill", "--workspace", accident.place.name("book"), "--json")
      try #require(billed.status == 0, "\(billed.errors)")
      let run = try billed.json
      #expect(run["object"] == "billing_run" && run["jobs_left"] == 0)
      let jobs = try #require(run["jobs_done"]?.integer)
      #expect(jobs > Int64(Self.people))
      let again = try await accident.place.run("bill", "--workspace", accident.place.name("book"))
      #expect(again.output.hasPrefix("0 jobs"), "\(again.output)")
      let unknown = try await accident.place.run("bill", "--workspace", "nowhere")
      #expect(unknown.errors.contains("nowhere"))
    }
  }

  private func whole(_ accident: Accident) async throws {
    _ = try await accident.place.run("workspace", "resume", accident.place.name("whole"))
    try await finish("whole", accident)
  }

  /// Bills again until nothing is due: what a killed run had claimed comes free after a minute.
  private func finish(_ name: String, _ accident: Accident) async throws {
    try await until("nothing is due any more") {
      let ending = try await accident.place.run("bill", "--workspace", accident.place.name(name))
      try #require(ending.status == 0, "\(ending.errors)")
      let now = accident.installation.directory.clock.now.seconds
      return try await accident.database(name).read { rows in
        try rows.first("SELECT COUNT(*) AS n FROM job WHERE clock = 'wall' OR due <= :now", ["now": now]) {
          try $0.integer("n")
        }
      } == 0
    }
    // Movements are folded when someone asks.
    _ = try await accident.place.run("mrr", "--workspace", accident.place.name(name))
  }

  /// A book of people with cards that stands eighty days ago. Three renewals of each are due since then. A
  /// card that is turned down is tried again until its contract ends, before the second one: whoever
  /// overtakes there renews what has ended. Nothing is within days of now, so both twins see the same days.
  private func book(
    in name: String, _ accident: Accident, numbering: String = "customer"
  ) async throws {
    let key = try await accident.place.create(name, "--numbering", numbering)
    let today = Day(containing: accident.installation.directory.clock.now, in: .utc)
    func day(_ back: Int) -> Day { today.adding(days: -back) }
    var rows = "id,since\n"
    for number in 0..<Self.people { rows += "c\(number),\(day(98 + number % 6).isoText)\n" }
    let folder = try TemporaryFolder()
    let map = """
      {"source": "book", "key": "{id}", "customer": {"name": "{id}"},
       "price": {"product": "Team", "amount": "30.00", "currency": "eur", "interval": "month"},
       "snapshot": "\(day(80).isoText)", "start": {"date": "{since}"}}
      """
    let ending = try await accident.place.run(
      "import", "customers", folder.write(rows, to: "rows.csv"), "--map", folder.write(map, to: "map"),
      "--apply", "--workspace", accident.place.name(name))
    try #require(ending.status == 0, "\(ending.errors)")
    try await giveCards(key, accident)
  }

  private func giveCards(_ key: String, _ accident: Accident) async throws {
    try await accident.serve()
    let client = accident.client(key)
    let found = try await client.done("GET", "/v1/customers?limit=100")
    let customers = found.json["data"]?.array ?? []
    try #require(customers.count == Self.people)
    for customer in customers {
      let (id, name) = (customer["id"]?.string ?? "", customer["name"]?.string ?? "")
      let number = try #require(Int(name.dropFirst()))
      // Every tenth card is turned down.
      let card = number % 10 == 3 ? "chargeCustomerFail" : "visa"
      let method = try await client.done(
        "POST", "/v1/payment_methods/pm_card_\(card)/attach", "customer=\(id)", under: "card \(number)"
      ).id
      try await client.done(
        "POST", "/v1/customers/\(id)", "invoice_settings[default_payment_method]=\(method)",
        under: "default \(number)")
    }
    await accident.kill()
  }
}
