import Notation
import Storage
import Testing

@testable import perennial

@Suite("Payments that are cut short")
struct PaymentAccidents {
  /// Price and a customer whose time stands still, so that twins see the same seconds; tells the form that
  /// subscribes.
  private func subscribing(_ client: PatientClient, _ number: Int = 0) async throws -> String {
    let price = try await client.done(
      "POST", "/v1/prices",
      "currency=usd&unit_amount=1900&recurring[interval]=month&product_data[name]=Team", under: "price"
    ).id
    let clock = try await client.done(
      "POST", "/v1/test_helpers/test_clocks", "frozen_time=1900000000", under: "clock"
    ).id
    let customer = try await client.done(
      "POST", "/v1/customers", "name=c\(number)&payment_method=pm_card_visa&test_clock=\(clock)",
      under: "customer \(number)"
    ).id
    return "customer=\(customer)&items[0][price]=\(price)"
  }

  @Test(
    "A server that dies between attempt and answer charges once, and the request's key brings its one result",
    arguments: Engine.allCases)
  func betweenAttemptAndAnswer(engine: Engine) async throws {
    try await Accident.with("a payment is cut short", engine) { accident in
      let hurt = accident.client(try await accident.place.create("hurt"))
      let whole = accident.client(try await accident.place.create("whole"))
      try await accident.serve(gatewayThinks: 3_600)
      let form = try await subscribing(hurt)
      async let unanswered = hurt.once("POST", "/v1/subscriptions", form, under: "subscribe")
      try await until("the attempt is on record") {
        try await accident.count("SELECT COUNT(*) AS n FROM payment_attempt", in: "hurt") == 1
      }
      await accident.kill()
      #expect(await unanswered == nil)
      #expect(try await accident.count("SELECT COUNT(*) AS n FROM card_charge", in: "hurt") == 0)
      try await accident.serve()
      // Until the attempt's job has asked again, nobody knows.
      let early = await hurt.once("POST", "/v1/subscriptions", form, under: "subscribe")
      #expect(early?.status == 409 && early?.json["error"]?["code"] == "idempotency_key_in_use")
      let other = await hurt.once("POST", "/v1/subscriptions", form + "&metadata[a]=b", under: "subscribe")
      #expect(other?.status == 400 && other?.json["error"]?["type"] == "idempotency_error")
      // The twin, whose bad luck never came, meanwhile.
      try await whole.done("POST", "/v1/subscriptions", try await subscribing(whole), under: "subscribe")
      // The answer was recorded without a reply: the reply is made for who asks next, and kept.
      let late = try await hurt.done("POST", "/v1/subscriptions", form, under: "subscribe")
      #expect(late.isRepeated && late.json["status"] == "active")
      let again = try await hurt.done("POST", "/v1/subscriptions", form, under: "subscribe")
      #expect(again.isRepeated && again.text == late.text)
      #expect(try await accident.count("SELECT COUNT(*) AS n FROM card_charge", in: "hurt") == 1)
      #expect(try await accident.count("SELECT COUNT(*) AS n FROM subscription", in: "hurt") == 1)
      try await accident.expectTwins("hurt", "whole", leavingOut: ["fact"])
    }
  }

  @Test(
    "Servers that are killed at any moment lose nothing, double nothing and leave nothing stuck",
    arguments: Engine.allCases)
  func anyMoment(engine: Engine) async throws {
    try await Accident.with("servers are killed at any moment", engine) { accident in
      let hurt = accident.client(try await accident.place.create("hurt"))
      let whole = accident.client(try await accident.place.create("whole"))
      try await accident.serve(gatewayThinks: 0.05)
      let clients = 12
      let working = Task {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<clients { group.addTask { try await live(number, hurt) } }
          try await group.waitForAll()
        }
      }
      for _ in 0..<(Accident.isSoak ? 6 : 2) {
        let point =
          try await accident.count("SELECT COUNT(*) AS n FROM fact", in: "hurt") + accident.draw(5..<60)
        try await until("more has happened") {
          if try await accident.count("SELECT COUNT(*) AS n FROM fact", in: "hurt") >= point { return true }
          // Or all of it has.
          let left = "SELECT COUNT(*) AS n FROM subscription WHERE status = 'canceled'" as SQL
          return try await accident.count(left, in: "hurt") == clients / 2
        }
        // On PostgreSQL another one stands by already, and the clients go there.
        if engine == .postgres {
          try await accident.killBeside(gatewayThinks: 0.05)
        } else {
          await accident.kill()
          try await accident.serve(gatewayThinks: 0.05)
        }
      }
      try await working.value
      for number in 0..<clients { try await live(number, whole) }
      for name in ["hurt", "whole"] {
        #expect(
          try await accident.count("SELECT COUNT(*) AS n FROM payment_attempt WHERE answer IS NULL", in: name)
            == 0)
      }
      try await accident.expectTwins("hurt", "whole", leavingOut: ["fact"])
    }
  }

  /// Subscribes, pays for more at once, and some of them leave; each step under a key of its own.
  private func live(_ number: Int, _ client: PatientClient) async throws {
    let form = try await subscribing(client, number)
    let made = try await client.done("POST", "/v1/subscriptions", form, under: "subscribe \(number)")
    #expect(made.json["status"] == "active")
    let item = made.json["items"]?["data"]?[0]?["id"]?.string ?? ""
    let more = try await client.done(
      "POST", "/v1/subscriptions/\(made.id)",
      "items[0][id]=\(item)&items[0][quantity]=\(number + 2)&proration_behavior=always_invoice",
      under: "more \(number)")
    #expect(more.json["items"]?["data"]?[0]?["quantity"]?.integer == Int64(number + 2))
    guard number % 2 == 0 else { return }
    // A deletion has no key; who repeats one that happened is told that there is nothing any more.
    let left = try await client.ask("DELETE", "/v1/subscriptions/\(made.id)?prorate=true&invoice_now=true")
    #expect([200, 404].contains(left.status))
  }
}
