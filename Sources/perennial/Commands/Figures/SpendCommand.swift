import ArgumentParser
import Chronology
import Interchange
import Journal
import Monetary
import Notation
import Operations
import Relations

/// What winning customers cost.
struct SpendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spend", abstract: "Marketing spend, by channel and month.",
    subcommands: [Import.self, List.self])

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take down marketing spend from a CSV file.",
      discussion: """
        Columns are channel, month (2026-11), amount in the major unit (1250.00) and currency. An amount \
        that is there already for a channel, month and currency is replaced; the same file twice changes \
        nothing. A file with a bad line is refused whole.
        """)

    @Argument(help: "The CSV file.")
    var file: String

    @Option(
      help: ArgumentHelp("The currency of a file without such a column.", valueName: "code"),
      transform: readCurrency)
    var currency: Currency?

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let spend = try SpendFile(path: file, currency: currency).spend
      let changed = try await Installation.with(place.settings().place()) { installation in
        let workspace = try await installation.directory.open(workspace.workspace)
        var changed = 0
        for start in stride(from: 0, to: spend.count, by: RecordSpend.most) {
          changed += try await workspace.perform(
            RecordSpend(Array(spend[start..<min(start + RecordSpend.most, spend.count)])),
            as: FactCause(actor: "command_line")
          ).count
        }
        return changed
      }
      guard !output.json else {
        return Console.say([
          "object": "spend_import", "amounts": .integer(Int64(spend.count)),
          "amounts_changed": .integer(Int64(changed)),
        ])
      }
      Console.say("\(spend.count) amounts read, \(changed) of them are new or different.")
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show marketing spend, the latest month first.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let spend = try await Installation.with(place.settings().place()) { installation in
        try await installation.directory.open(workspace.workspace).read { snapshot in
          try snapshot.marketingSpend(MarketingSpendFilter(), Page(limit: 10_000)).elements
        }
      }
      guard !output.json else {
        return Console.say(["object": "list", "data": .array(spend.map(\.json))])
      }
      guard !spend.isEmpty else { return Console.warn("There is no marketing spend.") }
      var table = Table([("MONTH", .leading), ("CHANNEL", .leading), ("AMOUNT", .trailing)])
      for spend in spend { table.add(spend.month.isoText, spend.channel, spend.amount.terminalText) }
      Console.say(table.text)
    }
  }
}

extension MarketingSpend {
  fileprivate var json: JSON {
    [
      "object": "analytics.spend", "month": .string(month.isoText), "channel": .string(channel),
      "amount": .integer(amount.minorUnits), "currency": .string(amount.currency.code),
    ]
  }
}
