import Chronology
import Storage

/// How far a copy has come.
public struct CopyProgress: Hashable, Sendable {
  public let rowsDone: Int64
  public let rows: Int64

  public var share: Double { rows == 0 ? 1 : min(1, Double(rowsDone) / Double(rows)) }
}

/// One copy of all rows of a workspace, whatever engines it goes between: into a backup file, out of one, or
/// into another workspace.
///
/// It is read in one snapshot while the original serves, and written in commits far under a second, because
/// on PostgreSQL the readers of every journal in the cluster wait for the oldest writer.
struct WorkspaceCopy: Sendable {
  let source: any Database
  let tables: [CopiedTable]
  var progress: @Sendable (CopyProgress) -> Void = { _ in }
  /// Called after each commit.
  var keepHolding: @Sendable () async throws -> Void = {}

  struct Result: Sendable {
    /// The wall clock when the snapshot had begun: nothing in the copy is newer.
    let takenAt: Instant
    let tables: [BackupManifest.Table]
  }

  /// Writes every row into `target`, whose tables are there and empty; nil only reads, for a look at all
  /// rows.
  func run(into target: (any Database)?, clock: WallClock) async throws -> Result {
    let tables = tables
    var digests = tables.map { _ in TableDigest() }
    var takenAt = clock.now
    var total: Int64 = 0
    var done: Int64 = 0
    var facts: Int64 = 0
    try await RowPipe.run(
      from: source, tables,
      beginning: { rows in
        let counts = try tables.map { try rows.first($0.count, [:]) { try $0.integer("number") } ?? 0 }
        return (at: clock.now, rows: counts.reduce(0, +))
      },
      start: { beginning in
        takenAt = beginning.at
        total = beginning.rows
      },
      take: { chunk in
        let table = tables[chunk.table]
        digests[chunk.table].add(chunk.rows)
        if let target {
          try await target.write { rows in
            try rows.insert(into: table.name, columns: table.columns, rows: chunk.rows)
          }
          try await keepHolding()
        }
        done += Int64(chunk.rows.count)
        if table.name.description == "fact" { facts += Int64(chunk.rows.count) }
        progress(CopyProgress(rowsDone: done, rows: total))
      })
    let last = facts
    try await target?.write { rows in try rows.continuePositions(of: "fact", after: last) }
    return Result(
      takenAt: takenAt,
      tables: zip(tables, digests).map { table, digest in
        BackupManifest.Table(name: table.name.description, rows: digest.rows, sha256: digest.sha256)
      })
  }
}
