import Chronology
import Storage
import Testing

@testable import perennial

@Suite("Time that is cut short")
struct TimeAccidents {
  private let start = Instant(iso: "2030-01-15")!

  /// Customers on a test clock, whose cards do what cards do; tells the clock.
  private func people(_ client: PatientClient) async throws -> String {
    let monthly = try await client.done(
      "POST", "/v1/prices",
      "currency=usd&unit_amount=1900&recurring[interval]=month&product_data[name]=Team", under: "monthly"
    ).id
    let weekly = try await client.done(
      "POST", "/v1/prices",
      "currency=usd&unit_amount=333&recurring[interval]=week&product_data[name]=Solo", under: "weekly"
    ).id
    let clock = try await client.done(
      "POST", "/v1/test_helpers/test_clocks", "frozen_time=\(start.seconds)", under: "clock"
    ).id
    let cards = ["visa", "chargeCustomerFail", "authenticationRequired", "mastercard"]
    for number in 0..<8 {
      let customer = try await client.done(
        "POST", "/v1/customers",
        "name=c\(number)&test_clock=\(clock)&payment_method=pm_card_\(cards[number % 4])",
        under: "customer \(number)"
      ).id
      try await client.done(
        "POST", "/v1/subscriptions",
        "customer=\(customer)&items[0][price]=\(number % 3 == 0 ? weekly : monthly)&off_session=true",
        under: "subscription \(number)")
      // Half of those who paid once have a card that fails from then on.
      guard number % 8 == 4 || number % 8 == 3 else { continue }
      let failing = try await client.done(
        "POST", "/v1/payment_methods/pm_card_chargeCustomerFail/attach", "customer=\(customer)",
        under: "failing \(number)"
      ).id
      try await client.done(
        "POST", "/v1/customers/\(customer)", "invoice_settings[default_payment_method]=\(failing)",
        under: "default \(number)")
    }
    return clock
  }

  private func advance(_ clock: String, _ client: PatientClient) async throws {
    let target = start.adding(seconds: 500 * 86_400)
    try await client.done(
      "POST", "/v1/test_helpers/test_clocks/\(clock)/advance", "frozen_time=\(target.seconds)", under: "go")
  }

  private func ready(_ clock: String, _ client: PatientClient) async throws {
    try await until("the clock is ready") {
      try await client.done("GET", "/v1/test_helpers/test_clocks/\(clock)").json["status"] == "ready"
    }
  }

  @Test(
    "A clock's advance that is killed comes to its end after the next start, as if nothing had happened",
    arguments: Engine.allCases)
  func advance(engine: Engine) async throws {
    try await Accident.with("a clock's advance is killed", engine) { accident in
      let hurt = accident.client(try await accident.place.create("hurt"))
      let whole = accident.client(try await accident.place.create("whole"))
      // A gateway that takes its time leaves time to be killed in.
      try await accident.serve(gatewayThinks: 0.1)
      let clock = try await people(hurt)
      let facts = try await accident.count("SELECT COUNT(*) AS n FROM fact", in: "hurt")
      try await advance(clock, hurt)
      let point = facts + accident.draw(30..<300)
      try await until("the advance is on its way") {
        try await accident.count("SELECT COUNT(*) AS n FROM fact", in: "hurt") >= point
      }
      await accident.kill()
      try await accident.serve()
      let twin = try await people(whole)
      try await advance(twin, whole)
      try await ready(twin, whole)
      try await ready(clock, hurt)
      try await accident.expectTwins("hurt", "whole")
    }
  }

  @Test(
    "Billing that catches up and is killed goes on after the next start, as if nothing had happened",
    arguments: Engine.allCases)
  func catchingUp(engine: Engine) async throws {
    try await Accident.with("billing that catches up is killed", engine) { accident in
      let names = ["hurt", "whole"]
      let today = Day(containing: accident.installation.directory.clock.now, in: .utc)
      for name in names {
        try await accident.place.create(name)
        try await book(in: name, today, accident)
      }
      let before = try await accident.count("SELECT COUNT(*) AS n FROM invoice", in: "hurt")
      _ = try await accident.place.run("workspace", "resume", accident.place.name("hurt"))
      try await accident.serve()
      let point = before + accident.draw(5..<120)
      try await until("some of it is billed") {
        try await accident.count("SELECT COUNT(*) AS n FROM invoice", in: "hurt") >= point
      }
      await accident.kill()
      _ = try await accident.place.run("workspace", "resume", accident.place.name("whole"))
      try await accident.serve()
      for name in names {
        try await until("nothing is due any more") {
          let now = accident.installation.directory.clock.now.seconds
          return try await accident.database(name).read { rows in
            try rows.first("SELECT COUNT(*) AS n FROM job WHERE due <= :now", ["now": now]) {
              try $0.integer("n")
            }
          } == 0
        }
        // Movements are folded when someone asks.
        _ = try await accident.place.run("mrr", "--workspace", accident.place.name(name))
      }
      try await accident.expectTwins("hurt", "whole")
    }
  }

  /// A book that stands ten months ago. Nothing in it is due within days of now, so both twins see the same
  /// days.
  private func book(in name: String, _ today: Day, _ accident: Accident) async throws {
    func day(_ back: Int) -> Day { today.adding(days: -back) }
    var rows = "id,since\n"
    // Half a month away from now, in every month: the days 1 to 28 without those around today's.
    let days = (1...28).filter { abs($0 - day(0).day) > 6 && abs($0 - day(0).day) < 22 }
    for number in 0..<24 {
      let month = day(340 + number * 11)
      rows +=
        "c\(number),\(Day(year: month.year, month: month.month, day: days[number % days.count])!.isoText)\n"
    }
    let folder = try TemporaryFolder()
    let map = """
      {"source": "book", "key": "{id}", "customer": {"name": "{id}"},
       "price": {"product": "Team", "amount": "30.00", "currency": "eur", "interval": "month"},
       "snapshot": "\(day(300).isoText)", "start": {"date": "{since}"},
       "collection": {"send_invoice": 30}}
      """
    let ending = try await accident.place.run(
      "import", "customers", folder.write(rows, to: "rows.csv"), "--map", folder.write(map, to: "map"),
      "--apply",
      "--workspace", accident.place.name(name))
    try #require(ending.status == 0, "\(ending.errors)")
  }
}
