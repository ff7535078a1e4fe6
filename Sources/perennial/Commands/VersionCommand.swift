import ArgumentParser

struct VersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the program's version.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    if output.json {
      Console.say(["object": "version", "version": .string(Perennial.version)])
    } else {
      Console.say("perennial \(Perennial.version)")
    }
  }
}
