import Analytics
import ArgumentParser
import Chronology
import Monetary
import Operations

/// Which steps of time.
struct StepOptions: ParsableArguments {
  @Option(help: "The length of a step.")
  var interval = Interval.month

  @Option(
    help: ArgumentHelp("The first day, or the first month.", valueName: "day"),
    transform: readFirst)
  var from: Day?

  @Option(
    help: ArgumentHelp("The last day, or the last month; today if not given.", valueName: "day"),
    transform: readDay)
  var through: Day?
}

/// Which steps of time, whose days, of whom and in which currency: what every question about figures may say.
struct FigureOptions: ParsableArguments {
  @OptionGroup var steps: StepOptions

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("Convert everything to this currency.", valueName: "code"), transform: readCurrency)
  var reporting: Currency?

  @OptionGroup var segment: SegmentOptions

  var interval: Interval { steps.interval }
  var from: Day? { steps.from }
  var through: Day? { steps.through }

  func zone() throws -> Zone { try segment.zone() }

  func filter() throws -> RowFilter { try segment.filter() }

  /// Answers a question about figures of a workspace, and says in words why there is no answer.
  func answer<Answer: Sendable>(
    in workspace: String?, at place: PlaceOptions,
    _ question: @Sendable (OpenWorkspace) async throws -> Answer
  ) async throws -> Answer { try await segment.answer(in: workspace, at: place, question) }
}

extension Interval: ExpressibleByArgument {}

private func readFirst(_ text: String) throws -> Day {
  guard let day = Day(iso: text) ?? Month(iso: text)?.firstDay else {
    throw ValidationError("\"\(text)\" is no day like 2026-04-30, and no month like 2026-04.")
  }
  return day
}
