import CoreMetrics
import Storage

/// What became of jobs, by kind.
struct JobMetrics: Sendable {
  enum Outcome: String, CaseIterable, Sendable {
    case done
    /// It is tried again later.
    case failed
    /// It waits for a person.
    case dead
  }

  private static let counters = Dictionary(
    uniqueKeysWithValues: JobKind.allCases.map { kind in
      (
        kind.rawValue,
        Dictionary(
          uniqueKeysWithValues: Outcome.allCases.map { outcome in
            let labels = [("kind", kind.rawValue), ("outcome", outcome.rawValue)]
            return (outcome, Counter(label: "perennial_jobs_total", dimensions: labels))
          })
      )
    })

  static func count(_ job: Job, _ outcome: Outcome) {
    counters[job.kind]?[outcome]?.increment()
  }
}
