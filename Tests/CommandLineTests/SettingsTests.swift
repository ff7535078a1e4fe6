import HTTPAPI
import Logging
import Testing

@testable import perennial

/// Who said what, and what comes of it: `setting | flag | variable | file => outcome`; nothing is `-`.
private let heard = """
  host       | -       | -       | -       => 127.0.0.1
  host       | -       | -       | 10.0.0.3 => 10.0.0.3
  host       | -       | 10.0.0.2 | 10.0.0.3 => 10.0.0.2
  host       | 10.0.0.1 | 10.0.0.2 | 10.0.0.3 => 10.0.0.1
  port       | -       | -       | -       => 8080
  port       | -       | -       | 3       => 3
  port       | -       | 2       | 3       => 2
  port       | 1       | 2       | 3       => 1
  port       | 0       | -       | -       => 0
  port       | 1       | nonsense | nonsense => 1
  public-url | -       | -       | -       => none
  public-url | -       | https://a.example:443/ | - => https://a.example
  rate-limit | -       | -       | -       => none
  rate-limit | -       | -       | 30      => 30
  rate-limit | -       | 20      | 30      => 20
  rate-limit | 0       | 20      | 30      => none
  log-level  | -       | -       | -       => info
  log-level  | -       | -       | error   => error
  log-level  | debug   | warning | error   => debug
  log-format | -       | -       | -       => by terminal
  log-format | -       | json    | text    => json
  log-format | text    | json    | -       => text
  metrics-token | -    | -       | -       => none
  metrics-token | -    | 16-letters-or-so | - => 16-letters-or-so
  """

/// What cannot be: `setting | flag | variable | file => status sentence`.
private let refusedRows = """
  port       | 65536   | -       | -       => 64 --port: A port is a number from 0 to 65535.
  public-url | a.example | -     | -       => 64 --public-url: An address for browsers is like \
  https://billing.example.com, without a path.
  port       | -       | -1      | -       => 78 PERENNIAL_PORT: A port is a number from 0 to 65535.
  port       | -       | -       | eighty  => 78 FILE, line 2: A port is a number from 0 to 65535.
  host       | -       | -       | EMPTY   => 78 FILE, line 2: A host name is missing.
  rate-limit | many    | -       | -       => 64 --rate-limit: A rate limit is a number of requests per second \
  and key, or 0 for none.
  log-level  | -       | loud    | -       => 78 PERENNIAL_LOG_LEVEL: A log level is one of trace, debug, info, \
  notice, warning, error, critical.
  log-format | -       | -       | xml     => 78 FILE, line 2: A log format is one of json, text.
  metrics-token | -    | short   | -       => 78 PERENNIAL_METRICS_TOKEN: A metrics token has 16 characters \
  at least and no spaces.
  """

struct SettingsTests {
  @Test(
    "A flag wins over a variable, a variable over the file, the file over the default",
    arguments: heard.split(separator: "\n").map(String.init))
  func precedence(row: String) throws {
    let (setting, settings, expected) = try read(row)
    #expect(try outcome(of: setting, settings) == expected)
  }

  @Test(
    "What cannot be understood is refused where it was said",
    arguments: refusedRows.split(separator: "\n").map(String.init))
  func refusals(row: String) throws {
    let (setting, settings, expected) = try read(row)
    let complaint = try #require(throws: Complaint.self) { try outcome(of: setting, settings) }
    let path = settings.given(setting).map { $0.place.prefix { $0 != "," } } ?? ""
    let told = complaint.message.replacing(path, with: path.hasPrefix("/") ? "FILE" : path)
    #expect("\(complaint.status.rawValue) \(told)" == expected)
  }

  private func read(_ row: String) throws -> (Setting, Settings, String) {
    let sides = row.split(separator: " => ", maxSplits: 1).map(String.init)
    let cells = sides[0].split(separator: "|").map { $0.trimmingPrefix(while: \.isWhitespace) }
      .map { String($0.prefix { !$0.isWhitespace }) }
    let setting = try #require(Setting(rawValue: cells[0]))
    var file: String?
    if cells[3] != "-" {
      let folder = try TemporaryFolder()
      let text = "# kept\n\(setting.rawValue) = \(cells[3] == "EMPTY" ? "" : cells[3])\n"
      file = try folder.write(text, to: "settings")
      let settings = try Settings(
        flags: cells[1] == "-" ? [:] : [setting: cells[1]], config: file,
        environment: cells[2] == "-" ? [:] : [setting.variable: cells[2]])
      return (setting, settings, sides[1])
    }
    let settings = try Settings(
      flags: cells[1] == "-" ? [:] : [setting: cells[1]],
      environment: cells[2] == "-" ? [:] : [setting.variable: cells[2]])
    return (setting, settings, sides[1])
  }

