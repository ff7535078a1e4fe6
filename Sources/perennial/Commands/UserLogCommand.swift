import ArgumentParser
import Chronology
import Notation
import Operations

/// Who came in, who may, and who changed that.
struct UserLogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Print who signed in and what was changed about users, roles and keys.",
    discussion: "The newest comes first. What users did inside a workspace is in its journal.")

  @Option(help: ArgumentHelp("Only what this user did or what was done to this user.", valueName: "email"))
  var user: String?

  @Option(help: ArgumentHelp("How many entries, at most 1000.", valueName: "number"))
  var limit = 50

  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...1000).contains(limit) else { throw ValidationError("A limit is between 1 and 1000.") }
  }

  func run() async throws {
    let log = try await Installation.with(place.settings().place()) { installation in
      Log(
        entries: try await installation.users.accessLog(of: user, Page(limit: limit)).elements,
        emails: try await installation.users.emails(),
        workspaces: Dictionary(
          uniqueKeysWithValues: try await installation.directory.list().map { ($0.key, $0.name) }))
    }
    guard !output.json else {
      return Console.say(["object": "list", "data": .array(log.entries.map(log.json))])
    }
    guard !log.entries.isEmpty else { return Console.warn("Nothing was written down yet.") }
    var table = Table("WHEN", "WHAT", "BY", "USER", "WORKSPACE", "DETAIL")
    for entry in log.entries {
      table.add(
        entry.recorded.isoText, entry.kind.rawValue, log.actor(entry), log.user(entry.user) ?? "",
        log.workspace(entry) ?? "", entry.detail ?? "")
    }
    Console.say(table.text)
  }

  private struct Log {
    let entries: [AccessEntry]
    let emails: [UserID: String]
    let workspaces: [String: String]

    func user(_ id: UserID?) -> String? { id.map { emails[$0] ?? $0.text } }

    func actor(_ entry: AccessEntry) -> String {
      user(AccessActor.user(in: entry.actor)) ?? entry.actor
    }

    func workspace(_ entry: AccessEntry) -> String? { entry.workspace.map { workspaces[$0] ?? $0 } }

    func json(_ entry: AccessEntry) -> JSON {
      [
        "object": "access_entry", "id": .string(entry.id.text), "created": .integer(entry.recorded.seconds),
        "kind": .string(entry.kind.rawValue), "actor": .string(entry.actor),
        "user": entry.user.map { .string($0.text) } ?? .null,
        "email": entry.user.flatMap { emails[$0] }.map { .string($0) } ?? .null,
        "workspace": workspace(entry).map { .string($0) } ?? .null,
        "detail": entry.detail.map { .string($0) } ?? .null,
      ]
    }
  }
}
