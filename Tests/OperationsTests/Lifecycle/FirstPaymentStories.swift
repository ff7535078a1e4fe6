import Chronology
import Identity
import Invoicing
import Journal
import Operations
import Storage
import Subscriptions
import Testing

@Suite("First payments and notices", .serialized)
struct FirstPaymentStories {
  @Test(
    "Where nothing but a paid contract is wanted, a card that says no leaves nothing that runs or is owed",
    arguments: Engine.allCases)
  func paidOrNothing(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "bad")
      await #expect {
        try await story.subscribe("acme", to: "starter") { $0.firstPayment = .errorIfIncomplete }
      } throws: { error in
        guard case Refusal.declined(let decline, .some, .some)? = error as? Refusal else { return false }
        return decline == ScriptedGateway.decline
      }
      try await story.on("2026-04-01")
      let filter = SubscriptionFilter(customer: story.id(customer: "acme"), status: .all)
      let contracts = try await story.workspace.read { try $0.subscriptions(filter, Page(limit: 9)).elements }
      #expect(contracts.map(\.status) == [.incompleteExpired])
      let invoice = try await story.invoices(of: "acme")[0]
      #expect(invoice.status == .void)
      try await story.on("2026-05-02")
      #expect(story.gateway.asked.count == 1 && story.gateway.asked[0].invoice == invoice.id)
      #expect(try await story.mrr().isEmpty)

      try await story.customer("asks", card: "careful")
      story.gateway.always("careful", .asksForAction)
      await #expect {
        try await story.subscribe("asks", to: "starter") { $0.firstPayment = .errorIfIncomplete }
      } throws: { error in
        if case Refusal.actionRequired? = error as? Refusal { true } else { false }
      }
      try await story.subscribe("good", to: "starter") { $0.firstPayment = .errorIfIncomplete }
      #expect(try await story.subscription(of: "good").status == .active)
      try await story.customer("poor", card: nil)
      await #expect(throws: Refusal.noPaymentMethod(customer: story.id(customer: "poor").text)) {
        try await story.subscribe("poor", to: "starter") { $0.firstPayment = .errorIfIncomplete }
      }
    }
  }

  @Test(
    "A trial is announced to end three days before it does, wherever that is now", arguments: Engine.allCases)
  func notice(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter") { $0.trial = .days(10) }
      try await story.on("2026-04-07T23:59:59Z")
      #expect(try await story.notices(of: "acme").isEmpty)
      try await story.update("acme") { $0.trialEnd = .at(Instant(iso: "2026-04-20")!) }
      try await story.on("2026-04-16")
      #expect(try await story.notices(of: "acme").isEmpty)
      try await story.on("2026-04-30")
      #expect(try await story.notices(of: "acme") == [Instant(iso: "2026-04-17")!])
      try await story.subscribe("short", to: "starter") { $0.trial = .days(2) }
      try await story.subscribe("over", to: "starter") { $0.trial = .days(9) }
      try await story.update("over") { $0.trialEnd = .now }
      try await story.subscribe("gone", to: "starter") { $0.trial = .days(9) }
      try await story.cancel("gone")
      try await story.on("2026-05-30")
      #expect(try await story.notices(of: "short") == [Instant(iso: "2026-04-30")!])
      #expect(try await story.notices(of: "over").isEmpty)
      #expect(try await story.notices(of: "gone").isEmpty)
    }
  }
}

extension Story {
  /// When a customer's trial was announced to end.
  fileprivate func notices(of customer: String) async throws -> [Instant] {
    let id = try await subscription(of: customer).id
    return try await workspace.read { snapshot in
      try snapshot.facts(kinds: ["subscription.trial_will_end"], Page(limit: 100)).elements
        .filter { $0.fact.subject == id.text }.map(\.effective)
    }
  }
}
