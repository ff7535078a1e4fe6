import Identity

/// What makes a repeated POST the same command: the caller's key and what was asked for.
struct Idempotency: Hashable, Sendable {
  let key: IdempotencyKey
  /// Stands for method, path and parameters in canonical order.
  let fingerprint: String

  init(key: IdempotencyKey, method: String, path: String, form: Form) {
    self.key = key
    fingerprint = Self.fingerprint("\(method) \(path)\n\(form.canonicalText)")
  }

  static func refusal(_ text: String) -> APIError {
    text.unicodeScalars.count > 255
      ? APIError(.invalidRequest, "Idempotency keys may be at most 255 characters long.")
      : APIError(.invalidRequest, "The idempotency key holds characters that no key may hold.")
  }

  /// FNV-1a with 128 bits. No secret hangs on it: who finds two requests with one fingerprint can only fool
  /// himself about his own key.
  private static func fingerprint(_ text: String) -> String {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013B
    for byte in text.utf8 { hash = (hash ^ UInt128(byte)) &* prime }
    return String(hash, radix: 16)
  }
}
