import Storage

/// Collects what an audit sees. It lives inside the audit's snapshot and never crosses tasks.
final class Findings {
  private static let keptMost = 100

  private struct Tally {
    var looked = 0
    var found = 0
    var kept: [AuditFinding] = []
  }

  private var tallies = [Tally](repeating: Tally(), count: AuditCheck.allCases.count)

  private static let places = Dictionary(
    uniqueKeysWithValues: AuditCheck.allCases.enumerated().map { ($0.element, $0.offset) })

  /// Notes that a law was applied.
  func looked(_ check: AuditCheck, _ times: Int = 1) {
    tallies[Self.places[check]!].looked += times
  }

  func found(
    _ check: AuditCheck, _ sentence: String, _ subjects: [String?] = [],
    _ numbers: KeyValuePairs<String, Int128> = [:]
  ) {
    let place = Self.places[check]!
    tallies[place].found += 1
    guard tallies[place].kept.count < Self.keptMost else { return }
    tallies[place].kept.append(
      AuditFinding(
        check: check, sentence: sentence, subjects: subjects.compactMap { $0 },
        numbers: numbers.map { AuditNumber(name: $0.key, value: Int64(clamping: $0.value)) }))
  }

  func report(revenue: [AuditedRevenue], tables: [TableCount]) -> AuditReport {
    AuditReport(
      checks: zip(AuditCheck.allCases, tallies).map {
        CheckedLaw(check: $0, looked: $1.looked, found: $1.found)
      }, findings: tallies.flatMap(\.kept), recurringRevenue: revenue, tables: tables)
  }
}
