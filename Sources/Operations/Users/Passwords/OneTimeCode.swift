import Chronology
import Crypto
import Identity

/// Codes that an app and this program make alike of a shared secret and the time: RFC 6238 with SHA-1, half
/// minutes and six digits, which is what every app takes.
enum OneTimeCode {
  static let stepSeconds: Int64 = 30
  static let digits = 6

  /// The half minute that an instant lies in, counted from 1970.
  static func step(at instant: Instant) -> Int64 { max(0, instant.seconds) / stepSeconds }

  /// The code of a half minute, with its zeros in front.
  static func code(of step: Int64, secret: [UInt8], digits: Int = digits) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    let hash = Array(
      HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    // RFC 4226 takes four bytes from where the last one points to, without the sign.
    let start = Int(hash[hash.count - 1] & 0x0F)
    let number = hash[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let divisor = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
    let text = String(number % divisor)
    return String(repeating: "0", count: digits - text.count) + text
  }

  /// The half minute of a code that was typed, at most one before or after now; nil for another code.
  /// - Parameter last: the one whose code was taken last; it and earlier ones count no more.
  static func step(of code: String, secret: [UInt8], at instant: Instant, after last: Int64) -> Int64? {
    let typed = Array(code.utf8)
    let now = step(at: instant)
    return [now, now - 1, now + 1].first { step in
      step > last && constantTimeEquals(typed, Array(Self.code(of: step, secret: secret).utf8))
    }
  }

  /// What an app reads or is told, with the name that it shows.
  static func address(secret: String, email: String) -> String {
    let name = email.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
    return "otpauth://totp/Perennial:\(name)?secret=\(secret)&issuer=Perennial"
  }
}

/// Bytes as people and apps pass them on: RFC 4648 without its filling.
enum Base32 {
  private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  static func text(_ bytes: some Sequence<UInt8>) -> String {
    var (text, held, count): ([UInt8], UInt16, Int) = ([], 0, 0)
    for byte in bytes {
      held = held << 8 | UInt16(byte)
      count += 8
      while count >= 5 {
        count -= 5
        text.append(signs[Int(held >> UInt16(count) & 31)])
      }
      held &= (1 << UInt16(count)) - 1
    }
    if count > 0 { text.append(signs[Int(held << UInt16(5 - count) & 31)]) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for text with other signs.
  static func bytes(_ text: String) -> [UInt8]? {
    var (bytes, held, count): ([UInt8], UInt16, Int) = ([], 0, 0)
    for sign in text.utf8 {
      guard let value = signs.firstIndex(of: sign) else { return nil }
      held = held << 5 | UInt16(value)
      count += 5
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(held >> UInt16(count)))
        held &= (1 << UInt16(count)) - 1
      }
    }
    return bytes
  }
}
