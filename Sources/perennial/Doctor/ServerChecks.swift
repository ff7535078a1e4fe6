import Chronology
import Operations
import PostgresEngine
import Storage

extension Checkup {
  mutating func look(atServer address: String) async throws {
    let host: PostgresHost
    do {
      host = try await PostgresHost(url: address, poolSize: 2)
    } catch let failure as StorageFailure {
      saw("database", "PostgreSQL")
      return found(
        .serverUnreachable, Complaint(failure).message,
        "Start the server, or correct the address; `psql` with the same address must work.")
    }
    do {
      let before = WallClock.system.now
      let facts = try await host.facts()
      look(at: facts, between: before, and: WallClock.system.now)
      let serving = facts.connectionsOfPerennial
      saw("serving", serving > 0 ? "\(serving.counted("connection")) of other processes" : "nobody")
      try await look(into: ServerSight(host: host), isServed: serving > 0)
    } catch {
      await host.close()
      throw error
    }
    await host.close()
  }

  private mutating func look(at facts: PostgresFacts, between before: Instant, and after: Instant) {
    saw("database", "PostgreSQL \(facts.version)")
    saw(
      "durability",
      "synchronous_commit=\(facts.synchronousCommit), fsync=\(facts.fsync), "
        + "full_page_writes=\(facts.fullPageWrites)")
    saw("size", facts.bytes.bytesText)
    saw("connections", "\(facts.connectionsInUse) of \(facts.connectionsMost)")
    found(facts.findings(between: before, and: after))
  }
}

extension PostgresFacts {
  /// - Parameters:
  ///   - before: this machine's clock before the server was asked.
  ///   - after: and after it had answered.
  func findings(between before: Instant, and after: Instant) -> [DoctorFinding] {
    [
      encoding == "UTF8"
        ? nil
        : DoctorFinding(
          code: .encodingWrong, message: "The database keeps text as \(encoding).",
          advice: "Make a database with ENCODING 'UTF8' and restore the data into it."),
      fsync == "on" && fullPageWrites == "on" && ["on", "remote_apply"].contains(synchronousCommit)
        ? nil
        : DoctorFinding(
          code: .databaseNotDurable, message: "A power cut can lose or tear what was answered as done.",
          advice: "Set fsync, full_page_writes and synchronous_commit to on in postgresql.conf."),
      mayCreateSchemas
        ? nil
        : DoctorFinding(
          code: .schemasNotAllowed, message: "This user may not make schemas, and each workspace is one.",
          advice: "As the owner: GRANT CREATE ON DATABASE … TO …."),
      clockFinding(between: before, and: after), transactionFinding, connectionFinding,
    ].compactMap { $0 }
  }

  /// Allows for whole seconds and for the time the answer took.
  private func clockFinding(between before: Instant, and after: Instant) -> DoctorFinding? {
    let server = milliseconds / 1_000
    let difference =
      server < before.seconds ? server - before.seconds : max(0, server - after.seconds)
    guard abs(difference) > 2 else { return nil }
    return DoctorFinding(
      code: .clockDiffers, message: "The server's clock differs from this machine's by \(difference) s.",
      advice: "Keep both set with NTP.")
  }

  private var transactionFinding: DoctorFinding? {
    guard oldestTransactionSeconds > 30 else { return nil }
    return DoctorFinding(
      code: .transactionOpenLong,
      message: "A writing transaction has been open for \(oldestTransactionSeconds) s somewhere on the "
        + "server. Events, analytics and webhooks wait for it.",
      advice: "pg_stat_activity tells which one (backend_xid is set, xact_start is oldest). End it, or call "
        + "pg_terminate_backend(pid).")
  }

  private var connectionFinding: DoctorFinding? {
    let left = connectionsMost - connectionsReserved - connectionsInUse + connectionsOfPerennial
    guard left < Int64(PostgresHost.poolSizeUsual) else { return nil }
    return DoctorFinding(
      code: .connectionsFew,
      message: "\(max(0, left).counted("connection")) can be had, and a serving process takes up to "
        + "\(PostgresHost.poolSizeUsual).",
      advice: "Raise max_connections, or end what holds connections.")
  }
}
