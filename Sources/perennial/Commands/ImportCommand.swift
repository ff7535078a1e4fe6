import ArgumentParser
import Chronology
import Interchange
import Monetary
import Notation

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring a business in from files of another system.",
    subcommands: [Customers.self])

  struct Customers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Import customers with their contracts' past from a CSV file.",
      discussion: """
        Without --apply it only reads, and reports what would come in and every row that cannot. With \
        --apply each row lives its history again at its own dates, in one transaction: a stopped import goes \
        on when it is run again. Imported invoices are settled as paid elsewhere; no gateway is asked and no \
        mail is sent. The workspace then stands still at the snapshot day until `perennial workspace resume`.
        """)

    @Argument(help: "The CSV file, in UTF-8 with a header line.")
    var file: String

    @Option(help: ArgumentHelp("JSON file that says which columns mean what.", valueName: "file"))
    var map: String

    @OptionGroup var workspace: WorkspaceOptions

    @Flag(help: "Import; without it nothing is written.")
    var apply = false

    @Flag(help: "Leave bad rows out instead of refusing the whole file.")
    var skipBad = false

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let customers = try CustomerImport(file: file, map: map)
      try await Installation.with(place.settings().place()) { installation in
        _ = try await installation.workspace(workspace.workspace)
        if apply {
          try await carryOut(customers, installation)
        } else {
          let report = try await customers.check()
          show(report)
          guard report.badRows == 0 || skipBad else { throw ImportFailure.badRows(report.badRows) }
          if !output.json { Console.warn("Nothing was written; --apply imports.") }
        }
      }
    }

    private func carryOut(_ customers: CustomerImport, _ installation: Installation) async throws {
      let name = workspace.workspace
      let bar = ProgressBar(isShown: !output.json)
      defer { bar.clear() }
      do {
        let result = try await customers.apply(
          to: installation.directory, workspace: name, skipBad: skipBad,
          progress: { bar.draw($0.share, $0.text) })
        bar.clear()
        Console.say(output.json ? result.json.text : result.text(in: name))
      } catch let failure as ImportFailure {
        // Which rows, and why, is what their owner needs now.
        if case .badRows = failure { show(try await customers.check()) }
        throw failure
      }
    }

    private func show(_ report: ImportReport) {
      Console.say(output.json ? report.json.text : report.text(of: file))
    }
  }
}

extension ImportProgress {
  fileprivate var text: String {
    let left = secondsLeft.map { "  \(Int($0.rounded(.up))) s left" } ?? ""
    return "\(rowsDone.grouped) of \(rows.grouped) rows  \(Int(invoicesPerSecond).grouped) invoices/s\(left)"
  }
}

extension ImportReport {
  fileprivate var json: JSON {
    [
      "object": "import_report", "rows": .integer(Int64(rows)), "bad_rows": .integer(Int64(badRows)),
      "problem_count": .integer(Int64(problemCount)), "problems": .array(problems.map(\.json)),
      "products": .integer(Int64(products)), "prices": .integer(Int64(prices)),
      "customers_running": .integer(Int64(running)), "customers_ended": .integer(Int64(ended)),
      "first_start": firstStart.map { .integer($0.seconds) } ?? .null,
      "snapshot": .integer(snapshot.seconds), "invoices": .integer(Int64(invoices)),
      "recurring_revenue": .array(
        recurringRevenue.map { revenue in
          [
            "currency": .string(revenue.currency.code), "amount": .integer(revenue.amount.minorUnits),
            "customers": .integer(Int64(revenue.customers)),
          ]
        }),
    ]
  }

  fileprivate func text(of file: String) -> String {
    var lines = problems.map { problem in
      "line \(problem.line)\(problem.column.map { ", \($0)" } ?? ""): \(problem.sentence)"
    }
    if problemCount > problems.count {
      lines.append("… and \((problemCount - problems.count).grouped) more problems")
    }
    let bad = badRows == 0 ? "all good" : "\(badRows.grouped) bad"
    lines.append("\(file): \(rows.counted("row")), \(bad)")
    lines.append(
      "customers: \((running + ended).grouped) (\(running.grouped) running, \(ended.grouped) ended)"
        + (firstStart.map { ", the first since \(Day(containing: $0, in: .utc))" } ?? ""))
    lines.append("catalog: \(products.counted("product")), \(prices.counted("price"))")
    lines.append("invoices: \(invoices.grouped) until \(Day(containing: snapshot, in: .utc))")
    for revenue in recurringRevenue {
      lines.append(
        "recurring a month: \(revenue.currency) \(revenue.amount.terminalText) "
          + "from \(revenue.customers.counted("customer"))")
    }
    return lines.joined(separator: "\n")
  }
}

extension ImportProblem {
  fileprivate var json: JSON {
    [
      "line": .integer(Int64(line)), "column": column.map { .string($0) } ?? .null,
      "message": .string(sentence),
    ]
  }
}

extension ImportResult {
  fileprivate var json: JSON {
    [
      "object": "import_result", "imported": .integer(Int64(imported)), "known": .integer(Int64(known)),
      "skipped": .integer(Int64(skipped)), "invoices": .integer(Int64(invoices)),
      "elapsed_milliseconds": .integer(milliseconds), "report": report.json,
    ]
  }

  fileprivate func text(in workspace: String) -> String {
    var text = "Imported \(imported.counted("customer")) with \(invoices.counted("invoice"))"
    text += " in \(milliseconds / 1000).\(milliseconds / 100 % 10) s"
    if known > 0 { text += "; \(known.grouped) were in already" }
    if skipped > 0 { text += "; \(skipped.counted("bad row")) left out" }
    let day = Day(containing: report.snapshot, in: .utc)
    return text
      + ".\nThe workspace \(workspace) stands at \(day) until `perennial workspace resume \(workspace)`."
  }

  private var milliseconds: Int64 {
    elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000
  }
}
