/// The tables of the control database: which workspaces there are, whose key opens which, and who may
/// look at their pages.
public enum ControlSchema {
  public static let migrations = [
    Migration(
      number: 1, name: "workspaces and keys",
      statements: [
        """
        CREATE TABLE workspace (
          key TEXT PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          mode TEXT NOT NULL CHECK (mode IN ('live', 'test')),
          account TEXT NOT NULL UNIQUE,
          created INT64 NOT NULL,
          stands_at INT64
        )
        """,
        """
        CREATE TABLE api_key (
          id TEXT PRIMARY KEY,
          workspace TEXT NOT NULL REFERENCES workspace (key),
          hash TEXT NOT NULL UNIQUE,
          hint TEXT NOT NULL,
          name TEXT,
          created INT64 NOT NULL,
          revoked INT64
        )
        """,
        "CREATE INDEX api_key_by_workspace ON api_key (workspace, created, id)",
      ]),
    Migration(number: 2, name: "users and sessions", statements: UserTables.statements),
  ]
}
