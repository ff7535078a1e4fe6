import Auditing
import Storage
import TestSupport
import Testing

/// One lie and the law that must catch it.
struct Lie: Sendable, CustomStringConvertible {
  let description: String
  let statements: [SQL]
  let check: AuditCheck

  init(_ description: String, _ check: AuditCheck, _ statements: SQL...) {
    self.description = description
    self.check = check
    self.statements = statements
  }
}

@Suite("The auditor finds", .serialized)
struct CorruptionTests {
  @Test("lies in the ledger", arguments: Engine.allCases)
  func ledger(engine: Engine) async throws { try await expectCaught(Lies.ledger, engine) }

  @Test("lies in invoices", arguments: Engine.allCases)
  func invoices(engine: Engine) async throws { try await expectCaught(Lies.invoices, engine) }

  @Test("lies in periods", arguments: Engine.allCases)
  func periods(engine: Engine) async throws { try await expectCaught(Lies.periods, engine) }

  @Test("lies in payments", arguments: Engine.allCases)
  func payments(engine: Engine) async throws { try await expectCaught(Lies.payments, engine) }

  @Test("lies in closed months and totals", arguments: Engine.allCases)
  func closes(engine: Engine) async throws { try await expectCaught(Lies.closes, engine) }

  @Test("lies about what was billed by hand", arguments: Engine.allCases)
  func byHand(engine: Engine) async throws { try await expectCaught(Lies.byHand, engine) }

  @Test("lies about credit notes", arguments: Engine.allCases)
  func credits(engine: Engine) async throws { try await expectCaught(Lies.credits, engine) }

  @Test("lies about refunds", arguments: Engine.allCases)
  func refunds(engine: Engine) async throws { try await expectCaught(Lies.refunds, engine) }

  @Test("lies about numbers", arguments: Engine.allCases)
  func numbers(engine: Engine) async throws { try await expectCaught(Lies.numbers, engine) }

  @Test("lies about taxes", arguments: Engine.allCases)
  func taxes(engine: Engine) async throws { try await expectCaught(Lies.taxes, engine) }

  @Test("lies about discounts", arguments: Engine.allCases)
  func discounts(engine: Engine) async throws { try await expectCaught(Lies.discounts, engine) }

  @Test("lies in recurring revenue", arguments: Engine.allCases)
  func revenue(engine: Engine) async throws { try await expectCaught(Lies.revenue, engine) }

  @Test("lies about what stands beside recurring revenue", arguments: Engine.allCases)
  func asides(engine: Engine) async throws { try await expectCaught(Lies.asides, engine) }

  @Test("lies in the journal and in rows", arguments: Engine.allCases)
  func journal(engine: Engine) async throws { try await expectCaught(Lies.journal, engine) }

  @Test("lies in jobs and references", arguments: Engine.allCases)
  func jobs(engine: Engine) async throws { try await expectCaught(Lies.jobs, engine) }

  private func expectCaught(_ lies: [Lie], _ engine: Engine) async throws {
    try await Business.lend(on: engine) { business in
      for lie in lies {
        let report = try await Auditor.audit(
          Tampered(original: business.database, statements: lie.statements))
        let found = report.findings.filter { $0.check == lie.check }
        #expect(!found.isEmpty, "\(lie): found instead \(report.findings.map(\.sentence))")
        #expect(!report.isClean || lie.check.severity == .warning, "\(lie)")
        #expect(found.allSatisfy { !$0.sentence.contains("example") }, "a finding tells what people typed")
      }
    }
  }

  @Test("A job that was given up is a warning, not a problem of the books")
  func warning() async throws {
    try await Business.lend(on: .sqlite) { business in
      let report = try await Auditor.audit(
        Tampered(original: business.database, statements: ["UPDATE job SET state = 'dead'"]))
      #expect(report.isClean)
      #expect(Set(report.findings.map(\.check)) == [.deadJobs])
    }
  }

  @Test("A lie that is told a thousand times is counted, and a hundred are shown")
  func bounded() async throws {
    try await Business.lend(on: .sqlite) { business in
      let copies = Tampered(
        original: business.database,
        statements: [
          """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
          INSERT INTO posting (fact, place, account, customer, currency, amount, effective)
          SELECT fact, 100 + i, account, customer, currency, 0, effective - 1
          FROM n, (SELECT * FROM posting ORDER BY fact LIMIT 1) p
          """
        ])
      let report = try await Auditor.audit(copies)
      #expect(report.checks.first { $0.check == .ledgerEntries }?.found == 1_000)
      #expect(report.findings.filter { $0.check == .ledgerEntries }.count == 100)
    }
  }
}

enum TestHostWorkspace {
  /// Lends a workspace's database with its tables and nothing in them.
  static func lendEmpty(on engine: Engine, _ body: (any Database) async throws -> Void) async throws {
    try await TestHost.withWorkspace(engine) { database in
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      try await body(database)
    }
  }
}
