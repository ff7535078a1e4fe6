import Auditing
import Catalog
import Chronology
import Foundation
import Gateways
import Identity
import Journal
import Monetary
import Rating
import Receivables
import Relations
import SQLiteEngine
import Sandbox
import Storage
import Subscriptions
import Synchronization
import TestSupport
import Testing

@testable import Operations

/// An installation with a clock of its own and one gateway outside, which only live workspaces may reach.
final class House: Sendable {
  let host: any DatabaseHost
  let directory: WorkspaceDirectory
  let outside: RecordingGateway
  private let time: Time
  static let cause = FactCause(actor: "house")

  final class Time: Sendable {
    let instant: Mutex<Instant>
    init(_ instant: Instant) { self.instant = Mutex(instant) }
  }

  static func lend(
    on engine: Engine, at day: String = "2026-06-01", outside: RecordingGateway = RecordingGateway(),
    _ body: (House) async throws -> Void
  ) async throws {
    try await TestHost.with(engine) { host in
      try await body(try await House(host, at: day, outside))
    }
  }

  private init(_ host: any DatabaseHost, at day: String, _ outside: RecordingGateway) async throws {
    let time = Time(Instant(iso: day)!)
    self.host = host
    self.outside = outside
    self.time = time
    directory = try await WorkspaceDirectory(
      host: host,
      gateway: { workspace in
        switch workspace.mode {
        case .live: outside
        case .test: TestGateway(strangersPay: workspace.forkedFrom != nil)
        }
      }, clock: WallClock { time.instant.withLock(\.self) })
  }

  var now: Instant { time.instant.withLock(\.self) }

  /// Lets real time pass for one workspace, with everything that is due.
  func live(_ name: String, until day: String) async throws {
    let instant = try #require(Instant(iso: day))
    time.instant.withLock { $0 = instant }
    try await directory.open(name).doDueWork()
  }

  func setNow(_ day: String) throws {
    let instant = try #require(Instant(iso: day))
    time.instant.withLock { $0 = instant }
  }

  /// A live business with some months behind it.
  func business(_ name: String, mode: Workspace.Mode = .live, days: Int = 90) async throws {
    _ = try await directory.create(name: name, mode: mode)
    try await directory.stand(name, at: now)
    let workspace = try await directory.open(name)
    try await DemoBusiness.build(in: workspace, endingAt: now, days: days)
    _ = try await workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
    try await directory.stand(name, at: nil)
  }

  /// One who pays 10.00 a month, with a good card.
  @discardableResult
  func subscriber(in name: String) async throws -> SubscriptionID {
    let workspace = try await directory.open(name)
    let price = try await workspace.perform(
      CreatePrice(
        product: .new(id: nil, name: "Plan", terms: ProductTerms()),
        terms: .init(currency: .eur, model: .perUnit(UnitPrice(minorUnits: 10_00)), cadence: .monthly)),
      as: Self.cause)
    let card = try #require(try await workspace.card(for: "pm_card_visa"))
    let customer = try await workspace.perform(
      CreateCustomer(terms: CustomerTerms(), paymentMethod: .card(card)), as: Self.cause)
    return try await workspace.perform(
      CreateSubscription(customer: customer, items: [.init(price: price)]), as: Self.cause)
  }

  func database(_ name: String) async throws -> any Database { try await directory.open(name).database }

  /// Every row in canonical form, as a hash for each table.
  func dump(_ name: String) async throws -> [BackupManifest.Table] {
    let tables = WorkspaceSchema.copiedTables(at: WorkspaceSchema.migrations.count)
    return try await WorkspaceCopy(source: database(name), tables: tables)
      .run(into: nil, clock: directory.clock).tables
  }

  func expectClean(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let report = try await Auditor.audit(database(name))
    #expect(report.isClean, "\(report.findings.prefix(5))", sourceLocation: sourceLocation)
  }

  func invoices(of name: String) async throws -> Int {
    try await database(name).read { rows in
      try rows.first("SELECT COUNT(*) AS number FROM invoice", [:]) { Int(try $0.integer("number")) } ?? 0
    }
  }

  func recurringRevenue(of name: String) async throws -> [String] {
    var question = RecurringRevenueHistory(patience: .seconds(120))
    question.through = Month(containing: now, in: .utc)
    return try await directory.open(name).answer(question).flatMap { series in
      series.months.map { "\(series.currency) \($0.month) \($0.shown.closing) \($0.customers)" }
    }
  }
}

/// A folder that goes with its owner.
final class Folder: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("perennial-moving-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension House {
  /// Backs a workspace up into a file.
  @discardableResult
  func backUp(_ name: String, to path: String) async throws -> BackupManifest {
    let archive = try SQLiteArchive.create(at: path)
    do {
      let manifest = try await directory.backUp(name, into: archive)
      try await archive.keep()
      return manifest
    } catch {
      await archive.close()
      throw error
    }
  }

  @discardableResult
  func restore(_ path: String, as name: String? = nil) async throws -> RestoredWorkspace {
    let archive = try SQLiteArchive.open(path)
    do {
      let restored = try await directory.restore(from: archive, as: name)
      await archive.close()
      return restored
    } catch {
      await archive.close()
      throw error
    }
  }
}

/// Runs what must be refused, and hands the refusal back.
func refusal<Refused: Error & Equatable>(
  _ expected: Refused, sourceLocation: SourceLocation = #_sourceLocation, _ work: () async throws -> Void
) async {
  await #expect(throws: expected, sourceLocation: sourceLocation) { try await work() }
}
