import Chronology
import Foundation
import Identity
import SQLiteEngine
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Operations

/// Those who sign up while a backup is taken.
private final class Crowd: Sendable {
  let signedUp = Atomic(0)
  let isDone = Atomic(false)
}

@Suite("A backup", .serialized)
struct BackupTests {
  @Test(
    "It is restored on either engine, row for row, and the books hold there",
    arguments: Engine.allCases, Engine.allCases)
  func across(from: Engine, to: Engine) async throws {
    let folder = try Folder()
    let path = "\(folder.path)/real.backup"
    try await House.lend(on: from) { house in
      try await house.business("real", days: 60)
      let instant = house.now
      try await house.database("real").write { rows in
        _ = try rows.claim(.init("request-1")!, fingerprint: "f", requestID: "req_1", at: instant)
        try rows.finish(.init("request-1")!, status: 200, body: Array("{}".utf8))
      }
      let manifest = try await house.backUp("real", to: path)
      let original = try await house.dump("real")
      #expect(manifest.tables == original)
      let revenue = try await house.recurringRevenue(of: "real")
      try await House.lend(on: to) { other in
        let restored = try await other.restore(path)
        #expect(restored.workspace.name == "real" && restored.workspace.mode == .live)
        #expect(restored.workspace.account == manifest.account)
        #expect(try await other.directory.authenticate(secret: restored.secret).workspace.name == "real")
        #expect(try await other.dump("real") == original)
        #expect(try await other.recurringRevenue(of: "real") == revenue)
        try await other.expectClean("real")
        let again = try await other.backUp("real", to: path + ".again")
        #expect(again.tables == manifest.tables)
      }
    }
  }

  @Test("It is of one moment, however busy the workspace is meanwhile", arguments: Engine.allCases)
  func busy(engine: Engine) async throws {
    let folder = try Folder()
    try await House.lend(on: engine) { house in
      try await house.business("real", mode: .test, days: 30)
      let crowd = Crowd()
      let manifest = try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            repeat {
              try await house.subscriber(in: "real")
              crowd.signedUp.add(1, ordering: .relaxed)
            } while !crowd.isDone.load(ordering: .relaxed)
          }
        }
        while crowd.signedUp.load(ordering: .relaxed) < 4 { try await Task.sleep(for: .milliseconds(5)) }
        let manifest = try await house.backUp("real", to: "\(folder.path)/busy")
        crowd.isDone.store(true, ordering: .relaxed)
        try await group.waitForAll()
        return manifest
      }
      try await house.restore("\(folder.path)/busy", as: "restored")
      #expect(try await house.dump("restored") == manifest.tables)
      try await house.expectClean("restored")
      try await house.expectClean("real")
    }
  }

  @Test("A journal is read on in a cluster that has seen far fewer transactions")
  func youngCluster() async throws {
    let folder = try Folder()
    try await House.lend(on: .postgres) { house in
      try await house.business("old", days: 40)
      // As if it came from a cluster that is years old.
      try await house.database("old").write { rows in
        for statement: SQL in [
          "UPDATE fact SET stamp = stamp + 1000000000000",
          "UPDATE movement SET fact_stamp = fact_stamp + 1000000000000",
          "UPDATE projection SET stamp = stamp + 1000000000000",
        ] { try rows.execute(statement) }
      }
      let unreadable = try await house.database("old").read { try $0.facts(after: .start, limit: 10) }
      #expect(unreadable.isEmpty)
      try await house.backUp("old", to: "\(folder.path)/old")
      try await house.restore("\(folder.path)/old", as: "young")
      let young = try await house.database("young")
      let (count, ids) = try await young.read { rows in
        (
          try rows.first("SELECT COUNT(*) AS number FROM fact", [:]) { Int(try $0.integer("number")) },
          try rows.facts(after: .start, limit: 100_000).map(\.id)
        )
      }
      #expect(ids.count == count && !ids.isEmpty)
      // What comes next comes after, and the projection goes on where it was.
      _ = try await house.directory.resume("young")
      let before = try await young.read { try $0.newestPlace() }
      try await house.subscriber(in: "young")
      let after = try await young.read { try $0.newestPlace() }
      #expect(before.stamp == 0 && before.position == Int64(ids.count))
      #expect(after > before && after.position > before.position)
      _ = try await house.recurringRevenue(of: "young")
      try await house.expectClean("young")
    }
  }

  @Test("The file is its owner's alone, whole or not there, and replaces nothing", arguments: Engine.allCases)
  func file(engine: Engine) async throws {
    let folder = try Folder()
    let path = "\(folder.path)/real.backup"
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      // A backup that was killed left this.
      try Data("half".utf8).write(to: URL(fileURLWithPath: path + ".partial"))
      try await house.backUp("real", to: path)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["real.backup"])
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(throws: SQLiteArchiveFailure.exists(path)) { _ = try SQLiteArchive.create(at: path) }
      let one = try SQLiteArchive.create(at: path + "2")
      #expect(throws: SQLiteArchiveFailure.beingWritten(path + "2")) {
        _ = try SQLiteArchive.create(at: path + "2")
      }
      try Data("theirs".utf8).write(to: URL(fileURLWithPath: path + "2"))
      await #expect(throws: SQLiteArchiveFailure.exists(path + "2")) { try await one.keep() }
      await refusal(WorkspaceRefusal.unknown("nobody")) {
        try await house.backUp("nobody", to: path + "3")
      }
      let missing = "\(folder.path)/no/such/place"
      #expect(throws: SQLiteArchiveFailure.unwritable(missing)) { _ = try SQLiteArchive.create(at: missing) }
      #expect(throws: SQLiteArchiveFailure.missing(missing)) { _ = try SQLiteArchive.open(missing) }
      // Reading a backup leaves no trace beside it.
      try await house.restore(path, as: "copy")
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(left == ["real.backup", "real.backup2"])
      #expect(try String(contentsOfFile: path + "2", encoding: .utf8) == "theirs")
    }
  }
}
