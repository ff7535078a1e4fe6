import ArgumentParser
import Foundation
import Testing

@testable import perennial

/// Help texts are promises: each is kept in a file, and a change shows as a difference to look at.
/// `PERENNIAL_RECORD=1 swift test --filter HelpTests` writes the files anew.
struct HelpTests {
  private static let records = ProcessInfo.processInfo.environment["PERENNIAL_RECORD"] != nil

  /// Every command by the words that lead to it.
  static let commands: [[String]] = paths(of: Perennial.self, after: [])

  private static func paths(of command: any ParsableCommand.Type, after words: [String]) -> [[String]] {
    [words]
      + command.configuration.subcommands.flatMap { paths(of: $0, after: words + [$0._commandName]) }
  }

  @Test("Every command tells what it does as its file says", arguments: commands)
  func help(words: [String]) async throws {
    let ending = try await Program().run(words + ["--help"])
    #expect(ending.status == 0)
    #expect(ending.errors.isEmpty)
    let name = Self.file(of: words)
    if Self.records {
      let url = Self.source.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(ending.output.utf8).write(to: url)
    } else {
      let kept = try? String(contentsOf: Self.built.appendingPathComponent(name), encoding: .utf8)
      #expect(ending.output == kept, "see Golden/\(name); PERENNIAL_RECORD=1 writes it anew")
    }
  }

  @Test("No file tells of a command that is gone")
  func leftovers() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: Self.built.path)
      .filter { $0.hasSuffix(".txt") }
    #expect(Set(files).subtracting(Self.commands.map(Self.file)).isEmpty)
  }

  @Test("The documentation tells the same exit statuses, settings and commands")
  func documentation() throws {
    let url = Self.source.appendingPathComponent("../../../docs/command-line.md").standardized
    let text = try String(contentsOf: url, encoding: .utf8)
    for status in ExitStatus.allCases {
      #expect(text.contains("| \(status.rawValue) | \(status.meaning) |"))
    }
    for setting in Setting.allCases {
      #expect(text.contains("| `\(setting.flag)` | `\(setting.variable)` | `\(setting.rawValue)` |"))
    }
    for words in Self.commands where !words.isEmpty {
      #expect(text.contains("`perennial \(words.joined(separator: " "))"))
    }
  }

  /// `perennial.txt`, `workspace.txt`, `workspace/create.txt` …
  private static func file(of words: [String]) -> String {
    (words.isEmpty ? "perennial" : words.joined(separator: "/")) + ".txt"
  }

  private static let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")
  private static let built = Bundle.module.bundleURL.appendingPathComponent("Golden")
}
