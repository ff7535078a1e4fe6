/// Everything that can be set. One name is the flag (`--rate-limit`), the environment variable
/// (`PERENNIAL_RATE_LIMIT`) and the key in a settings file (`rate-limit`).
enum Setting: String, CaseIterable, Sendable {
  case data
  case postgres
  case host
  case port
  case publicURL = "public-url"
  case rateLimit = "rate-limit"
  case logLevel = "log-level"
  case logFormat = "log-format"
  case metricsToken = "metrics-token"

  var flag: String { "--\(rawValue)" }

  var variable: String {
    "PERENNIAL_" + String(rawValue.uppercased().map { $0 == "-" ? "_" : $0 })
  }

  /// The variable that names the settings file, beside the flag `--config`.
  static let fileVariable = "PERENNIAL_CONFIG"
}

/// One value and who said it, so that a complaint can name the place.
struct GivenSetting: Hashable, Sendable {
  enum Origin: Hashable, Sendable {
    case flag(Setting)
    case environment(Setting)
    case file(path: String, line: Int)
  }

  let text: String
  let origin: Origin

  var place: String {
    switch origin {
    case .flag(let setting): setting.flag
    case .environment(let setting): setting.variable
    case .file(let path, let line): "\(path), line \(line)"
    }
  }

  /// A flag is a matter of usage; what was set up beforehand is a matter of configuration.
  func complaint(_ sentence: String) -> Complaint {
    let status: ExitStatus = if case .flag = origin { .usage } else { .configuration }
    return Complaint(status, "setting_invalid", "\(place): \(sentence)")
  }
}
