import Analytics
import Chronology
import Invoicing
import Monetary
import Operations
import Storage
import Testing

/// What reports say after any history, told another way.
struct ReportLaws {
  let town: HistoryTown
  let seed: String

  func check() async throws {
    let now = try await town.story.workspace.now
    for days in [0, 45] {
      let instant = now.adding(seconds: -86_400 * Int64(days))
      try await town.database.read { [seed] in try Self.columnsSayWhatLinesSay(at: instant, $0, seed) }
    }
    try await cashIsItsMoves(through: Day(containing: now, in: .utc))
  }

  /// What a line comes to and how often it recurs stands in columns as it stands in the line.
  private static func columnsSayWhatLinesSay(
    at instant: Instant, _ rows: any Connection, _ seed: String
  ) throws {
    for contract in try rows.billedNow(at: instant, after: nil, limit: .max).contracts {
      let contents = try rows.contents(of: contract.lines.map(\.line))
      let recurring = contents.filter { $0.wording != .oneOff && $0.cadence != nil }
      #expect(
        contract.lines.filter { $0.cadence != nil }.map { "\($0.net) \($0.cadence!)" }.sorted()
          == recurring.map { "\($0.net) \($0.cadence!)" }.sorted(), "\(contract.subscription); \(seed)")
      #expect(contents.count == contract.lines.count, "\(contract.subscription); \(seed)")
    }
  }

  /// Steps that are summed together are what their payments sum to one by one, and what currencies sum to.
  private func cashIsItsMoves(through today: Day) async throws {
    for step in [-9, -2, 0].map({ today.firstOfMonth.adding(months: $0) }) {
      var question = ReportQuestion(.cash)
      question.step = step
      question.grouping = .currency
      question.patience = .seconds(120)
      let table = try await town.story.workspace.answer(question)
      func rows(_ name: String) -> [[ReportCell]] { table.sections.first { $0.name == name }?.rows ?? [] }
      var moved: [Currency: [String: Int64]] = [:]
      for move in rows("moves") {
        guard case .amount(let amount, let currency) = move[4], case .word(let kind) = move[1] else {
          continue
        }
        moved[currency, default: [:]][kind, default: 0] += amount
      }
      func told(_ rows: [[ReportCell]], _ place: Int) -> [Currency: [String: Int64]] {
        var told: [Currency: [String: Int64]] = [:]
        for row in rows where row[place] == .day(step) {
          for (kind, column) in [("payment", 3), ("elsewhere", 4), ("refund", 5), ("failure", 8)] {
            guard case .amount(let amount, let currency) = row[place + column], amount != 0 else { continue }
            told[currency, default: [:]][kind] = amount
          }
        }
        return told
      }
      #expect(told(rows("steps"), 0) == moved, "\(step); \(seed)")
      #expect(told(rows("groups"), 1) == moved, "\(step); \(seed)")
    }
  }
}
