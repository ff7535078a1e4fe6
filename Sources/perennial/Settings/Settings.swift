import Dashboard
import Foundation
import HTTPAPI
import Logging

/// What the program is told: flags come first, then the environment, then a settings file, then defaults.
struct Settings: Sendable {
  private let flags: [Setting: String]
  private let environment: [String: String]
  private let file: SettingsFile

  init(
    flags: [Setting: String], config: String? = nil, environment: [String: String]
  ) throws(Complaint) {
    self.flags = flags
    // A variable that is set to nothing is how shells and containers unset one.
    self.environment = environment.filter { !$0.value.isEmpty }
    let path = config ?? self.environment[Setting.fileVariable]
    file = if let path { try SettingsFile(path: path) } else { .empty }
  }

  func given(_ setting: Setting) -> GivenSetting? {
    layers.lazy.compactMap { $0(setting) }.first
  }

  /// From the strongest to the weakest.
  private var layers: [(Setting) -> GivenSetting?] {
    [
      { setting in flags[setting].map { GivenSetting(text: $0, origin: .flag(setting)) } },
      { setting in
        environment[setting.variable].map { GivenSetting(text: $0, origin: .environment(setting)) }
      },
      { setting in file.values[setting] },
    ]
  }

  private func value<Value>(
    _ setting: Setting, default standard: Value, _ read: (String) -> Value?, otherwise sentence: String
  ) throws(Complaint) -> Value {
    guard let given = given(setting) else { return standard }
    guard let value = read(given.text) else { throw given.complaint(sentence) }
    return value
  }
}

extension Settings {
  /// Where the databases are. The strongest layer that says anything about it decides alone, so that a flag
  /// beats a variable of the other kind.
  func place(default standard: DataPlace? = nil) throws(Complaint) -> DataPlace {
    for layer in layers {
      switch (layer(.data), layer(.postgres)) {
      case (let data?, nil): return .folder(data.text)
      case (nil, let postgres?): return .postgres(postgres.text)
      case (let data?, let postgres?):
        throw data.complaint(
          "There is \(postgres.place) as well. Data is in a folder or in PostgreSQL, not both.")
      case (nil, nil): continue
      }
    }
    if let standard { return standard }
    throw Complaint(
      .usage, "place_missing",
      "Say where the data is: --data DIR for a folder, or --postgres URL (\(Setting.data.variable) and "
        + "\(Setting.postgres.variable) do the same).")
  }

  func host() throws(Complaint) -> String {
    try value(.host, default: "127.0.0.1", { $0.isEmpty ? nil : $0 }, otherwise: "A host name is missing.")
  }

  /// 0 is any free port.
  func port() throws(Complaint) -> Int {
    try value(
      .port, default: 8080, { Int($0).flatMap { (0...65_535).contains($0) ? $0 : nil } },
      otherwise: "A port is a number from 0 to 65535.")
  }

  func pages() throws(Complaint) -> DashboardSettings {
    try value(
      .publicURL, default: DashboardSettings(), { DashboardSettings(publicURL: $0) },
      otherwise: "An address for browsers is like https://billing.example.com, without a path.")
  }

  func rateLimit() throws(Complaint) -> RateLimitSettings? {
    let most = try value(
      .rateLimit, default: 0, { Int($0).flatMap { (0...1_000_000).contains($0) ? $0 : nil } },
      otherwise: "A rate limit is a number of requests per second and key, or 0 for none.")
    return most == 0 ? nil : RateLimitSettings(requestsPerSecond: Double(most), burst: most)
  }

  /// Nil leaves `/metrics` to this machine.
  func metricsToken() throws(Complaint) -> String? {
    try value(
      .metricsToken, default: nil,
      // Said in full: a bare `nil` would be taken for "no token is wanted".
      { text -> String?? in
        text.utf8.count >= 16 && !text.contains(where: \.isWhitespace) ? .some(text) : .none
      },
      otherwise: "A metrics token has 16 characters at least and no spaces.")
  }

  func logLevel() throws(Complaint) -> Logger.Level {
    let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
    return try value(
      .logLevel, default: .info, { Logger.Level(rawValue: $0) }, otherwise: "A log level is one of \(names).")
  }

  /// Nil leaves it to where the log goes: text for a terminal, JSON for anything else.
  func logFormat() throws(Complaint) -> LogFormat? {
    let names = LogFormat.allCases.map(\.rawValue).joined(separator: ", ")
    return try value(
      .logFormat, default: nil, { LogFormat(rawValue: $0) }, otherwise: "A log format is one of \(names).")
  }
}

extension Settings {
  /// How long the test gateway takes over a payment. For developers, so no flag and no key in a file.
  static let testGatewayVariable = "PERENNIAL_TEST_GATEWAY_SECONDS"

  static func testGatewayThinks(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(Complaint) -> Duration {
    guard let text = environment[testGatewayVariable], !text.isEmpty else { return .zero }
    guard let seconds = Double(text), (0...3_600).contains(seconds) else {
      throw Complaint(
        .configuration, "setting_invalid", "\(testGatewayVariable): Seconds are a number from 0 to 3600.")
    }
    return .seconds(seconds)
  }
}

/// Where the databases are.
enum DataPlace: Hashable, Sendable {
  /// SQLite files in a folder.
  case folder(String)
  /// A PostgreSQL database. The address may hold a password and is never printed.
  case postgres(String)
}
