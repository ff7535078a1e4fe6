import Hummingbird
import Identity
import Logging
import Operations

/// The pages: from a request to its answer, always in the same order — find the route, know the visitor,
/// take only our own forms, know the workspace and what may be done there, run the handler, render what comes
/// back.
public struct DashboardSite: Sendable {
  let users: UserDirectory
  let settings: DashboardSettings
  let cookies: SiteCookies
  private let map: SiteMap
  let identifiers: IdentifierSource

  /// - Parameter identifiers: where request ids and forms' marks come from.
  public init(
    users: UserDirectory, settings: DashboardSettings = DashboardSettings(),
    identifiers: IdentifierSource = .system()
  ) {
    self.users = users
    self.settings = settings
    self.identifiers = identifiers
    cookies = SiteCookies(isSecure: settings.isSecure)
    map = SiteMap(routes: Site.routes)
  }

  /// - Parameter remoteAddress: who opened the connection.
  public func respond(to request: Request, from remoteAddress: String?, logger: Logger) async -> Response {
    let started = ContinuousClock.now
    var exchange = SiteExchange(requestID: identifiers.text(prefix: "req"), request: request)
    let language = cookies.language(in: request)
    let answer = await Language.$current.withValue(language) {
      await self.answer(request, &exchange, from: remoteAddress, logger)
    }
    let response = exchange.response(answer, settings: settings)
    let microseconds = (ContinuousClock.now - started) / .microseconds(1)
    // Never the query, the form or a cookie: they hold personal data and secrets.
    logger.log(
      level: response.status.code >= 500 ? .error : .info, "page",
      metadata: [
        "method": "\(request.method.rawValue)", "route": "\(exchange.route ?? "unrecognized")",
        "status": "\(response.status.code)", "duration_us": "\(Int(microseconds))",
        "request_id": "\(exchange.requestID)", "workspace": "\(exchange.workspace ?? "-")",
      ])
    return response
  }

  private func answer(
    _ request: Request, _ exchange: inout SiteExchange, from remoteAddress: String?, _ logger: Logger
  ) async -> SiteAnswer {
    do {
      return try await handled(request, &exchange, from: remoteAddress)
    } catch SiteRefusal.signedOut(let wanted) {
      return .redirect(wanted.map { "/sign-in?to=\($0)" } ?? "/sign-in")
    } catch let refusal as SiteRefusal {
      return .page(ErrorPage.html(refusal, requestID: exchange.requestID), status: refusal.status)
    } catch let failure as StorageFailure where failure == .busy {
      return .page(ErrorPage.busy(requestID: exchange.requestID), status: 503)
    } catch {
      // Its type alone: values of errors may be somebody's data.
      logger.error(
        "A page failed on our side",
        metadata: [
          "request_id": "\(exchange.requestID)", "error": "\(String(reflecting: type(of: error)))",
        ])
      return .page(ErrorPage.fault(requestID: exchange.requestID), status: 500)
    }
  }

  private func handled(
    _ request: Request, _ exchange: inout SiteExchange, from remoteAddress: String?
  ) async throws -> SiteAnswer {
    let method = request.method == .head ? .get : request.method
    if method == .get, let asset = Asset.at(exchange.path) {
      exchange.route = "/assets/{file}"
      return .asset(asset)
    }
    guard let match = map.match(method, exchange.path) else { throw SiteRefusal.missing }
    exchange.route = match.route.template
    if case .shared(let handler) = match.route.handler {
      exchange.isShared = true
      // Cookies of ours are not asked; the language is the browser's.
      let language = Language(accepting: request.headers[.acceptLanguage])
      return try await Language.$current.withValue(language) {
        try await handler(users.workspaces, match.names)
      }
    }
    let session = cookies.token(cookies.session, in: request)
    let visitor = try await visitor(session)
    if session != nil, visitor == nil { exchange.cookies.append(cookies.clearing(cookies.session)) }
    let browser = try browser(request, &exchange, isNeeded: visitor == nil)
    let token = visitor == nil ? browser : session ?? browser
    if method == .post, session != nil, visitor == nil, match.route.needsVisitor {
      throw SiteRefusal.signedOut(wanted: nil)
    }
    let form = method == .post ? try await form(request, token: token) : FormFields()
    guard let query = FormFields(exchange.query.utf8) else { throw SiteRefusal.unreadable }
    let visit = Visit(
      users: users, cookies: cookies, requestID: exchange.requestID, path: exchange.path,
      place: place(of: exchange), query: query,
      form: form, names: match.names, token: token, visitor: visitor, mark: identifiers.secret(length: 22),
      address: address(request, remoteAddress))
    exchange.workspace = match.names["workspace"]
    return try await run(match.route, visit)
  }

  private func place(of exchange: SiteExchange) -> String {
    guard map.match(.get, exchange.path) != nil else { return "/" }
    return exchange.query.isEmpty ? exchange.path : "\(exchange.path)?\(exchange.query)"
  }

  private func run(_ route: SiteRoute, _ visit: Visit) async throws -> SiteAnswer {
    switch route.handler {
    case .open(let handler): return try await handler(visit)
    case .shared(let handler): return try await handler(users.workspaces, visit.names)
    case .signedIn(let handler):
      guard let visitor = visit.visitor else { throw SiteRefusal.signedOut(wanted: nil) }
      return try await handler(visit, visitor)
    case .room(let permission, let handler):
      guard let visitor = visit.visitor else {
        throw SiteRefusal.signedOut(wanted: route.method == .get ? visit.path : nil)
      }
      // Not granted is not there: names of other workspaces are nobody's business.
      guard let access = visitor.access(to: visit.name("workspace")) else { throw SiteRefusal.missing }
      guard access.powers.allow(permission) else { throw SiteRefusal.notAllowed }
      let workspace = try await users.workspaces.open(access.workspace)
      return try await handler(
        Room(visit: visit, visitor: visitor, workspace: workspace, powers: access.powers))
    }
  }
}
