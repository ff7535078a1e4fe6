import ArgumentParser
import Foundation

/// Where the data is; every command that works with data takes these.
struct PlaceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder with the data, kept in SQLite files.", valueName: "dir"))
  var data: String?

  @Option(help: ArgumentHelp("Address of a PostgreSQL database with the data.", valueName: "url"))
  var postgres: String?

  @Option(
    help: ArgumentHelp(
      "File of \"key = value\" settings; flags and PERENNIAL_… variables win over it.", valueName: "file"))
  var config: String?

  func settings(_ others: [Setting: String?] = [:]) throws(Complaint) -> Settings {
    var flags = others.compactMapValues { $0 }
    flags[.data] = data
    flags[.postgres] = postgres
    return try Settings(flags: flags, config: config, environment: ProcessInfo.processInfo.environment)
  }
}

/// How the server listens and logs.
struct ServingOptions: ParsableArguments {
  @Option(help: "Address to listen on. (default: 127.0.0.1)")
  var host: String?

  @Option(help: "Port to listen on, 0 for any free one. (default: 8080)")
  var port: String?

  @Option(
    help: ArgumentHelp(
      "Where browsers find the pages, such as https://billing.example.com, when somebody else ends TLS.",
      valueName: "url"))
  var publicURL: String?

  @Option(
    help: ArgumentHelp(
      "Requests a second that one key may make, 0 for any. (default: 0)", valueName: "number"))
  var rateLimit: String?

  @Option(
    help: ArgumentHelp(
      "trace, debug, info, notice, warning, error or critical. (default: info)", valueName: "level"))
  var logLevel: String?

  @Option(
    help: ArgumentHelp("json or text. (default: text on a terminal, json otherwise)", valueName: "format"))
  var logFormat: String?

  @Option(
    help: ArgumentHelp(
      "What opens /metrics to other machines. Better set as a variable or in a file.", valueName: "token"))
  var metricsToken: String?

  var flags: [Setting: String?] {
    [
      .host: host, .port: port, .publicURL: publicURL, .rateLimit: rateLimit, .logLevel: logLevel,
      .logFormat: logFormat, .metricsToken: metricsToken,
    ]
  }
}

/// Which workspace a command is about.
struct WorkspaceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Name of the workspace.", valueName: "name"))
  var workspace: String
}

/// How a command prints.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print JSON, errors too.")
  var json = false
}
