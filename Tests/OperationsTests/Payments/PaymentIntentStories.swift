import Chronology
import Identity
import Invoicing
import Operations
import Receivables
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Payment intents", .serialized)
struct PaymentIntentStories {
  /// Acme's contract waits for its first payment; nothing was asked for yet.
  private func tell(
    on engine: Engine, card: String? = "good", _ body: (Story, PaymentIntent) async throws -> Void
  ) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: card)
      try await story.subscribe("acme", to: "starter") { $0.firstPayment = .defaultIncomplete }
      #expect(try await story.subscription(of: "acme").status == .incomplete)
      try await body(story, try await story.intent(of: "acme"))
    }
  }

  @Test(
    "Confirming the first payment begins the contract, as paying its invoice does",
    arguments: Engine.allCases)
  func confirm(engine: Engine) async throws {
    try await tell(on: engine) { story, intent in
      #expect(intent.status == .requiresPaymentMethod && story.gateway.asked.isEmpty)
      try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause)
      #expect(try await story.intent(of: "acme").status == .succeeded)
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid])
      #expect(try await story.subscription(of: "acme").status == .active)
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid, .paid])
      #expect(try await story.mrr().last == "2026-05 = 1000 (1)")
      await #expect(
        throws: PaymentIntentRefusal.outOfTurn(.confirm, id: intent.id.text, status: .succeeded)
      ) { try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause) }
      #expect(story.gateway.asked.count == 2)
    }
  }

  @Test(
    "A card pays that is the customer's or nobody's; another's is refused, and without one nothing is asked",
    arguments: Engine.allCases)
  func cards(engine: Engine) async throws {
    try await tell(on: engine, card: nil) { story, intent in
      let acme = story.id(customer: "acme")
      await #expect(throws: Refusal.noPaymentMethod(customer: acme.text)) {
        try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause)
      }
      let globex = try await story.customer("globex")
      let foreign = try await story.card(of: globex)
      var command = ConfirmPaymentIntent(intent.id)
      command.paymentMethod = .existing(foreign, field: "payment_method")
      await #expect(throws: Refusal.paymentMethodElsewhere(id: foreign.text, field: "payment_method")) {
        try await story.workspace.perform(command, as: Story.cause)
      }
      command.paymentMethod = .existing(PaymentMethodID("pm_no"), field: "payment_method")
      await #expect(throws: Refusal.unknown(.paymentMethod, id: "pm_no", field: "payment_method")) {
        try await story.workspace.perform(command, as: Story.cause)
      }
      #expect(story.gateway.asked.isEmpty)
      command.paymentMethod = .card(ScriptedGateway.card("new"))
      try await story.workspace.perform(command, as: Story.cause)
      #expect(try await story.subscription(of: "acme").status == .active)
      let used = try #require(try await story.intent(of: "acme").paymentMethod)
      #expect(try await story.workspace.read { try $0.paymentMethod(used)?.customer } == nil)
    }
  }

  @Test("A card that says no is told, and another one pays", arguments: Engine.allCases)
  func declined(engine: Engine) async throws {
    try await tell(on: engine, card: "flaky") { story, intent in
      story.gateway.script("flaky", .declines)
      await #expect {
        try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause)
      } throws: { error in
        guard case Refusal.declined(let decline, intent.id?, .some)? = error as? Refusal else { return false }
        return decline == ScriptedGateway.decline
      }
      let failed = try await story.intent(of: "acme")
      #expect(failed.status == .requiresPaymentMethod && failed.lastDecline == ScriptedGateway.decline)
      #expect(try await story.subscription(of: "acme").status == .incomplete)
      try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause)
      #expect(try await story.intent(of: "acme").lastDecline == nil)
      #expect(try await story.subscription(of: "acme").status == .active)
    }
  }

  @Test(
    "A bank that wants to see the customer is asked again once it has, and only then",
    arguments: Engine.allCases)
  func authenticated(engine: Engine) async throws {
    try await tell(on: engine, card: "careful") { story, intent in
      story.gateway.always("careful", .asksForAction)
      await #expect(
        throws: PaymentIntentRefusal.outOfTurn(
          .authenticate, id: intent.id.text, status: .requiresPaymentMethod)
      ) {
        try await story.workspace.perform(
          AuthenticatePaymentIntent(intent.id, succeeds: true), as: Story.cause)
      }
      var strict = ConfirmPaymentIntent(intent.id)
      strict.refusesAction = true
      await #expect(throws: Refusal.actionRequired(intent: intent.id)) {
        try await story.workspace.perform(strict, as: Story.cause)
      }
      try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause)
      #expect(try await story.intent(of: "acme").status == .requiresAction)
      #expect(try await story.subscription(of: "acme").status == .incomplete)
      try await story.workspace.perform(
        AuthenticatePaymentIntent(intent.id, succeeds: false), as: Story.cause)
      let failed = try await story.intent(of: "acme")
      #expect(failed.status == .requiresPaymentMethod)
      #expect(failed.lastDecline?.code == "payment_intent_authentication_failure")
      try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause)
      try await story.workspace.perform(
        AuthenticatePaymentIntent(intent.id, succeeds: true), as: Story.cause)
      #expect(try await story.intent(of: "acme").status == .succeeded)
      #expect(try await story.subscription(of: "acme").status == .active)
      #expect(story.gateway.asked.map(\.authenticated) == [nil, nil, nil, true])
      #expect(try await story.invoices(of: "acme").map(\.amountPaid) == [1000])
    }
  }

  @Test(
    "A renewal that waits for the customer is paid when they prove who they are, and the contract recovers",
    arguments: Engine.allCases)
  func renewal(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: "careful")
      try await story.subscribe("acme", to: "starter")
      story.gateway.always("careful", .asksForAction)
      try await story.on("2026-05-02")
      #expect(try await story.subscription(of: "acme").status == .pastDue)
      let intent = try await story.intent(of: "acme")
      try await story.workspace.perform(
        AuthenticatePaymentIntent(intent.id, succeeds: true), as: Story.cause)
      #expect(try await story.subscription(of: "acme").status == .active)
      let asked = story.gateway.asked.count
      try await story.on("2026-05-20")
      #expect(story.gateway.asked.count == asked, "nothing is tried again")
    }
  }

  @Test(
    "While an answer is out, and when the invoice is no more, nothing is asked",
    arguments: Engine.allCases)
  func outOfTurn(engine: Engine) async throws {
    try await tell(on: engine, card: "flaky") { story, intent in
      story.gateway.script("flaky", .isUnreachable)
      await #expect(throws: ScriptedGateway.Unreachable.self) {
        try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause)
      }
      await #expect(throws: InvoicingRefusal.paymentUnderWay(id: intent.invoice.text)) {
        try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause)
      }
      try await story.on("2026-04-01T00:02:00Z")
      #expect(try await story.subscription(of: "acme").status == .active)
      #expect(Set(story.gateway.asked.map(\.id)).count == 1)
    }
    try await tell(on: engine) { story, intent in
      try await story.workspace.perform(VoidInvoice(invoice: intent.invoice), as: Story.cause)
      await #expect(
        throws: PaymentIntentRefusal.outOfTurn(.confirm, id: intent.id.text, status: .canceled)
      ) { try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause) }
    }
  }

  @Test("Notes change, and only the invoice gives its payment up", arguments: Engine.allCases)
  func noted(engine: Engine) async throws {
    try await tell(on: engine) { story, intent in
      var command = DescribePaymentIntent(intent.id)
      command.metadata.entries = ["cart": "12"]
      try await story.workspace.perform(command, as: Story.cause)
      #expect(try await story.intent(of: "acme").metadata == ["cart": "12"])
      await #expect(
        throws: PaymentIntentRefusal.ofInvoice(id: intent.id.text, invoice: intent.invoice.text)
      ) { try await story.workspace.perform(CancelPaymentIntent(intent.id), as: Story.cause) }
      try await story.workspace.perform(ConfirmPaymentIntent(intent.id), as: Story.cause)
      await #expect(
        throws: PaymentIntentRefusal.outOfTurn(.cancel, id: intent.id.text, status: .succeeded)
      ) { try await story.workspace.perform(CancelPaymentIntent(intent.id), as: Story.cause) }
      #expect(try await story.intent(of: "acme").metadata == ["cart": "12"])
    }
  }
}

extension Story {
  /// The payment intent of a customer's last invoice.
  func intent(of customer: String) async throws -> PaymentIntent {
    let filter = PaymentIntentFilter(customer: id(customer: customer))
    return try await workspace.read { try $0.paymentIntents(filter, Page(limit: 1)).elements[0] }
  }

  func card(of customer: CustomerID) async throws -> PaymentMethodID {
    try await workspace.read {
      try $0.paymentMethods(PaymentMethodFilter(customer: customer), Page(limit: 1)).elements[0].id
    }
  }
}
