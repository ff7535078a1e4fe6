import Analytics
import Auditing
import Chronology
import Journal
import Monetary
import Receivables
import Relations
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Interchange
@testable import Operations

@Suite("An import of customers", .serialized)
struct ImportTests {
  /// A workspace to import into, and a gateway that nobody may ask.
  private func lend(
    on engine: Engine, _ body: (WorkspaceDirectory, any DatabaseHost) async throws -> Void
  ) async throws {
    try await TestHost.with(engine) { host in
      let directory = try await WorkspaceDirectory(
        host: host, gateway: { _ in SilentGateway() }, clock: WallClock { Instant(iso: "2026-11-22")! })
      _ = try await directory.create(name: "telco", mode: .live)
      try await body(directory, host)
    }
  }

  private func revenue(_ directory: WorkspaceDirectory) async throws -> [String] {
    try await directory.open("telco").answer(RecurringRevenueHistory(patience: .seconds(120))).compactMap {
      series in
      series.months.last.map { "\($0.month) \($0.shown.closing) \(series.currency) \($0.customers)" }
    }
  }

  private func audit(_ directory: WorkspaceDirectory, _ host: any DatabaseHost) async throws -> AuditReport {
    let workspace = try #require(try await directory.find("telco"))
    return try await Auditor.audit(host.workspace(workspace.key))
  }

