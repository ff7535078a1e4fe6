import Chronology
import Foundation
import Notation
import SQLiteEngine
import Storage
import Subscriptions
import Synchronization
import TestSupport
import Testing

@testable import Operations

@Suite("Restoring", .serialized)
struct RestoreTests {
  /// A backup of a live workspace with a subscriber.
  private func withBackup(
    on engine: Engine, _ body: (House, String, BackupManifest) async throws -> Void
  ) async throws {
    let folder = try Folder()
    let path = "\(folder.path)/real.backup"
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      for _ in 0..<5 { try await house.subscriber(in: "real") }
      let manifest = try await house.backUp("real", to: path)
      try await body(house, path, manifest)
    }
  }

  private func expectNothingMade(_ house: House, sourceLocation: SourceLocation = #_sourceLocation)
    async throws
  {
    let workspaces = try await house.directory.list()
    #expect(workspaces.map(\.name) == ["real"], sourceLocation: sourceLocation)
    #expect(try await house.host.workspaceKeys() == workspaces.map(\.key), sourceLocation: sourceLocation)
  }

  @Test("Beside its original it has another account and its own keys", arguments: Engine.allCases)
  func beside(engine: Engine) async throws {
    try await withBackup(on: engine) { house, path, manifest in
      await refusal(WorkspaceRefusal.nameTaken("real")) { try await house.restore(path) }
      await refusal(WorkspaceRefusal.nameUnusable("Über")) { try await house.restore(path, as: "Über") }
      try await expectNothingMade(house)
      let copy = try await house.restore(path, as: "copy").workspace
      #expect(copy.account != manifest.account)
      let address = try await house.directory.open("real").links.path(to: InvoiceID("in_1"))
      #expect(try await house.directory.open("copy").links.path(to: InvoiceID("in_1")) != address)
      try await house.directory.delete("real")
      try await house.directory.delete("copy")
      #expect(try await house.restore(path).workspace.account == manifest.account)
      let restored = try await house.directory.open("real").links.path(to: InvoiceID("in_1"))
      #expect(restored == address, "what customers were sent opens again")
    }
  }

  @Test("What a file must be is checked before anything is made", arguments: Engine.allCases)
  func unusable(engine: Engine) async throws {
    try await withBackup(on: engine) { house, path, manifest in
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      func file(_ name: String, _ content: Data) throws -> String {
        try content.write(to: URL(fileURLWithPath: "\(path).\(name)"))
        return "\(path).\(name)"
      }
      let text = try file("text", Data("dear diary".utf8))
      await refusal(SQLiteArchiveFailure.notSQLite(text)) { try await house.restore(text, as: "copy") }
      let empty = try file("empty", Data())
      await refusal(SQLiteArchiveFailure.notSQLite(empty)) { try await house.restore(empty, as: "copy") }
      for share in [0.1, 0.5, 0.9] {
        let cut = try file("cut", bytes.prefix(Int(Double(bytes.count) * share)))
        await #expect(throws: BackupRefusal.self) { try await house.restore(cut, as: "copy") }
      }
      // One letter of one row.
      var changed = bytes
      let place = try #require(
        changed.range(of: Data("pm_card".utf8)) ?? changed.range(of: Data("Plan".utf8)))
      changed[place.lowerBound] = UInt8(ascii: "X")
      let wrong = try file("changed", changed)
      await #expect(throws: BackupRefusal.self) { try await house.restore(wrong, as: "copy") }
      try await expectNothingMade(house)
      #expect(try await house.restore(path, as: "copy").manifest == manifest)
    }
  }

  @Test("Databases of others, newer backups and invented ones are told apart", arguments: Engine.allCases)
  func foreign(engine: Engine) async throws {
    try await withBackup(on: engine) { house, path, manifest in
      func made(_ name: String, _ document: String?, sha256: String? = nil) async throws -> String {
        let archive = try SQLiteArchive.create(at: "\(path).\(name)")
        _ = try await Migrator.migrate(archive, with: WorkspaceSchema.migrations)
        if let document {
          try await archive.write { rows in
            try rows.migrate(BackupSchema.table)
            try rows.insertManifest(document, sha256: sha256 ?? BackupManifest.sha256(of: document))
          }
        }
        try await archive.keep()
        return "\(path).\(name)"
      }
      func expect(_ expected: BackupRefusal, _ name: String, _ document: String?, sha256: String? = nil)
        async throws
      {
        let file = try await made(name, document, sha256: sha256)
        await refusal(expected) { try await house.restore(file, as: "copy") }
      }
      func changed(_ change: (inout JSONObject) -> Void) throws -> String {
        var object = try #require(try JSON(parsing: try manifest.document).object)
        change(&object)
        return JSON.object(object).text
      }
      try await expect(.foreign, "unfinished", nil)
      try await expect(.foreign, "other", #"{"hello":"world"}"#)
      try await expect(.newer, "format", try changed { $0["format"] = 2 })
      try await expect(.newer, "schema", try changed { $0["schema"] = .integer(99) })
      try await expect(
        .damaged("its manifest is not as it was written"), "sum", try manifest.document, sha256: "0")
      try await expect(.damaged("its manifest is incomplete"), "incomplete", try changed { $0["name"] = nil })
      try await expect(
        .damaged("its manifest says what cannot be"), "live fork",
        try changed { $0["forkedFrom"] = "acct_1" })
      // The tables are empty, and the manifest says otherwise.
      try await expect(
        .damaged("the rows of product are not those that were written"), "empty", try manifest.document)
      try await expectNothingMade(house)
    }
  }

  @Test("A restore that is stopped leaves nothing", arguments: Engine.allCases)
  func stopped(engine: Engine) async throws {
    try await withBackup(on: engine) { house, path, _ in
      let archive = try SQLiteArchive.open(path)
      let work = Task {
        try await house.directory.restore(from: archive, as: "copy") { progress in
          if progress.rowsDone > 20 { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
      await #expect(throws: CancellationError.self) { _ = try await work.value }
      await archive.close()
      try await expectNothingMade(house)
      try await house.restore(path, as: "copy")
      try await house.expectClean("copy")
    }
  }

  @Test("Remains of a maker that was killed are swept once it is sure to be dead", arguments: Engine.allCases)
  func killed(engine: Engine) async throws {
    try await withBackup(on: engine) { house, path, _ in
      let directory = house.directory
      // As far as a killed restore comes: announced, made, half filled.
      let site = try await BuildingSite(
        key: "halfdone", control: directory.control, clock: directory.clock)
      let database = try await house.host.createWorkspace(site.key)
      _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
      try await directory.sweep()
      #expect(try await house.host.workspaceKeys().contains("halfdone"), "its maker may live")
      #expect(try await directory.list().map(\.name) == ["real"])
      try house.setNow("2026-06-02")
      // Whoever makes the next workspace cleans up.
      _ = try await directory.create(name: "next", mode: .test)
      #expect(try await !house.host.workspaceKeys().contains("halfdone"))
      #expect(try await house.host.workspaceKeys().count == 2)
      // A maker that was thought dead does not finish what is gone.
      try house.setNow("2026-06-03")
      await #expect(throws: StorageFailure.self) { try await site.keepHolding() }
    }
  }

  @Test("A maker that is slow and alive is left alone", arguments: Engine.allCases)
  func slow(engine: Engine) async throws {
    try await withBackup(on: engine) { house, _, _ in
      let directory = house.directory
      let made = try await directory.build("slow") { database, site in
        _ = try await Migrator.migrate(database, with: WorkspaceSchema.migrations)
        for hour in 1...3 {
          try house.setNow("2026-06-01T0\(hour):00:00Z")
          try await site.keepHolding()
          try await directory.sweep()
        }
        return Workspace(
          key: site.key, name: "slow", mode: .test, account: "acct_slow", created: house.now)
      }
      #expect(try await directory.open("slow").record == made.workspace)
      try await house.expectClean("slow")
    }
  }

  @Test("What a deletion could not remove is removed later", arguments: Engine.allCases)
  func deleted(engine: Engine) async throws {
    try await withBackup(on: engine) { house, _, _ in
      let directory = house.directory
      let key = try #require(try await directory.find("real")?.key)
      let secret = try await directory.createKey(in: #require(try await directory.find("real")), name: nil)
        .secret
      // As far as a killed deletion comes.
      try await directory.control.write { rows in
        try rows.delete(workspace: key)
        try rows.condemnDatabase(key)
      }
      await refusal(AccessRefusal.unknown) { _ = try await directory.authenticate(secret: secret) }
      #expect(try await house.host.workspaceKeys() == [key])
      try await directory.sweep()
      #expect(try await house.host.workspaceKeys() == [])
      #expect(try await directory.control.read { try $0.abandonedDatabases(at: .distantFuture) } == [])
    }
  }
}
