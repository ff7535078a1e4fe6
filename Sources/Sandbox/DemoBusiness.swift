import Chronology
import Identity
import Journal
import Operations

/// A small software company that never was: two years of customers who sign up, grow, shrink, fall behind and
/// leave. They act through Operations like anybody else, so what they leave behind is a real book.
public enum DemoBusiness {
  public static let workspaceName = "demo"
  public static let days = 730

  /// Lives the two years up to `end` in a workspace that has no customers yet, and closes their months.
  ///
  /// The same seed lives the same lives: who does what on which day, and so every amount; ids differ.
  /// - Parameters:
  ///   - days: how long; fewer for tests.
  ///   - progress: called after each day with how many are over.
  public static func build(
    in workspace: OpenWorkspace, seed: UInt64 = 2026, endingAt end: Instant, days: Int = Self.days,
    progress: @Sendable (Int) -> Void = { _ in }
  ) async throws {
    let lastDay = Day(containing: end, in: .utc)
    let firstDay = lastDay.adding(days: -days)
    let stage = Stage(workspace: workspace)
    let catalog = try await DemoCatalog.offer(on: stage, at: firstDay.start(in: .utc))
    var town = Town(stage: stage, catalog: catalog, days: days, randomness: SeededRandomness(seed: seed))
    for number in 1...days {
      // Everyone acts in the morning, after what fell due in the night.
      let morning = firstDay.adding(days: number).start(in: .utc).adding(seconds: 8 * 3600)
      guard morning <= end else { break }
      try await workspace.liveThrough(morning)
      try await town.live(through: number, at: morning)
      progress(number)
    }
    try await workspace.liveThrough(end)
    try await DemoInputs.record(on: stage, from: firstDay, through: lastDay, at: end)
    try await workspace.close(CloseBooks(), as: Stage.cause)
  }
}

/// Where the customers act: Operations, at a moment of their choosing.
struct Stage: Sendable {
  let workspace: OpenWorkspace
  static let cause = FactCause(actor: "sandbox")

  @discardableResult
  func perform<C: Command>(_ command: C, at moment: Instant) async throws -> C.Outcome {
    try await workspace.perform(command, as: Self.cause, at: moment)
  }
}