  private func outcome(of setting: Setting, _ settings: Settings) throws -> String {
    switch setting {
    case .host: try settings.host()
    case .port: "\(try settings.port())"
    case .publicURL: try settings.pages().publicOrigin ?? "none"
    case .rateLimit: try settings.rateLimit().map { "\(Int($0.requestsPerSecond))" } ?? "none"
    case .logLevel: try settings.logLevel().rawValue
    case .logFormat: try settings.logFormat()?.rawValue ?? "by terminal"
    case .metricsToken: try settings.metricsToken() ?? "none"
    case .data, .postgres: "\(try settings.place())"
    }
  }
}

/// Where the data is, as the layers say it.
struct DataPlaceTests {
  private let data = Setting.data.variable
  private let postgres = Setting.postgres.variable

  @Test("The strongest layer that says anything about the place decides alone")
  func layers() throws {
    let both = [data: "/variable"]
    #expect(try Settings(flags: [:], environment: both).place() == .folder("/variable"))
    #expect(try Settings(flags: [.data: "/flag"], environment: both).place() == .folder("/flag"))
    #expect(
      try Settings(flags: [.postgres: "postgres:///flag"], environment: both).place()
        == .postgres("postgres:///flag"))
    #expect(
      try Settings(flags: [.data: "/flag"], environment: [postgres: "postgres:///p"]).place()
        == .folder("/flag"))
  }

  @Test("A folder and PostgreSQL at once are refused, without printing the address")
  func both() throws {
    let complaint = try #require(throws: Complaint.self) {
      try Settings(flags: [.data: "d", .postgres: "postgres://me:secret@host/db"], environment: [:]).place()
    }
    #expect(complaint.status == .usage)
    #expect(!complaint.message.contains("secret"))
    let configured = try #require(throws: Complaint.self) {
      try Settings(flags: [:], environment: [data: "d", postgres: "postgres://me:secret@host/db"]).place()
    }
    #expect(configured.status == .configuration)
    #expect(!configured.message.contains("secret"))
  }

  @Test("No place is refused, unless the command has one of its own; an empty variable says nothing")
  func none() throws {
    let settings = try Settings(flags: [:], environment: [data: "", postgres: ""])
    #expect(try #require(throws: Complaint.self) { try settings.place() }.status == .usage)
    #expect(try settings.place(default: .folder("data/demo")) == .folder("data/demo"))
  }
}

struct SettingsFileTests {
  @Test("A file may have comments, empty lines, spaces and any line ending")
  func lenience() throws {
    let file = try SettingsFile(
      text: "# of our server\r\n\r\n  port=  9000 \r\nlog-level = debug\npostgres = postgres://h/d?a=b",
      path: "f")
    #expect(
      file.values.mapValues(\.text) == [
        .port: "9000", .logLevel: "debug", .postgres: "postgres://h/d?a=b",
      ])
    #expect(file.values[.port]?.place == "f, line 3")
  }

  @Test("Every line that cannot be understood is named")
  func problems() throws {
    let complaint = try #require(throws: Complaint.self) {
      _ = try SettingsFile(text: "prot = 1\nport = 1\nhost\nport = 2\nPORT = 3", path: "f")
    }
    #expect(complaint.status == .configuration)
    #expect(
      complaint.message == """
        The settings file f cannot be used: line 1 has the unknown key "prot"; line 3 is no "key = value"; \
        line 4 gives "port" again; line 5 has the unknown key "PORT". \
        Its keys may be data, postgres, host, port, public-url, rate-limit, log-level, log-format, \
        metrics-token.
        """)
  }

  @Test("A file that is not there is refused; the variable may name it as well")
  func missing() throws {
    let complaint = try #require(throws: Complaint.self) {
      _ = try Settings(flags: [:], environment: ["PERENNIAL_CONFIG": "/nowhere/settings"])
    }
    #expect(complaint.status == .noInput)
  }
}
