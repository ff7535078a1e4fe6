import Identity
import Invoicing
import Journal
import Operations
import Receivables
import Storage
import Subscriptions
import Testing

@Suite("Requests that happen once", .serialized)
struct ReplyTests {
  /// How a test's edge answers: the outcome or the refusal as text, and how often it was asked to.
  private func rendering<Outcome>() -> Rendering<Outcome> {
    Rendering(
      outcome: { outcome, snapshot in
        Reply(status: 200, body: Array("\(outcome) at \(snapshot.wall)".utf8))
      },
      refusal: { error, _ in
        guard case Refusal.declined(let decline, _, _) = error else { return nil }
        return Reply(status: 402, body: Array(decline.code.utf8))
      })
  }

  private func request(_ key: String?, _ id: String, fingerprint: String = "POST /v1/x") -> RequestIdentity {
    RequestIdentity(
      cause: FactCause(actor: "api_key/1", requestID: id, idempotencyKey: key), requestID: id,
      key: key.flatMap { IdempotencyKey($0) }, fingerprint: fingerprint)
  }

  private func subscribing(_ story: Story) -> CreateSubscription {
    CreateSubscription(
      customer: story.id(customer: "acme"), items: [.init(price: story.id(price: "starter"))])
  }

  private func withAcme(
    on engine: Engine, card: String = "good", _ body: (Story, OpenWorkspace) async throws -> Void
  ) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: card)
      try await body(story, story.workspace)
    }
  }

  @Test("The same key replays the same bytes, also later, and does nothing again", arguments: Engine.allCases)
  func replay(engine: Engine) async throws {
    try await withAcme(on: engine) { story, workspace in
      let command = subscribing(story)
      let first = try await workspace.reply(to: command, for: request("k", "req_1"), rendering: rendering())
      #expect(first.originalRequest == nil && first.reply.status == 200)
      try await story.on("2026-04-20")
      let again = try await workspace.reply(to: command, for: request("k", "req_2"), rendering: rendering())
      #expect(again.reply == first.reply && again.originalRequest == "req_1")
      #expect(try await story.invoices(of: "acme").count == 1)
      #expect(story.gateway.asked.count == 1)
    }
  }

  @Test("Without a key every request is a new one", arguments: Engine.allCases)
  func withoutKey(engine: Engine) async throws {
    try await withAcme(on: engine) { story, workspace in
      for id in ["req_1", "req_2"] {
        let reply = try await workspace.reply(
          to: subscribing(story), for: request(nil, id), rendering: rendering())
        #expect(reply.originalRequest == nil)
      }
      #expect(try await story.invoices(of: "acme").count == 2)
    }
  }

  @Test("Another request under the same key is refused", arguments: Engine.allCases)
  func otherFingerprint(engine: Engine) async throws {
    try await withAcme(on: engine) { story, workspace in
      _ = try await workspace.reply(
        to: subscribing(story), for: request("k", "req_1"), rendering: rendering())
      await #expect(throws: Refusal.idempotencyKeyReused(key: "k")) {
        try await workspace.reply(
          to: subscribing(story), for: request("k", "req_2", fingerprint: "POST /v1/y"),
          rendering: rendering())
      }
      #expect(try await story.invoices(of: "acme").count == 1)
    }
  }

  @Test("While the first request waits for the gateway the key is in use", arguments: Engine.allCases)
  func inUse(engine: Engine) async throws {
    try await withAcme(on: engine) { story, workspace in
      let gate = story.gateway.closeGate()
      async let first = workspace.reply(
        to: subscribing(story), for: request("k", "req_1"), rendering: rendering())
      await gate.someoneWaits()
      await #expect(throws: Refusal.idempotencyKeyInUse) {
        try await workspace.reply(to: subscribing(story), for: request("k", "req_2"), rendering: rendering())
      }
      await #expect(throws: Refusal.idempotencyKeyReused(key: "k")) {
        try await workspace.reply(
          to: subscribing(story), for: request("k", "req_3", fingerprint: "POST /v1/y"),
          rendering: rendering())
      }
      gate.open()
      let reply = try await first
      let again = try await workspace.reply(
        to: subscribing(story), for: request("k", "req_4"), rendering: rendering())
      #expect(again.reply == reply.reply && again.originalRequest == "req_1")
      #expect(try await story.invoices(of: "acme").count == 1)
    }
  }

  @Test("A refused payment has happened: its reply is kept", arguments: Engine.allCases)
  func refusedPayment(engine: Engine) async throws {
    try await withAcme(on: engine, card: "bad") { story, workspace in
      try await story.subscribe("acme", to: "starter")
      let invoice = try await story.invoices(of: "acme")[0]
      let pay = PayInvoice(invoice: invoice.id)
      let first = try await workspace.reply(to: pay, for: request("k", "req_1"), rendering: rendering())
      #expect(first.reply.status == 402)
      let asked = story.gateway.asked.count
      let again = try await workspace.reply(to: pay, for: request("k", "req_2"), rendering: rendering())
      #expect(again.reply == first.reply && again.originalRequest == "req_1")
      #expect(story.gateway.asked.count == asked, "nobody is charged by a repetition")
    }
  }

  @Test(
    "A refusal before anything was written is not kept: the key may be tried again",
    arguments: Engine.allCases)
  func refusalIsNotKept(engine: Engine) async throws {
    try await withAcme(on: engine) { story, workspace in
      var negative = subscribing(story)
      negative = CreateSubscription(
        customer: negative.customer, items: [.init(price: story.id(price: "starter"), quantity: -1)])
      for _ in 1...2 {
        await #expect(throws: SubscriptionRefusal.quantityNegative(field: "items[0][price]")) {
          try await workspace.reply(to: negative, for: request("k", "req_1"), rendering: rendering())
        }
      }
      let reply = try await workspace.reply(
        to: subscribing(story), for: request("k", "req_2", fingerprint: "POST /v1/y"), rendering: rendering())
      #expect(reply.reply.status == 200 && reply.originalRequest == nil)
    }
  }

  @Test("Two requests with one key at once are carried out once", arguments: Engine.allCases)
  func concurrent(engine: Engine) async throws {
    try await withAcme(on: engine) { story, workspace in
      let command = subscribing(story)
      let outcomes = await atOnce(8) { number in
        try await workspace.reply(
          to: command, for: request("k", "req_\(number)"), rendering: rendering())
      }
      let replies = outcomes.compactMap { try? $0.get() }
      #expect(Set(replies.map(\.reply)).count == 1)
      #expect(replies.filter { $0.originalRequest == nil }.count == 1)
      let refused = outcomes.count { outcome in
        guard case .failure(let error) = outcome else { return false }
        return error as? Refusal == .idempotencyKeyInUse
      }
      #expect(replies.count + refused == 8)
      let invoices = try await story.invoices(of: "acme")
      #expect(invoices.count == 1)
      #expect(story.gateway.asked.count == 1)
    }
  }
}

