import Hummingbird
import Operations

// What stands before every handler: who comes, and whether a form is ours.
extension DashboardSite {
  func visitor(_ session: String?) async throws -> Visitor? {
    guard let session else { return nil }
    return try await users.visitor(token: session)
  }

  /// The browser's own token, for the forms of somebody who is not signed in yet.
  func browser(_ request: Request, _ exchange: inout SiteExchange, isNeeded: Bool) throws -> String {
    if let known = cookies.token(cookies.browser, in: request) { return known }
    let token = identifiers.secret(length: 43)
    if isNeeded, request.method == .get {
      exchange.cookies.append(cookies.setting(cookies.browser, to: token))
    }
    return token
  }

  /// Reads a form that this site rendered for this browser.
  /// - Throws: ``SiteRefusal/forged`` for one that another site sends, or whose proof is another token's.
  func form(_ request: Request, token: String) async throws -> FormFields {
    guard isFromHere(request) else { throw SiteRefusal.forged }
    let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
    guard type == "application/x-www-form-urlencoded" else { throw SiteRefusal.unreadable }
    guard let form = FormFields(try await body(request)) else { throw SiteRefusal.unreadable }
    guard FormProof.isProof(form.exactly(FormMark.proof), for: token) else { throw SiteRefusal.forged }
    return form
  }

  /// Browsers say which site a form comes from. One that says nothing is held to the proof alone.
  private func isFromHere(_ request: Request) -> Bool {
    if let site = request.headers[.fetchSite], site != "same-origin", site != "none" { return false }
    guard let origin = request.headers[.origin]?.lowercased() else { return true }
    if let known = settings.publicOrigin { return origin == known }
    guard let host = request.head.authority?.lowercased() else { return false }
    return origin == "http://\(host)" || origin == "https://\(host)"
  }

  private func body(_ request: Request) async throws -> [UInt8] {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > settings.bodyLimit {
      throw SiteRefusal.tooLarge
    }
    do {
      return Array(try await request.body.collect(upTo: settings.bodyLimit).readableBytesView)
    } catch let error as HTTPError where error.status == .contentTooLarge {
      throw SiteRefusal.tooLarge
    }
  }

  /// Where a visitor is. Only what our own proxy wrote last can be believed, and there is one only when it
  /// ends TLS.
  func address(_ request: Request, _ remoteAddress: String?) -> String {
    let forwarded = request.headers[.forwardedFor]?.split(separator: ",").last
      .map { String($0.filter { !$0.isWhitespace }) }
    return (settings.isSecure ? forwarded : nil) ?? remoteAddress ?? "unknown"
  }
}
