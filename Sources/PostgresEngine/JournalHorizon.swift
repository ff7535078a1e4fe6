import Storage

/// The oldest transaction that may still write into a schema's journal.
///
/// The ids of transactions are the whole cluster's, and so is `pg_snapshot_xmin`: a long transaction in
/// another workspace, or in another database, would hold back everybody's figures. So every writing
/// transaction takes, before anything else, an advisory lock that the writers of its schema share. A
/// transaction that the snapshot calls open and that holds no such lock writes elsewhere. One that has ended
/// since the snapshot shows no locks at all and counts as ours, because what it wrote is not seen yet.
/// `pg_locks` is looked at once, as one state; PostgreSQL lets go of a transaction's id before its advisory
/// locks, so none of ours looks like a stranger.
///
/// Source: PostgreSQL's manual, "pg_locks", "Transaction ID and Snapshot Information Functions".
enum JournalHorizon {
  /// The first key of the locks; the second is the schema's hash. Two schemas with one hash wait for each
  /// other.
  static let writers = 20_002

  static let question: SQL =
    """
    WITH held AS MATERIALIZED (
      SELECT locktype, transactionid, virtualtransaction, classid, objid, objsubid FROM pg_catalog.pg_locks
      WHERE granted AND locktype IN ('transactionid', 'advisory')
    ),
    journal AS MATERIALIZED (
      SELECT virtualtransaction FROM held WHERE locktype = 'advisory' AND objsubid = 2
        AND classid = CAST(CAST(:writers AS BIGINT) AS OID)
        AND objid = CAST(CAST(hashtext(CAST(:schema AS TEXT)) AS BIGINT) & 4294967295 AS OID)
    )
    SELECT LEAST(
      CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT) AS BIGINT),
      CAST(CAST(pg_current_xact_id_if_assigned() AS TEXT) AS BIGINT),
      (SELECT MIN(CAST(CAST(open.id AS TEXT) AS BIGINT))
        FROM pg_snapshot_xip(pg_current_snapshot()) AS open (id)
        WHERE NOT EXISTS (
          SELECT 1 FROM held WHERE locktype = 'transactionid' AND transactionid = CAST(open.id AS XID)
            AND NOT EXISTS (
              SELECT 1 FROM journal WHERE journal.virtualtransaction = held.virtualtransaction)))
    ) AS number
    """
}
