import Hummingbird

/// What a page's handler answers.
enum SiteAnswer: Sendable {
  case page(HTML, status: Int = 200)
  /// Always to a path of our own, by GET.
  case redirect(String, cookies: [String] = [])
  case asset(Asset)
  /// A table to keep, under this name.
  case file(String, [UInt8])
}

/// Why a request gets no page of its own.
enum SiteRefusal: Error, Hashable, Sendable {
  /// Nothing here, or nothing that this user may see.
  case missing
  case notAllowed
  /// The form was not rendered by this site for this browser, or too long ago.
  case forged
  case unreadable
  case tooLarge
  case signedOut(wanted: String?)

  var status: Int {
    switch self {
    case .missing: 404
    case .notAllowed, .forged: 403
    case .unreadable: 400
    case .tooLarge: 413
    case .signedOut: 303
    }
  }
}

/// The headers of every answer: nobody frames, sniffs or stores a page, nothing runs that is not our own
/// file, and no address goes anywhere else. Positions in charts are style attributes, which run nothing.
enum SiteHeaders {
  static let policy = [
    "default-src 'none'", "script-src 'self'", "connect-src 'self'", "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
  ].joined(separator: "; ")

  static var common: HTTPFields {
    [
      .contentSecurityPolicy: policy, .xContentTypeOptions: "nosniff", .referrerPolicy: "same-origin",
      .frameOptions: "DENY", .openerPolicy: "same-origin", .resourcePolicy: "same-origin",
      .cacheControl: "no-store",
    ]
  }

  /// Those of a page whose address is a secret: it is told to nobody, and found by no search.
  static var shared: [(HTTPFields.Element.Name, String)] {
    [(.referrerPolicy, "no-referrer"), (.robots, "noindex, nofollow, noarchive")]
  }
}

// The element of `HTTPFields` is the header field; its module is not imported by name.
extension HTTPFields.Element.Name {
  static let referrerPolicy = Self("Referrer-Policy")!
  static let robots = Self("X-Robots-Tag")!
  static let frameOptions = Self("X-Frame-Options")!
  static let openerPolicy = Self("Cross-Origin-Opener-Policy")!
  static let resourcePolicy = Self("Cross-Origin-Resource-Policy")!
  static let strictTransport = Self("Strict-Transport-Security")!
  static let requestID = Self("Request-Id")!
  static let disposition = Self("Content-Disposition")!
  static let forwardedFor = Self("X-Forwarded-For")!
  static let fetchSite = Self("Sec-Fetch-Site")!
}
