/// How invoices are numbered.
extension WorkspaceSchema {
  static let numberSeries = Migration(
    number: 9, name: "number series",
    statements: [
      // What is chosen when a workspace is made, and stays.
      "CREATE TABLE workspace_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
      "CREATE TABLE number_series (name TEXT PRIMARY KEY, next_number INT64 NOT NULL)",
    ])
}
