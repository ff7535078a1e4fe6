import Foundation
import Notation
import Testing

/// A client of a server that may be killed at any moment: it repeats a request under the same key, as the
/// format's own SDKs do, until it is answered.
struct PatientClient: Sendable {
  struct Answer: Sendable {
    let status: Int
    let head: String
    let text: String

    var json: JSON { (try? JSON(parsing: text)) ?? .null }
    var id: String { json["id"]?.string ?? "" }
    var isRepeated: Bool { head.lowercased().contains("idempotent-replayed: true") }
  }

  let key: String
  /// Where a server is now; another one after a crash.
  let port: @Sendable () -> Int

  /// Asks once; nil when the connection broke, or no server is there.
  func once(_ method: String, _ path: String, _ form: String = "", under key: String? = nil) async -> Answer?
  {
    let (port, secret) = (port(), self.key)
    return await withCheckedContinuation { continuation in
      // Sockets block, and the threads of tasks are few.
      Thread.detachNewThread {
        continuation.resume(returning: Self.ask(port, secret, method, path, form, key))
      }
    }
  }

  /// Asks until there is an answer that is neither a broken connection nor "try again".
  func ask(_ method: String, _ path: String, _ form: String = "", under key: String? = nil) async throws
    -> Answer
  {
    var answer: Answer?
    try await until("\(method) \(path) is answered") {
      answer = await once(method, path, form, under: key)
      guard let status = answer?.status else { return false }
      return status != 409 && status != 429 && status < 500
    }
    return try #require(answer)
  }

  /// What a request that must succeed answers.
  @discardableResult
  func done(_ method: String, _ path: String, _ form: String = "", under key: String? = nil) async throws
    -> Answer
  {
    let answer = try await ask(method, path, form, under: key)
    try #require(answer.status == 200, "\(method) \(path): \(answer.text)")
    return answer
  }

  private static func ask(
    _ port: Int, _ secret: String, _ method: String, _ path: String, _ form: String, _ key: String?
  ) -> Answer? {
    guard let connection = try? Connection(port: port) else { return nil }
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    head += "Authorization: Bearer \(secret)\r\nContent-Length: \(form.utf8.count)\r\n"
    if !form.isEmpty { head += "Content-Type: application/x-www-form-urlencoded\r\n" }
    if let key { head += "Idempotency-Key: \(key)\r\n" }
    guard (try? connection.send(head + "\r\n" + form)) != nil else { return nil }
    return answer(connection.rest(patience: 300))
  }

  /// Nil when the text is cut short.
  static func answer(_ text: String) -> Answer? {
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let (head, body) = (String(text[..<end.lowerBound]), String(text[end.upperBound...]))
    guard let status = head.firstMatch(of: /^HTTP\/1\.1 (\d+)/).flatMap({ Int($0.output.1) }),
      let length = head.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap({ Int($0.output.1) }),
      body.utf8.count == length
    else { return nil }
    return Answer(status: status, head: head, text: body)
  }
}

/// Waits for something, patiently: other tests may keep both cores busy.
func until(
  _ what: String, minutes: Int = 10, _ condition: () async throws -> Bool,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let start = ContinuousClock.now
  while try await !condition() {
    if ContinuousClock.now - start > .seconds(60 * minutes) {
      Issue.record("It never happened that \(what)", sourceLocation: sourceLocation)
      throw NeverHappened(what: what)
    }
    try await Task.sleep(for: .milliseconds(25))
  }
}

struct NeverHappened: Error {
  let what: String
}
