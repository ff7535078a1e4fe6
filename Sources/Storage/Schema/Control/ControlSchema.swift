/// The tables of the control database: which workspaces there are, whose key opens which, and who may look at
/// their pages. A fork is never live, whatever a program may try. `unowned_database` names databases that no
/// workspace has: not yet, while somebody makes one, or not any more.
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
          stands_at INT64,
          stands_because TEXT CHECK (stands_because IN ('held', 'imported', 'restored', 'forked')),
          forked_from TEXT,
          CHECK ((stands_at IS NULL) = (stands_because IS NULL)),
          CHECK (forked_from IS NULL OR mode = 'test')
        )
        """,
        """
        CREATE TABLE unowned_database (
          key TEXT PRIMARY KEY,
          held_until INT64 NOT NULL
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
    Migration(number: 3, name: "people and their security", statements: PeopleTables.statements),
    Migration(number: 4, name: "saved views", statements: SavedViewTables.statements),
    Migration(number: 5, name: "old sign-ins", statements: PeopleTables.signIns),
  ]
}
