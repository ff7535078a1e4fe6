import Journal
import Operations

/// One request as its handler sees it: who asks, what for, checked and typed.
struct Call: Sendable {
  let route: Route
  let caller: Caller
  let parameters: RequestParameters
  let expansion: Expansion
  /// The part of the list that is wanted; for routes that answer a list.
  let page: PageRequest
  let requestID: String
  /// Present when the caller sent a key with a POST.
  let idempotency: Idempotency?
  let version: APIVersion
  /// The path as it was asked for, for the `url` of lists.
  let path: String
  private let identifiers: [String: String]

  init(
    route: Route, caller: Caller, parameters: RequestParameters, expansion: Expansion, page: PageRequest,
    requestID: String, idempotency: Idempotency?, version: APIVersion, path: String,
    identifiers: [String: String]
  ) {
    self.route = route
    self.caller = caller
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
  func identifier(_ name: String) -> String {
    guard let identifier = identifiers[name] else {
      preconditionFailure("\(route.name) has no {\(name)} in its path")
    }
    return identifier
  }

  /// Whom and what the journal names as the cause of what this call changes.
  var cause: FactCause {
    FactCause(
      actor: "api_key/\(caller.keyID)", requestID: requestID, idempotencyKey: idempotency?.key.text)
  }

  var identity: RequestIdentity {
    RequestIdentity(
      cause: cause, requestID: requestID, key: idempotency?.key, fingerprint: idempotency?.fingerprint ?? "")
  }
}
