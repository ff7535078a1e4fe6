import Hummingbird
import Identity
import Logging

/// The HTTP API: from a request to its answer, always in the same order — find the route, know the caller,
/// limit the rate, read and check the parameters, run the handler, write what comes back.
public struct BillingAPI: HTTPResponder {
  public typealias Context = BasicRequestContext

  let routes: RouteTable
  let authenticator: any Authenticating
  let settings: APISettings
  let identifiers: IdentifierSource
  private let rateLimit: RateLimit?
  private let nanoseconds: @Sendable () -> Int64

  /// - Parameters:
  ///   - identifiers: where request ids come from.
  ///   - nanoseconds: a monotonic clock, for rate limits and durations.
  public init(
    routes: [Route], authenticator: any Authenticating, settings: APISettings = APISettings(),
    identifiers: IdentifierSource = .system(),
    nanoseconds: @escaping @Sendable () -> Int64 = MonotonicClock.now
  ) {
    self.routes = RouteTable(routes + EmptyLists.routes)
    self.authenticator = authenticator
    self.settings = settings
    self.identifiers = identifiers
    self.nanoseconds = nanoseconds
    rateLimit = settings.rateLimit.map { RateLimit($0, nanoseconds: nanoseconds) }
  }

  public func respond(to request: Request, context: Context) async throws -> Response {
    let started = nanoseconds()
    var exchange = Exchange(requestID: identifiers.text(prefix: "req"), request: request)
    if exchange.path == "/health" { return await health(exchange) }
    let outcome: Outcome
    do {
      outcome = try await self.outcome(of: request, &exchange)
    } catch let error as APIError {
      outcome = .error(error)
    } catch {
      context.logger.error(
        "A request failed on our side",
        metadata: ["request_id": "\(exchange.requestID)", "error": "\(String(reflecting: error))"])
      outcome = .error(.fault)
    }
    log(exchange, outcome, microseconds: (nanoseconds() - started) / 1_000, to: context.logger)
    return exchange.response(outcome)
  }

  private func outcome(of request: Request, _ exchange: inout Exchange) async throws -> Outcome {
    if request.method == .options {
      let methods = routes.methods(exchange.path)
      guard !methods.isEmpty else { throw APIError.unrecognizedURL(method: "OPTIONS", path: exchange.path) }
      return .methods(methods + ["OPTIONS"] + (methods.contains("GET") ? ["HEAD"] : []))
    }
    let method = request.method == .head ? .get : request.method
    guard let match = routes.match(method, exchange.path) else {
      throw APIError.unrecognizedURL(method: request.method.rawValue, path: exchange.path)
    }
    exchange.route = match.route
    let access = try await access(request, &exchange)
    if let seconds = rateLimit?.secondsToWait(key: access.keyID) {
      throw APIError(.rateLimit, "Too many requests with this key. Please slow down.", retryAfter: seconds)
    }
    try exchange.readHeaders(request, access)
    let form = try await form(request)
    let call = try call(match, access, form, exchange)
    return .answer(try await match.route.handler(call))
  }

  private func access(_ request: Request, _ exchange: inout Exchange) async throws -> Access {
    guard let header = request.headers[.authorization] else { throw AccessRefusal.missing }
    guard let key = APIKey(authorization: header) else { throw AccessRefusal.malformed }
    guard key.isPlausible else { throw AccessRefusal.unknown(key) }
    if key.isPublishable { throw AccessRefusal.publishable }
    switch try await authenticator.authenticate(key.text) {
    case .granted(let access):
      exchange.workspace = access.workspace.name
      return access
    case .unknown: throw AccessRefusal.unknown(key)
    case .revoked: throw AccessRefusal.revoked(key)
    case .wrongMode: throw AccessRefusal.wrongMode(key)
    }
  }

  /// Query and body say the same kind of thing, and whichever way an SDK sends them they are read.
  private func form(_ request: Request) async throws -> Form {
    var parser = FormParser(limits: settings.formLimits)
    if let query = request.head.path?.split(separator: "?", maxSplits: 1).dropFirst().first {
      try parser.add(Array(query.utf8))
    }
    let body = try await body(request)
    if !body.isEmpty {
      let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
      guard type == nil || type == "application/x-www-form-urlencoded" else {
        throw APIError(
          .invalidRequest,
          "Invalid request (check that your POST content type is application/x-www-form-urlencoded).")
      }
      try parser.add(body)
    }
    return parser.form
  }

  private func body(_ request: Request) async throws -> [UInt8] {
    let tooLarge = APIError(
      .bodyTooLarge, "The body of a request may have at most \(settings.bodyLimit) bytes.")
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > settings.bodyLimit {
      throw tooLarge
    }
    do {
      let buffer = try await request.body.collect(upTo: settings.bodyLimit)
      return Array(buffer.readableBytesView)
    } catch let error as HTTPError where error.status == .contentTooLarge {
      throw tooLarge
    }
  }

  private func call(
    _ match: RouteTable.Match, _ access: Access, _ form: Form, _ exchange: Exchange
  ) throws(APIError) -> Call {
    let parameters = try ParameterSpecification.check(form, against: match.route.parameters)
    let expansion = try Expansion(parameters.strings("expand") ?? [], of: match.route.shape)
    let idempotency = exchange.idempotencyKey.map {
      Idempotency(key: $0, method: match.route.method.rawValue, path: exchange.path, form: form)
    }
    return Call(
      route: match.route, access: access, parameters: parameters, expansion: expansion,
      page: try PageRequest(parameters), requestID: exchange.requestID, idempotency: idempotency,
      version: exchange.version, path: exchange.path, identifiers: match.identifiers)
  }

  /// For load balancers: no key, no log line.
  private func health(_ exchange: Exchange) async -> Response {
    let isWell = await settings.isHealthy()
    let body = Array((isWell ? #"{"status":"ok"}"# : #"{"status":"unavailable"}"#).utf8)
    return exchange.response(.answer(Answer(status: isWell ? 200 : 503, body: body)))
  }
}
