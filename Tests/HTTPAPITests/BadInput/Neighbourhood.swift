import Chronology
import Gateways
import Hummingbird
import Notation
import Operations
import Storage
import TestSupport
import Testing

@testable import HTTPAPI

/// One installation with three businesses that must never see each other: two in test mode, one live. Each
/// has something of everything, gone things too.
struct Neighbourhood: Sendable {
  let own: Neighbour
  let other: Neighbour
  let live: Neighbour

  static func with(_ engine: Engine, _ body: (Neighbourhood) async throws -> Void) async throws {
    try await TestHost.with(engine) { host in
      let directory = try await WorkspaceDirectory(
        host: host, gateway: { _ in TestGateway() },
        clock: WallClock { Instant(seconds: 1_790_000_000) })
      func move(_ name: String, _ mode: Workspace.Mode) async throws -> Neighbour {
        let (workspace, key) = try await directory.create(name: name, mode: mode)
        let revoked = try await directory.createKey(in: workspace, name: nil)
        try await directory.revokeKey(revoked.key.id.text, in: workspace)
        let neighbour = Neighbour(
          name: name,
          toy: Toy(
            api: BillingAPI(directory: directory), key: key, revokedKey: revoked.secret,
            accountID: workspace.account), database: try await host.workspace(workspace.key))
        return try await neighbour.settled(isLive: mode == .live)
      }
      var own = try await move("acme", .test)
      // A close is called the same in every business; the neighbours have none.
      _ = try await own.made("/v1/books/closes", "month=2026-08")
      try await directory.open("acme").doDueWork()
      own.learn(try await own.toy.ask(.get, "/v1/books/closes").json)
      try await body(Neighbourhood(own: own, other: move("bolt", .test), live: move("crux", .live)))
    }
  }

  var all: [Neighbour] { [own, other, live] }

  /// Everything that everybody has.
  func dump() async throws -> [WorkspaceDump] {
    var dumps: [WorkspaceDump] = []
    for neighbour in all { dumps.append(try await neighbour.dump()) }
    return dumps
  }
}

/// One business behind the API, and the ids of what it has, by the names that paths and parameters give them.
struct Neighbour: Sendable {
  let name: String
  let toy: Toy
  let database: any Database
  private(set) var ids: [String: [String]] = [:]
  /// What is gone, by the same names.
  private(set) var gone: [String: [String]] = [:]

  init(name: String, toy: Toy, database: any Database) {
    self.name = name
    self.toy = toy
    self.database = database
  }

  /// A name that only this business's objects carry.
  var mark: String { "belongs-to-\(name)" }

  func dump() async throws -> WorkspaceDump { try await .exact(of: database) }

  func made(_ uri: String, _ body: String = "") async throws -> JSON {
    let reply = try await toy.ask(.post, uri, body)
    try #require(reply.status == 200, "\(uri): \(reply.text)")
    return reply.json
  }

  fileprivate func settled(isLive: Bool) async throws -> Neighbour {
    var settled = self
    let price = try await made(
      "/v1/prices",
      "currency=usd&unit_amount=1000&recurring[interval]=month&product_data[name]=\(mark)&lookup_key=\(name)"
    ).id
    _ = try await made(
      "/v1/prices", "currency=usd&unit_amount=2500&recurring[interval]=month&product_data[name]=\(mark)")
    let payer = try await made("/v1/customers", "name=\(mark)&payment_method=pm_card_visa").id
    _ = try await made("/v1/subscriptions", "customer=\(payer)&items[0][price]=\(price)")
    let poor = try await made(
      "/v1/customers", "name=\(mark)&payment_method=pm_card_chargeCustomerFail"
    ).id
    _ = try await made("/v1/subscriptions", "customer=\(poor)&items[0][price]=\(price)")
    _ = try await made(
      "/v1/subscriptions",
      "customer=\(payer)&items[0][price]=\(price)&collection_method=send_invoice&days_until_due=3")
    if !isLive {
      let clock = try await made("/v1/test_helpers/test_clocks", "frozen_time=1800000000").id
      let timed = try await made(
        "/v1/customers", "name=\(mark)&payment_method=pm_card_visa&test_clock=\(clock)"
      ).id
      _ = try await made("/v1/subscriptions", "customer=\(timed)&items[0][price]=\(price)")
    }
    let coupon = try await made("/v1/coupons", "percent_off=5&name=\(mark)").id
    let code = try await made(
      "/v1/promotion_codes", "promotion[type]=coupon&promotion[coupon]=\(coupon)&code=\(mark)"
    ).id
    _ = try await made(
      "/v1/subscriptions", "customer=\(payer)&items[0][price]=\(price)&discounts[0][promotion_code]=\(code)")
    try await settled.loseThings(price, isLive: isLive)
    _ = try await made("/v1/customers/\(payer)/balance_transactions", "amount=-5&currency=usd")
    _ = try await made("/v1/invoiceitems", "customer=\(payer)&amount=700&description=\(mark)")
    let draft = try await made("/v1/invoices", "customer=\(payer)&description=\(mark)").id
    _ = try await made("/v1/invoices/\(draft)/add_lines", "lines[0][amount]=900")
    let paid = try await toy.ask(.get, "/v1/invoices?customer=\(payer)&status=paid&limit=1").json
    let credited = try #require(paid.at("data.0"))
    _ = try await made(
      "/v1/credit_notes",
      "invoice=\(credited.id)&credit_amount=5&lines[0][type]=custom_line_item&lines[0][unit_amount]=5")
    _ = try await made("/v1/setup_intents", "customer=\(payer)&description=\(mark)")
    try await settled.takeStock()
    settled.learn(try await toy.ask(.get, "/v1/invoices/\(draft)/lines").json)
    settled.learn(try await toy.ask(.get, "/v1/customers/\(payer)/balance_transactions").json)
    for (kind, id) in [("customer", payer), ("invoice", draft)] {
      settled.ids[kind]?.removeAll { $0 == id }
      settled.ids[kind]?.insert(id, at: 0)
    }
    return settled
  }

