/// What later issues added to the queue of jobs.
extension WorkspaceSchema {
  /// A customer's jobs in their order, and the payments whose answer is not known.
  static let customersJobs = Migration(
    number: 3, name: "customers' jobs",
    statements: [
      "CREATE INDEX job_by_customer ON job (customer, due, id) WHERE state = 'waiting'",
      "CREATE INDEX job_asking ON job (customer) WHERE kind = 'settle_attempt'",
    ])
}
