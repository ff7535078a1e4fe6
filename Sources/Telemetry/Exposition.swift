/// Prometheus' text format, version 0.0.4.
enum Exposition {
  /// What the page is sent as.
  static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  static func line(_ name: String, _ labels: String, _ value: String) -> String {
    labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }

  /// Letters, digits, `_` and `:`, no digit first; anything else becomes `_`.
  static func name(_ text: String) -> String {
    plain(text, allowing: "_:")
  }

  /// `method="GET",route="/v1/customers"`, in the order of the names, so that one set of labels is one text.
  static func labels(_ dimensions: [(String, String)]) -> String {
    dimensions.map { (plain($0.0, allowing: "_"), $0.1) }.sorted { $0.0 < $1.0 }
      .map { "\($0.0)=\"\(escaped($0.1, quotes: true))\"" }.joined(separator: ",")
  }

  /// Whole numbers without a fraction; the words for what is no number are Prometheus' own.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func plain(_ text: String, allowing marks: String) -> String {
    let kept = text.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || marks.unicodeScalars.contains(scalar) ? Character(scalar) : "_"
    }
    let name = String(kept)
    return name.first.map { $0.isNumber } ?? true ? "_" + name : name
  }
}

extension Family {
  /// Help, type and every series that has something to tell; nothing at all when none has.
  var text: String {
    let name = description.name
    let lines = series.sorted { $0.key < $1.key }.compactMap { $0.value.lines(of: name, labels: $0.key) }
    guard !lines.isEmpty else { return "" }
    let help =
      description.help.isEmpty
      ? "" : "# HELP \(name) \(Exposition.escaped(description.help, quotes: false))\n"
    return help + "# TYPE \(name) \(description.kind.rawValue)\n" + lines.joined().joined()
  }
}

extension MetricsRegistry {
  public static let mediaType = Exposition.mediaType
}
