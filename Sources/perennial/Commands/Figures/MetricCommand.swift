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

  @Option(help: ArgumentHelp("Whose days make the steps, such as Europe/Oslo.", valueName: "zone"))
  var timeZone = "UTC"

  @Option(help: ArgumentHelp("Only this currency, such as usd.", valueName: "code"), transform: readCurrency)
  var currency: Currency?

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("Convert everything to this currency.", valueName: "code"), transform: readCurrency)
  var reporting: Currency?

  @Option(help: ArgumentHelp("Only customers of this country; may be repeated.", valueName: "code"))
  var country: [String] = []

  @Option(help: ArgumentHelp("Only customers who came by this; may be repeated.", valueName: "source"))
  var source: [String] = []

  @Option(help: ArgumentHelp("Only this product; may be repeated.", valueName: "id"))
  var product: [String] = []

  @Option(
    help: "A table for each currency, price, product, billing_interval, country or acquisition_source.")
  var groupBy: Grouping?

  @Option(help: "Beside each step, the one of the time before or of a year before.")
  var compare: Comparison?

  @Flag(help: "Print CSV.")
  var csv = false

  @Option(help: ArgumentHelp("The workspace.", valueName: "name"))
  var workspace: String?

  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  enum Grouping: String, ExpressibleByArgument, CaseIterable {
    case currency, price, product, country
    case billingInterval = "billing_interval"
    case source = "acquisition_source"

    var dimension: Dimension {
      switch self {
      case .currency: .currency
      case .price: .price
      case .product: .plan
      case .country: .country
      case .billingInterval: .interval
      case .source: .source
      }
    }
  }

  func run() async throws {
    guard let name = metric else { return listAll() }
    guard let metric = Metric(rawValue: name) else {
      throw ValidationError("There is no figure \"\(name)\"; `perennial metric` lists them.")
    }
    guard let workspace else { throw ValidationError("Missing expected argument '--workspace <name>'") }
    let asked = try history(metric)
    let answer: FigureAnswer
    do {
      answer = try await Installation.with(place.settings().place()) { installation in
        try await installation.directory.open(workspace).answer(asked)
      }
    } catch FigureRefusal.endsBeforeItBegins {
      throw ValidationError("--through is before --from.")
    } catch FigureRefusal.tooManySteps {
      throw ValidationError("That is too long a time in such short steps; choose a larger --interval.")
    }
    for rate in answer.missingRates.prefix(10) {
      Console.warn("There is no rate of \(rate.currency.isoCode) on \(rate.day); nothing is converted.")
    }
    if csv { return Console.say(answer.csv().replacing("\r\n", with: "\n").trimmingLastLine) }
    if output.json { return Console.say(answer.json) }
    guard !answer.series.isEmpty else { return Console.warn("There is nothing to show.") }
    Console.say(answer.series.map { $0.table(answer.metric) }.joined(separator: "\n\n"))
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
    history.interval = interval
    history.from = from
    history.through = through
    guard let zone = Zone(identifier: timeZone) else {
      throw ValidationError("\"\(timeZone)\" is no time zone such as Europe/Oslo.")
    }
    history.zone = zone
    history.patience = .seconds(60)
    history.reportingCurrency = reporting
    history.grouping = groupBy?.dimension
    history.comparison = compare
    if let currency { history.filter.accepted[.currency] = [currency.code] }
    for (dimension, values) in [(Dimension.country, country), (.source, source), (.plan, product)]
    where !values.isEmpty {
      history.filter.accepted[dimension] = Set(values)
    }
    return history
  }
}

extension Interval: ExpressibleByArgument {}
extension Comparison: ExpressibleByArgument {}

func readFirst(_ text: String) throws -> Day {
  guard let day = Day(iso: text) ?? Month(iso: text)?.firstDay else {
    throw ValidationError("\"\(text)\" is no day like 2026-04-30, and no month like 2026-04.")
  }
  return day
}

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
