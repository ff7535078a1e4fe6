/// Who may look at the pages, and who is signed in.
enum UserTables {
  static let statements = [
    // `user` is a word of SQL itself.
    """
    CREATE TABLE person (
      id TEXT PRIMARY KEY,
      email TEXT NOT NULL UNIQUE,
      password TEXT NOT NULL,
      everywhere TEXT CHECK (everywhere IN ('viewer', 'owner')),
      created INT64 NOT NULL
    )
    """,
    """
    CREATE TABLE workspace_role (
      person TEXT NOT NULL REFERENCES person (id),
      workspace TEXT NOT NULL REFERENCES workspace (key),
      role TEXT NOT NULL CHECK (role IN ('viewer', 'owner')),
      PRIMARY KEY (person, workspace)
    )
    """,
    "CREATE INDEX workspace_role_by_workspace ON workspace_role (workspace)",
    """
    CREATE TABLE person_session (
      hash TEXT PRIMARY KEY,
      person TEXT NOT NULL REFERENCES person (id),
      created INT64 NOT NULL,
      seen INT64 NOT NULL
    )
    """,
    "CREATE INDEX person_session_by_person ON person_session (person)",
    "CREATE INDEX person_session_by_creation ON person_session (created)",
  ]
}
