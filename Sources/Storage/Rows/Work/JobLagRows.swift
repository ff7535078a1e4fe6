import Chronology

extension Connection {
  /// Since when the oldest job of each kind has been due on a clock, those that wait for a retry included.
  public func oldestDue(clock: String, by instant: Instant) throws -> [String: Instant] {
    let rows = try query(
      """
      SELECT kind, MIN(due) AS oldest FROM job
      WHERE state = 'waiting' AND clock = :clock AND due <= :now GROUP BY kind
      """, ["clock": clock, "now": instant]
    ) { (kind: try $0.text("kind"), due: try $0.instant("oldest")) }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.kind, $0.due) })
  }

  /// How many jobs of a clock are due and waiting, whoever holds them.
  public func dueJobCount(clock: String, by instant: Instant) throws -> Int {
    try first(
      "SELECT COUNT(*) AS jobs FROM job WHERE state = 'waiting' AND clock = :clock AND due <= :now",
      ["clock": clock, "now": instant]
    ) { try $0.count("jobs") } ?? 0
  }
}
