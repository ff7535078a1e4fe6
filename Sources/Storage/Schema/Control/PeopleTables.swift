/// Four roles in place of two, the second step of signing in, and what became of people and keys.
///
/// SQLite takes a CHECK away from a new table only, so whatever refers to people is made anew with them; the
/// references follow the tables to their old names.
enum PeopleTables {
  static let statements = moreRoles + secondFactors + accessEntries

  /// The oldest of those entries that do not stay are found among them alone.
  static let signIns = [
    """
    CREATE INDEX access_entry_of_sign_ins ON access_entry (recorded, id)
    WHERE kind IN ('signed_in', 'signed_out', 'sign_in_failed')
    """
  ]

  private static let moreRoles = [
    """
    CREATE TABLE person_with_more_roles (
      id TEXT PRIMARY KEY,
      email TEXT NOT NULL UNIQUE,
      password TEXT NOT NULL,
      everywhere TEXT CHECK (everywhere IN ('viewer', 'support', 'finance', 'owner')),
      created INT64 NOT NULL
    )
    """,
    """
    CREATE TABLE workspace_role_of_more (
      person TEXT NOT NULL REFERENCES person_with_more_roles (id),
      workspace TEXT NOT NULL REFERENCES workspace (key),
      role TEXT NOT NULL CHECK (role IN ('viewer', 'support', 'finance', 'owner')),
      PRIMARY KEY (person, workspace)
    )
    """,
    """
    CREATE TABLE person_session_of_more (
      hash TEXT PRIMARY KEY,
      person TEXT NOT NULL REFERENCES person_with_more_roles (id),
      created INT64 NOT NULL,
      seen INT64 NOT NULL
    )
    """,
    """
    INSERT INTO person_with_more_roles (id, email, password, everywhere, created)
    SELECT id, email, password, everywhere, created FROM person ORDER BY id
    """,
    """
    INSERT INTO workspace_role_of_more (person, workspace, role)
    SELECT person, workspace, role FROM workspace_role ORDER BY person, workspace
    """,
    """
    INSERT INTO person_session_of_more (hash, person, created, seen)
    SELECT hash, person, created, seen FROM person_session ORDER BY hash
    """,
    "DROP TABLE person_session",
    "DROP TABLE workspace_role",
    "DROP TABLE person",
    "ALTER TABLE person_with_more_roles RENAME TO person",
    "ALTER TABLE workspace_role_of_more RENAME TO workspace_role",
    "ALTER TABLE person_session_of_more RENAME TO person_session",
    "CREATE INDEX workspace_role_by_workspace ON workspace_role (workspace)",
    "CREATE INDEX person_session_by_person ON person_session (person)",
    "CREATE INDEX person_session_by_creation ON person_session (created)",
  ]

  private static let secondFactors = [
    // Whoever checks a code must know the secret, so it stands here as it is.
    """
    CREATE TABLE second_factor (
      person TEXT PRIMARY KEY REFERENCES person (id),
      secret TEXT NOT NULL,
      confirmed INT64,
      last_step INT64 NOT NULL
    )
    """,
    """
    CREATE TABLE recovery_code (
      person TEXT NOT NULL REFERENCES person (id),
      hash TEXT NOT NULL,
      PRIMARY KEY (person, hash)
    )
    """,
    """
    CREATE TABLE half_session (
      hash TEXT PRIMARY KEY,
      person TEXT NOT NULL REFERENCES person (id),
      created INT64 NOT NULL
    )
    """,
    "CREATE INDEX half_session_by_person ON half_session (person)",
    "CREATE INDEX half_session_by_creation ON half_session (created)",
  ]

  /// An entry outlives the person and the workspace that it names.
  private static let accessEntries = [
    """
    CREATE TABLE access_entry (
      id TEXT PRIMARY KEY,
      recorded INT64 NOT NULL,
      kind TEXT NOT NULL,
      actor TEXT NOT NULL,
      person TEXT,
      workspace TEXT,
      detail TEXT
    )
    """,
    "CREATE INDEX access_entry_by_recorded ON access_entry (recorded, id)",
    "CREATE INDEX access_entry_by_person ON access_entry (person, kind, recorded, id)",
  ]
}
