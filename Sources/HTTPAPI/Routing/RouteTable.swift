import Hummingbird

/// All routes, found by method and path.
struct RouteTable: Sendable {
  let routes: [Route]
  private let root: Node

  /// Routes must differ in method or path; two that could both answer are a fault.
  init(_ routes: [Route]) {
    self.routes = routes.enumerated().map { place, route in
      var route = route
      route.place = place
      return route
    }
    var root = Node()
    for route in self.routes { root.insert(route, at: route.path.segments[...]) }
    self.root = root
  }

  struct Match: Sendable {
    let route: Route
    let identifiers: [String: String]
  }

  /// Words are preferred to ids: `POST /v1/invoices/create_preview` is not the invoice of that name, though
  /// `DELETE` of the same path may be.
  func match(_ method: HTTPRequest.Method, _ path: some StringProtocol) -> Match? {
    guard let names = names(path) else { return nil }
    var identifiers: [String: String] = [:]
    guard let route = root.route(method, at: names[...], &identifiers) else { return nil }
    return Match(route: route, identifiers: identifiers)
  }

  /// The methods this path answers, by name.
  func methods(_ path: some StringProtocol) -> [String] {
    guard let names = names(path) else { return [] }
    return root.methods(at: names[...]).map(\.rawValue).sorted()
  }

  private func names(_ path: some StringProtocol) -> [String]? {
    guard path.hasPrefix("/") else { return nil }
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard segments.count <= 16 else { return nil }
    var names: [String] = []
    names.reserveCapacity(segments.count)
    for segment in segments {
      guard let name = PercentDecoding.segment(Substring(segment)), !name.isEmpty else { return nil }
      names.append(name)
    }
    return names
  }
}

private struct Node: Sendable {
  var routes: [HTTPRequest.Method: Route] = [:]
  var words: [String: Node] = [:]
  /// Below an id, by the name the template gives it.
  var identified: [String: Node] = [:]

  mutating func insert(_ route: Route, at segments: ArraySlice<PathTemplate.Segment>) {
    switch segments.first {
    case .word(let word)?: words[word, default: Node()].insert(route, at: segments.dropFirst())
    case .identifier(let name)?: identified[name, default: Node()].insert(route, at: segments.dropFirst())
    case nil:
      precondition(routes[route.method] == nil, "\(route.name) is declared twice")
      routes[route.method] = route
    }
  }

  func route(
    _ method: HTTPRequest.Method, at names: ArraySlice<String>, _ identifiers: inout [String: String]
  ) -> Route? {
    guard let first = names.first else { return routes[method] }
    if let found = words[first]?.route(method, at: names.dropFirst(), &identifiers) { return found }
    for (name, child) in identified {
      if let found = child.route(method, at: names.dropFirst(), &identifiers) {
        identifiers[name] = first
        return found
      }
    }
    return nil
  }

  func methods(at names: ArraySlice<String>) -> Set<HTTPRequest.Method> {
    guard let first = names.first else { return Set(routes.keys) }
    let children = [words[first]].compactMap { $0 } + identified.values
    return children.reduce(into: []) { $0.formUnion($1.methods(at: names.dropFirst())) }
  }
}
