/// What a later issue looks up in the journal.
extension WorkspaceSchema {
  /// Who did what on pages: most facts are made by time and by keys, and reading all of them would find few.
  static let factsOfUsers = Migration(
    number: 18, name: "facts of users",
    statements: [
      """
      CREATE INDEX fact_by_user ON fact (recorded, stamp, position) WHERE actor >= 'user/' AND actor < 'user0'
      """
    ])
}
