/// One request as its handler sees it: who asks, what for, checked and typed.
public struct Call: Sendable {
  public let route: Route
  public let access: Access
  public let parameters: RequestParameters
  public let expansion: Expansion
  /// The part of the list that is wanted; for routes that answer a list.
  public let page: PageRequest
  public let requestID: String
  /// Present when the caller sent a key with a POST.
  public let idempotency: Idempotency?
  public let version: APIVersion
  /// The path as it was asked for, for the `url` of lists.
  public let path: String
  private let identifiers: [String: String]

  init(
    route: Route, access: Access, parameters: RequestParameters, expansion: Expansion, page: PageRequest,
    requestID: String, idempotency: Idempotency?, version: APIVersion, path: String,
    identifiers: [String: String]
  ) {
    self.route = route
    self.access = access
    self.parameters = parameters
    self.expansion = expansion
    self.page = page
    self.requestID = requestID
    self.idempotency = idempotency
    self.version = version
    self.path = path
    self.identifiers = identifiers
  }

  /// The id at `{name}` in the path.
  public func identifier(_ name: String) -> String {
    guard let identifier = identifiers[name] else {
      preconditionFailure("\(route.name) has no {\(name)} in its path")
    }
    return identifier
  }
}