  @Test("lives every history again, and comes to what was expected", arguments: Engine.allCases)
  func sample(engine: Engine) async throws {
    try await Folder.lend { folder in
      let file = try Telco.sample(80, in: folder)
      try await lend(on: engine) { directory, host in
        let importing = try CustomerImport(file: file, map: Telco.map)
        let told = Mutex<[ImportProgress]>([])
        let result = try await importing.apply(to: directory, workspace: "telco") { progress in
          told.withLock { $0.append(progress) }
        }
        let expected = result.report.recurringRevenue[0]
        #expect(result.imported == 80 && result.known == 0 && result.invoices == result.report.invoices)
        #expect(
          try await revenue(directory)
            == ["2026-11 \(expected.amount.minorUnits) USD \(expected.customers)"])
        #expect(told.withLock { $0.last?.share } == 1)
        let report = try await audit(directory, host)
        #expect(report.findings == [])
        #expect(report.tables.first { $0.table == "invoice" }?.rows == Int64(result.invoices))
        #expect(report.tables.first { $0.table == "payment_attempt" }?.rows == 0)
        let workspace = try await directory.open("telco")
        #expect(workspace.record.standsAt == Instant(iso: "2026-11-01"))
        // It stands still: what is due at the snapshot waits.
        #expect(try await workspace.doDueWork() == 0)
      }
    }
  }

  @Test("takes contracts of every kind as the report said it would", arguments: Engine.allCases)
  func kinds(engine: Engine) async throws {
    let csv = """
      id,who,mail,plan,price,code,unit,count,seats,from,to
      1,"Ada, Countess",ada@analytical.example,Gold,30.00,EUR,month,1,2,2026-01-31,
      2,Alan,,Gold,30.00,EUR,month,1,1,2026-05-31,2026-08-31
      3,Grace,,Silver,9.999,USD,week,2,10,2026-08-03,2026-10-26
      4,Kurt,,Bronze,1200,JPY,year,1,1,2024-02-29,
      5,Emmy,,Gold,30.00,EUR,month,1,1,2026-10-01,2026-10-01
      6,Sofia,,Free,0,EUR,day,10,1,2026-10-20,
      7,Évariste,,Gold,30.00,EUR,month,3,1,2026-11-01,
      8,Maryam,,Silver,9.999,USD,week,2,3,2026-10-19,2026-11-01
      """
    try await Folder.lend { folder in
      let map = folder.write(
        "map.json",
        MapTests.good.merging([
          "customer": ["name": "{who}", "email": "{mail}", "metadata": ["seats": "{seats} seats"]],
          "price": [
            "product": "{plan}", "amount": "{price}", "currency": "{code}", "interval": "{unit}",
            "interval_count": "{count}",
          ], "quantity": "{seats}",
        ]).text)
      try await lend(on: engine) { directory, host in
        let importing = try CustomerImport(file: folder.write("book.csv", csv), map: map)
        let result = try await importing.apply(to: directory, workspace: "telco")
        #expect(result.imported == 8)
        #expect(result.invoices == result.report.invoices)
        let report = try await audit(directory, host)
        #expect(report.findings == [])
        #expect(report.tables.first { $0.table == "invoice" }?.rows == Int64(result.invoices))
        #expect(
          report.recurringRevenue.filter { $0.customers > 0 }.map {
            "\($0.currency) \($0.level) \($0.customers)"
          }
            == ["eur 7000000000 2", "jpy 100000000 1"])
        let customers = try await directory.open("telco").read {
          try $0.customers(CustomerFilter(email: "ada@analytical.example"), Page(limit: 2)).elements
        }
        #expect(customers.map(\.name) == ["Ada, Countess"])
        #expect(customers.map(\.metadata) == [["seats": "2 seats"]])
        #expect(customers.map(\.created) == [Instant(iso: "2026-01-31")])
      }
    }
  }

  @Test("comes to the same beside the writer and by the writer alone")
  func besideTheWriter() async throws {
    let cause = FactCause(actor: "import")
    let snapshot = Instant(iso: "2026-11-01")!
    var dumps: [WorkspaceDump] = []
    for isBeside in [true, false] {
      try await lend(on: .sqlite) { directory, host in
        try await directory.stand("telco", at: snapshot)
        let workspace = try await directory.open("telco")
        let price = try await workspace.perform(
          CreatePrice(
            product: .new(id: nil, name: "Team", terms: ProductTerms()),
            terms: .init(
              currency: Currency(code: "eur")!, model: .perUnit(UnitPrice(minorUnits: 2999)),
              cadence: Cadence(unit: .month, count: 1)!)), as: cause)
        for number in 0..<30 {
          var terms = CustomerTerms()
          terms.name = .set("c\(number)")
          // Every fifth has ended; one brings so much that the writer must look at all its contracts.
          let history = ReplayHistory(
            source: "book", rowKey: "\(number)", terms: terms, price: price,
            quantity: number == 7 ? 1_000_000 : Int64(1 + number % 3),
            start: snapshot.adding(seconds: -Int64(number) * 40 * 86_400 - 3_600),
            end: number % 5 == 0 ? snapshot.adding(seconds: -Int64(number) * 20 * 86_400) : nil,
            snapshot: snapshot,
            collection: number % 2 == 0 ? .chargeAutomatically : .sendInvoice(daysUntilDue: 9))
          if isBeside {
            // Whatever cannot be decided beside the writer makes an import as slow as one of its threads.
            let isDecided = try await workspace.decide(history, as: cause) != nil
            #expect(isDecided == (number != 7), "\(number)")
            _ = try await workspace.replay(history, as: cause)
          } else {
            _ = try await workspace.perform(history, as: cause, settlement: .outOfBand)
          }
        }
        #expect(try await audit(directory, host).findings == [])
        let key = workspace.record.key
        dumps.append(try await WorkspaceDump.canonical(of: host.workspace(key), now: snapshot.seconds))
      }
    }
    #expect(dumps[0].difference(from: dumps[1]) == "")
  }

  @Test("run twice brings nothing in twice", arguments: Engine.allCases)
  func twice(engine: Engine) async throws {
    try await Folder.lend { folder in
      try await lend(on: engine) { directory, host in
        let importing = try CustomerImport(file: try Telco.sample(12, in: folder), map: Telco.map)
        _ = try await importing.apply(to: directory, workspace: "telco")
        let first = try await audit(directory, host)
        let again = try await importing.apply(to: directory, workspace: "telco")
        #expect(again.imported == 0 && again.known == 12 && again.invoices == 0)
        #expect(try await audit(directory, host) == first)
      }
    }
  }

  @Test("that was stopped midway goes on and ends where it would have", arguments: Engine.allCases)
  func resumed(engine: Engine) async throws {
    try await Folder.lend { folder in
      let file = try Telco.sample(150, in: folder)
      try await lend(on: engine) { directory, host in
        let importing = try CustomerImport(file: file, map: Telco.map)
        let running = Mutex<Task<ImportResult, any Error>?>(nil)
        let task = Task {
          try await importing.apply(to: directory, workspace: "telco") { progress in
            if progress.rowsDone > 0 { running.withLock { $0?.cancel() } }
          }
        }
        running.withLock { $0 = task }
        await #expect(throws: (any Error).self) { try await task.value }
        let result = try await importing.apply(to: directory, workspace: "telco")
        #expect(result.imported + result.known == 150)
        #expect(result.known > 0 && result.imported > 0, "it was stopped in the middle: \(result.known)")
        let report = try await audit(directory, host)
        #expect(report.findings == [])
        #expect(report.tables.first { $0.table == "customer" }?.rows == 150)
        #expect(
          report.recurringRevenue.map { [$0.level, Int64($0.customers)] }
            == result.report.recurringRevenue.map { [$0.level, Int64($0.customers)] })
      }
    }
  }

  @Test("refuses a file with bad rows, unless they are to be left out", arguments: [Engine.sqlite])
  func badRows(engine: Engine) async throws {
    try await Folder.lend { folder in
      let csv = "id,months,gone\n1,2,no\n2,x,no\n3,4,yes\n"
      let map = folder.write(
        "map.json",
        MapTests.good.merging([
          "customer": ["name": "Customer {id}"],
          "price": ["product": "One", "amount": "10", "currency": "USD", "interval": "month"],
          "start": ["tenure_months": "{months}"], "end": ["churned": "{gone}", "equals": "yes"],
        ]).text)
      try await lend(on: engine) { directory, host in
        let importing = try CustomerImport(file: folder.write("book.csv", csv), map: map)
        await #expect(throws: ImportFailure.badRows(1)) {
          try await importing.apply(to: directory, workspace: "telco")
        }
        #expect(try await audit(directory, host).tables.allSatisfy { $0.rows == 0 })
        let result = try await importing.apply(to: directory, workspace: "telco", skipBad: true)
        #expect(result.imported == 2 && result.skipped == 1)
        #expect(try await revenue(directory) == ["2026-11 1000 USD 1"])
      }
    }
  }

  @Test("stays away from a workspace that lives, or stands elsewhere", arguments: [Engine.sqlite])
  func workspaces(engine: Engine) async throws {
    try await lend(on: engine) { directory, _ in
      let importing = try CustomerImport(file: Telco.file, map: Telco.map)
      let workspace = try await directory.open("telco")
      try await workspace.perform(
        CreateCustomer(terms: CustomerTerms()), as: FactCause(actor: "test"))
      await #expect(throws: ImportFailure.workspaceInUse("telco")) {
        try await importing.apply(to: directory, workspace: "telco")
      }
      try await directory.stand("telco", at: Instant(iso: "2026-01-01"))
      await #expect(
        throws: ImportFailure.standsElsewhere(
          "telco", at: "2026-01-01T00:00:00Z", snapshot: "2026-11-01T00:00:00Z")
      ) {
        try await importing.apply(to: directory, workspace: "telco")
      }
    }
  }

  @Test("that stands at its snapshot goes on with real time when it is let go", arguments: Engine.allCases)
  func resumedTime(engine: Engine) async throws {
    try await Folder.lend { folder in
      try await lend(on: engine) { directory, host in
        let csv = "id,months,gone\n1,3,no\n2,0,no\n"
        let map = folder.write(
          "map.json",
          MapTests.good.merging([
            "customer": ["name": "Customer {id}"], "collection": ["send_invoice": 30],
            "price": ["product": "One", "amount": "10", "currency": "USD", "interval": "month"],
            "start": ["tenure_months": "{months}"], "end": ["churned": "{gone}", "equals": "yes"],
          ]).text)
        let importing = try CustomerImport(file: folder.write("book.csv", csv), map: map)
        _ = try await importing.apply(to: directory, workspace: "telco")
        try await directory.stand("telco", at: nil)
        // The first renewal was due at the snapshot itself, three weeks before the wall clock.
        #expect(try await directory.open("telco").doDueWork() == 2)
        let report = try await audit(directory, host)
        #expect(report.findings == [])
        #expect(report.tables.first { $0.table == "invoice" }?.rows == Int64(5))
      }
    }
  }

  #if !DEBUG
    @Test("of the whole telco book comes to exactly 316,985.75 dollars", arguments: Engine.allCases)
    func telco(engine: Engine) async throws {
      try await lend(on: engine) { directory, host in
        let importing = try CustomerImport(file: Telco.file, map: Telco.map)
        let result = try await importing.apply(to: directory, workspace: "telco")
        #expect(result.imported == 7_043 && result.invoices == 228_001)
        #expect(try await revenue(directory) == ["2026-11 31698575 USD 5174"])
        let report = try await audit(directory, host)
        #expect(report.findings == [])
        #expect(
          report.recurringRevenue.map { [$0.level, Int64($0.customers)] } == [[31_698_575_000_000, 5_174]])
      }
    }
  #endif
}

/// An imported history asks nobody for money.
private struct SilentGateway: PaymentGateway {
  func giveBack(_ refund: Refund) async throws -> RefundAnswer { RefundAnswer(.succeeded) }

  func collect(_ attempt: PaymentAttempt) async throws -> PaymentAnswer {
    Issue.record("an import asked the gateway")
    return .succeeded
  }

  func card(for token: String) async throws -> GatewayCard? { nil }
}
