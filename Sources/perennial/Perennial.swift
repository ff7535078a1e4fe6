import ArgumentParser
import Foundation

/// The program: recurring revenue from offer to money.
@main
struct Perennial: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perennial",
    abstract: "Recurring revenue in one program: contracts, invoices, payments and their analytics.",
    discussion: discussion,
    version: version,
    subcommands: [
      ServeCommand.self, DemoCommand.self, WorkspaceCommand.self, KeyCommand.self, UserCommand.self,
      ImportCommand.self, BillCommand.self, JobsCommand.self, RecurringRevenueCommand.self,
      MetricCommand.self, ReportCommand.self, CohortsCommand.self, SurvivalCommand.self,
      RatesCommand.self, SpendCommand.self, MarginCommand.self, BooksCommand.self, VerifyCommand.self,
      DoctorCommand.self, VersionCommand.self,
    ])

  static let version = "0.1.0"

  private static let discussion = """
    Settings come from flags, then from PERENNIAL_… variables, then from the file that \
    --config or PERENNIAL_CONFIG names. docs/command-line.md tells all.

    EXIT STATUS
    \(ExitStatus.table)
    """

  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    exit(withError: ExitCode(await run(arguments).rawValue))
  }

  /// Runs one command line, and says what went wrong in the form that was asked for.
  static func run(_ arguments: [String]) async -> ExitStatus {
    do {
      var command = try await asyncParseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return .success
    } catch let status as ExitStatus {
      return status
    } catch {
      return tell(error, asJSON: arguments.contains("--json"))
    }
  }

  private static func tell(_ error: any Error, asJSON: Bool) -> ExitStatus {
    switch exitCode(for: error) {
    case .success:
      // Help or the version was asked for.
      Console.say(fullMessage(for: error))
      return .success
    case .validationFailure:
      let complaint = Complaint(.usage, "usage", message(for: error))
      Console.warn(asJSON ? complaint.json.text : fullMessage(for: error))
      return .usage
    default:
      let complaint = Complaint(error)
      Console.warn(asJSON ? complaint.json.text : "perennial: \(complaint.message)")
      return complaint.status
    }
  }
}
