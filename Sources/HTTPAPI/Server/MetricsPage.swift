import Hummingbird
import Identity

/// The page at `/metrics`, and who may read it.
public struct MetricsPage: Sendable {
  let mediaType: String
  let token: String?
  let text: @Sendable () async -> String

  /// - Parameters:
  ///   - token: who brings it may read from anywhere; without one only this machine may.
  ///   - text: the page as it is now.
  public init(mediaType: String, token: String?, text: @escaping @Sendable () async -> String) {
    self.mediaType = mediaType
    self.token = token
    self.text = text
  }
}

extension BillingAPI {
  /// For Prometheus: no key of a workspace, no log line. To anybody else there is no such page.
  func metrics(_ page: MetricsPage?, _ request: Request, _ context: Context, _ exchange: Exchange) async
    -> Response
  {
    guard let page, request.method == .get || request.method == .head else {
      return exchange.response(
        .error(.unrecognizedURL(method: request.method.rawValue, path: exchange.path)))
    }
    guard context.isThisMachine(asking: request) || page.isOpened(by: request) else {
      return exchange.response(
        .error(.unrecognizedURL(method: request.method.rawValue, path: exchange.path)))
    }
    var response = exchange.response(.answer(Answer(status: 200, body: Array(await page.text().utf8))))
    response.headers[.contentType] = page.mediaType
    return response
  }
}

extension MetricsPage {
  /// Compared in constant time, so that nobody learns the token letter by letter.
  fileprivate func isOpened(by request: Request) -> Bool {
    guard let token, let header = request.headers[.authorization] else { return false }
    return constantTimeEquals(Array(header.utf8), Array("Bearer \(token)".utf8))
  }
}

/// What the API knows of a request beside the request: a logger, and where it came from.
public struct APIContext: RequestContext {
  public var coreContext: CoreRequestContextStorage
  /// Whether the connection comes from the loopback address.
  let isLoopback: Bool

  public init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    let address = source.channel.remoteAddress?.ipAddress ?? ""
    isLoopback = address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
  }

  /// A proxy on this machine asks for others; it says so in its headers.
  func isThisMachine(asking request: Request) -> Bool {
    isLoopback && Self.proxyHeaders.allSatisfy { request.headers[$0] == nil }
  }

  private static let proxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"]
    .compactMap { HTTPFields.Element.Name($0) }
}
