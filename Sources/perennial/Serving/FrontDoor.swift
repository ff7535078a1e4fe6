import Dashboard
import HTTPAPI
import Hummingbird

/// The one port: what machines ask for goes to the API, everything else to the pages.
struct FrontDoor: HTTPResponder {
  let api: BillingAPI
  let pages: DashboardSite

  func respond(to request: Request, context: FrontContext) async throws -> Response {
    let path = (request.head.path ?? "").prefix { $0 != "?" && $0 != "#" }
    guard !Self.isForMachines(path) else { return try await api.respond(to: request, context: context.basic) }
    return await pages.respond(to: request, from: context.remoteAddress, logger: context.logger)
  }

  /// The API's versions and the probes of those who watch over the program.
  static func isForMachines(_ path: Substring) -> Bool {
    let first = path.dropFirst().prefix { $0 != "/" }
    return path.hasPrefix("/") && ["v1", "v2", "health", "metrics"].contains(first)
  }
}

/// What is known of a request before anybody answers it.
struct FrontContext: RequestContext {
  /// The API's own context.
  var basic: APIContext
  /// Who opened the connection.
  let remoteAddress: String?

  init(source: ApplicationRequestContextSource) {
    basic = APIContext(source: source)
    remoteAddress = source.channel.remoteAddress?.ipAddress
  }

  var coreContext: CoreRequestContextStorage {
    get { basic.coreContext }
    set { basic.coreContext = newValue }
  }
}
