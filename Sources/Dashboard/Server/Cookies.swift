import Hummingbird

/// The two cookies: who is signed in, and until then which browser it is.
///
/// Scripts cannot read them, other sites' forms do not send them, and over TLS their names promise that
/// nobody but this host set them.
struct SiteCookies: Sendable {
  let isSecure: Bool

  var session: String { isSecure ? "__Host-session" : "session" }
  var browser: String { isSecure ? "__Host-browser" : "browser" }

  func setting(_ name: String, to value: String) -> String {
    "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")"
  }

  /// The language that was chosen, for a year.
  func choosing(_ language: Language) -> String {
    setting("language", to: language.rawValue) + "; Max-Age=31536000"
  }

  func language(in request: Request) -> Language {
    request.cookies["language"].flatMap { Language(rawValue: $0.value) }
      ?? Language(accepting: request.headers[.acceptLanguage])
  }

  func clearing(_ name: String) -> String { setting(name, to: "") + "; Max-Age=0" }

  /// A token has letters and digits only; anything else was not made here.
  func token(_ name: String, in request: Request) -> String? {
    guard let value = request.cookies[name]?.value, (16...64).contains(value.utf8.count),
      value.utf8.allSatisfy({ byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
      })
    else { return nil }
    return value
  }
}
