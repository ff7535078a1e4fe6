import Chronology
import Testing

@testable import Operations

@Suite("Codes are those of RFC 6238, and each counts once around its half minute")
struct OneTimeCodeTests {
  @Test(
    "The RFC's own times make the RFC's own codes",
    arguments: [
      (Int64(59), "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
      (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
  func vectors(seconds: Int64, code: String) {
    let secret = Array("12345678901234567890".utf8)
    let step = OneTimeCode.step(at: Instant(seconds: seconds))
    #expect(OneTimeCode.code(of: step, secret: secret, digits: 8) == code)
    #expect(OneTimeCode.code(of: step, secret: secret) == String(code.suffix(6)))
  }

  @Test("A code counts in its half minute, the one before and the one after, and not again")
  func window() {
    let secret = Array("12345678901234567890".utf8)
    let code = OneTimeCode.code(of: 100, secret: secret)
    func step(_ seconds: Int64, after last: Int64 = 0) -> Int64? {
      OneTimeCode.step(of: code, secret: secret, at: Instant(seconds: seconds), after: last)
    }
    #expect(step(2_969) == nil)
    #expect(step(2_970) == 100)
    #expect(step(3_000) == 100)
    #expect(step(3_059) == 100)
    #expect(step(3_060) == nil)
    #expect(step(3_000, after: 99) == 100)
    #expect(step(3_000, after: 100) == nil)
    for other in ["", "\(code)0", String(code.dropLast()), "abcdef", "٠٠٠٠٠٠"] {
      #expect(
        OneTimeCode.step(of: other, secret: secret, at: Instant(seconds: 3_000), after: 0) == nil, "\(other)")
    }
  }

  @Test(
    "Secrets are written as RFC 4648 writes them",
    arguments: [
      ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
      ("foobar", "MZXW6YTBOI"), ("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
    ])
  func base32(plain: String, text: String) {
    #expect(Base32.text(Array(plain.utf8)) == text)
    #expect(Base32.bytes(text) == Array(plain.utf8))
    #expect(Base32.bytes("1\(text)") == nil)
  }

  @Test("An app is told the secret and whose it is")
  func address() {
    #expect(
      OneTimeCode.address(secret: "MZXW6", email: "ada+x@example.com")
        == "otpauth://totp/Perennial:ada%2Bx%40example.com?secret=MZXW6&issuer=Perennial")
  }
}
