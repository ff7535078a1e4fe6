import ArgumentParser
import Logging

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the API and the pages and do what falls due, for every workspace.",
    discussion: """
      Any number of processes may serve the same data. SIGTERM and SIGINT let running requests and jobs end, \
      and stop within seconds. GET /health answers 200 while the database can be reached.
      """)

  @OptionGroup var serving: ServingOptions
  @OptionGroup var place: PlaceOptions

  func run() async throws {
    let settings = try place.settings(serving.flags)
    let server = try Server(settings)
    try await Installation.with(settings.place(), creating: true) { installation in
      if try await installation.directory.list().isEmpty {
        server.logger.notice("there are no workspaces yet: perennial workspace create NAME makes one")
      }
      if try await installation.users.list().isEmpty {
        server.logger.notice("nobody can sign in to the pages yet: perennial user create EMAIL makes a user")
      }
      try await server.run(installation)
    }
  }
}

extension Logger {
  /// The program's log, which libraries log to as well.
  static func forServer(_ settings: Settings) throws(Complaint) -> Logger {
    let level = try settings.logLevel()
    let format = try settings.logFormat() ?? (Console.showsErrorsToPerson ? .text : .json)
    LoggingSystem.bootstrap { label in LineLogHandler(label: label, format: format, level: level) }
    return Logger(label: "perennial")
  }
}
