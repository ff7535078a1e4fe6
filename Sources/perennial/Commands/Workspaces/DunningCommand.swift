import ArgumentParser
import Journal
import Notation
import Operations
import Receivables

extension WorkspaceCommand {
  struct Dunning: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show or choose what is done about payments that fail.",
      discussion: """
        A failed payment is tried again so many days after each failure, and when the last try failed too, \
        its subscription ends (cancel), goes on without being asked for (unpaid), or stays past due (leave). \
        What is chosen holds for failures from now on.
        """)

    @Argument(help: "The workspace's name.")
    var name: String

    @Option(
      help: ArgumentHelp(
        "Days after each failure until the next try, such as 3,5,7; \"none\" tries once only.",
        valueName: "days"))
    var retryAfter: String?

    @Option(help: "What follows the last try.")
    var then: DunningPolicy.Ending?

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let days = try retryAfter.map(readDays)
      let policy = try await Installation.with(place.settings().place()) { installation in
        let workspace = try await installation.directory.open(name)
        let current = try await workspace.read { try $0.dunningPolicy() }
        guard days != nil || then != nil else { return current }
        let chosen: DunningPolicy
        do {
          chosen = try DunningPolicy(
            retryDays: days ?? current.retries.days, ending: then ?? current.ending)
        } catch {
          throw ValidationError(
            "A payment is tried again 8 times at most, 1 to 60 days after a failure.")
        }
        return try await workspace.perform(ChooseDunning(chosen), as: FactCause(actor: "command_line"))
      }
      let tries = policy.retries.days
      guard !output.json else {
        return Console.say([
          "object": "dunning_policy", "ending": .string(policy.ending.rawValue),
          "retry_days": .array(tries.map { .integer(Int64($0)) }),
        ])
      }
      let after = tries.isEmpty ? "is not tried again" : "is tried again \(text(tries)) days after a failure"
      Console.say("A payment that fails \(after); then: \(policy.ending.rawValue).")
    }

    private func text(_ days: [Int]) -> String { days.map(String.init).joined(separator: ", ") }

    private func readDays(_ text: String) throws -> [Int] {
      guard text != "none" else { return [] }
      return try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
        guard let days = Int(part) else {
          throw ValidationError("\(text) is no list of days, such as 3,5,7.")
        }
        return days
      }
    }
  }
}

extension DunningPolicy.Ending: ExpressibleByArgument {}
