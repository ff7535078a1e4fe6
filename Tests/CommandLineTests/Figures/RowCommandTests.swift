import Foundation
import Storage
import Testing

@testable import perennial

@Suite("The rows behind figures, and groups of reports, on the command line")
struct RowCommandTests {
  private func sold(_ place: Place) async throws -> (name: String, customers: [String]) {
    try await place.create("acme")
    let name = place.name("acme")
    var customers: [String] = []
    try await place.inside {
      let book = try await SmallBook(
        in: name, $0.directory, prices: [(.eur, 1_000), (.eur, 2_000)], through: "2026-03-15")
      customers = book.customers.map(\.text)
    }
    return (name, customers)
  }

  @Test("A step and a cell open to the rows that sum to them", arguments: Engine.allCases)
  func rows(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let (name, customers) = try await sold(place)
      let metric = ["metric", "mrr", "--workspace", name, "--rows", "2026-02"]
      let table = try await place.run(metric)
      #expect(
        table.output == """
          CUSTOMER\(String(repeating: " ", count: customers[1].count - 8))  CURRENCY  AMOUNT
          \(customers[1])  EUR        20.00
          \(customers[0])  EUR        10.00

          """, "\(table.output)\(table.errors)")
      let json = try await place.run(metric + ["--json"]).json["data"]?.array ?? []
      #expect(json.map { $0["amount"] } == [2_000, 1_000] && json[0]["customer"]?.string == customers[1])
      let file = try await place.run(metric + ["--csv"])
      #expect(file.output.hasPrefix("customer,currency,amount,amount_before,kind,cause,"))
      #expect(file.output.contains("\n\(customers[0]),EUR,10.00,"))
      let moved = ["metric", "mrr_movements", "--workspace", name, "--rows", "2026-01"]
      let new = try await place.run(moved + ["--kind", "new", "--json"]).json["data"]?.array ?? []
      #expect(
        new.count == 2 && new.allSatisfy { $0["kind"] == "new" && $0["cause"] == "activated" }, "\(new)")
      let none = try await place.run(moved + ["--kind", "churn"])
      #expect(none.status == 0 && none.output.isEmpty && none.errors.contains("no row"))
      let cell = [
        "cohorts", "--workspace", name, "--currency", "eur", "--cohort", "2026-01", "--rows", "2026-03",
      ]
      let cohort = try await place.run(cell + ["--json"]).json["data"]?.array ?? []
      #expect(Set(cohort.compactMap { $0["customer"]?.string }) == Set(customers))
      #expect(try await place.run(cell + ["--csv"]).output.hasPrefix("customer,currency,amount\n"))
      let known = try await place.run(cell + ["--group-by", "country", "--group", "SE"])
      #expect(known.status == 0 && known.output.isEmpty && known.errors.contains("nobody"))
      let unknown = try await place.run(cell + ["--group-by", "country", "--group", "-"])
      #expect(unknown.output.contains(customers[0]) && unknown.output.hasPrefix("CUSTOMER"))
    }
  }

  @Test("A converted step opens to rows with both amounts, and exchange to currencies")
  func converted() async throws {
    try await Place.with(.sqlite) { place in
      let (name, customers) = try await sold(place)
      let moved = [
        "metric", "mrr_movements", "--workspace", name, "--rows", "2026-01", "--in", "usd",
      ]
      let cohorts = [
        "cohorts", "--workspace", name, "--in", "usd", "--measure", "revenue", "--from", "2026-01",
      ]
      let apart = try await place.run(cohorts + ["--through", "2026-01"])
      #expect(
        apart.errors.contains("nothing is converted") && apart.output.hasPrefix("EUR"), "\(apart.output)")
      let lacking = try await place.run(moved)
      #expect(lacking.status == 64 && lacking.errors.contains("There is no rate of "), "\(lacking.errors)")
      let rates = FileManager.default.temporaryDirectory.appending(path: "rates-\(UUID().uuidString).csv")
      defer { try? FileManager.default.removeItem(at: rates) }
      try Data("Date,USD,\n2026-01-31,1.25,\n2026-01-10,1.50,\n2025-12-31,1.50,\n".utf8).write(to: rates)
      let told = try await place.run("rates", "import", rates.path, "--workspace", name)
      #expect(told.status == 0, "\(told.errors)")
      let all = try await place.run(moved)
      #expect(all.output.contains("CONVERTED") && all.output.contains("EXCHANGE"), "\(all.errors)")
      let exchange = try await place.run(moved + ["--kind", "exchange", "--json"]).json["data"]?.array ?? []
      // Thirty euros came at 1.50 and are there at 1.25.
      #expect(exchange.map { $0["amount"] } == [-750] && exchange[0]["movements"] == 3_000)
      let rows = try await place.run(moved + ["--kind", "new", "--json"]).json["data"]?.array ?? []
      #expect(Set(rows.compactMap { $0["converted"]?["amount"] }) == [1_500, 3_000], "\(rows)")
      #expect(Set(rows.compactMap { $0["customer"]?.string }) == Set(customers))
      let january = try await place.run(cohorts + ["--through", "2026-01"])
      #expect(january.output.hasPrefix("USD") && january.output.contains("37.50"), "\(january.errors)")
      let behind = [
        "cohorts", "--workspace", name, "--in", "usd", "--cohort", "2026-01", "--rows", "2026-01",
      ]
      let cell = try await place.run(behind)
      #expect(cell.output.contains("CONVERTED") && cell.output.contains("25.00"), "\(cell.errors)")
      let json = try await place.run(behind + ["--json"]).json["data"]?.array ?? []
      #expect(json.map { $0["converted"]?["amount"] } == [2_500, 1_250])
    }
  }

  @Test("What cannot be asked is said with the option that asks it")
  func refused() async throws {
    try await Place.with(.sqlite) { place in
      let (name, _) = try await sold(place)
      for (words, option) in [
        (["metric", "mrr", "--kind", "new"], "--rows"),
        (["metric", "mrr", "--rows", "2026-01", "--group-by", "country"], "--group-by"),
        (["metric", "mrr", "--rows", "2026-01", "--kind", "exchange", "--in", "usd"], "--in"),
        (["metric", "mrr", "--rows", "soon"], "soon"),
        (["metric", "mrr", "--rows", "2026-01", "--kind", "joy"], "--kind"),
        (["cohorts", "--currency", "eur", "--rows", "2026-01"], "--cohort"),
        (["cohorts", "--currency", "eur", "--cohort", "2026-01"], "--rows"),
        (["cohorts", "--currency", "eur", "--cohort", "2026-02", "--rows", "2026-01"], "--cohort"),
        (["cohorts", "--currency", "eur", "--group", "SE"], "--group-by"),
        (
          [
            "cohorts", "--currency", "eur", "--cohort", "2026-01", "--rows", "2026-01", "--measure", "margin",
          ],
          "perennial margin"
        ),
        (["report", "cash", "--group-by", "product"], "--group-by"),
        (["report", "reconciliation", "--group-by", "country"], "--group-by"),
        (["report", "receivables", "--compare", "year"], "--compare"),
        (["report", "cash", "--channel", "fairs"], "--channel"),
        (["report", "acquisition_cost", "--channel", "fairs", "--total", "paid"], "--total"),
        (["report", "acquisition_cost", "--total", "most"], "--total"),
      ] {
        let ending = try await place.run(words + ["--workspace", name])
        #expect(ending.status == 64 && ending.errors.contains(option), "\(words): \(ending.errors)")
      }
    }
  }

  @Test("Acquisition cost opens to the spend and the customers behind it", arguments: Engine.allCases)
  func acquisition(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let (name, customers) = try await sold(place)
      let spend = FileManager.default.temporaryDirectory.appending(path: "spend-\(UUID().uuidString).csv")
      defer { try? FileManager.default.removeItem(at: spend) }
      try Data("channel,month,currency,amount\nfairs,2026-01,EUR,40.00\nfairs,2026-02,EUR,2.50\n".utf8)
        .write(to: spend)
      let told = try await place.run("spend", "import", spend.path, "--workspace", name)
      #expect(told.status == 0, "\(told.errors)")
      let report = ["report", "acquisition_cost", "--workspace", name]
      let file = try await place.run(report + ["--channel", "fairs", "--csv", "spend"])
      #expect(
        file.output == "currency,channel,month,spend\nEUR,fairs,2026-01,40.00\nEUR,fairs,2026-02,2.50\n",
        "\(file.output)\(file.errors)")
      let won = try await place.run(report + ["--channel", "-", "--json"]).json["sections"]?.array ?? []
      let rows = won.first { $0["name"] == "customers" }?["rows"]?.array ?? []
      #expect(Set(rows.compactMap { $0["customer"]?.string }) == Set(customers), "\(won)")
      let all = try await place.run(report + ["--total", "blended"])
      #expect(
        all.output.contains("The customers it won") && all.output.contains("not known"), "\(all.errors)")
    }
  }

  @Test("A report is told apart and set beside an earlier time", arguments: Engine.allCases)
  func reports(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let (name, _) = try await sold(place)
      let groups = try await place.run(
        "report", "receivables", "--workspace", name, "--group-by", "country", "--csv", "groups")
      #expect(
        groups.output == """
          group,age,currency,invoices,amount
          ,not_due,EUR,2,30.00
          ,1_to_30_days,EUR,2,30.00
          ,31_to_60_days,EUR,2,30.00

          """, "\(groups.output)\(groups.errors)")
      let json = try await place.run(
        "report", "receivables", "--workspace", name, "--group-by", "currency", "--json"
      ).json
      let rows = json["sections"]?.array?.first { $0["name"] == "groups" }?["rows"]?.array ?? []
      #expect(rows.map { $0["amount"] } == [3_000, 3_000, 3_000] && rows[0]["group"] == "eur", "\(json)")
      #expect(json["id"] == "receivables" && json["object"] == "analytics.report")
      let table = try await place.run(
        "report", "recognized_revenue", "--workspace", name, "--from", "2026-03", "--compare", "previous",
        "--group-by", "currency", "--country", "SE")
      #expect(table.status == 0 && table.output.contains("Group by group: nothing"), "\(table.errors)")
      let compared = try await place.run(
        "report", "recognized_revenue", "--workspace", name, "--from", "2026-03", "--compare", "previous",
        "--csv", "steps")
      #expect(
        compared.output == """
          from,compared_from,through,compared_through,currency,recognized,compared_recognized,deferred,\
          compared_deferred
          2026-03-01,2026-02-01,2026-03-31,2026-02-15,EUR,0.00,0.00,90.00,60.00

          """, "\(compared.output)\(compared.errors)")
    }
  }
}
