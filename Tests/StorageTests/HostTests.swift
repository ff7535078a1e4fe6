import Foundation
import PostgresEngine
import SQLiteEngine
import Storage
import TestSupport
import Testing

@Suite struct HostTests {
  @Test("Workspaces are made, listed, kept apart and removed", arguments: Engine.allCases)
  func workspaces(engine: Engine) async throws {
    try await TestHost.with(engine, schemas: .empty) { host in
      #expect(try await host.workspaceKeys() == [])
      let control = try await host.control()
      try await makeNotes(control)
      let (b, a) = (try await host.createWorkspace("b_2"), try await host.createWorkspace("a1"))
      #expect(try await host.workspaceKeys() == ["a1", "b_2"])
      for (database, id) in [(a, "of a"), (b, "of b")] {
        try await makeNotes(database)
        try await database.write { try addNote($0, id) }
      }
      let known = try await host.workspace("a1")
      #expect(try await known.read { try noteIDs($0) } == ["of a"])
      #expect(try await b.read { try noteIDs($0) } == ["of b"])
      #expect(try await control.read { try noteIDs($0) } == [])
      try await host.deleteWorkspace("a1")
      try await host.deleteWorkspace("a1")
      #expect(try await host.workspaceKeys() == ["b_2"])
      await expectFailure(.missingDatabase) { _ = try await host.workspace("a1") }
      await expectFailure(.missingDatabase) { _ = try await a.read { try noteIDs($0) } }
      await expectFailure(.missingDatabase) { try await a.write { try addNote($0, "late") } }
      let again = try await host.createWorkspace("a1")
      await expectFailure(.invalidStatement) { _ = try await again.read { try noteIDs($0) } }
    }
  }

  @Test("A workspace is made once, and its key can be nothing but a key", arguments: Engine.allCases)
  func keys(engine: Engine) async throws {
    try await TestHost.with(engine, schemas: .empty) { host in
      _ = try await host.createWorkspace("acme")
      await expectFailure(.constraint) { _ = try await host.createWorkspace("acme") }
      for key in ["", "../control", "A", "a b", "a\"b", "ä", String(repeating: "a", count: 49)] {
        await expectFailure(.invalidStatement) { _ = try await host.createWorkspace(key) }
        await expectFailure(.missingDatabase) { _ = try await host.workspace(key) }
        try await host.deleteWorkspace(key)
      }
      let longest = String(repeating: "a", count: 48)
      _ = try await host.createWorkspace(longest)
      #expect(try await host.workspaceKeys() == [longest, "acme"])
      let (one, same) = (try await host.workspace("acme"), try await host.workspace("acme"))
      let isSame = ObjectIdentifier(one as AnyObject) == ObjectIdentifier(same as AnyObject)
      #expect(isSame)
    }
  }

  @Test("A second process sees what the first commits, and both write", arguments: Engine.allCases)
  func twoProcesses(engine: Engine) async throws {
    try await TestHost.with(engine, schemas: .empty) { host in
      let one = try await host.createWorkspace("acme")
      try await makeNotes(one)
      let other = try await TestHost.secondHost(of: host)
      let two = try await other.workspace("acme")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (database, name) in [(one, "one"), (two, "two")] {
          group.addTask {
            for number in 0..<100 { try await database.write { try addNote($0, "\(name) \(number)") } }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await noteCount(one) == 200)
      #expect(try await noteCount(two) == 200)
      try await other.deleteWorkspace("acme")
      await expectFailure(.missingDatabase) { try await one.write { try addNote($0, "into nothing") } }
      await expectFailure(.missingDatabase) { _ = try await one.read { try noteIDs($0) } }
      await expectFailure(.missingDatabase) { _ = try await host.workspace("acme") }
      await other.close()
    }
  }

  @Test("The version of a database changes with every commit, of whichever process, and with nothing else")
  func version() async throws {
    try await TestHost.with(.sqlite, schemas: .empty) { host in
      let one = try await host.createWorkspace("acme")
      try await makeNotes(one)
      let other = try await TestHost.secondHost(of: host)
      let two = try await other.workspace("acme")
      var seen = try #require(try one.version())
      _ = try await one.read { try noteIDs($0) }
      #expect(try one.version() == seen)
      for (number, writer) in [one, two, one, two].enumerated() {
        try await writer.write { try addNote($0, "note \(number)") }
        let now = try #require(try one.version())
        #expect(now != seen)
        #expect(try one.version() == now)
        seen = now
      }
      await other.close()
    }
  }

  @Test("Many who open the control database at once get one", arguments: Engine.allCases)
  func control(engine: Engine) async throws {
    try await TestHost.with(engine, schemas: .empty) { host in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 { group.addTask { _ = try await host.control() } }
        try await group.waitForAll()
      }
      let control = try await host.control()
      try await makeNotes(control)
    }
  }

