import Analytics
import ArgumentParser
import Chronology
import Monetary
import Notation
import Operations

struct RecurringRevenueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mrr", abstract: "Monthly recurring revenue by month, and what moved it.",
    discussion: """
      One table per currency; nothing is converted. Months are those of UTC, and the last one may still be \
      going on. JSON has whole minor units, whose movements add up exactly.
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Option(help: ArgumentHelp("Only this currency, such as usd.", valueName: "code"), transform: readCurrency)
  var currency: Currency?

  @Option(help: ArgumentHelp("First month to show.", valueName: "yyyy-mm"), transform: readMonth)
  var from: Month?

  @Option(
    help: ArgumentHelp("Last month to show; the workspace's own month if not given.", valueName: "yyyy-mm"),
    transform: readMonth)
  var through: Month?

  @Flag(help: "Count customers on test clocks too.")
  var includeTestClocks = false

  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let from, let through, through < from {
      throw ValidationError("--through \(through) is before --from \(from).")
    }
  }

  func run() async throws {
    var question = RecurringRevenueHistory(patience: .seconds(60))
    question.currency = currency
    question.from = from
    question.through = through
    question.includesTestClocks = includeTestClocks
    let asked = question
    let series = try await Installation.with(place.settings().place()) { installation in
      try await installation.directory.open(workspace.workspace).answer(asked)
    }
    guard !output.json else {
      return Console.say(["object": "list", "data": .array(series.map(\.json))])
    }
    guard !series.isEmpty else { return Console.warn("There is no recurring revenue to show.") }
    Console.say(series.map(\.table).joined(separator: "\n\n"))
  }
}

func readCurrency(_ text: String) throws -> Currency {
  guard let currency = Currency(code: text) else {
    throw ValidationError("\"\(text)\" is no currency of ISO 4217.")
  }
  return currency
}

private func readMonth(_ text: String) throws -> Month {
  guard let month = Month(iso: text) else { throw ValidationError("\"\(text)\" is no month like 2026-04.") }
  return month
}

extension RecurringRevenueSeries {
  fileprivate var json: JSON {
    [
      "object": "analytics.mrr_series", "currency": .string(currency.code),
      "months": .array(months.map { .object($0.json) }),
    ]
  }

  fileprivate var table: String {
    // Pauses only where there are any: most businesses have none.
    let kinds = MovementKind.allCases.filter { kind in
      !kind.isPause || months.contains { $0.shown[kind] != 0 }
    }
    let headings = ["OPENING"] + kinds.map { $0.rawValue.uppercased() } + ["CLOSING", "CUSTOMERS"]
    var table = Table([("\(currency.isoCode)", .leading)] + headings.map { ($0, .trailing) })
    for month in months {
      let amounts =
        [month.shown.opening] + kinds.map { month.shown[$0] } + [month.shown.closing]
      table.add(
        [month.month.isoText] + amounts.map { Money($0, currency).terminalText } + ["\(month.customers)"])
    }
    return table.text
  }
}

extension RecurringRevenueMonth {
  /// In whole minor units.
  fileprivate var json: JSONObject {
    var object: JSONObject = ["month": .string(month.isoText), "opening": .integer(shown.opening)]
    for kind in MovementKind.allCases { object.append(kind.rawValue, .integer(shown[kind])) }
    object.append("closing", .integer(shown.closing))
    object.append("customers", .integer(customers))
    return object
  }
}
