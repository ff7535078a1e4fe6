import Analytics
import ArgumentParser
import Chronology
import Monetary
import Notation
import Operations

/// Every figure that has a value at each step of time.
struct MetricCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metric", abstract: "A figure by days, weeks, months, quarters or years.",
    discussion: """
      Without a name it lists the figures there are. What each means: docs/analytics.md. The last step may \
      still be going on. Amounts stay in their own currencies unless --in names one that all are converted to.
      """)

  @Argument(help: "The figure, such as mrr, nrr or customer_churn.")
  var metric: String?

  @Option(
    help: """
      A table for each currency, price, product, billing_interval, country, acquisition_source or \
      metadata.KEY.
      """)
  var groupBy: Grouping?

  @Option(help: "Beside each step, the one of the time before or of a year before.")
  var compare: Comparison?

  @OptionGroup var rows: MetricRowOptions

  @Flag(help: "Print CSV.")
  var csv = false

  @Option(help: ArgumentHelp("The workspace.", valueName: "name"))
  var workspace: String?

  @OptionGroup var figures: FigureOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard rows.rows != nil || rows.kind == nil else {
      throw ValidationError("--kind chooses some of the rows; name their step with --rows.")
    }
    guard rows.rows == nil || (groupBy == nil && compare == nil) else {
      throw ValidationError(
        "Rows are of one step and told apart by nothing; leave out --group-by and --compare.")
    }
  }

  func run() async throws {
    guard let name = metric else { return listAll() }
    guard let metric = Metric(rawValue: name) else {
      throw ValidationError("There is no figure \"\(name)\"; `perennial metric` lists them.")
    }
    let asked = try history(metric)
    if let step = rows.rows { return try await show(rows.question(asked, step)) }
    let answer = try await figures.answer(in: workspace, at: place) { try await $0.answer(asked) }
    for rate in answer.missingRates.prefix(10) {
      Console.warn("There is no rate of \(rate.currency.isoCode) on \(rate.day); nothing is converted.")
    }
    if csv { return Console.say(answer.csv().replacing("\r\n", with: "\n").trimmingLastLine) }
    if output.json { return Console.say(answer.json) }
    guard !answer.series.isEmpty else { return Console.warn("There is nothing to show.") }
    Console.say(answer.series.map { $0.table(answer.metric) }.joined(separator: "\n\n"))
  }

  private func show(_ question: MetricRowsQuestion) async throws {
    let answer = try await figures.answer(in: workspace, at: place) { try await question.answer($0) }
    if csv { return Console.say(answer.csv.replacing("\r\n", with: "\n").trimmingLastLine) }
    if output.json { return Console.say(answer.json) }
    guard let text = answer.text else { return Console.warn("There is no row behind this figure.") }
    Console.say(text)
  }

  private func listAll() {
    var table = Table("FIGURE", "WHAT IT IS")
    for metric in Metric.allCases { table.add(metric.rawValue, metric.title) }
    Console.say(
      output.json
        ? JSON.array(Metric.allCases.map { .string($0.rawValue) }).text : table.text)
  }

  private func history(_ metric: Metric) throws -> FigureHistory {
    var history = FigureHistory(metric)
    (history.interval, history.from, history.through) = (figures.interval, figures.from, figures.through)
    history.zone = try figures.zone()
    history.filter = try figures.filter()
    history.reportingCurrency = figures.reporting
    history.patience = .seconds(60)
    history.grouping = groupBy?.dimension
    history.comparison = compare
    return history
  }
}

extension Comparison: ExpressibleByArgument {}

extension FigureAnswer {
  fileprivate var json: JSON {
    [
      "object": "analytics.figure", "id": .string(metric.rawValue),
      "interval": .string(timeline.interval.rawValue), "series": .array(series.map(\.json)),
    ]
  }
}

extension FigureSeries {
  fileprivate var json: JSON {
    [
      "currency": currency.map { .string($0.code) } ?? .null, "group": group.map { .string($0) } ?? .null,
      "points": .array(points.map { .object($0.json) }),
    ]
  }

  fileprivate func table(_ metric: Metric) -> String {
    let parts = points.first?.parts.map(\.name) ?? []
    let isSum = metric == .movements || metric == .netMovements
    let heading = [currency?.isoCode, group.map { $0.isEmpty ? "not known" : $0 }].compactMap(\.self)
    let isCompared = points.contains { $0.compared != nil }
    let names =
      parts.map { $0.uppercased() } + [isSum ? "NET" : metric.rawValue.uppercased()]
      + (isCompared ? ["BEFORE"] : [])
    var table = Table(
      [(heading.isEmpty ? "FROM" : heading.joined(separator: " "), .leading)]
        + names.map { ($0, .trailing) })
    for point in points {
      let values = point.parts.map(\.value) + [point.value] + (isCompared ? [point.compared?.value] : [])
      let cells = values.map { $0?.text(currency) ?? "–" }
      table.add([point.period.first.isoText + (point.isPartial ? " …" : "")] + cells)
    }
    return table.text
  }
}

extension FigurePoint {
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "from": .string(period.first.isoText), "through": .string(period.last.isoText),
      "partial": .bool(isPartial), "value": value?.json ?? .null,
    ]
    if let compared {
      object.append(
        "compared",
        [
          "from": .string(compared.period.first.isoText), "through": .string(compared.period.last.isoText),
          "value": compared.value?.json ?? .null,
        ])
    }
    for part in parts { object.append(part.name, part.value.json) }
    return object
  }
}

extension FigureValue {
  fileprivate var json: JSON {
    switch self {
    case .amount(let amount): .integer(amount)
    case .count(let count): .integer(count)
    case .share(let share): .number(FigureText.decimal(share))
    }
  }

  fileprivate func text(_ currency: Currency?) -> String {
    switch self {
    case .amount(let amount): currency.map { Money(amount, $0).terminalText } ?? "\(amount)"
    case .count(let count): "\(count)"
    case .share(let share): FigureText.decimal((share * 10_000).rounded() / 10_000)
    }
  }
}

extension String {
  /// Console adds the last line's end itself.
  var trimmingLastLine: String { hasSuffix("\n") ? String(dropLast()) : self }
}
