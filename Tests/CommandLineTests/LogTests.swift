import Foundation
import Logging
import Notation
import Synchronization
import Testing

@testable import perennial

struct LogTests {
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
    @Sendable func add(_ line: String) { all.withLock { $0.append(line) } }
    var text: String { all.withLock { $0.joined() } }
  }

  private func logger(_ format: LogFormat, _ level: Logger.Level = .info) -> (Logger, Lines) {
    let lines = Lines()
    let logger = Logger(label: "perennial") {
      LineLogHandler(label: $0, format: format, level: level, write: lines.add)
    }
    return (logger, lines)
  }

  @Test("A line of the log is one JSON object with time, level, message and what belongs to it")
  func json() throws {
    var (logger, lines) = logger(.json)
    logger[metadataKey: "process"] = "p1"
    logger.warning(
      "due work failed\nsadly", metadata: ["workspace": "acme", "message": "other", "tries": ["1", "2"]])
    let text = lines.text
    #expect(text.hasSuffix("}\n") && text.split(separator: "\n").count == 1)
    let json = try JSON(parsing: text)
    #expect(json["time"]?.string?.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) == true)
    #expect(json["level"]?.string == "warning")
    #expect(json["message"]?.string == "due work failed\nsadly")
    #expect(json["metadata.message"]?.string == "other")
    #expect(json["process"]?.string == "p1")
    #expect(json["workspace"]?.string == "acme")
    #expect(json["tries"] == ["1", "2"])
  }

  @Test("For people a line is time, level, message and details")
  func text() {
    let (logger, lines) = logger(.text)
    logger.info("request", metadata: ["status": "200", "agent": "two words"])
    #expect(lines.text.contains(/^\d\d:\d\d:\d\d\.\d\d\d info     request agent="two words" status=200\n$/))
  }

  @Test("What is below the level is not logged")
  func levels() {
    let (logger, lines) = logger(.json, .warning)
    logger.info("no")
    logger.notice("no")
    logger.error("yes")
    #expect(lines.text.split(separator: "\n").count == 1)
  }

  @Test("An error is told by its type, for its values could be somebody's")
  func errors() {
    struct Leak: Error { let mail = "ada@example.com" }
    let (logger, lines) = logger(.json)
    logger.log(level: .error, "failed", error: Leak(), metadata: [:])
    #expect(lines.text.contains("Leak") && !lines.text.contains("ada@"))
  }

  @Test(
    "What has the shape of a secret is blacked out",
    arguments: [
      ("key sk_test_abcDEF123 of", "key sk_test_… of"),
      ("sk_live_abc,rk_test_abc;pk_live_abc", "sk_live_…,rk_test_…;pk_live_…"),
      ("whsec_abc123", "whsec_…"),
      ("postgres://me:hunter2@host/db", "postgres://me:…@host/db"),
      ("postgres://me@host/db", "postgres://me@host/db"),
      ("req_abc cus_abc sk_nothing", "req_abc cus_abc sk_nothing"),
    ])
  func redaction(given: String, told: String) {
    #expect(Redaction.redact(given) == told)
  }
}

struct TableTests {
  @Test("Columns are as wide as they need, and no line ends with spaces")
  func table() {
    var table = Table([("NAME", .leading), ("COUNT", .trailing), ("NOTE", .leading)])
    table.add("long name", "1", "")
    table.add("b", "1000000", "x")
    #expect(
      table.text == """
        NAME         COUNT  NOTE
        long name        1
        b          1000000  x
        """)
  }
}
