import Bookkeeping
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Operations
import Receivables
import Relations
import Storage
import Testing

@Suite("Refunds", .serialized)
struct RefundStories {
  /// Acme has paid ten dollars for April.
  private func tell(on engine: Engine, _ body: (Story, CardCharge) async throws -> Void) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter")
      try await story.on("2026-04-10")
      try await body(story, try await story.charge(of: "acme"))
    }
  }

  @Test(
    "What goes back leaves the invoice paid, and is owed to nobody's explanation yet",
    arguments: Engine.allCases)
  func partly(engine: Engine) async throws {
    try await tell(on: engine) { story, charge in
      let refund = try await story.refund(charge, 400) {
        $0.reason = .requestedByCustomer
        $0.metadata = ["ticket": "7"]
      }
      #expect(refund.status == .succeeded && refund.amount == Money(400, .usd) && refund.charge == charge.id)
      #expect(refund.reason == .requestedByCustomer && refund.metadata == ["ticket": "7"])
      #expect(try await story.charge(of: "acme").refunded == 400)
      let invoice = try await story.invoices(of: "acme")[0]
      #expect(invoice.status == .paid && invoice.amountPaid == 1000 && invoice.creditedPaid == nil)
      let balances = try await story.balances(of: "acme")
      #expect(balances[.cash] == 600 && balances[.refunds] == 400 && balances[.receivable] == 0)
      #expect(balances[.deferredRevenue] == -1000 && balances[.customerBalance] ?? 0 == 0)

      let rest = try await story.refund(charge)
      #expect(rest.amount.minorUnits == 600)
      #expect(try await story.charge(of: "acme").refunded == 1000)
      #expect(story.gateway.refunds.map(\.amount.minorUnits) == [400, 600])
      #expect(Set(story.gateway.refunds.map(\.attempt)) == [story.gateway.asked[0].id])
      await #expect(throws: RefundRefusal.alreadyRefunded(charge: charge.id.text, field: "charge")) {
        try await story.refund(charge, 1)
      }
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme").map(\.amountDue) == [1000, 1000], "the contract goes on")
    }
  }

  @Test("A payment's money goes back by the payment, too", arguments: Engine.allCases)
  func byIntent(engine: Engine) async throws {
    try await tell(on: engine) { story, charge in
      let id = try await story.workspace.perform(
        RefundCharge(.paymentIntent(charge.paymentIntent)), as: Story.cause)
      #expect(try await story.refund(id).charge == charge.id)
    }
  }

  @Test("Never more than was left, nothing, and only what came", arguments: Engine.allCases)
  func refused(engine: Engine) async throws {
    try await tell(on: engine) { story, charge in
      let id = charge.id.text
      try await story.refund(charge, 300)
      for (amount, refusal) in [
        (701, RefundRefusal.exceedsCharge(charge: id, most: Money(700, .usd), field: "amount")),
        (0, .amountNotPositive(field: "amount")), (-1, .amountNotPositive(field: "amount")),
        (.max, .exceedsCharge(charge: id, most: Money(700, .usd), field: "amount")),
      ] as [(Int64, RefundRefusal)] {
        await #expect(throws: refusal) { try await story.refund(charge, amount) }
      }
      await #expect(throws: Refusal.unknown(.charge, id: "ch_no", field: "charge")) {
        try await story.workspace.perform(RefundCharge(.charge(ChargeID("ch_no"))), as: Story.cause)
      }
      await #expect(throws: Refusal.unknown(.paymentIntent, id: "pi_no", field: "payment_intent")) {
        try await story.workspace.perform(
          RefundCharge(.paymentIntent(PaymentIntentID("pi_no"))), as: Story.cause)
      }
      try await story.customer("globex", card: "bad")
      try await story.subscribe("globex", to: "starter")
      let declined = try await story.charge(of: "globex")
      await #expect(throws: RefundRefusal.notPaid(id: declined.id.text, field: "charge")) {
        try await story.refund(declined)
      }
      await #expect(throws: RefundRefusal.notPaid(id: declined.paymentIntent.text, field: "payment_intent")) {
        try await story.workspace.perform(
          RefundCharge(.paymentIntent(declined.paymentIntent)), as: Story.cause)
      }
      #expect(story.gateway.refunds.count == 1)
      #expect(try await story.charge(of: "acme").refunded == 300, "nothing was changed")
    }
  }

  @Test("Many at once give back no more than came", arguments: Engine.allCases)
  func atOnce(engine: Engine) async throws {
    try await tell(on: engine) { story, charge in
      let given = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<12 { group.addTask { (try? await story.refund(charge, 300)) != nil } }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      let left = try await story.charge(of: "acme")
      #expect(given == 3 && left.refunded == 900)
      #expect(try await story.balances(of: "acme")[.cash] == 100)
    }
  }

  @Test(
    "A gateway that cannot be reached is asked again for the same refund, which holds its amount meanwhile",
    arguments: Engine.allCases)
  func unreachable(engine: Engine) async throws {
    try await tell(on: engine) { story, charge in
      story.gateway.scriptRefunds(nil)
      await #expect(throws: ScriptedGateway.Unreachable.self) { try await story.refund(charge, 700) }
      let open = try await story.refunds(of: charge)[0]
      #expect(open.status == .pending && open.answeredAt == nil)
      #expect(try await story.charge(of: "acme").refunded == nil)
      #expect(try await story.balances(of: "acme")[.cash] == 1000)
      await #expect(
        throws: RefundRefusal.exceedsCharge(charge: charge.id.text, most: Money(300, .usd), field: "amount")
      ) { try await story.refund(charge, 301) }
      try await story.on("2026-04-10T00:02:00Z")
      #expect(try await story.refunds(of: charge).map(\.status) == [.succeeded])
      #expect(try await story.refunds(of: charge)[0].answeredAt == Instant(iso: "2026-04-10"))
      #expect(Set(story.gateway.refunds.map(\.id)).count == 1 && story.gateway.refunds.count == 2)
      #expect(try await story.balances(of: "acme")[.cash] == 300)
    }
  }

  @Test("What is on its way arrives, and moves cash only then", arguments: Engine.allCases)
  func pending(engine: Engine) async throws {
    try await tell(on: engine) { story, charge in
      story.gateway.scriptRefunds(RefundAnswer(.pending, mayChangeAfter: 3600))
      let refund = try await story.refund(charge, 400)
      #expect(refund.status == .pending && refund.answeredAt == story.now)
      #expect(try await story.charge(of: "acme").refunded == 400)
      #expect(try await story.balances(of: "acme")[.cash] == 1000)
      try await story.on("2026-04-10T00:59:59Z")
      #expect(try await story.refund(refund.id).status == .pending)
      try await story.on("2026-04-10T01:00:00Z")
      #expect(try await story.refund(refund.id).status == .succeeded)
      #expect(try await story.balances(of: "acme")[.cash] == 600)
      try await story.on("2026-05-10")
      #expect(story.gateway.refunds.count == 2)
    }
  }

  @Test("What the bank sends on comes back, and can be refunded again", arguments: Engine.allCases)
  func failsLater(engine: Engine) async throws {
    try await tell(on: engine) { story, charge in
      story.gateway.scriptRefunds(
        RefundAnswer(.succeeded, mayChangeAfter: 60), RefundAnswer(.failed(reason: "lost_or_stolen_card")))
      let refund = try await story.refund(charge)
      #expect(refund.status == .succeeded)
      #expect(try await story.balances(of: "acme")[.cash] == 0)
      try await story.on("2026-04-11")
      let failed = try await story.refund(refund.id)
      #expect(failed.status == .failed && failed.failure == "lost_or_stolen_card")
      #expect(try await story.charge(of: "acme").refunded == nil)
      let balances = try await story.balances(of: "acme")
      #expect(balances[.cash] == 1000 && balances[.refunds] == 0)
      #expect(try await story.refund(charge).status == .succeeded)
    }
  }

  @Test("What the bank refuses at once never left", arguments: Engine.allCases)
  func failsAtOnce(engine: Engine) async throws {
    try await tell(on: engine) { story, charge in
      story.gateway.scriptRefunds(RefundAnswer(.failed(reason: "unknown")))
      let refund = try await story.refund(charge)
      #expect(refund.status == .failed)
      #expect(try await story.charge(of: "acme").refunded == nil)
      #expect(try await story.balances(of: "acme")[.cash] == 1000)
    }
  }

  @Test("Money goes back to a customer who was deleted, too", arguments: Engine.allCases)
  func deleted(engine: Engine) async throws {
    try await tell(on: engine) { story, charge in
      try await story.workspace.perform(DeleteCustomer(story.id(customer: "acme")), as: Story.cause)
      story.gateway.scriptRefunds(nil)
      _ = try? await story.refund(charge, 400)
      try await story.on("2026-04-11")
      #expect(try await story.refunds(of: charge).map(\.status) == [.succeeded])
    }
  }

  @Test("Notes on a refund change, and no refund is taken back", arguments: Engine.allCases)
  func noted(engine: Engine) async throws {
    try await tell(on: engine) { story, charge in
      let refund = try await story.refund(charge)
      var command = DescribeRefund(refund.id)
      command.metadata.entries = ["case": "9"]
      try await story.workspace.perform(command, as: Story.cause)
      #expect(try await story.refund(refund.id).metadata == ["case": "9"])
      await #expect(throws: RefundRefusal.notCancelable(id: refund.id.text, status: .succeeded)) {
        try await story.workspace.perform(CancelRefund(refund.id), as: Story.cause)
      }
    }
  }
}

extension Story {
  /// The last answer about money of a customer.
  func charge(of customer: String) async throws -> CardCharge {
    let filter = ChargeFilter(customer: id(customer: customer))
    return try await workspace.read { try $0.charges(filter, Page(limit: 1)).elements[0] }
  }

  @discardableResult
  func refund(
    _ charge: CardCharge, _ amount: Int64? = nil, adjusting adjust: (inout RefundCharge) -> Void = { _ in }
  ) async throws -> Refund {
    var command = RefundCharge(.charge(charge.id))
    command.amount = amount
    adjust(&command)
    return try await refund(workspace.perform(command, as: Self.cause))
  }

  func refund(_ id: RefundID) async throws -> Refund {
    try await workspace.read { try $0.refund(id)! }
  }

  /// Oldest first.
  func refunds(of charge: CardCharge) async throws -> [Refund] {
    try await workspace.read {
      try $0.refunds(RefundFilter(charge: charge.id), Page(limit: 100)).elements.reversed()
    }
  }
}
