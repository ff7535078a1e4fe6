import Crypto
import Identity

/// What a form must carry to show that this site rendered it for this browser: another site can send a form
/// here with the browser's cookie, but cannot read the cookie and so cannot know this.
public enum FormProof {
  /// Derived from the token in the cookie, so nothing more is kept; the token does not follow from it.
  public static func proof(for token: String) -> String {
    let key = SymmetricKey(data: Array(token.utf8))
    return hexadecimal(HMAC<SHA256>.authenticationCode(for: Array("perennial form".utf8), using: key))
  }

  public static func isProof(_ text: String, for token: String) -> Bool {
    constantTimeEquals(Array(text.utf8), Array(proof(for: token).utf8))
  }

  /// Tells two forms apart without keeping what was typed into them.
  public static func digest(_ form: String) -> String { hexadecimal(SHA256.hash(data: Array(form.utf8))) }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }.joined()
  }
}
