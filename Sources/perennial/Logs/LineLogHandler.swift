import Chronology
import Foundation
import Logging
import Notation

/// How log lines look.
enum LogFormat: String, CaseIterable, Sendable {
  /// One JSON object a line, for machines.
  case json
  case text
}

/// Writes every log message as one line to standard error.
///
/// Callers log no secrets and nothing about people. Should a secret slip in all the same, its shape gives it
/// away and it is blacked out here.
struct LineLogHandler: LogHandler {
  let label: String
  let format: LogFormat
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  let write: @Sendable (String) -> Void

  init(
    label: String, format: LogFormat, level: Logger.Level,
    write: @escaping @Sendable (String) -> Void = LineLogHandler.toStandardError
  ) {
    self.label = label
    self.format = format
    self.logLevel = level
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Libraries that tell at `info` what only helps to debug them.
  private static let chattySources: Set = ["Hummingbird", "HummingbirdCore", "ServiceLifecycle"]

  func log(event: LogEvent) {
    if event.level == .info, logLevel == .info, Self.chattySources.contains(event.source) { return }
    var all = metadata
    // The server's own request id; ours is in the response and in the log.
    all["hb.request.id"] = nil
    if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
    if let given = event.metadata { all.merge(given) { _, new in new } }
    if let error = event.error { all["error"] = "\(String(reflecting: type(of: error)))" }
    let line = LogLine(
      time: Date(), level: event.level, label: label, message: event.message.description, metadata: all)
    write(Redaction.redact(format == .json ? line.json.text : line.text) + "\n")
  }

  /// One call writes one line, so that lines of several tasks do not mix.
  @Sendable static func toStandardError(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
  }
}

/// What one line tells.
struct LogLine {
  let time: Date
  let level: Logger.Level
  let label: String
  let message: String
  let metadata: Logger.Metadata

  var json: JSON {
    var object = JSONObject()
    object.append("time", .string(timeText))
    object.append("level", .string(level.rawValue))
    object.append("logger", .string(label))
    object.append("message", .string(message))
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      object[object[key] == nil ? key : "metadata.\(key)"] = json(of: value)
    }
    return .object(object)
  }

  var text: String {
    let details = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\(json(of: $0.value).plain)" }
    let level = level.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
    return "\(timeText.dropFirst(11).dropLast(1)) \(level) \(message)\(details.joined())"
  }

  private var timeText: String {
    let milliseconds = Int64((time.timeIntervalSince1970 * 1000).rounded(.down))
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    return Instant(seconds: milliseconds / 1000).isoText.dropLast() + ".\(fraction)Z"
  }

  private func json(of value: Logger.Metadata.Value) -> JSON {
    switch value {
    case .string(let text): .string(text)
    case .stringConvertible(let value): .string(value.description)
    case .array(let values): .array(values.map(json))
    case .dictionary(let values):
      .object(
        JSONObject(
          uniqueKeysWithValues: values.sorted { $0.key < $1.key }.map { ($0.key, json(of: $0.value)) }))
    }
  }
}

extension JSON {
  /// A text without its quotes, as long as it stays one word.
  fileprivate var plain: String {
    guard let text = string, !text.isEmpty, text.allSatisfy({ !$0.isWhitespace && $0 != "\"" }) else {
      return self.text
    }
    return text
  }
}
