/// What can be set about the pages.
public struct DashboardSettings: Sendable {
  /// Where browsers find the pages, such as `https://billing.example.com`, when that is not where this
  /// program listens. With `https` somebody else ends TLS: cookies are sent over TLS only, and the address
  /// of a visitor is the last one of `X-Forwarded-For`.
  public let publicOrigin: String?
  /// Bytes a form may have; more is answered 413.
  public var bodyLimit = 64 * 1024

  var isSecure: Bool { publicOrigin?.hasPrefix("https://") == true }

  public init() { publicOrigin = nil }

  /// Nil for what is no address of a site: a scheme, a host, perhaps a port, and nothing behind it.
  public init?(publicURL text: String) {
    let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
    let lower = bare.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return nil }
    let place = lower.dropFirst(scheme.count)
    guard !place.isEmpty,
      place.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-.:[]".contains($0)) })
    else { return nil }
    // Browsers leave the standard port out of the origin they send.
    let standard = scheme == "https://" ? ":443" : ":80"
    publicOrigin = lower.hasSuffix(standard) ? String(lower.dropLast(standard.count)) : lower
  }
}
