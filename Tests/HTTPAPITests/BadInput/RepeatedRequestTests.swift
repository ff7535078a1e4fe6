import Hummingbird
import Notation
import Storage
import Testing

@testable import HTTPAPI

@Suite("Requests that are sent again", .serialized)
struct RepeatedRequestTests {
  private func subscribing(_ neighbour: Neighbour, _ card: String = "pm_card_visa") async throws -> String {
    let customer = try await neighbour.made("/v1/customers", "name=x&payment_method=\(card)").id
    return "customer=\(customer)&items[0][price]=\(neighbour.ids["price"]?.last ?? "")"
  }

  private func ask(
    _ neighbour: Neighbour, _ path: String, _ form: String, key: String, _ method: HTTPRequest.Method = .post
  ) async throws -> Reply {
    try await neighbour.toy.ask(method, path, form, headers: ["Idempotency-Key": key])
  }

  @Test(
    "A key stands for one method, path and set of parameters in one workspace, and anything else is refused",
    arguments: Engine.allCases)
  func conflicts(engine: Engine) async throws {
    try await Neighbourhood.with(engine) { neighbours in
      let own = neighbours.own
      let form = try await subscribing(own)
      let first = try await ask(own, "/v1/subscriptions", form, key: "k")
      #expect(first.status == 200)
      let before = try await own.dump()
      let again = try await ask(own, "/v1/subscriptions", form, key: "k")
      #expect(again.status == 200 && again.text == first.text)
      #expect(again.header("Idempotent-Replayed") == "true")
      #expect(again.header("Original-Request") == first.header("Request-Id"))
      let pairs = form.split(separator: "&")
      let turned = pairs.reversed().joined(separator: "&")
      #expect(try await ask(own, "/v1/subscriptions", turned, key: "k").text == first.text)
      for (path, form) in [
        ("/v1/subscriptions", form + "&metadata[a]=b"), ("/v1/customers", "name=x"),
        ("/v1/subscriptions/\(first.json.id)", "metadata[a]=b"),
        ("/v1/subscriptions", String(pairs[0] + "&items[1][price]=x")),
      ] {
        let refused = try await ask(own, path, form, key: "k")
        #expect(refused.status == 400, "\(path)")
        #expect(refused.error["type"] == "idempotency_error", "\(path)")
      }
      #expect(try await own.dump() == before)
      // Another workspace's key of that name is another key.
      let elsewhere = try await ask(
        neighbours.other, "/v1/subscriptions", try await subscribing(neighbours.other), key: "k")
      #expect(elsewhere.status == 200 && elsewhere.json.id != first.json.id)
    }
  }

  @Test("A key may have 255 characters and not one more, and the characters that a header may have")
  func lengths() async throws {
    try await Neighbourhood.with(.sqlite) { neighbours in
      let own = neighbours.own
      for length in [1, 255] {
        let key = String(repeating: "k", count: length)
        #expect(try await ask(own, "/v1/customers", "name=x", key: key).status == 200)
      }
      let before = try await own.dump()
      for key in [String(repeating: "k", count: 256), String(repeating: "k", count: 9_000), ""] {
        let refused = try await ask(own, "/v1/customers", "name=x", key: key)
        #expect(refused.status == 400, "\(key.count)")
      }
      #expect(try await own.dump() == before)
    }
  }

  @Test("A request that was refused before anything happened leaves its key free", arguments: Engine.allCases)
  func afterValidation(engine: Engine) async throws {
    try await Neighbourhood.with(engine) { neighbours in
      let own = neighbours.own
      let form = try await subscribing(own)
      let before = try await own.dump()
      for wrong in [
        form + "&nope=1", form + "&quantity=x", "customer=cus_none&items[0][price]=x", "customer=x",
      ] {
        #expect(try await ask(own, "/v1/subscriptions", wrong, key: "k").status == 400)
      }
      #expect(try await own.dump() == before)
      #expect(try await ask(own, "/v1/subscriptions", form, key: "k").status == 200)
    }
  }

  @Test(
    "A declined payment happened once: its key brings the same refusal, and asks no card again",
    arguments: Engine.allCases)
  func afterDecline(engine: Engine) async throws {
    try await Neighbourhood.with(engine) { neighbours in
      let own = neighbours.own
      let form = try await subscribing(own, "pm_card_chargeCustomerFail")
      let contract = try await own.made("/v1/subscriptions", form)
      let path = "/v1/invoices/\(contract["latest_invoice"]?.string ?? "")/pay"
      let first = try await ask(own, path, "", key: "k")
      #expect(first.status == 402 && first.error["code"] == "card_declined")
      let before = try await own.dump()
      for _ in 0..<3 {
        let again = try await ask(own, path, "", key: "k")
        #expect(again.status == 402 && again.text == first.text)
        #expect(again.header("Stripe-Should-Retry") == "false")
      }
      #expect(try await own.dump() == before)
      #expect(try await ask(own, path, "", key: "k2").status == 402)
      #expect(try await own.dump() != before, "another key is another attempt")
    }
  }

  @Test("Items that are added at once are each told to the one who added them", arguments: Engine.allCases)
  func itemsAtOnce(engine: Engine) async throws {
    try await Neighbourhood.with(engine) { neighbours in
      let own = neighbours.own
      let contract = try await own.made("/v1/subscriptions", try await subscribing(own)).id
      var prices: [String] = []
      for amount in 1...8 {
        prices.append(
          try await own.made(
            "/v1/prices",
            "currency=usd&unit_amount=\(amount)00&recurring[interval]=month&product_data[name]=x"
          ).id)
      }
      let told = try await withThrowingTaskGroup(of: (String, Reply).self) { group in
        for price in prices {
          group.addTask {
            let form = "subscription=\(contract)&price=\(price)&proration_behavior=always_invoice"
            return (price, try await ask(own, "/v1/subscription_items", form, key: price))
          }
        }
        return try await group.reduce(into: [(String, Reply)]()) { $0.append($1) }
      }
      for (price, reply) in told {
        #expect(reply.status == 200, "\(reply.text)")
        #expect(reply.json.at("price.id")?.string == price)
      }
    }
  }

  @Test("Many at once with one key are one request", arguments: Engine.allCases)
  func atOnce(engine: Engine) async throws {
    try await Neighbourhood.with(engine) { neighbours in
      let own = neighbours.own
      let form = try await subscribing(own)
      let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
        for _ in 0..<12 {
          group.addTask { try await ask(own, "/v1/subscriptions", form, key: "k") }
        }
        return try await group.reduce(into: [Reply]()) { $0.append($1) }
      }
      let answered = replies.filter { $0.status == 200 }
      #expect(!answered.isEmpty && Set(answered.map(\.text)).count == 1)
      #expect(answered.count { $0.header("Idempotent-Replayed") == nil } == 1)
      for reply in replies where reply.status != 200 {
        #expect(reply.status == 409 && reply.error["code"] == "idempotency_key_in_use")
        #expect(reply.header("Stripe-Should-Retry") == "true")
      }
      let customer = form.split(separator: "&")[0]
      let subscriptions = try await own.toy.ask(.get, "/v1/subscriptions?\(customer)").json["data"]?.array
      #expect(subscriptions?.count == 1)
      #expect(try await own.toy.ask(.get, "/v1/charges?\(customer)").json["data"]?.array?.count == 1)
    }
  }
}
