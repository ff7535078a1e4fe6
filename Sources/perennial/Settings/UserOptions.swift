import ArgumentParser
import Operations

/// Where a role counts.
struct ScopeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Name of the workspace.", valueName: "name"))
  var workspace: String?

  @Flag(help: "All workspaces, also those to come.")
  var allWorkspaces = false

  var isGiven: Bool { workspace != nil || allWorkspaces }

  func validate() throws {
    if workspace != nil, allWorkspaces {
      throw ValidationError("Say --workspace NAME or --all-workspaces, not both.")
    }
  }

  func require() throws {
    guard isGiven else { throw ValidationError("Say --workspace NAME or --all-workspaces.") }
  }

  func grant(_ role: Role, to email: String, in installation: Installation) async throws {
    if let workspace {
      try await installation.users.grant(role, to: email, in: installation.workspace(workspace))
    } else {
      try await installation.users.grantEverywhere(role, to: email)
    }
  }
}

/// Where a password comes from; never from a flag, which everybody on the machine could see.
struct PasswordOptions: ParsableArguments {
  struct Password {
    let text: String
    /// Whether nobody knows it yet.
    let isNew: Bool
  }

  @Flag(help: "Read the password from the terminal, or from the first line of standard input.")
  var askPassword = false

  func read(_ users: UserDirectory) throws -> Password {
    guard askPassword else { return Password(text: users.newPassword(), isNew: true) }
    guard let text = Console.askSecret("Password: "), !text.isEmpty else {
      throw Complaint(.noInput, "password_missing", "No password was given.")
    }
    guard !Console.isInteractive || Console.askSecret("The same once more: ") == text else {
      throw Complaint(.refused, "password_differs", "These are two passwords. Nothing was changed.")
    }
    return Password(text: text, isNew: false)
  }
}
