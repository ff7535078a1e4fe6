import Foundation
import Storage
import Testing

@testable import perennial

@Suite("Who stays, on the command line")
struct CohortCommandTests {
  @Test("Cohorts and survival are tables for people and lists for machines", arguments: Engine.allCases)
  func tables(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      try await place.inside {
        _ = try await SmallBook(
          in: name, $0.directory, prices: [(.eur, 1_000), (.eur, 2_000)], through: "2026-03-15")
      }
      let cohorts = ["cohorts", "--workspace", name, "--currency", "eur", "--from", "2026-01"]
      let shares = try await place.run(cohorts)
      #expect(
        shares.output == """
          EUR         SIZE    0    1    2
          2026-01-01     2  1.0  1.0  1.0
          2026-02-01     0    –    –
          2026-03-01     0    –

          """, "\(shares.errors)")
      let unknown = try await place.run(cohorts + ["--measure", "margin"])
      #expect(unknown.errors.contains("No gross margin is known of prod_"), "\(unknown.errors)")
      _ = try await place.run("margin", "50", "--workspace", name)
      let margin = try await place.run(cohorts + ["--measure", "margin", "--csv"])
      #expect(
        margin.output.contains(
          ",2026-01-01,2026-01-31,2,2,2026-03-01,2026-03-31,EUR,2,1.0,"), "\(margin.errors)")
      #expect(margin.output.contains(",30.00,45.00\n"))
      let apart = try await place.run(cohorts + ["--group-by", "price", "--json"])
      #expect(try apart.json["data"]?.array?.count == 6, "\(apart.errors)")
      let survival = try await place.run("survival", "--workspace", name, "--currency", "eur")
      #expect(survival.output == "CUSTOMERS  HOW MANY    1\nall               2  1.0\n", "\(survival.errors)")
      let json = try await place.run("survival", "--workspace", name, "--group-by", "country", "--json")
      #expect(try json.json["data"]?[0]?["customers"] == 2, "\(json.errors)")
      let none = try await place.run("cohorts", "--workspace", name)
      #expect(none.status == 64 && none.errors.contains("--currency"))
      let odd = try await place.run(cohorts + ["--group-by", "shoe"])
      #expect(odd.status == 64)
    }
  }
}
