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
    var fields: [LogLine.Field] = []
    fields.reserveCapacity(16)
    LogLine.put(metadata, into: &fields)
    if let provided = metadataProvider?.get() { LogLine.put(provided, into: &fields) }
    if let given = event.metadata { LogLine.put(given, into: &fields) }
    if let error = event.error {
      LogLine.put(["error": "\(String(reflecting: type(of: error)))"], into: &fields)
    }
    fields.sort { $0.key < $1.key }
    let line = LogLine(
      time: Date(), level: event.level, label: label, message: event.message.description, fields: fields)
    write(Redaction.redact(format == .json ? line.json : line.text) + "\n")
  }

  /// One call writes one line, so that lines of several tasks do not mix.
  @Sendable static func toStandardError(_ line: String) {
    var line = line
    line.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let written = Foundation.write(STDERR_FILENO, rest.baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
    }
  }
}

/// What one line tells.
struct LogLine {
  typealias Field = (key: String, value: Logger.Metadata.Value)

  let time: Date
  let level: Logger.Level
  let label: String
  let message: String
  /// What belongs to it, by key.
  let fields: [Field]

  /// Adds members, in place of those with the same key. Without the server's own request id: ours is in the
  /// response and in the log.
  static func put(_ members: Logger.Metadata, into fields: inout [Field]) {
    for member in members where member.key != "hb.request.id" {
      if let place = fields.firstIndex(where: { $0.key == member.key }) {
        fields[place].value = member.value
      } else {
        fields.append((member.key, member.value))
      }
    }
  }

  var json: String {
    var writer = JSONWriter(minimumCapacity: 512)
    writer.beginObject()
    writer.key("time")
    writer.value(timeText)
    writer.key("level")
    writer.value(level.rawValue)
    writer.key("logger")
    writer.value(label)
    writer.key("message")
    writer.value(message)
    for field in fields {
      let isTaken = ["time", "level", "logger", "message"].contains(field.key)
      writer.key(text: isTaken ? "metadata.\(field.key)" : field.key)
      if case .string(let text) = field.value {
        writer.value(text)
      } else {
        writer.value(json(of: field.value))
      }
    }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  var text: String {
    let details = fields.map { " \($0.key)=\(json(of: $0.value).plain)" }
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
