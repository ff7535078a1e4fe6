import Hummingbird
import Identity
import Logging
import Operations

/// The HTTP API: from a request to its answer, always in the same order — find the route, know the caller,
/// limit the rate, read and check the parameters, run the handler, write what comes back.
public struct BillingAPI: HTTPResponder {
  public typealias Context = APIContext

  private let directory: WorkspaceDirectory
  private let routes: RouteTable
  private let settings: APISettings
  private let identifiers: IdentifierSource
  private let rateLimit: RateLimit?
  private let metrics: RequestMetrics
  private let nanoseconds: @Sendable () -> Int64

  /// - Parameters:
  ///   - identifiers: where request ids come from.
  ///   - nanoseconds: a monotonic clock, for rate limits and durations.
  public init(
    directory: WorkspaceDirectory, settings: APISettings = APISettings(),
    identifiers: IdentifierSource = .system(),
    nanoseconds: @escaping @Sendable () -> Int64 = MonotonicClock.now
  ) {
    self.init(
      directory: directory, routes: Resources.routes, settings: settings,
      identifiers: identifiers, nanoseconds: nanoseconds)
  }

  init(
    directory: WorkspaceDirectory, routes: [Route], settings: APISettings, identifiers: IdentifierSource,
    nanoseconds: @escaping @Sendable () -> Int64
  ) {
    self.directory = directory
    self.routes = RouteTable(routes + EmptyLists.routes)
    metrics = RequestMetrics(self.routes, factory: settings.metricsFactory)
    self.settings = settings
    self.identifiers = identifiers
    self.nanoseconds = nanoseconds
    rateLimit = settings.rateLimit.map { RateLimit($0, nanoseconds: nanoseconds) }
  }

  public func respond(to request: Request, context: Context) async throws -> Response {
    let started = nanoseconds()
    var exchange = Exchange(requestID: identifiers.text(prefix: "req"), request: request)
    if exchange.path == "/health" { return await health(exchange) }
    if exchange.path == "/metrics" { return await metrics(settings.metrics, request, context, exchange) }
    metrics.began()
    let outcome: Outcome
    do {
      outcome = try await self.outcome(of: request, &exchange)
    } catch {
      outcome = .error(refused(error, exchange, context.logger))
    }
    let elapsed = nanoseconds() - started
    metrics.ended(exchange, outcome, nanoseconds: elapsed)
    log(exchange, outcome, microseconds: elapsed / 1_000, to: context.logger)
    return exchange.response(outcome)
  }

  private func refused(_ error: any Error, _ exchange: Exchange, _ logger: Logger) -> APIError {
    if let refusal = APIError(refusal: error) { return refusal }
    logger.error(
      "A request failed on our side",
      metadata: ["request_id": "\(exchange.requestID)", "error": "\(String(reflecting: type(of: error)))"])
    return .fault
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
    let caller = try await caller(request)
    exchange.workspace = caller.workspace.record.name
    if let seconds = rateLimit?.secondsToWait(key: caller.keyID) {
      throw APIError(.rateLimit, "Too many requests with this key. Please slow down.", retryAfter: seconds)
    }
    try exchange.readHeaders(request, caller)
    let form = try await form(request)
    let call = try call(match, caller, form, exchange)
    return .answer(try await match.route.handler(call))
  }

  private func caller(_ request: Request) async throws -> Caller {
    guard let header = request.headers[.authorization] else { throw Unauthorized.missing }
    guard let key = APIKey(authorization: header) else { throw Unauthorized.malformed }
    guard key.isPlausible else { throw Unauthorized.unknown(key) }
    if key.isPublishable { throw Unauthorized.publishable }
    do {
      let access = try await directory.authenticate(secret: key.text)
      return Caller(
        workspace: try await directory.open(access.workspace), keyID: access.key.id.text,
        site: settings.site())
    } catch let refusal as AccessRefusal {
      switch refusal {
      case .unknown: throw Unauthorized.unknown(key)
      case .revoked: throw Unauthorized.revoked(key)
      }
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
      guard (request.headers[.contentEncoding] ?? "identity").lowercased() == "identity" else {
        throw APIError(.invalidRequest, "The body of a request may not be compressed (Content-Encoding).")
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
    var bytes: [UInt8] = []
    do {
      for try await buffer in request.body {
        guard bytes.count + buffer.readableBytes <= settings.bodyLimit else { throw tooLarge }
        bytes += buffer.readableBytesView
      }
    } catch let error where error is APIError || error is CancellationError {
      throw error
    } catch {
      // Chunks that are none, or a connection that broke: the caller's, not ours.
      throw APIError(.invalidRequest, "The body of the request could not be read to its end.")
    }
    return bytes
  }

  private func call(
    _ match: RouteTable.Match, _ caller: Caller, _ form: Form, _ exchange: Exchange
  ) throws(APIError) -> Call {
    let parameters = try ParameterSpecification.check(form, against: match.route.parameters)
    let expansion = try Expansion(parameters.strings("expand") ?? [], of: match.route.shape)
    let idempotency = exchange.idempotencyKey.map {
      Idempotency(key: $0, method: match.route.method.rawValue, path: exchange.path, form: form)
    }
    return Call(
      route: match.route, caller: caller, parameters: parameters, expansion: expansion,
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
