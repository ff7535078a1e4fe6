import Hummingbird

/// One request and its response.
struct SiteExchange: Sendable {
  let requestID: String
  let method: HTTPRequest.Method
  let path: String
  let query: String
  /// The template of what answers, for the log.
  var route: String?
  var workspace: String?
  /// Whether the address alone opens it, so that nobody else may learn it.
  var isShared = false
  var cookies: [String] = []

  init(requestID: String, request: Request) {
    self.requestID = requestID
    method = request.method
    let parts = (request.head.path ?? "").split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts[0])
    query = parts.count > 1 ? String(parts[1]) : ""
  }

  func response(_ answer: SiteAnswer, settings: DashboardSettings) -> Response {
    var headers = SiteHeaders.common
    headers[.requestID] = requestID
    if isShared { for (name, value) in SiteHeaders.shared { headers[name] = value } }
    if settings.isSecure { headers[.strictTransport] = "max-age=31536000" }
    var set = cookies
    var status = 200
    var bytes: [UInt8] = []
    switch answer {
    case .page(let html, let code):
      status = code
      headers[.contentType] = "text/html; charset=utf-8"
      bytes = Array(html.text.utf8)
    case .redirect(let place, let cookies):
      status = 303
      headers[.location] = place
      set += cookies
    case .asset(let asset):
      headers[.contentType] = asset.type
      headers[.cacheControl] = "public, max-age=31536000, immutable"
      bytes = asset.bytes
    case .file(let name, let content):
      headers[.contentType] = "text/csv; charset=utf-8"
      headers[.disposition] = "attachment; filename=\"\(name)\""
      bytes = content
    }
    for cookie in set { headers.append(.init(name: .setCookie, value: cookie)) }
    let response = Response(
      status: .init(code: status), headers: headers,
      body: bytes.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: bytes)))
    return method == .head ? response.createHeadResponse() : response
  }
}
