import Analytics
import Catalog
import Chronology
import Dashboard
import Gateways
import Hummingbird
import HummingbirdTesting
import Journal
import Logging
import Monetary
import Operations
import Rating
import Relations
import Storage
import Synchronization
import TestSupport
import Testing

/// The whole site over a fresh workspace with somebody in each role, and a second one that none of them sees.
struct House: Sendable {
  static let now = Instant(iso: "2026-11-22T05:25:00Z")!
  static let owner = "owner@example.com"
  static let viewer = "viewer@example.com"
  static let support = "support@example.com"
  static let finance = "finance@example.com"
  static let password = "correct horse battery"

  let users: UserDirectory
  let workspace: OpenWorkspace
  private let client: any TestClientProtocol

  /// Lends the site, on either engine.
  static func with(
    _ engine: Engine, settings: DashboardSettings = DashboardSettings(),
    _ body: @escaping @Sendable (House) async throws -> Void
  ) async throws {
    try await TestHost.with(engine) { host in
      let directory = try await WorkspaceDirectory(
        host: host, gateway: { _ in TestGateway() }, clock: WallClock { now })
      let users = UserDirectory(workspaces: directory, threads: .none, cost: .cheap)
      let acme = try await directory.create(name: "acme", mode: .test).workspace
      _ = try await directory.create(name: "secret", mode: .test)
      for (email, role) in [
        (owner, Role.owner), (viewer, .viewer), (support, .support), (finance, .finance),
      ] {
        _ = try await users.create(email: email, password: password)
        try await users.grant(role, to: email, in: acme)
      }
      let workspace = try await directory.open(acme)
      let application = Application(
        responder: Door(site: DashboardSite(users: users, settings: settings)),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      try await application.test(.router) { client in
        try await body(House(users: users, workspace: workspace, client: client))
      }
    }
  }

  /// A browser that nobody signed in with yet.
  func browser() -> Browser { Browser(client) }

  /// A browser that somebody is signed in with.
  func signedIn(_ email: String = owner) async throws -> Browser {
    let browser = browser()
    _ = try await browser.get("/sign-in")
    let seen = try await browser.send("/sign-in", ["email": email, "password": Self.password])
    try #require(seen.status == 303 && seen.location == "/", "\(seen.text)")
    return browser
  }
}

private struct Door: HTTPResponder {
  typealias Context = BasicRequestContext

  let site: DashboardSite

  func respond(to request: Request, context: Context) async throws -> Response {
    await site.respond(to: request, from: "127.0.0.1", logger: context.logger)
  }
}

/// What came back.
struct Seen: Sendable {
  let status: Int
  let headers: HTTPFields
  let text: String

  var location: String? { headers[.location] }

  func header(_ name: String) -> String? { headers.first { $0.name.rawName.lowercased() == name }?.value }

  /// The value of a hidden field of the page's form.
  func hidden(_ name: String) -> String? {
    let parts = text.components(after: "<input type=\"hidden\" name=\"\(name)\" value=\"")
    return parts.map { String($0.prefix { $0 != "\"" }) }
  }

  /// All `data` values in the page's table bodies, in order.
  var amounts: [Int64] { Self.amounts(in: text) }

  /// Those of the card with this heading.
  func amounts(of heading: String) -> [Int64] { card(heading).map(Self.amounts) ?? [] }

  /// What stands in the card with this heading.
  func card(_ heading: String) -> String? {
    text.split(separator: "<section").map(String.init).first { $0.contains(">\(heading)</h2>") }
  }

  private static func amounts(in text: String) -> [Int64] {
    text.matches(of: /<td class="num"><data value="(-?\d+)">/).compactMap { Int64($0.output.1) }
  }
}

extension String {
  fileprivate func components(after mark: String) -> Substring? {
    range(of: mark).map { self[$0.upperBound...] }
  }

  private func range(of mark: String) -> Range<String.Index>? { ranges(of: mark).first }
}

/// A browser as far as forms need one: it keeps cookies and the proof of the last page.
final class Browser: Sendable {
  private struct State {
    var cookies: [String: String] = [:]
    var hidden: [String: String] = [:]
  }

  private let client: any TestClientProtocol
  private let state = Mutex(State())

  init(_ client: any TestClientProtocol) {
    self.client = client
  }

  var cookies: [String: String] {
    get { state.withLock { $0.cookies } }
    set { state.withLock { $0.cookies = newValue } }
  }

  func get(_ path: String, headers: HTTPFields = [:]) async throws -> Seen {
    try await ask(.get, path, headers, nil)
  }

  /// Fills in and sends the form of the page seen last.
  func send(
    _ path: String, _ fields: [String: String], headers: HTTPFields = [:], without left: Set<String> = []
  ) async throws -> Seen {
    let hidden = state.withLock { $0.hidden }.filter { !left.contains($0.key) }
    let all = hidden.merging(fields) { _, new in new }
    let body = all.map { "\(encoded($0.key))=\(encoded($0.value))" }.joined(separator: "&")
    var headers = headers
    if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
    return try await ask(.post, path, headers, body)
  }

  private func ask(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: String?
  ) async throws -> Seen {
    var headers = headers
    let cookie = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    if !cookie.isEmpty { headers[.cookie] = cookie }
    let response = try await client.execute(
      uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
    let seen = Seen(
      status: Int(response.status.code), headers: response.headers, text: String(buffer: response.body))
    state.withLock { state in
      for header in response.headers[values: .setCookie] {
        guard let match = header.firstMatch(of: /^([^=]+)=([^;]*)/) else { continue }
        let value = String(match.output.2)
        state.cookies[String(match.output.1)] = value.isEmpty ? nil : value
      }
      guard !seen.text.isEmpty, seen.status == 422 || seen.status == 200 else { return }
      state.hidden = [:]
      for match in seen.text.matches(of: /<input type="hidden" name="([^"]+)" value="([^"]*)">/) {
        state.hidden[String(match.output.1)] = String(match.output.2)
      }
    }
    return seen
  }

  private func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(UnicodeScalar(byte))
      default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
      }
    }.joined()
  }
}

extension House {
  /// Sells prices that do not divide by twelve, so that every sum has a rounding to share.
  func sell(customers: Int) async throws {
    let cause = FactCause(actor: "test")
    for number in 0..<customers {
      let price = try await workspace.perform(
        CreatePrice(
          product: .new(id: nil, name: "Plan \(number)", terms: ProductTerms()),
          terms: .init(
            currency: .eur, model: .perUnit(UnitPrice(minorUnits: Int64(1_000 + number * 7))),
            cadence: .yearly)),
        as: cause)
      let card = try #require(try await workspace.card(for: "pm_card_visa"))
      let customer = try await workspace.perform(
        CreateCustomer(terms: CustomerTerms(), paymentMethod: .card(card)), as: cause)
      let subscription = try await workspace.perform(
        CreateSubscription(customer: customer, items: [.init(price: price)]), as: cause)
      guard number.isMultiple(of: 3) else { continue }
      try await workspace.perform(CancelSubscription(subscription), as: cause)
    }
  }
}
