import ArgumentParser
import Chronology
import Notation
import Operations

struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Create, list and revoke the secret keys of a workspace.",
    subcommands: [Create.self, List.self, Revoke.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Create a secret key and print it.",
      discussion: "It is shown this once; only its hash is kept.")

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var name: String?

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let made = try await Installation.with(place.settings().place()) { installation in
        try await installation.directory.createKey(
          in: installation.workspace(workspace.workspace), name: name)
      }
      guard !output.json else {
        var json = made.key.json
        json["secret_key"] = .string(made.secret)
        return Console.say(.object(json))
      }
      Console.say(
        """
        Created the key \(made.key.id) of the workspace \(workspace.workspace).
        Shown this once: \(made.secret)
        """)
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the keys, revoked ones too.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let keys = try await Installation.with(place.settings().place()) { installation in
        try await installation.directory.keys(of: installation.workspace(workspace.workspace))
      }
      guard !output.json else {
        return Console.say(["object": "list", "data": .array(keys.map { .object($0.json) })])
      }
      guard !keys.isEmpty else { return Console.warn("The workspace has no keys.") }
      var table = Table("ID", "ENDS WITH", "CREATED", "REVOKED", "NAME")
      for key in keys {
        table.add(
          key.id.text, key.hint, key.created.isoText, key.revoked?.isoText ?? "", key.name ?? "")
      }
      Console.say(table.text)
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Revoke a key for good.", discussion: "Every request with it is refused from the next one on."
    )

    @Argument(help: "Its id, as `perennial key list` shows it.")
    var id: String

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Installation.with(place.settings().place()) { installation in
        try await installation.directory.revokeKey(id, in: installation.workspace(workspace.workspace))
      }
      if output.json {
        Console.say(["object": "api_key", "id": .string(id), "revoked": true])
      } else {
        Console.say("Revoked the key \(id).")
      }
    }
  }
}

extension ApiKey {
  var json: JSONObject {
    [
      "object": "api_key", "id": .string(id.text), "name": name.map { .string($0) } ?? .null,
      "last4": .string(hint), "created": .integer(created.seconds),
      "revoked": revoked.map { .integer($0.seconds) } ?? .null,
    ]
  }
}
