import Analytics
import ArgumentParser
import Chronology
import Monetary
import Notation
import Operations

/// How long customers stay.
struct SurvivalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survival", abstract: "The share of customers that stays longer than so many months.",
    discussion: """
      Kaplan and Meier's estimate over whole months from a customer's first payment to its first stop: who \
      still pays counts for as long as they were seen. JSON has every month with its 95 % interval.
      """)

  @Option(
    help: """
      A line for each currency, price, product, billing_interval, country, acquisition_source or metadata.KEY.
      """)
  var groupBy: Grouping?

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var segment: SegmentOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  private static let marks = [1, 3, 6, 12, 24, 36, 48, 60]

  func run() async throws {
    var question = SurvivalCurves()
    (question.zone, question.filter) = (try segment.zone(), try segment.filter())
    question.grouping = groupBy?.dimension
    question.patience = .seconds(60)
    let asked = question
    let curves = try await segment.answer(in: workspace.workspace, at: place) { try await $0.answer(asked) }
    guard !output.json else {
      return Console.say(["object": "list", "data": .array(curves.map(\.json))])
    }
    let longest = curves.map(\.curve.observedThrough).max() ?? 0
    let shown = Self.marks.filter { $0 <= longest }
    guard !shown.isEmpty else { return Console.warn("Nobody has paid for a month yet.") }
    var table = Table(
      [("CUSTOMERS", .leading), ("HOW MANY", .trailing)] + shown.map { ("\($0)", .trailing) })
    for one in curves {
      table.add(
        [one.group.map { $0.isEmpty ? "not known" : $0 } ?? "all", "\(one.curve.count)"]
          + shown.map { month in
            one.curve.survival(at: month).map { FigureText.decimal(($0 * 10_000).rounded() / 10_000) } ?? "–"
          })
    }
    Console.say(table.text)
  }
}

extension SurvivalCurve {
  fileprivate var json: JSON {
    let points = (0...min(curve.observedThrough, 1_200)).compactMap { month -> JSON? in
      guard let survival = curve.survival(at: month) else { return nil }
      let interval = curve.interval(at: month)
      func number(_ value: Double?) -> JSON { value.map { .number(FigureText.decimal($0)) } ?? .null }
      return [
        "month": .integer(Int64(month)), "survival": number(survival),
        "low": number(interval?.lowerBound), "high": number(interval?.upperBound),
      ]
    }
    return [
      "object": "analytics.survival_curve", "group": group.map { .string($0) } ?? .null,
      "customers": .integer(Int64(curve.count)),
      "median_months": curve.median.map { .integer(Int64($0)) } ?? .null, "points": .array(points),
    ]
  }
}
