import Analytics
import ArgumentParser
import Chronology
import Monetary
import Notation
import Operations

/// The figures that are tables.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "A report, such as lifetime_value, receivables or cash.",
    discussion: """
      Without a name it lists the reports there are. What each means, and which option it takes: \
      docs/analytics.md.
      """)

  @Argument(help: "The report.")
  var report: String?

  @Option(
    help: ArgumentHelp("A day in the step whose rows are listed too.", valueName: "day"),
    transform: readDay)
  var step: Day?

  @Option(
    help: ArgumentHelp(
      "The channel whose spend and customers acquisition cost lists too; - are those of none.",
      valueName: "channel"))
  var channel: String?

  @Option(help: "The same of all channels that cost something, or of everybody: paid or blended.")
  var total: AcquisitionTotal?

  @Option(help: ArgumentHelp("How much less a year from now counts.", valueName: "percent"))
  var discount = "10"

  @Option(
    help: """
      A table of groups too: by currency, country, acquisition_source or metadata.KEY; lifetime value also \
      by product, price or billing_interval.
      """)
  var groupBy: Grouping?

  @Option(help: "Beside each step, the one of the time before or of a year before.")
  var compare: Comparison?

  @Option(help: ArgumentHelp("Months from spend to the customers it wins.", valueName: "months"))
  var lag = 0

  @Option(help: ArgumentHelp("Days after a trial in which paying still counts.", valueName: "days"))
  var grace = 0

  @Option(help: ArgumentHelp("How far ahead to look.", valueName: "days"))
  var days = 30

  @Option(help: ArgumentHelp("Print this section as CSV.", valueName: "section"))
  var csv: String?

  @Option(help: ArgumentHelp("The workspace.", valueName: "name"))
  var workspace: String?

  @OptionGroup var figures: FigureOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    guard let name = report else { return listAll() }
    guard let report = Report(rawValue: name) else {
      throw ValidationError("There is no report \"\(name)\"; `perennial report` lists them.")
    }
    let asked = try question(report)
    let table = try await figures.answer(in: workspace, at: place) { try await $0.answer(asked) }
    if output.json, csv == nil { return Console.say(table.json) }
    for note in table.notes { Console.warn(note.english) }
    guard let csv else {
      return Console.say(table.sections.map(\.text).joined(separator: "\n\n"))
    }
    guard let section = table.sections.first(where: { $0.name == csv }) else {
      let known = table.sections.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no section \"\(csv)\" in this report: \(known).")
    }
    Console.say(section.csv().replacing("\r\n", with: "\n").trimmingLastLine)
  }

  private func listAll() {
    var table = Table("REPORT", "WHAT IT IS")
    for report in Report.allCases { table.add(report.rawValue, report.title) }
    Console.say(
      output.json ? JSON.array(Report.allCases.map { .string($0.rawValue) }).text : table.text)
  }

  private func question(_ report: Report) throws -> ReportQuestion {
    var question = ReportQuestion(report)
    guard let discount = YearlyDiscount(percent: discount) else {
      throw ValidationError("--discount is more than 0 and at most 100 percent.")
    }
    guard (0...ReportQuestion.lagMost).contains(lag), (0...ReportQuestion.graceMost).contains(grace),
      (1...ReportQuestion.daysMost).contains(days)
    else { throw ValidationError("--lag, --grace or --days is out of range.") }
    question.filter = try figures.filter()
    guard
      report.isMadeOfMovements
        || (figures.segment.product.isEmpty && figures.segment.price.isEmpty && figures.segment.asOf == nil)
    else {
      throw ValidationError(
        "This report is not made of movements; leave out --product, --price and --as-of.")
    }
    guard groupBy == nil || report.isGrouped else {
      throw ValidationError("This report is not told apart; leave out --group-by.")
    }
    guard groupBy.map({ report.isGrouped(by: $0.dimension) }) ?? true else {
      throw ValidationError(
        "--group-by of this report is currency, country, acquisition_source or metadata.KEY.")
    }
    guard compare == nil || report.isCompared else {
      throw ValidationError("This report has no steps to compare; leave out --compare.")
    }
    (question.grouping, question.comparison) = (groupBy?.dimension, compare)
    guard figures.reporting == nil || report == .acquisitionCost else {
      throw ValidationError("This report converts nothing; leave out --in.")
    }
    guard step == nil || report.opensSteps else {
      throw ValidationError("This report has no steps to open; leave out --step.")
    }
    question.opened = try opened(report)
    (question.interval, question.from, question.through) = (figures.interval, figures.from, figures.through)
    (question.zone, question.step) = (try figures.zone(), step)
    (question.discount, question.currency) = (discount, figures.reporting)
    (question.lag, question.grace, question.days) = (lag, grace, days)
    question.patience = .seconds(60)
    return question
  }
}

extension ReportCommand {
  /// The line of channels whose rows are listed too.
  private func opened(_ report: Report) throws -> AcquisitionOpening? {
    guard channel != nil || total != nil else { return nil }
    guard report.opensChannels else {
      throw ValidationError("This report has no channels to open; leave out --channel and --total.")
    }
    guard let channel else { return total.map { .total($0) } }
    guard total == nil else {
      throw ValidationError("Open one --channel or a --total of several, not both.")
    }
    return .channel(channel == "-" ? "" : channel)
  }
}

extension AcquisitionTotal: ExpressibleByArgument {}

extension ReportSection {
  private var heading: String { currency.map { "\(title), \($0.isoCode)" } ?? title }

  fileprivate var text: String {
    guard !rows.isEmpty else { return "\(heading): nothing" }
    let isNumber = columns.indices.map { place in rows.contains { $0[place].isNumber } }
    var table = Table(
      zip(columns, isNumber).map { ($0.name.uppercased(), $1 ? .trailing : .leading) })
    for row in rows { table.add(row.map(\.text)) }
    return "\(heading)\n\(table.text)"
  }
}

extension ReportCell {
  fileprivate var isNumber: Bool {
    switch self {
    case .amount, .count, .share, .number: true
    default: false
    }
  }

  fileprivate var text: String {
    switch self {
    case .nothing: "–"
    case .word(let word): word
    case .text(let text): text.isEmpty ? "not known" : text
    case .amount(let amount, let currency): Money(amount, currency).terminalText
    case .count(let count): "\(count)"
    case .share(let share, _, _): FigureText.decimal((share * 10_000).rounded() / 10_000)
    case .number(let number): FigureText.decimal((number * 100).rounded() / 100)
    case .flag(let flag): flag ? "yes" : "no"
    case .currency(let currency): currency.isoCode
    case .day(let day): day.isoText
    case .month(let month): month.isoText
    case .moment(let instant): instant.isoText
    case .customer(let id): id.text
    case .subscription(let id): id.text
    case .invoice(let id): id.text
    }
  }
}
