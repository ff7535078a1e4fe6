import Storage

/// What a PostgreSQL server says of itself, for somebody who only looks.
public struct PostgresFacts: Hashable, Sendable {
  public var version = ""
  public var encoding = ""
  /// The server's clock in milliseconds since 1970.
  public var milliseconds: Int64 = 0
  public var fsync = ""
  public var fullPageWrites = ""
  /// What sessions of ours have.
  public var synchronousCommit = ""
  public var connectionsMost: Int64 = 0
  /// Kept for administrators.
  public var connectionsReserved: Int64 = 0
  public var connectionsInUse: Int64 = 0
  /// Connections of programs like this one to this database, without ours.
  public var connectionsOfPerennial: Int64 = 0
  /// Seconds since the oldest writing transaction of the cluster began; readers of the journal wait for it.
  public var oldestTransactionSeconds: Int64 = 0
  public var bytes: Int64 = 0
  public var mayCreateSchemas = true

  public init() {}
}

extension PostgresHost {
  /// Connections at most, unless told otherwise.
  public static let poolSizeUsual = 16

  public func facts() async throws -> PostgresFacts {
    try await look { rows in
      var facts = PostgresFacts()
      _ = try rows.query(Statements.facts) { row in
        facts.version = try row.text("version")
        facts.encoding = try row.text("encoding")
        facts.milliseconds = try row.integer("milliseconds")
        facts.fsync = try row.text("fsync")
        facts.fullPageWrites = try row.text("full_page_writes")
        facts.synchronousCommit = try row.text("synchronous_commit")
        facts.connectionsMost = try row.integer("connections_most")
        facts.connectionsReserved = try row.integer("connections_reserved")
        facts.bytes = try row.integer("bytes")
        facts.mayCreateSchemas = try row.integer("may_create") == 1
      }
      _ = try rows.query(Statements.activity) { row in
        facts.connectionsInUse = try row.integer("in_use")
        facts.connectionsOfPerennial = try row.integer("of_perennial")
        facts.oldestTransactionSeconds = try row.integer("oldest")
      }
      return facts
    }
  }

  /// The control database when it is there; unlike ``control()`` this makes none.
  public func controlIfThere() async throws -> (any Database)? {
    do {
      return try await openControl { try await self.schemas(startingWith: $0).contains($0) }
    } catch StorageFailure.missingDatabase {
      return nil
    }
  }
}

private enum Statements {
  static let facts: SQL = """
    SELECT current_setting('server_version') AS version,
      CAST(pg_encoding_to_char(encoding) AS TEXT) AS encoding,
      CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT) AS milliseconds,
      current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
      current_setting('synchronous_commit') AS synchronous_commit,
      CAST(current_setting('max_connections') AS BIGINT) AS connections_most,
      CAST(current_setting('superuser_reserved_connections') AS BIGINT)
        + COALESCE(CAST(current_setting('reserved_connections', true) AS BIGINT), 0) AS connections_reserved,
      CAST(pg_database_size(datname) AS BIGINT) AS bytes,
      CAST(CASE WHEN has_database_privilege(datname, 'CREATE') THEN 1 ELSE 0 END AS BIGINT) AS may_create
    FROM pg_catalog.pg_database WHERE datname = current_database()
    """
  /// Only a transaction that has written has an id, and only those hold the journal's horizon.
  static let activity: SQL = """
    SELECT COUNT(*) FILTER (WHERE backend_type = 'client backend') AS in_use,
      COUNT(*) FILTER (WHERE application_name = 'perennial' AND datname = current_database()
        AND pid <> pg_backend_pid()) AS of_perennial,
      CAST(COALESCE(MAX(floor(extract(epoch FROM clock_timestamp() - xact_start)))
        FILTER (WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()), 0) AS BIGINT) AS oldest
    FROM pg_catalog.pg_stat_activity
    """
}
