import Chronology
import Operations
import Storage
import Testing

/// Many businesses in one workspace, each with customers of its own. Their days are lived together, as a
/// server lives them: what is due for many of them is done by the chunk.
final class HistoryTown {
  let story: Story
  let tellers: [HistoryTeller]
  /// Every third town closes its months as they end, the others all at once when it is over.
  private let closesMonthly: Bool
  private var month: Month

  /// What came of it.
  struct Told: Sendable {
    /// Each history's, in the oracle's words.
    var outcomes: [String] = []
    var invoices = 0
    var previews = 0
    var refusals = 0
  }

  private init(_ histories: [History], in story: Story) {
    let shelf = HistoryShelf(story)
    self.story = story
    tellers = histories.map { HistoryTeller($0, in: story, with: shelf) }
    closesMonthly = (histories[0].seed / History.townSize) % 3 == 0
    month = Month(containing: story.now, in: .utc)
  }

  /// Tells what happens in a town, and holds every law against what came of it.
  static func tell(_ histories: [History], on engine: Engine) async throws -> Told {
    let first = histories.flatMap(\.statements).map(\.at).min() ?? histories[0].until
    var told = Told()
    try await Story.tell(on: engine, startingOn: Instant(seconds: first - 86_400).isoText) { story in
      let town = HistoryTown(histories, in: story)
      try await town.tell()
      told.outcomes = try await HistoryLaws(town: town).check()
      told.previews = town.tellers.reduce(0) { $0 + $1.previewsCompared }
      told.refusals = town.tellers.reduce(0) { $0 + $1.refusals.count }
      told.invoices = told.outcomes.reduce(0) { $0 + HistoryRows.invoiceCount(in: $1) }
    }
    return told
  }

  var database: any Database {
    get async throws { try await story.host.workspace(story.workspace.record.key) }
  }

  private func tell() async throws {
    for teller in tellers { try await teller.begin() }
    let said = tellers.indices.flatMap { place in
      tellers[place].history.statements.enumerated().map { (at: $1.at, place: place, number: $0) }
    }
    for next in said.sorted(by: { ($0.at, $0.place, $0.number) < ($1.at, $1.place, $1.number) }) {
      try await live(until: Instant(seconds: next.at))
      try await tellers[next.place].say(next.number)
    }
    try await live(until: Instant(seconds: tellers[0].history.until))
    for teller in tellers { try await teller.compareExpectations() }
  }

  private func live(until instant: Instant) async throws {
    try await story.on(instant.isoText)
    let current = Month(containing: instant, in: .utc)
    guard closesMonthly, current != month else { return }
    month = current
    try await story.workspace.close(CloseBooks(), as: Story.cause)
  }
}
