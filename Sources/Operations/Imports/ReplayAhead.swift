import Journal
import Storage

extension OpenWorkspace {
  /// How many lives may be on their way at once. Beside one writer they are decided ahead of it, and the more
  /// wait, the more share a commit; elsewhere each holds one of the database's connections.
  public var replaysAtOnce: Int { database.engine == .sqlite ? 96 : 32 }

  /// Lives one customer's past again and writes it in one transaction.
  ///
  /// Where one writer is all there is, the life is decided beside it, on the snapshot of a reader, and the
  /// writer only writes: a customer who is new depends on nothing that others change.
  public func replay(_ history: ReplayHistory, as cause: FactCause) async throws -> ReplayHistory.Outcome {
    // The numbers of a series are others' too, and taken by the one who writes.
    guard database.engine == .sqlite, numbering == .customer else {
      return try await perform(history, as: cause, settlement: .outOfBand)
    }
    try requireRunning()
    guard let decided = try await decide(history, as: cause) else {
      // The row is in already, or not to be decided on a snapshot: the command itself does it.
      return try await perform(history, as: cause, settlement: .outOfBand)
    }
    do {
      return try await database.write { rows in
        if let known = try history.known(rows) { return .known(known) }
        try rows.carryOut(decided.writes)
        let session = self.session(rows, cause, settlement: .outOfBand)
        try history.conclude(decided.life, in: session)
        try session.write()
        return .replayed(decided.life.customer, invoices: decided.life.invoices)
      }
    } catch StorageFailure.constraint {
      // Somebody took what was free in the snapshot, such as the letters of the invoice numbers.
      return try await perform(history, as: cause, settlement: .outOfBand)
    }
  }

  struct DecidedAhead: Sendable {
    let life: ReplayHistory.Life
    let writes: [AheadWrite]
  }

  /// - Returns: nil when the row is in already, or something has to be read after a write.
  func decide(_ history: ReplayHistory, as cause: FactCause) async throws -> DecidedAhead? {
    do {
      return try await database.read { rows in
        guard try history.known(rows) == nil else { return nil }
        let ahead = AheadConnection(reading: rows)
        let session = self.session(ahead, cause, settlement: .outOfBand)
        let life = try history.live(in: session)
        try session.write()
        return DecidedAhead(life: life, writes: ahead.writes)
      }
    } catch is NotDecidableAhead {
      return nil
    }
  }
}
