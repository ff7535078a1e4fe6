import Chronology
import Foundation
import Gateways
import Hummingbird
import Notation
import Operations
import SQLiteEngine
import Testing

@testable import HTTPAPI

/// A fresh workspace behind the whole API, and the few steps that every story of the resources begins with.
struct Store: Sendable {
  private let toy: Toy
  private let workspace: OpenWorkspace

  static func open(isLive: Bool = false) async throws -> Store {
    let directory = try await WorkspaceDirectory(
      host: SQLiteHost.inMemory(), gateway: { _ in TestGateway() },
      clock: WallClock { Instant(seconds: 1_790_000_000) })
    let (workspace, key) = try await directory.create(name: "acme", mode: isLive ? .live : .test)
    let toy = Toy(
      api: BillingAPI(directory: directory), key: key, revokedKey: "", accountID: workspace.account)
    return Store(toy: toy, workspace: try await directory.open(workspace))
  }

  func get(_ uri: String) async throws -> Reply { try await toy.ask(.get, uri) }
  func post(_ uri: String, _ body: String = "") async throws -> Reply { try await toy.ask(.post, uri, body) }
  func delete(_ uri: String) async throws -> Reply { try await toy.ask(.delete, uri) }

  /// What a request that must succeed made.
  func made(_ uri: String, _ body: String = "") async throws -> JSON {
    let reply = try await post(uri, body)
    try #require(reply.status == 200, "\(uri): \(reply.text)")
    return reply.json
  }

  func price(_ amount: Int, _ currency: String = "usd", interval: String = "month") async throws -> String {
    try await made(
      "/v1/prices",
      "currency=\(currency)&unit_amount=\(amount)&recurring[interval]=\(interval)&product_data[name]=Team"
    ).id
  }

  func customer(_ more: String = "") async throws -> String {
    try await made("/v1/customers", "name=Ada&payment_method=pm_card_visa\(more)").id
  }

  func subscribe(_ customer: String, _ price: String, _ more: String = "") async throws -> JSON {
    try await made("/v1/subscriptions", "customer=\(customer)&items[0][price]=\(price)\(more)")
  }

  func doDueWork() async throws { _ = try await workspace.doDueWork() }

  /// Sends a clock forward and does what is due on the way.
  func advance(_ clock: String, to seconds: Int) async throws {
    _ = try await made("/v1/test_helpers/test_clocks/\(clock)/advance", "frozen_time=\(seconds)")
    _ = try await workspace.doDueWork()
  }
}

extension JSON {
  var id: String { self["id"]?.string ?? "" }

  /// The value at a path such as `items.data.0.price.id`.
  func at(_ path: String) -> JSON? {
    path.split(separator: ".").reduce(self as JSON?) { json, step in
      Int(step).map { json?[$0] } ?? json?[String(step)]
    }
  }
}
