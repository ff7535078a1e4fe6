import Chronology
import Foundation
import Notation
import Operations
import Storage
import Testing

@testable import perennial

/// Breaks one thing after the other in real data, and sees the finding.
@Suite("perennial doctor", .serialized)
struct DoctorTests {
  /// Codes of the findings about one workspace, or about no workspace.
  private func codes(_ place: Place, in workspace: String? = nil) async throws -> [String] {
    let ending = try await place.run("doctor", "--json")
    let findings = try #require(try ending.json["findings"]?.array, "\(ending.output) \(ending.errors)")
    let isWell = findings.allSatisfy { $0["severity"]?.string == "note" }
    #expect(ending.status == (isWell ? 0 : 1))
    #expect(try ending.json["well"] == .bool(isWell))
    let name = workspace.map { JSON.string(place.name($0)) } ?? .null
    return findings.filter { $0["workspace"] == name }.compactMap { $0["code"]?.string }
  }

  @Test("A fresh installation is well, and looking changes nothing in it", arguments: Engine.allCases)
  func well(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let before = try place.everyFile()
      #expect(try await codes(place, in: "acme") == [])
      if engine == .sqlite {
        #expect(try await codes(place) == [])
        #expect(try place.everyFile() == before)
      }
      let told = try await place.run("doctor")
      #expect(told.output.contains(/version +0\.1\.0\n/))
      #expect(told.output.contains(engine == .sqlite ? "WAL, synchronous=FULL" : "fsync="))
      #expect(!told.output.contains("postgres://"), "an address may hold a password")
    }
  }

  @Test(
    "Schemas that a newer or another program left, and one that has still to grow", arguments: Engine.allCases
  )
  func schemas(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      func change(_ sql: SQL) async throws {
        try await place.inside { installation in
          let workspace = try await installation.workspace(place.name("acme"))
          _ = try await installation.host.workspace(workspace.key).write { try $0.execute(sql) }
        }
      }
      try await change("INSERT INTO migration (number, name) SELECT MAX(number) + 1, 'later' FROM migration")
      #expect(try await codes(place, in: "acme") == ["schema_newer"])
      try await change("DELETE FROM migration WHERE name = 'later'")
      #expect(try await codes(place, in: "acme") == [])
      try await change("UPDATE migration SET name = 'another' WHERE number = 1")
      #expect(try await codes(place, in: "acme") == ["schema_different"])
      try await change("DELETE FROM migration")
      #expect(try await codes(place, in: "acme") == ["schema_behind"])
    }
  }

  @Test(
    "Work that nobody does, that was given up, and a workspace that stands still", arguments: Engine.allCases)
  func work(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      let hour = WallClock.system.now.adding(seconds: -3_600)
      try await place.inside { installation in
        let workspace = try await installation.workspace(name)
        try await installation.host.workspace(workspace.key).write { rows in
          // On a test clock, so that a server of another test does not take it up meanwhile.
          try rows.enqueue(
            Job(
              id: JobID("job_dead"), kind: JobKind.finalizeInvoice.rawValue, subject: "in_1", customer: nil,
              clock: "clock_1", due: hour, failures: 12, lastError: "x", state: .dead))
        }
      }
      #expect(try await codes(place, in: "acme") == ["jobs_dead"])
      try await place.inside { try await $0.directory.stand(name, at: hour) }
      #expect(try await codes(place, in: "acme") == ["workspace_stands_still", "jobs_dead"])
      guard engine == .sqlite else { return }
      try await place.inside { installation in
        try await installation.directory.stand(name, at: nil)
        let workspace = try await installation.workspace(name)
        try await installation.host.workspace(workspace.key).write { rows in
          try rows.enqueue(
            Job(
              id: JobID("job_late"), kind: JobKind.finalizeInvoice.rawValue, subject: "in_2", customer: nil,
              clock: JobClock.workspace, due: hour))
        }
      }
      #expect(try await codes(place, in: "acme") == ["jobs_overdue", "jobs_dead"])
    }
  }

  @Test("A workspace whose database is gone", arguments: Engine.allCases)
  func missing(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      try await place.inside { installation in
        let workspace = try await installation.workspace(place.name("acme"))
        try await installation.host.deleteWorkspace(workspace.key)
      }
      #expect(try await codes(place, in: "acme") == ["workspace_missing"])
    }
  }

  @Test("Files that are open to others, a log that has grown, a damaged file, a folder that is not there")
  func files() async throws {
    try await Place.with(.sqlite) { place in
      #expect(try await codes(place) == ["folder_missing"])
      try await place.create("acme")
      let folder = place.flags[1]
      let file = try #require(DataFiles(folder).databases.last)
      #expect(chmod(folder, 0o755) == 0 && chmod(file, 0o644) == 0)
      #expect(try await codes(place) == ["open_to_others", "open_to_others"])
      #expect(chmod(folder, 0o700) == 0 && chmod(file, 0o600) == 0)
      #expect(try await codes(place) == [])

      // A hole takes no room on the disk, and zeros at a log's end are nobody's.
      let log = "\(folder)/control.sqlite-wal"
      let before = FileFacts(log)?.bytes
      if before == nil {
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        #expect(FileManager.default.createFile(atPath: log, contents: nil, attributes: mode))
      }
      #expect(truncate(log, 300 << 20) == 0)
      #expect(try await codes(place) == ["log_large"])
      #expect(truncate(log, Int(before ?? 0)) == 0)

      let handle = try #require(FileHandle(forWritingAtPath: file))
      try handle.seek(toOffset: 3 * 4_096)
      try handle.write(contentsOf: Data(repeating: 0xff, count: 16 * 4_096))
      try handle.close()
      #expect(try await codes(place).contains("database_damaged"))
    }
  }

  @Test("A database that is not kept safely")
  func journalMode() async throws {
    try await Place.with(.sqlite) { place in
      try await place.create("acme")
      let file = try #require(DataFiles(place.flags[1]).databases.last)
      let handle = try #require(FileHandle(forUpdatingAtPath: file))
      // The two bytes of the header that say whether SQLite keeps a write-ahead log.
      try handle.seek(toOffset: 18)
      try handle.write(contentsOf: Data([1, 1]))
      try handle.close()
      #expect(try await codes(place) == ["database_not_durable"])
    }
  }

  @Test("A server that cannot be reached, and a setting that cannot be used")
  func settings() async throws {
    let gone = try await Program().run("doctor", "--json", "--postgres", "postgres://127.0.0.1:1/nowhere")
    #expect(gone.status == 1)
    #expect(try gone.json["findings"]?.array?.compactMap { $0["code"]?.string } == ["server_unreachable"])
    try await Place.with(.sqlite) { place in
      try await place.create("acme")
      var program = place.program
      program.environment = ["PERENNIAL_PORT": "eighty", "PERENNIAL_METRICS_TOKEN": "a-secret-of-sixteen"]
      let ending = try await program.run(["doctor"] + place.flags)
      #expect(ending.status == 1)
      #expect(ending.output.contains("PROBLEM setting_invalid\n  PERENNIAL_PORT: A port is a number"))
      #expect(ending.output.contains("metrics-token  set (PERENNIAL_METRICS_TOKEN)\n"))
      #expect(!ending.output.contains("a-secret-of-sixteen"))
    }
  }

  @Test("Doctor tells who serves", arguments: Engine.allCases)
  func serving(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let server = try place.program.start(["serve", "--port", "0"] + place.flags)
      _ = try await server.port()
      let ending = try await place.run("doctor", "--json")
      let serving = try #require(try ending.json["figures"]?["serving"]?.string)
      #expect(serving.hasPrefix(engine == .sqlite ? "process " : "") && serving != "nobody")
      server.terminate()
      _ = await server.ending()
    }
  }
}

extension Place {
  /// Every file of the folder with its contents, mode and time of change. What readers share in memory is
  /// left out: it is not kept.
  fileprivate func everyFile() throws -> [String: String] {
    guard engine == .sqlite else { return [:] }
    let names = try FileManager.default.subpathsOfDirectory(atPath: flags[1])
      .filter { !$0.hasSuffix("-shm") }
    return Dictionary(
      uniqueKeysWithValues: try names.map { name in
        let facts = try FileManager.default.attributesOfItem(atPath: "\(flags[1])/\(name)")
        let bytes = FileManager.default.contents(atPath: "\(flags[1])/\(name)")
        let changed = facts[.modificationDate].map { "\($0)" } ?? ""
        return (name, "\(facts[.posixPermissions] ?? 0) \(changed) \(bytes?.hashValue ?? 0)")
      })
  }
}
