import Chronology
import Foundation
import PostgresEngine
import Storage
import Testing

@testable import perennial

/// What the world would have to break is broken as values: the figures that doctor read, and what follows.
@Suite("What doctor makes of what it sees")
struct DoctorFindingTests {
  private static let noon = Instant(seconds: 1_790_000_000)

  @Test("Every finding is told in docs/doctor.md with its severity, and nothing else is")
  func documentation() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../docs/doctor.md")
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("| `") }.map { $0.split(separator: "|").map { $0.filter { $0 != "`" } } }
    let told = Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (
          String(row[0].filter { $0 != " " }),
          String(row[1].prefix { $0 != ":" }.filter { $0 != " " })
        )
      })
    let known = DoctorCode.allCases.map { ($0.rawValue, $0.severity.rawValue) }
    #expect(told == Dictionary(uniqueKeysWithValues: known))
  }

  @Test("A clock that shows another century, or that somebody sets meanwhile")
  func clocks() {
    let counted = ContinuousClock.now
    func findings(_ first: Int64, _ last: Int64, after seconds: Int64) -> [DoctorCode] {
      ClockReading.findings(
        ClockReading(wall: Instant(seconds: first), counted: counted),
        ClockReading(wall: Instant(seconds: last), counted: counted + .seconds(seconds))
      ).map(\.code)
    }
    let now = Self.noon.seconds
    #expect(findings(0, 0, after: 0) == [.clockWrong])
    #expect(findings(now, now + 9, after: 9) == [])
    #expect(findings(now, now + 10, after: 9) == [])
    #expect(findings(now, now + 60, after: 9) == [.clockSteps])
    #expect(findings(now, now - 60, after: 9) == [.clockSteps])
  }

  @Test("Too little room for the data there is")
  func disk() {
    func codes(free: Int64, used: Int64) -> [DoctorCode] {
      var checkup = Checkup()
      checkup.look(atFree: free, used: used)
      return checkup.findings.map(\.code)
    }
    #expect(codes(free: 1 << 40, used: 1 << 30) == [])
    #expect(codes(free: 100 << 20, used: 1) == [.diskLow])
    #expect(codes(free: 1 << 30, used: 100 << 30) == [.diskLow])
  }

  @Test("Zones that are not there, folders and files that others may see or that we may not write")
  func machine() {
    #expect(Checkup().zoneFindings(missing: []) == [])
    #expect(Checkup().zoneFindings(missing: ["Europe/Berlin"]).map(\.code) == [.zonesMissing])
    #expect(DataFiles.findings(folder: "data", isWritable: true) == [])
    #expect(DataFiles.findings(folder: "data", isWritable: false).map(\.code) == [.folderNotWritable])
    for (mode, count) in [(UInt32(0o700), 0), (0o600, 0), (0o640, 1), (0o701, 1), (0o755, 1)] {
      #expect(DataFiles.findings("data", mode: mode).count == count, "\(mode)")
    }
  }

  @Test("A server that loses commits, speaks another encoding, lives in another time, or has no room for us")
  func server() {
    var well = PostgresFacts()
    well.encoding = "UTF8"
    (well.fsync, well.fullPageWrites, well.synchronousCommit) = ("on", "on", "on")
    well.milliseconds = Self.noon.seconds * 1_000
    (well.connectionsMost, well.connectionsReserved, well.connectionsInUse) = (100, 3, 20)
    func codes(_ change: (inout PostgresFacts) -> Void) -> [DoctorCode] {
      var facts = well
      change(&facts)
      return facts.findings(between: Self.noon, and: Self.noon.adding(seconds: 1)).map(\.code)
    }
    #expect(codes { _ in } == [])
    #expect(codes { $0.encoding = "LATIN1" } == [.encodingWrong])
    #expect(codes { $0.fsync = "off" } == [.databaseNotDurable])
    #expect(codes { $0.fullPageWrites = "off" } == [.databaseNotDurable])
    #expect(codes { $0.synchronousCommit = "off" } == [.databaseNotDurable])
    #expect(codes { $0.synchronousCommit = "remote_apply" } == [])
    #expect(codes { $0.mayCreateSchemas = false } == [.schemasNotAllowed])
    #expect(codes { $0.milliseconds += 3_000 } == [])
    #expect(codes { $0.milliseconds += 60_000 } == [.clockDiffers])
    #expect(codes { $0.milliseconds -= 60_000 } == [.clockDiffers])
    #expect(codes { $0.oldestTransactionSeconds = 31 } == [.transactionOpenLong])
    #expect(codes { $0.connectionsInUse = 90 } == [.connectionsFew])
    #expect(codes { ($0.connectionsInUse, $0.connectionsOfPerennial) = (90, 16) } == [])
  }

  @Test("Work that waits: the advice depends on whether somebody serves")
  func work() {
    func findings(late seconds: Int64?, dead: Int = 0, isServed: Bool = true) -> [DoctorFinding] {
      Checkup.workFindings(
        in: "acme", oldest: seconds.map { Self.noon.adding(seconds: -$0) }, dead: dead, now: Self.noon,
        isServed: isServed)
    }
    #expect(findings(late: nil) == [])
    #expect(findings(late: 300) == [])
    #expect(findings(late: 301).map(\.code) == [.jobsOverdue])
    #expect(findings(late: 301, isServed: false)[0].advice.contains("perennial serve"))
    #expect(findings(late: 10, dead: 2).map(\.code) == [.jobsDead])
  }

  @Test("Schemas that are older, newer, or another's")
  func schemas() {
    #expect(Checkup.finding(.current, in: nil) == nil)
    #expect(Checkup.finding(.behind(by: 1), in: "acme")?.code == .schemaBehind)
    #expect(Checkup.finding(.newer(at: 9, known: 5), in: "acme")?.code == .schemaNewer)
    #expect(Checkup.finding(.different(number: 2), in: nil)?.code == .schemaDifferent)
  }
}