  @Test("A SQLite file syncs every commit, and only its owner may read it")
  func sqliteFiles() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perennial-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let host = try SQLiteHost(directory: folder)
    #expect(try await host.durability() == "WAL, synchronous=FULL")
    let database = try await host.createWorkspace("acme")
    try await makeNotes(database)
    for (path, expected) in [
      ("", 0o700), ("/workspaces", 0o700), ("/control.sqlite", 0o600), ("/workspaces/acme.sqlite", 0o600),
      ("/workspaces/acme.sqlite-wal", 0o600), ("/workspaces/acme.sqlite-shm", 0o600),
    ] {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder + path)
      #expect(attributes[.posixPermissions] as? Int == expected, "\(path)")
    }
    await host.close()
    let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/workspaces")
    #expect(files == ["acme.sqlite"])
    let again = try SQLiteHost(directory: folder)
    #expect(try await noteCount(again.workspace("acme")) == 0)
    await again.close()
  }

  @Test("A temporary SQLite host leaves nothing behind")
  func sqliteTemporary() async throws {
    let before = try Self.temporaryFolders()
    let host = try SQLiteHost.inMemory()
    _ = try await host.control()
    #expect(try await host.durability() == "WAL, synchronous=OFF (thrown away when closed)")
    let made = try Self.temporaryFolders().subtracting(before)
    await host.close()
    #expect(try Self.temporaryFolders().isSuperset(of: made) == false)
  }

  private static func temporaryFolders() throws -> Set<String> {
    let temporary = FileManager.default.temporaryDirectory.path
    return Set(
      try FileManager.default.contentsOfDirectory(atPath: temporary).filter { $0.hasPrefix("perennial-") })
  }

  @Test("PostgreSQL waits for the disk at every commit")
  func postgresDurability() async throws {
    try await TestHost.with(.postgres, schemas: .empty) { host in
      let durability = try await host.durability()
      #expect(durability.hasPrefix("synchronous_commit=on, fsync="))
    }
  }

  @Test(
    "Nothing about an address is told when it leads nowhere",
    arguments: [
      "postgres://anna:hunter2@127.0.0.1:1/none", "postgres://anna:hunter2@nowhere.invalid/none",
      "host=127.0.0.1 port=1 password=hunter2 hunter2", "postgres://anna:hun/ter2@nowhere/none",
      "postgres://anna:hunter2@127.0.0.1:hunter2/none",
    ])
  func unreachable(url: String) async throws {
    let error = await expectFailure(.unavailable) { _ = try await PostgresHost(url: url) }
    #expect(!"\(error as Any)".contains("ter2"))
  }

  @Test("A connection that the server ends is replaced, and the command is run again")
  func brokenConnection() async throws {
    let host = try await PostgresHost(url: TestHost.postgresURL(), poolSize: 1)
    let other = try await PostgresHost(url: TestHost.postgresURL(), poolSize: 1)
    let control = try await host.control()
    let (left, right) = (control, try await other.control())
    let ask: @Sendable (any Connection) throws -> Int64? = {
      try $0.first("SELECT pg_backend_pid() AS pid", [:]) { try $0.integer("pid") }
    }
    let before = try await left.read { try ask($0) }
    _ = try await right.write { connection in
      try connection.query("SELECT pg_terminate_backend(CAST(:pid AS INTEGER)) AS done", ["pid": before]) {
        try $0.integer("done")
      }
    }
    let after = try await left.read { try ask($0) }
    #expect(before != after)
    await host.close()
    await other.close()
  }
}
