import Chronology
import Foundation
import Identity
import Notation
import Operations
import Storage
import Synchronization
import TestSupport
import Testing

@testable import perennial

/// A place where servers are killed and started again, seen from outside through its databases.
final class Accident: Sendable {
  let place: Place
  let installation: Installation
  private let server = Mutex<RunningProgram?>(nil)
  private let portNow = Mutex(0)
  private let dice: Mutex<SeededRandomness>

  static let isSoak = ProcessInfo.processInfo.environment["PERENNIAL_SOAK"] == "1"

  /// Lends a place of its own. `LUCK_SEED` tries a seed again.
  static func with(_ name: String, _ engine: Engine, _ body: (Accident) async throws -> Void) async throws {
    for _ in 0..<(isSoak ? 5 : 1) {
      let seed =
        ProcessInfo.processInfo.environment["LUCK_SEED"].flatMap(UInt64.init)
        ?? UInt64.random(in: 1_000_000..<1_000_000_000)
      print("bad luck: \(name) on \(engine) with the seed \(seed)")
      try await Place.with(engine, alone: true) { place in
        // Whoever looks first makes the control database; commands that only look do not.
        _ = try await place.run("workspace", "create", "nobody")
        try await place.inside { installation in
          let accident = Accident(place, installation, seed)
          try await body(accident)
          await accident.stop()
        }
      }
    }
  }

  private init(_ place: Place, _ installation: Installation, _ seed: UInt64) {
    self.place = place
    self.installation = installation
    dice = Mutex(SeededRandomness(seed: seed))
  }

  func draw(_ range: Range<Int>) -> Int { dice.withLock { $0.next(in: range) } }

  // MARK: Servers

  /// Starts a server and makes it the one that clients ask.
  /// - Parameter gatewayThinks: seconds that the test gateway takes over a payment.
  @discardableResult
  func serve(gatewayThinks: Double = 0) async throws -> RunningProgram {
    var program = place.program
    program.environment[Settings.testGatewayVariable] = "\(gatewayThinks)"
    let started = try program.start(["serve", "--port", "0"] + place.flags)
    let port = try await started.port()
    server.withLock { $0 = started }
    portNow.withLock { $0 = port }
    return started
  }

  /// Kills the server as a power cut would.
  func kill() async {
    guard let running = server.withLock({ $0 }) else { return }
    running.kill()
    #expect(await running.ending().status == 137)
  }

  /// Lets another server, which stands by, take the place of the one that is about to be killed.
  func killBeside(gatewayThinks: Double) async throws {
    let old = server.withLock { $0 }
    try await serve(gatewayThinks: gatewayThinks)
    old?.kill()
    _ = await old?.ending()
  }

  private func stop() async {
    guard let running = server.withLock({ $0 }) else { return }
    running.terminate()
    _ = await running.ending()
  }

  var port: Int { portNow.withLock { $0 } }

  func client(_ key: String) -> PatientClient { PatientClient(key: key) { [self] in port } }

  // MARK: Workspaces

  func database(_ name: String) async throws -> any Database {
    try await installation.database(place.name(name))
  }

  func count(_ sql: SQL, in name: String) async throws -> Int {
    try await database(name).read { rows in try rows.first(sql, [:]) { Int(try $0.integer("n")) } ?? 0 }
  }

  /// The twin is what would have been: after an accident everything must be as there, and the books right.
  /// Kept replies are left out: they are about ids.
  func expectTwins(_ name: String, _ twin: String, leavingOut: Set<String> = []) async throws {
    let (now, hidden) = (installation.directory.clock.now.seconds, leavingOut.union(["idempotency"]))
    // A server folds figures when it has the time, and may have been killed before or on the way.
    for workspace in [name, twin] {
      let folded = try await place.run("metric", "mrr", "--workspace", place.name(workspace))
      #expect(folded.status == 0, "\(folded.errors)")
    }
    let hurt = try await WorkspaceDump.canonical(of: database(name), now: now, leavingOut: hidden)
    let whole = try await WorkspaceDump.canonical(of: database(twin), now: now, leavingOut: hidden)
    let difference = hurt.difference(from: whole)
    #expect(difference == "")
    for workspace in [name, twin] {
      let verified = try await place.run("verify", "--workspace", place.name(workspace))
      #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    }
  }
}
