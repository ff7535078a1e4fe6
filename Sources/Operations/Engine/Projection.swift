import Journal
import Storage

/// Something that is derived from the journal, fact by fact in its order, and kept. It is written together
/// with its cursor, so that a crash or a second process neither loses nor doubles a fact.
protocol Projection: Sendable {
  /// What facts come to before they are written.
  associatedtype Batch
  static var name: String { get }
  var workspace: OpenWorkspace { get }

  /// What the next `limit` facts after `place` come to, and how far that goes; nil when there are none.
  func next(
    after place: JournalPlace, limit: Int, _ rows: any Connection
  ) throws -> (batch: Batch, through: JournalPlace?)
  func write(_ batch: Batch, _ rows: any Connection) throws
  /// Throws away what is kept.
  func clear(_ rows: any Connection) throws
}

/// Facts that are looked at in one commit.
private let batchLength = 2_000

extension Projection {
  /// Takes up everything that is in the journal now.
  ///
  /// On PostgreSQL a fact can be there while readers may not take it yet, because a transaction that began
  /// earlier is still open somewhere. Writing transactions are short, so this waits for them as long as
  /// `patience` says; what is held back for longer joins the next answer, and the order is kept either way.
  func catchUp(patience: Duration) async throws {
    let (newest, kept) = try await workspace.database.read {
      (try $0.newestPlace(), try $0.cursor(of: Self.name))
    }
    guard kept < newest else { return }
    let end = ContinuousClock.now + patience
    while true {
      // A long way is stopped between two commits.
      while try await foldNext() { try Task.checkCancellation() }
      let cursor = try await workspace.database.read { try $0.cursor(of: Self.name) }
      guard cursor < newest, .now < end else { return }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Begins again from the first fact; the result must be the same.
  func refold(patience: Duration) async throws {
    try await workspace.database.write { rows in
      try rows.lock([Lock.projection(Self.name).name])
      try clear(rows)
      try rows.setCursor(Self.name, .start)
    }
    try await catchUp(patience: patience)
  }

  /// - Returns: whether there was anything to take up.
  private func foldNext() async throws -> Bool {
    let isBehind = try await workspace.database.read { rows in
      try next(after: rows.cursor(of: Self.name), limit: 1, rows).through != nil
    }
    guard isBehind else { return false }
    return try await workspace.database.write { rows in
      try rows.lock([Lock.projection(Self.name).name])
      let (batch, through) = try next(after: rows.cursor(of: Self.name), limit: batchLength, rows)
      try write(batch, rows)
      guard let through else { return false }
      try rows.setCursor(Self.name, through)
      return true
    }
  }
}
