import Hummingbird
import Identity

/// What a request turned into.
enum Outcome: Sendable {
  case answer(Answer)
  case error(APIError)
  /// The answer to OPTIONS.
  case methods([String])

  var status: Int {
    switch self {
    case .answer(let answer): answer.status
    case .error(let error): error.status
    case .methods: 204
    }
  }
}

/// One request and its response: what the headers say in both directions.
struct Exchange: Sendable {
  let requestID: String
  let method: HTTPRequest.Method
  /// Without the query.
  let path: String
  var route: Route?
  var workspace: String?
  private(set) var version = APIVersion.pinned
  private(set) var idempotencyKey: IdempotencyKey?

  init(requestID: String, request: Request) {
    self.requestID = requestID
    method = request.method
    path = String((request.head.path ?? "").prefix { $0 != "?" && $0 != "#" })
  }

  mutating func readHeaders(_ request: Request, _ caller: Caller) throws(APIError) {
    if let text = request.headers[.stripeVersion] {
      guard let version = APIVersion(text) else { throw APIVersion.refusal(text) }
      self.version = version
    }
    // Keys have no effect on other methods, which repeat safely by themselves.
    if method == .post, let text = request.headers[.idempotencyKey] {
      guard let key = IdempotencyKey(text) else { throw Idempotency.refusal(text) }
      idempotencyKey = key
    }
    // Acting for another account is not offered; doing it silently for this one would be wrong.
    for account in [request.headers[.stripeAccount], request.headers[.stripeContext]] {
      if let account, account != caller.accountID { throw Unauthorized.account(account) }
    }
  }

  func response(_ outcome: Outcome) -> Response {
    var headers = securityHeaders
    headers[.requestID] = requestID
    headers[.stripeVersion] = version.text
    if let idempotencyKey { headers[.idempotencyKey] = idempotencyKey.text }
    let body: [UInt8]
    switch outcome {
    case .answer(let answer):
      body = answer.body
      headers[.contentType] = answer.mediaType
      if let original = answer.originalRequestID {
        headers[.originalRequest] = original
        headers[.idempotentReplayed] = "true"
        // Asking once more would bring the same stored answer.
        if answer.status >= 400 { headers[.stripeShouldRetry] = "false" }
      }
    case .error(let error):
      body = error.body
      headers[.contentType] = "application/json"
      if let seconds = error.retryAfter { headers[.retryAfter] = String(seconds) }
      if error.status == 401 { headers[.wwwAuthenticate] = "Basic realm=\"API\"" }
      if let retry = error.shouldRetry { headers[.stripeShouldRetry] = retry ? "true" : "false" }
    case .methods(let methods):
      body = []
      headers[.allow] = methods.joined(separator: ", ")
    }
    let response = Response(
      status: .init(code: outcome.status), headers: headers,
      body: body.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: body)))
    return method == .head ? response.createHeadResponse() : response
  }

  /// Answers are for one caller and for machines: nobody stores them, no page shows or frames them.
  private var securityHeaders: HTTPFields {
    [
      .cacheControl: "no-cache, no-store",
      .contentSecurityPolicy:
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      .referrerPolicy: "no-referrer",
      .xContentTypeOptions: "nosniff",
    ]
  }
}

extension APIError {
  /// What SDKs are told about trying again, where the status alone would mislead them.
  fileprivate var shouldRetry: Bool? {
    switch code {
    case .rateLimit, .lockTimeout, .idempotencyKeyInUse, .unavailable: true
    default: nil
    }
  }
}

// The element of `HTTPFields` is the header field; its module is not imported by name.
extension HTTPFields.Element.Name {
  static let idempotencyKey = Self("Idempotency-Key")!
  static let idempotentReplayed = Self("Idempotent-Replayed")!
  static let originalRequest = Self("Original-Request")!
  static let referrerPolicy = Self("Referrer-Policy")!
  static let requestID = Self("Request-Id")!
  static let stripeAccount = Self("Stripe-Account")!
  static let stripeContext = Self("Stripe-Context")!
  static let stripeShouldRetry = Self("Stripe-Should-Retry")!
  static let stripeVersion = Self("Stripe-Version")!
}
