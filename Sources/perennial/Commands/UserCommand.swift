import ArgumentParser
import Chronology
import Notation
import Operations

struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: "Create, list, reset and delete the users of the pages, and give them roles.",
    discussion: """
      A viewer looks at a workspace. Support serves customers, finance keeps the papers, an owner does
      everything. Users see only what was granted.
      """,
    subcommands: [
      Create.self, List.self, Reset.self, Grant.self, Revoke.self, Delete.self, UserLogCommand.self,
    ])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Create a user and print a new password.",
      discussion: "The password is shown this once; only its hash is kept. With --ask-password it is yours.")

    @Argument(help: "The e-mail address to sign in with.")
    var email: String

    @Option(
      help: ArgumentHelp("\(roleWords); with --workspace or --all-workspaces.", valueName: "role"),
      transform: readRole)
    var role: Role?

    @OptionGroup var scope: ScopeOptions
    @OptionGroup var password: PasswordOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if (role == nil) != !scope.isGiven {
        throw ValidationError("A role needs --workspace NAME or --all-workspaces, and these need a --role.")
      }
    }

    func run() async throws {
      try await Installation.with(place.settings().place()) { installation in
        if let name = scope.workspace { _ = try await installation.workspace(name) }
        let chosen = try password.read(installation.users)
        let user = try await installation.users.create(email: email, password: chosen.text)
        if let role { try await scope.grant(role, to: user.email, in: installation) }
        try await told(user.email, chosen, "Created", installation, asJSON: output.json)
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the users and what they may.")

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let users = try await Installation.with(place.settings().place()) { try await $0.users.list() }
      guard !output.json else {
        return Console.say(["object": "list", "data": .array(users.map { .object($0.json) })])
      }
      guard !users.isEmpty else { return Console.warn("There are no users yet.") }
      var table = Table("EMAIL", "CREATED", "ALL WORKSPACES", "WORKSPACES")
      for access in users {
        let roles = access.sortedRoles.map { "\($0.name) (\($0.role.rawValue))" }
        table.add(
          access.user.email, access.user.created.isoText, access.user.everywhere?.rawValue ?? "",
          roles.joined(separator: ", "))
      }
      Console.say(table.text)
    }
  }

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give a user a new password, print it, and end every session.",
      discussion: "The password is shown this once; only its hash is kept. With --ask-password it is yours.")

    @Argument(help: "The user's e-mail address.")
    var email: String

    @Flag(help: "Ask for no code any more, for who lost the app and the recovery codes.")
    var withoutTwoFactor = false

    @OptionGroup var password: PasswordOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Installation.with(place.settings().place()) { installation in
        let chosen = try password.read(installation.users)
        try await installation.users.reset(
          email, password: chosen.text, withoutSecondFactor: withoutTwoFactor)
        try await told(email, chosen, "Reset", installation, asJSON: output.json)
      }
    }
  }

  struct Grant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give a user a role, in place of one given before.")

    @Argument(help: "The user's e-mail address.")
    var email: String

    @Option(help: ArgumentHelp("\(roleWords).", valueName: "role"), transform: readRole)
    var role: Role

    @OptionGroup var scope: ScopeOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try scope.require() }

    func run() async throws {
      try await Installation.with(place.settings().place()) { installation in
        try await scope.grant(role, to: email, in: installation)
        try await told(email, nil, "Granted", installation, asJSON: output.json)
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a role back from a user.", discussion: "It works from the user's next page on.")

    @Argument(help: "The user's e-mail address.")
    var email: String

    @OptionGroup var scope: ScopeOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try scope.require() }

    func run() async throws {
      try await Installation.with(place.settings().place()) { installation in
        if let name = scope.workspace {
          try await installation.users.withdraw(from: email, in: installation.workspace(name))
        } else {
          try await installation.users.grantEverywhere(nil, to: email)
        }
        try await told(email, nil, "Revoked", installation, asJSON: output.json)
      }
    }
  }

  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a user and end every session.",
      discussion: "What the user did stays in the journal under the user's id.")

    @Argument(help: "The user's e-mail address.")
    var email: String

    @OptionGroup var place: PlaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Installation.with(place.settings().place()) { try await $0.users.delete(email) }
      if output.json {
        Console.say(["object": "user", "email": .string(email), "deleted": true])
      } else {
        Console.say("Deleted the user \(email).")
      }
    }
  }
}

private let roleWords = "viewer, support, finance or owner"

private func readRole(_ text: String) throws -> Role {
  guard let role = Role(rawValue: text) else { throw ValidationError("A role is \(roleWords).") }
  return role
}

/// Says what was done to a user; a password only when the program made it up.
private func told(
  _ email: String, _ password: PasswordOptions.Password?, _ done: String, _ installation: Installation,
  asJSON: Bool
) async throws {
  let user = try await installation.users.find(email)
  guard let access = try await installation.users.list().first(where: { $0.user.id == user?.id }) else {
    throw UserRefusal.unknown(email)
  }
  let secret = password.flatMap { $0.isNew ? $0.text : nil }
  guard !asJSON else {
    var json = access.json
    if let secret { json["password"] = .string(secret) }
    return Console.say(.object(json))
  }
  let roles = access.sortedRoles.map { "\($0.role.rawValue) of \($0.name)" }
  let all = access.user.everywhere.map { ["\($0.rawValue) of all workspaces"] } ?? []
  let may = all + roles
  Console.say(
    "\(done): \(access.user.email), \(may.isEmpty ? "without a role" : may.joined(separator: ", ")).")
  if let secret { Console.say("Password, shown this once: \(secret)") }
}

extension UserAccess {
  fileprivate var sortedRoles: [(name: String, role: Role)] {
    roles.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  fileprivate var json: JSONObject {
    [
      "object": "user", "id": .string(user.id.text), "email": .string(user.email),
      "created": .integer(user.created.seconds),
      "all_workspaces": user.everywhere.map { .string($0.rawValue) } ?? .null,
      "workspaces": .array(
        sortedRoles.map { ["name": .string($0.name), "role": .string($0.role.rawValue)] }),
    ]
  }
}
