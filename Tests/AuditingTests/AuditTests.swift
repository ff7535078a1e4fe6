import Auditing
import Storage
import Testing

@Suite("An audit", .serialized)
struct AuditTests {
  @Test("An honest business audits clean, and everything in it was looked at", arguments: Engine.allCases)
  func clean(engine: Engine) async throws {
    try await Business.lend(on: engine) { business in
      let report = try await business.audit()
      #expect(report.findings == [])
      #expect(report.isClean)
      for checked in report.checks where checked.check != .unappliedMoney {
        #expect(checked.looked > 0, "nothing to look at for \(checked.check.rawValue)")
      }
      #expect(report.checks.map(\.check) == AuditCheck.allCases)
      #expect(try await business.audit() == report)
    }
  }

  @Test("A new workspace audits clean", arguments: Engine.allCases)
  func empty(engine: Engine) async throws {
    try await TestHostWorkspace.lendEmpty(on: engine) { database in
      let report = try await Auditor.audit(database)
      #expect(report.findings == [])
      #expect(report.recurringRevenue == [])
    }
  }

  @Test("What recurs is told by currency, without test clocks", arguments: Engine.allCases)
  func revenue(engine: Engine) async throws {
    try await Business.lend(on: engine) { business in
      let report = try await business.audit()
      #expect(
        report.recurringRevenue.map { "\($0.currency) \($0.level) \($0.customers)" } == [
          // Vandelay, Globex and Cyberdyne in euros, Tyrell, Aperture and Oscorp with 10.00 each, and Massive
          // with 3.00 × 365 / 84. Wonka's 10.00 hold 2.00 of tax, on Cogswell's 33.33 and 7.77 it is on top.
          // Duff's 30.00 and 33.33 less 10 %, 1.01 together and 33.3 %, without 25 % of tax in the rest:
          // 14.15… and 15.72…; the Kwik-E-Mart's 33.33 had 5 % off for one month.
          // Dunder, Hydra, Black Mesa, Weyland and Ollivander with 10.00 each.
          // 1,000.00 / 12 and twice 4.99 × 365 / 84 in dollars.
          "eur 28200037749 16", "usd 12669880953 3",
        ])
    }
  }
}
