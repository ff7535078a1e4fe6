/// What later issues added to the journal and to the queue of jobs.
extension WorkspaceSchema {
  /// Facts that say what a contract brings in, one in many, found without reading the others.
  static let recurringFacts = Migration(
    number: 4, name: "recurring facts",
    statements: [
      "ALTER TABLE fact ADD COLUMN recurring INT64 NOT NULL DEFAULT 0",
      """
      UPDATE fact SET recurring = 1 WHERE kind LIKE 'subscription.%' AND payload LIKE '%"levels":[{%'
      """,
      "CREATE INDEX fact_recurring ON fact (stamp, position) WHERE recurring = 1",
    ])

  /// A customer's jobs in their order, and the payments whose answer is not known.
  static let customersJobs = Migration(
    number: 3, name: "customers' jobs",
    statements: [
      "CREATE INDEX job_by_customer ON job (customer, due, id) WHERE state = 'waiting'",
      "CREATE INDEX job_asking ON job (customer) WHERE kind = 'settle_attempt'",
    ])
}
