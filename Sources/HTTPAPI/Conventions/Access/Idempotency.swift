import Identity

/// What makes a repeated POST the same command: the caller's key and what was asked for.
public struct Idempotency: Hashable, Sendable {
  public let key: IdempotencyKey
  /// Method, path and parameters in canonical order, as one text; whoever stores it may hash it.
  public let fingerprint: String

  public init(key: IdempotencyKey, method: String, path: String, form: Form) {
    self.key = key
    fingerprint = "\(method) \(path)\n\(form.canonicalText)"
  }

  static func refusal(_ text: String) -> APIError {
    text.unicodeScalars.count > 255
      ? APIError(.invalidRequest, "Idempotency keys may be at most 255 characters long.")
      : APIError(.invalidRequest, "The idempotency key holds characters that no key may hold.")
  }

  public static func mismatch(_ key: String) -> APIError {
    APIError(
      .idempotencyMismatch,
      """
      Keys for idempotent requests can only be used with the same parameters they were first used with. Try \
      using a key other than '\(key)' if you meant to execute a different request.
      """)
  }

  public static func inUse(_ key: String) -> APIError {
    APIError(
      .idempotencyKeyInUse,
      """
      There is currently another in-progress request using this idempotency key: \(key). It probably means \
      you submitted twice and the original is still being processed. Please try again later.
      """)
  }
}
