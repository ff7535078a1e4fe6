import Notation
import Storage
import Testing

@testable import perennial

/// A file of another system: two contracts that run, one that ended, and lines that make no sense.
enum Ledger {
  static let good = """
    id,plan,fee,currency,since,until
    1,Team,30.00,eur,2026-01-15,
    2,Team,30.00,eur,2025-12-01,2026-02-10
    3,Solo,1200,jpy,2026-03-31,

    """
  static let bad = "4,Team,thirty,eur,2026-01-15,\n5,Team,30.00,eur,2026-02-30,\n"

  static let map = """
    {
      "source": "ledger",
      "key": "{id}",
      "price": {"product": "{plan}", "amount": "{fee}", "currency": "{currency}", "interval": "month"},
      "snapshot": "2026-05-01",
      "start": {"date": "{since}"},
      "end": {"date": "{until}"},
      "collection": "charge_automatically"
    }
    """
}

struct ImportTests {
  @Test(
    "An import first reports and writes nothing, then brings the histories in, once",
    arguments: Engine.allCases)
  func importing(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      let folder = try TemporaryFolder()
      let file = try folder.write(Ledger.good, to: "customers.csv")
      let command = [
        "import", "customers", file, "--map", try folder.write(Ledger.map, to: "map"), "--workspace", name,
      ]
      let look = try await place.run(command)
      #expect(look.status == 0, "\(look.errors)")
      #expect(
        look.output == """
          \(file): 3 rows, all good
          customers: 3 (2 running, 1 ended), the first since 2025-12-01
          catalog: 2 products, 2 prices
          invoices: 9 until 2026-05-01
          recurring a month: EUR 30.00 from 1 customer
          recurring a month: JPY 1,200 from 1 customer

          """)
      #expect(look.errors == "Nothing was written; --apply imports.\n")
      #expect(try await place.run("mrr", "--workspace", name).output.isEmpty)
      let applied = try await place.run(command + ["--apply", "--json"]).json
      #expect(applied["imported"]?.integer == 3)
      #expect(applied["invoices"]?.integer == 9)
      let again = try await place.run(command + ["--apply", "--json"]).json
      #expect(again["imported"]?.integer == 0)
      #expect(again["known"]?.integer == 3)
      let revenue = try await place.run("mrr", "--workspace", name, "--through", "2026-04", "--json").json[
        "data"]
      #expect(revenue?.array?.map { $0["months"]?.array?.last?["closing"]?.integer } == [3000, 1200])
      #expect(try await place.run("verify", "--workspace", name).status == 0)
      #expect(try await place.run("workspace", "list").output.contains("2026-05-01T00:00:00Z"))
    }
  }

  @Test(
    "Bad rows are told by line and refuse the file, unless they are to be left out",
    arguments: Engine.allCases)
  func badRows(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      let folder = try TemporaryFolder()
      let file = try folder.write(Ledger.good + Ledger.bad, to: "customers.csv")
      let command = [
        "import", "customers", file, "--map", try folder.write(Ledger.map, to: "map"), "--workspace", name,
      ]
      for flags in [[], ["--apply"]] {
        let refused = try await place.run(command + flags)
        #expect(refused.status == 1)
        #expect(refused.output.hasPrefix("line 5, fee: "), "\(refused.output)")
        #expect(refused.output.contains("\nline 6, since: "))
        #expect(refused.output.contains("customers.csv: 5 rows, 2 bad\n"))
        #expect(refused.errors == "perennial: 2 rows cannot be imported; --skip-bad leaves them out.\n")
      }
      let report = try await place.run(command + ["--skip-bad", "--json"])
      #expect(report.status == 0)
      #expect(try report.json["problems"]?.array?.map { $0["line"]?.integer } == [5, 6])
      let applied = try await place.run(command + ["--apply", "--skip-bad"])
      #expect(applied.status == 0, "\(applied.errors)")
      #expect(
        applied.output.contains(/Imported 3 customers with 9 invoices in \d+\.\d s; 2 bad rows left out\./))
      #expect(applied.output.hasSuffix(" stands at 2026-05-01 until `perennial workspace resume \(name)`.\n"))
    }
  }
}
