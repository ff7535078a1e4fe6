/// What somebody wants to see again.
enum SavedViewTables {
  static let statements = [
    """
    CREATE TABLE saved_view (
      id TEXT PRIMARY KEY,
      person TEXT NOT NULL REFERENCES person (id),
      workspace TEXT NOT NULL REFERENCES workspace (key),
      name TEXT NOT NULL,
      page TEXT NOT NULL,
      query TEXT NOT NULL,
      created INT64 NOT NULL,
      UNIQUE (person, workspace, name)
    )
    """,
    "CREATE INDEX saved_view_by_workspace ON saved_view (workspace)",
  ]
}
