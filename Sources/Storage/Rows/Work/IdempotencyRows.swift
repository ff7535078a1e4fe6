import Chronology
import Identity

/// What a request finds under its idempotency key.
public enum IdempotencyClaim: Hashable, Sendable {
  /// Nothing: the key is this request's now.
  case fresh
  /// The answer that the first request got.
  case finished(status: Int, body: [UInt8], originalRequest: String)
  /// The first request has not answered; where it asked the gateway something, that answer will finish it.
  case inProgress(errand: String?, requestID: String)
  /// The gateway has answered, and the reply was not made: about this subject it can still be.
  case answered(subject: String, originalRequest: String)
  /// The key was used for another input.
  case differs
}

extension Connection {
  /// Takes the key for a request, or tells what became of the one that has it.
  /// - Parameter fingerprint: a hash of everything that makes two requests the same.
  public func claim(
    _ key: IdempotencyKey, fingerprint: String, requestID: String, at instant: Instant
  ) throws -> IdempotencyClaim {
    let taken = try execute(
      """
      INSERT INTO idempotency (key, fingerprint, state, request_id, created)
      VALUES (:key, :fingerprint, 'started', :request_id, :created)
      ON CONFLICT (key) DO NOTHING
      """,
      ["key": key.text, "fingerprint": fingerprint, "request_id": requestID, "created": instant])
    guard taken == 0 else { return .fresh }
    let claim = try first(
      """
      SELECT fingerprint, state, request_id, attempt, subject, status, body FROM idempotency WHERE key = :key
      """, ["key": key.text]
    ) { try standing($0, of: fingerprint) }
    // Only pruning between the two statements leaves nothing to find; the caller may try again.
    guard let claim else { throw StorageFailure.busy }
    return claim
  }

  private func standing(_ row: any Row, of fingerprint: String) throws -> IdempotencyClaim {
    guard try row.text("fingerprint") == fingerprint else { return .differs }
    let requestID = try row.text("request_id")
    let errand = try row.textOrNil("attempt")
    let subject = try row.textOrNil("subject")
    switch (try row.text("state"), subject) {
    case ("finished", _):
      return .finished(
        status: try row.count("status"), body: try row.bytes("body"), originalRequest: requestID)
    case ("answered", let subject?): return .answered(subject: subject, originalRequest: requestID)
    // Without a subject only the first request can make the reply.
    default: return .inProgress(errand: errand, requestID: requestID)
    }
  }

  /// Whether a key is known, whatever became of it.
  public func isClaimed(_ key: IdempotencyKey) throws -> Bool {
    try first("SELECT 1 AS known FROM idempotency WHERE key = :key", ["key": key.text]) { _ in true } ?? false
  }

  /// Ties a key to what the gateway is asked, an attempt or a refund by its id, whose answer will finish it,
  /// and to what its reply will be about.
  public func await(answerTo errand: String, for key: IdempotencyKey, subject: String?) throws {
    try changeOne(
      "starting a request's errand",
      "UPDATE idempotency SET attempt = :attempt, subject = :subject WHERE key = :key AND state = 'started'",
      ["attempt": errand, "subject": subject, "key": key.text])
  }

  /// The gateway has answered; whoever asks next with the key can be told.
  public func markAnswered(_ errand: String) throws {
    try apply(
      "UPDATE idempotency SET state = 'answered' WHERE attempt = :attempt AND state = 'started'",
      ["attempt": errand])
  }

  /// Keeps the answer for every later request with this key; the first one kept stays.
  public func finish(_ key: IdempotencyKey, status: Int, body: [UInt8]) throws {
    try execute(
      """
      UPDATE idempotency SET state = 'finished', status = :status, body = :body
      WHERE key = :key AND state <> 'finished'
      """, ["status": status, "body": Value.bytes(body), "key": key.text])
  }

  /// Forgets keys claimed before `instant`, oldest first, and tells how many; repeat it until none is left.
  ///
  /// A key whose attempt has no answer yet stays: forgetting it would let its retry pay twice.
  public func prune(olderThan instant: Instant, limit: Int = 1_000) throws -> Int {
    try execute(
      """
      DELETE FROM idempotency WHERE key IN (
        SELECT key FROM idempotency
        WHERE created < :created AND (state <> 'started' OR attempt IS NULL)
        ORDER BY created LIMIT :limit)
      """, ["created": instant, "limit": limit])
  }
}
