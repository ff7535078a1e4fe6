import ArgumentParser
import Chronology
import Notation
import Operations

struct WorkspaceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workspace",
    abstract: "Create, list, delete, back up, restore, fork and advance workspaces.",
    discussion: "A workspace is one business's books, in a database of their own.",
    subcommands: [
      Create.self, List.self, Delete.self, Backup.self, Restore.self, Resume.self, Fork.self, Advance.self,
      Dunning.self,
    ])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Create a workspace and print its first secret key.",
      discussion: "The key is shown this once; only its hash is kept. Without --live it is a test workspace.")

    @Argument(help: "Its name: small letters, digits, \"-\", \"_\" and \".\".")
    var name: String

    @Flag(help: "Create it for real business; it needs a payment gateway to collect money.")
    var live = false

    @Option(
      help: ArgumentHelp(
        "How invoices are numbered: each customer's for themselves, or in one series a year. It stays.",
        valueName: "customer|year"))
    var numbering: InvoiceNumbering = .customer

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Installation.with(place.settings().place(), creating: true) { installation in
        let made = try await installation.directory.create(
          name: name, mode: live ? .live : .test, numbering: numbering)
        guard !output.json else {
          var json = made.workspace.json
          json["secret_key"] = .string(made.secret)
          return Console.say(.object(json))
        }
        Console.say(
          """
          Created the \(made.workspace.mode.rawValue) workspace \(name) (\(made.workspace.account)).
          Its secret key, shown this once: \(made.secret)
          """)
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the workspaces.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let workspaces = try await Installation.with(place.settings().place()) { try await $0.directory.list() }
      guard !output.json else {
        return Console.say(["object": "list", "data": .array(workspaces.map { .object($0.json) })])
      }
      guard !workspaces.isEmpty else { return Console.warn("There are no workspaces yet.") }
      let names = Dictionary(uniqueKeysWithValues: workspaces.map { ($0.account, $0.name) })
      var table = Table("NAME", "MODE", "ACCOUNT", "CREATED", "STANDS AT", "BECAUSE", "FORKED FROM")
      for workspace in workspaces {
        table.add(
          workspace.name, workspace.mode.rawValue, workspace.account, workspace.created.isoText,
          workspace.standsAt?.isoText ?? "", workspace.reasonText,
          workspace.forkedFrom.map { names[$0] ?? $0 } ?? "")
      }
      Console.say(table.text)
    }
  }

  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a workspace with everything in it.",
      discussion: "There is no way back. Without --yes the name has to be typed again.")

    @Argument(help: "Its name.")
    var name: String

    @Flag(help: "Delete without asking.")
    var yes = false

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Installation.with(place.settings().place()) { installation in
        let workspace = try await installation.workspace(name)
        try confirm(workspace)
        try await installation.directory.delete(name)
      }
      if output.json {
        Console.say(["object": "workspace", "name": .string(name), "deleted": true])
      } else {
        Console.say("Deleted the workspace \(name).")
      }
    }

    private func confirm(_ workspace: Workspace) throws {
      guard !yes else { return }
      guard Console.isInteractive else {
        throw Complaint(
          .usage, "confirmation_missing", "Deleting \"\(name)\" needs --yes, for there is nobody to ask.")
      }
      let answer = Console.ask(
        "This deletes the \(workspace.mode.rawValue) workspace \(name) for good. Type its name to go on: ")
      guard answer == name else {
        throw Complaint(.refused, "not_confirmed", "That is another name. Nothing was deleted.")
      }
    }
  }
}

extension Workspace {
  var json: JSONObject {
    [
      "object": "workspace", "name": .string(name), "mode": .string(mode.rawValue),
      "account": .string(account),
      "created": .integer(created.seconds), "stands_at": standsAt.map { .integer($0.seconds) } ?? .null,
      "stands_because": standsBecause.map { .string($0.rawValue) } ?? .null,
      "forked_from": forkedFrom.map { .string($0) } ?? .null, "paused": .bool(isPaused),
    ]
  }

  fileprivate var reasonText: String {
    guard let standsBecause else { return "" }
    return isPaused ? "\(standsBecause.rawValue), paused" : standsBecause.rawValue
  }
}

extension InvoiceNumbering: ExpressibleByArgument {}
