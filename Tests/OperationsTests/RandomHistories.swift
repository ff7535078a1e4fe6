import Foundation
import Identity
import Storage
import Testing

/// Laws over businesses that nobody thought of. A failure names its seed; `HISTORY_SEED` tells that one
/// alone.
@Suite("Random histories", .serialized)
struct RandomHistories {
  private static let isSoak = ProcessInfo.processInfo.environment["PERENNIAL_SOAK"] == "1"

  /// Fixed seeds, and one that is new in every run.
  private static func seeds(_ count: Int) -> [UInt64] {
    if let one = ProcessInfo.processInfo.environment["HISTORY_SEED"].flatMap(UInt64.init) { return [one] }
    let fresh = UInt64.random(in: 1_000_000..<1_000_000_000)
    print("random histories: the new seed of this run is \(fresh)")
    return (1..<UInt64(count)).map { $0 } + [fresh]
  }

  @Test("Every law holds after every history, and the oracle bills the same")
  func onSQLite() async throws {
    var told: [(history: History, outcome: String)] = []
    var previews = 0
    for seed in Self.seeds(Self.isSoak ? 1_000 : 60) {
      let history = HistoryMaker.make(seed)
      let (outcome, compared) = try await tell(history, on: .sqlite)
      told.append((history, outcome))
      previews += compared
    }
    #expect(previews > told.count || told.count == 1, "previews are compared")
    try compareWithOracle(told)
  }

  @Test("SQLite and PostgreSQL bill the same")
  func onPostgres() async throws {
    for seed in Self.seeds(Self.isSoak ? 200 : 20) {
      let history = HistoryMaker.make(seed)
      let embedded = try await tell(history, on: .sqlite).outcome
      let served = try await tell(history, on: .postgres).outcome
      #expect(embedded == served, "both engines; seed \(seed)")
    }
  }

  /// Also returns how many previews were held against what came.
  private func tell(_ history: History, on engine: Engine) async throws -> (outcome: String, previews: Int) {
    var result = ("", 0)
    try await Story.tell(on: engine, startingOn: History.start.isoText) { story in
      let teller = HistoryTeller(history, in: story)
      try await teller.tell()
      try await HistoryLaws(teller: teller).check()
      let revenue = try await teller.recurringRevenue()
      let outcome = try await teller.outcome()
      result = (revenue.isEmpty ? outcome : outcome + "\n" + revenue, teller.previewsCompared)
    }
    return result
  }

  private func compareWithOracle(_ told: [(history: History, outcome: String)]) throws {
    let answers = try BillingOracle.outcomes(of: told.map(\.history))
    try #require(answers.count == told.count)
    for ((history, outcome), answer) in zip(told, answers) where outcome != answer {
      let lines = zip(outcome.split(separator: "\n"), answer.split(separator: "\n"))
      let first = lines.first { $0 != $1 }.map { "ours \($0), the oracle's \($1)" } ?? "one is longer"
      Issue.record("the oracle bills differently; seed \(history.seed): \(first)")
    }
  }
}