/// What each of many tasks came to that all began at once.
private func atOnce<Success: Sendable>(
  _ count: Int, _ act: @escaping @Sendable (Int) async throws -> Success
) async -> [Result<Success, any Error>] {
  await withTaskGroup(of: Result<Success, any Error>.self) { group in
    for number in 1...count {
      group.addTask {
        do { return .success(try await act(number)) } catch { return .failure(error) }
      }
    }
    return await group.reduce(into: []) { $0.append($1) }
  }
}

@Suite("Between the payment and the reply", .serialized)
struct InterruptedReplyTests {
  private let rendering = Rendering<SubscriptionID>(
    outcome: { id, snapshot in
      Reply(status: 200, body: Array("\(id) \(try snapshot.subscription(id)!.status)".utf8))
    }, refusal: { _, _ in nil })

  private func request(_ id: String) -> RequestIdentity {
    RequestIdentity(
      cause: FactCause(actor: "api_key/1"), requestID: id, key: IdempotencyKey("k"), fingerprint: "f")
  }

  private func told(
    _ engine: Engine, _ body: (Story, OpenWorkspace, CreateSubscription) async throws -> Void
  ) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "flaky")
      let command = CreateSubscription(
        customer: story.id(customer: "acme"), items: [.init(price: story.id(price: "starter"))])
      try await body(story, story.workspace, command)
    }
  }

  @Test(
    "A gateway that could not be reached leaves the key in use until the attempt's job has the answer",
    arguments: Engine.allCases)
  func unreachable(engine: Engine) async throws {
    try await told(engine) { story, workspace, command in
      story.gateway.script("flaky", .isUnreachable)
      await #expect(throws: ScriptedGateway.Unreachable.self) {
        try await workspace.reply(to: command, for: request("req_1"), rendering: rendering)
      }
      await #expect(throws: Refusal.idempotencyKeyInUse) {
        try await workspace.reply(to: command, for: request("req_2"), rendering: rendering)
      }
      try await story.on("2026-04-01T00:02:00Z")
      let reply = try await workspace.reply(to: command, for: request("req_3"), rendering: rendering)
      #expect(String(decoding: reply.reply.body, as: UTF8.self).hasSuffix(" active"))
      #expect(reply.originalRequest == "req_1")
      let again = try await workspace.reply(to: command, for: request("req_4"), rendering: rendering)
      #expect(again.reply == reply.reply)
      try await expectOnce(story)
    }
  }

  @Test(
    "A process that dies before the gateway is asked loses nothing, doubles nothing and leaves nothing stuck",
    arguments: Engine.allCases)
  func diesBeforeAsking(engine: Engine) async throws {
    try await told(engine) { story, workspace, command in
      let gate = story.gateway.closeGate()
      let dying = Task { try await workspace.reply(to: command, for: request("req_1"), rendering: rendering) }
      await gate.someoneWaits()
      gate.kill()
      await #expect(throws: ScriptedGateway.Unreachable.self) { try await dying.value }
      try await story.on("2026-04-01T00:00:59Z")
      await #expect(throws: Refusal.idempotencyKeyInUse) {
        try await workspace.reply(to: command, for: request("req_2"), rendering: rendering)
      }
      try await story.on("2026-04-01T00:01:00Z")
      let reply = try await workspace.reply(to: command, for: request("req_3"), rendering: rendering)
      #expect(reply.reply.status == 200 && reply.originalRequest == "req_1")
      try await expectOnce(story)
    }
  }

  @Test(
    "A process that dies between the answer and the reply: the retry makes the reply from what is there",
    arguments: Engine.allCases)
  func diesBeforeReplying(engine: Engine) async throws {
    try await told(engine) { story, workspace, command in
      let dies = Rendering<SubscriptionID>(
        outcome: { _, _ in throw Died() }, refusal: { _, _ in nil })
      await #expect(throws: Died.self) {
        try await workspace.reply(to: command, for: request("req_1"), rendering: dies)
      }
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid])
      let reply = try await workspace.reply(to: command, for: request("req_2"), rendering: rendering)
      #expect(String(decoding: reply.reply.body, as: UTF8.self).hasSuffix(" active"))
      #expect(reply.originalRequest == "req_1")
      try await story.on("2026-04-02")
      try await expectOnce(story)
    }
  }

  @Test("The answer of a declined card reaches the retry as the refusal it was", arguments: Engine.allCases)
  func declinedMeanwhile(engine: Engine) async throws {
    try await told(engine) { story, workspace, command in
      story.gateway.always("flaky", .declines)
      try await workspace.perform(command, as: Story.cause)
      let pay = PayInvoice(invoice: try await story.invoices(of: "acme")[0].id)
      let kept = Rendering<InvoiceID>(
        outcome: { _, _ in Reply(status: 200, body: []) },
        refusal: { error, _ in
          guard case Refusal.declined = error else { return nil }
          return Reply(status: 402, body: [])
        })
      story.gateway.script("flaky", .isUnreachable)
      await #expect(throws: ScriptedGateway.Unreachable.self) {
        try await workspace.reply(to: pay, for: request("req_1"), rendering: kept)
      }
      await #expect(throws: InvoicingRefusal.paymentUnderWay(id: pay.invoice.text)) {
        try await workspace.perform(pay, as: Story.cause)
      }
      try await story.on("2026-04-01T00:02:00Z")
      #expect(try await workspace.reply(to: pay, for: request("req_2"), rendering: kept).reply.status == 402)
      #expect(Set(story.gateway.asked.map(\.id)).count == 2)
    }
  }

  private struct Died: Error {}

  private func expectOnce(_ story: Story) async throws {
    #expect(try await story.invoices(of: "acme").map(\.status) == [.paid])
    #expect(Set(story.gateway.asked.map(\.id)).count == 1, "one attempt, however often it was asked about")
    #expect(try await story.mrr() == ["2026-04 new 1000 = 1000 (1)"])
    let charges = try await story.workspace.read { try $0.charges(ChargeFilter(), Page(limit: 10)).elements }
    #expect(charges.count == 1)
  }
}