  private mutating func loseThings(_ price: String, isLive: Bool) async throws {
    let customer = try await made("/v1/customers", "name=\(mark)&payment_method=pm_card_visa").id
    let contract = try await made("/v1/subscriptions", "customer=\(customer)&items[0][price]=\(price)")
    gone["item"] = [contract.at("items.data.0.id")?.string ?? ""]
    try await lose("subscription", "/v1/subscriptions/\(contract.id)")
    try await lose("customer", "/v1/customers/\(customer)")
    let owner = try await made("/v1/customers", "name=\(mark)").id
    let draft = try await made("/v1/invoices", "customer=\(owner)&currency=usd").id
    try await lose("invoice", "/v1/invoices/\(draft)")
    let item = try await made("/v1/invoiceitems", "customer=\(owner)&amount=1").id
    try await lose("invoiceitem", "/v1/invoiceitems/\(item)")
    let product = try await made("/v1/products", "name=\(mark)").id
    try await lose("product", "/v1/products/\(product)")
    let coupon = try await made("/v1/coupons", "percent_off=5").id
    try await lose("coupon", "/v1/coupons/\(coupon)")
    guard !isLive else { return }
    let clock = try await made("/v1/test_helpers/test_clocks", "frozen_time=1800000000").id
    try await lose("test_clock", "/v1/test_helpers/test_clocks/\(clock)")
  }

  private mutating func lose(_ kind: String, _ uri: String) async throws {
    let reply = try await toy.ask(.delete, uri)
    try #require(reply.status == 200, "\(uri): \(reply.text)")
    gone[kind, default: []].append(String(uri.split(separator: "/").last ?? ""))
  }

  /// Learns the ids of everything that the lists tell.
  private mutating func takeStock() async throws {
    for route in Resources.routes where route.method == .get && route.path.segments.count == 2 {
      guard case .list = route.shape else { continue }
      learn(try await toy.ask(.get, "\(route.path.text)?limit=100").json)
    }
    learn(try await toy.ask(.get, "/v1/test_helpers/test_clocks").json)
    learn(try await toy.ask(.get, "/v1/books/entries?limit=100").json)
    for subscription in ids["subscription"] ?? [] {
      learn(try await toy.ask(.get, "/v1/subscription_items?subscription=\(subscription)").json)
    }
    ids["account"] = [toy.accountID]
  }

  /// What paths call objects whose names they do not repeat.
  private static let kinds = [
    "subscription_item": "item", "line_item": "line", "customer_balance_transaction": "transaction",
  ]

  mutating func learn(_ json: JSON) {
    for element in json["data"]?.array ?? [json] {
      guard let object = element["object"]?.string, !element.id.isEmpty else { continue }
      let kind = Self.kinds[object] ?? String(object.split(separator: ".").last ?? "")
      guard ids[kind]?.contains(element.id) != true else { continue }
      ids[kind, default: []].append(element.id)
    }
  }
}

extension Route {
  /// The names of the ids in the path.
  var identifiers: [String] {
    path.segments.compactMap { if case .identifier(let name) = $0 { name } else { nil } }
  }

  /// The path with these ids.
  func uri(_ id: (String) -> String) -> String {
    path.segments.map { segment in
      switch segment {
      case .word(let word): "/\(word)"
      case .identifier(let name): "/\(id(name))"
      }
    }.joined()
  }

  static var every: [Route] { Resources.routes + EmptyLists.routes }
}

extension Toy {
  /// Sends a form where the method takes it.
  func send(_ route: Route, to uri: String, _ form: String, headers: [String: String] = [:]) async throws
    -> Reply
  {
    route.method == .post
      ? try await ask(.post, uri, form, headers: headers)
      : try await ask(route.method, form.isEmpty ? uri : "\(uri)?\(form)", headers: headers)
  }
}
