import Hummingbird
import Operations

/// One page or form: its method, its path, who may come, and what it does.
struct SiteRoute: Sendable {
  enum Handler: Sendable {
    /// For everybody, signed in or not.
    case open(@Sendable (Visit) async throws -> SiteAnswer)
    /// For whoever was given the address. No cookie is read or set, and no robot keeps what it sees.
    case shared(@Sendable (WorkspaceDirectory, [String: String]) async throws -> SiteAnswer)
    /// For whoever is signed in.
    case signedIn(@Sendable (Visit, Visitor) async throws -> SiteAnswer)
    /// Below `/w/{workspace}`, for whoever may do that there.
    case room(Permission, @Sendable (Room) async throws -> SiteAnswer)
  }

  let method: HTTPRequest.Method
  /// `/w/{workspace}/customers/{customer}`
  let template: String
  let handler: Handler
  private let segments: [Substring]

  init(_ method: HTTPRequest.Method, _ template: String, _ handler: Handler) {
    self.method = method
    self.template = template
    self.handler = handler
    segments = template.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
  }

  /// A page of a workspace, for everybody who may look.
  static func look(_ rest: String, _ handler: @escaping @Sendable (Room) async throws -> SiteAnswer) -> Self {
    Self(.get, "/w/{workspace}\(rest)", .room(.look, handler))
  }

  /// A form of a workspace, with what its two methods do.
  /// - Parameter permission: what whoever opens and sends it must be allowed to do.
  static func form(
    _ rest: String, needs permission: Permission,
    show: @escaping @Sendable (Room) async throws -> SiteAnswer,
    send: @escaping @Sendable (Room) async throws -> SiteAnswer
  ) -> [Self] {
    [
      Self(.get, "/w/{workspace}\(rest)", .room(permission, show)),
      Self(.post, "/w/{workspace}\(rest)", .room(permission, send)),
    ]
  }

  var needsVisitor: Bool {
    switch handler {
    case .open, .shared: false
    case .signedIn, .room: true
    }
  }

  /// What the path puts in the place of the names; nil for another path. Ids need no percent signs.
  func names(in path: [Substring]) -> [String: String]? {
    guard path.count == segments.count else { return nil }
    var names: [String: String] = [:]
    for (segment, given) in zip(segments, path) {
      if segment.hasPrefix("{") {
        guard !given.isEmpty, given.utf8.count <= 255, !given.contains("%") else { return nil }
        names[String(segment.dropFirst().dropLast())] = String(given)
      } else if segment != given {
        return nil
      }
    }
    return names
  }
}

/// All routes; words come before names, so that `customers/new` is a form and no customer.
struct SiteMap: Sendable {
  let routes: [SiteRoute]

  func match(_ method: HTTPRequest.Method, _ path: String) -> (route: SiteRoute, names: [String: String])? {
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard path.hasPrefix("/"), segments.count <= 8 else { return nil }
    return routes.lazy.filter { $0.method == method }
      .compactMap { route in route.names(in: segments).map { (route, $0) } }
      .min { $0.1.count < $1.1.count }
  }
}
