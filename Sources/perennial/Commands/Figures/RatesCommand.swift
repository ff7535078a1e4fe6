import ArgumentParser
import Catalog
import Chronology
import Interchange
import Journal
import Monetary
import Notation
import Operations

/// What one euro bought, which figures in several currencies are converted by.
struct RatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates", abstract: "Exchange rates that figures are converted by.",
    subcommands: [Import.self, List.self])

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take down rates from a file of the European Central Bank.",
      discussion: """
        The file is eurofxref-hist.csv or eurofxref.csv: a line a day, a column a currency, what one euro \
        bought. Rates that are there already are replaced; the same file twice changes nothing. A file \
        with a bad line is refused whole.
        """)

    @Argument(help: "The CSV file.")
    var file: String

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let rates = try RatesFile(path: file)
      let changed = try await Installation.with(place.settings().place()) { installation in
        let workspace = try await installation.directory.open(workspace.workspace)
        var changed = 0
        for start in stride(from: 0, to: rates.sheets.count, by: RecordRates.daysMost) {
          let sheets = Array(rates.sheets[start..<min(start + RecordRates.daysMost, rates.sheets.count)])
          changed += try await workspace.perform(
            RecordRates(sheets), as: FactCause(actor: "command_line")
          ).count
        }
        return changed
      }
      guard !output.json else {
        return Console.say([
          "object": "rates_import", "days": .integer(Int64(rates.sheets.count)),
          "days_changed": .integer(Int64(changed)),
          "left_out": .array(rates.leftOut.map { .string($0.lowercased()) }),
        ])
      }
      Console.say("\(rates.sheets.count) days read, \(changed) of them are new or different.")
      if !rates.leftOut.isEmpty {
        Console.warn(
          "Left out, no currencies of ISO 4217 any more: \(rates.leftOut.joined(separator: ", ")).")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show rates, the newest day first.")

    @OptionGroup var workspace: WorkspaceOptions

    @Option(help: ArgumentHelp("So many days.", valueName: "count"))
    var days = 10

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard (1...10_000).contains(days) else { throw ValidationError("--days is 1 to 10000.") }
    }

    func run() async throws {
      let wanted = days
      let sheets = try await Installation.with(place.settings().place()) { installation in
        try await installation.directory.open(workspace.workspace).read { snapshot in
          try snapshot.referenceRates(from: nil, through: nil, Page(limit: wanted)).elements
        }
      }
      guard !output.json else {
        return Console.say(["object": "list", "data": .array(sheets.map(\.json))])
      }
      guard !sheets.isEmpty else { return Console.warn("There are no exchange rates.") }
      var table = Table("DAY", "ONE EURO BUYS")
      for sheet in sheets { table.add(sheet.day.isoText, sheet.text) }
      Console.say(table.text)
    }
  }
}

extension ReferenceRates {
  private var sorted: [(currency: Currency, rate: ExchangeRate)] {
    perEuro.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  fileprivate var text: String {
    sorted.map { "\($0.rate.decimalText) \($0.currency.isoCode)" }.joined(separator: ", ")
  }

  fileprivate var json: JSON {
    [
      "object": "analytics.rates", "day": .string(day.isoText),
      "rates": .array(
        sorted.map { ["currency": .string($0.currency.code), "per_euro": .string($0.rate.decimalText)] }),
    ]
  }
}
