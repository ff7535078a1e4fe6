// The command line is documented by hand, so that its page reads well; the rule keeps it whole.
extension Rule {
  static let commands = [commandsDocumented, settingsDocumented]

  private static let page = "docs/command-line.md"

  private static let commandsDocumented = Rule(
    "command_documented",
    samples: [
      Sample(
        [
          "Sources/perennial/A.swift": """
          struct Root { let c = CommandConfiguration(commandName: "perennial", subcommands: [Key.self]) }
          struct Key { let c = CommandConfiguration(commandName: "key", subcommands: [Create.self, List.self])
            struct Create { let c = CommandConfiguration(abstract: "Creates") }
            struct List { let c = CommandConfiguration(commandName: "list") } }
          """, page: "`perennial key create --workspace NAME`",
        ], finds: "Sources/perennial/A.swift:4"),
      Sample(
        [
          "Sources/perennial/A.swift":
            "struct Root { let c = CommandConfiguration(commandName: \"perennial\", subcommands: []) }",
          page: "\n`perennial dance`",
        ], finds: "\(page):2"),
    ]
  ) { repository in
    let commands = repository.commands
    let spans = repository.file(page)?.codeSpans ?? []
    let missing = commands.filter { command in
      command.isLeaf && !spans.contains { $0.span == command.line || $0.span.hasPrefix(command.line + " ") }
    }.map { Finding($0.path, $0.place, "\(page) does not tell of `\($0.line)`. Add its line to the table.") }
    let known = Set(commands.map(\.line) + ["perennial help"])
    let stale = spans.filter { span, _ in
      let words = span.split(separator: " ").prefix {
        $0.allSatisfy { $0.isLowercase || $0 == "-" } && !$0.hasPrefix("-")
      }
      guard words.first == "perennial", words.count > 1 else { return false }
      // `perennial import customers FILE`: the longest beginning that is a command, never just the program.
      return !(2...words.count).contains { known.contains(words.prefix($0).joined(separator: " ")) }
    }.map { Finding(page, $0.line, "There is no command `\($0.span)`.") }
    return missing + stale
  }

  private static let settingsDocumented = Rule(
    "setting_documented",
    samples: [
      Sample(
        [
          "Sources/perennial/A.swift":
            "enum Setting: String {\n  case host\n  case rateLimit = \"rate-limit\"\n}",
          page: "| `--host` | `PERENNIAL_HOST` | `host` |",
        ], finds: "Sources/perennial/A.swift:3")
    ]
  ) { repository in
    let spans = Set(repository.file(page)?.codeSpans.map(\.span) ?? [])
    return repository.swift { $0 == .product }.flatMap { file, _ -> [Finding] in
      guard let swift = file.swift else { return [] }
      return swift.declarations.filter { $0.kind == .enum && $0.name == "Setting" }.flatMap {
        swift.cases(of: $0)
      }
      .compactMap { name, raw, line in
        let key = raw ?? name
        let variable = "PERENNIAL_" + key.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
        let missing = ["--\(key)", variable, key].filter { !spans.contains($0) }
        guard !missing.isEmpty else { return nil }
        return Finding(
          file.path, line, "\(page) lacks \(missing.joined(separator: ", ")). Add the setting's row.")
      }
    }
  }
}

/// A command of the program as its sources declare it.
private struct DeclaredCommand {
  /// `perennial key create`
  let line: String
  let isLeaf: Bool
  let path: String
  let place: Int
}

private struct CommandDeclaration {
  let type: String
  let name: String
  let children: [String]
  let path: String
  let place: Int
}

extension Repository {
  fileprivate var commands: [DeclaredCommand] {
    let declared = swift { $0 == .product }.flatMap { file, _ in file.commandDeclarations }
    let byType = Dictionary(declared.map { ($0.type, $0) }) { first, _ in first }
    func below(_ command: CommandDeclaration, _ before: String) -> [DeclaredCommand] {
      let line = before.isEmpty ? command.name : "\(before) \(command.name)"
      let children = command.children.compactMap { byType["\(command.type).\($0)"] ?? byType[$0] }
      let own = DeclaredCommand(
        line: line, isLeaf: command.children.isEmpty, path: command.path, place: command.place)
      return [own] + children.flatMap { below($0, line) }
    }
    return declared.filter { $0.name == "perennial" }.flatMap { below($0, "") }
  }
}

extension TextFile {
  fileprivate var commandDeclarations: [CommandDeclaration] {
    guard let swift else { return [] }
    let types = swift.declarations.filter { !$0.isFunction }
    return swift.places(of: "CommandConfiguration (").compactMap { index in
      let end = swift.closing(index + 1)
      guard let type = types.last(where: { $0.body?.contains(index) == true }) else { return nil }
      let inside = (index + 2)..<end
      let name = inside.first { swift.text($0) == "commandName" }.flatMap { swift.string(at: $0 + 2) }
      let list = inside.first { swift.text($0) == "subcommands" && swift.isMark("[", at: $0 + 2) }
      let children = list.map { list in
        ((list + 3)..<swift.closing(list + 2)).filter {
          swift.text($0) == "self" && swift.isMark(".", at: $0 - 1)
        }
        .map { swift.text($0 - 2) }
      }
      return CommandDeclaration(
        type: type.path, name: name ?? type.name.lowercased(), children: children ?? [], path: path,
        place: swift.tokens[index].line)
    }
  }
}
