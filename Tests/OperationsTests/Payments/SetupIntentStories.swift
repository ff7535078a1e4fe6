import Chronology
import Identity
import Operations
import Receivables
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Setup intents", .serialized)
struct SetupIntentStories {
  private func tell(on engine: Engine, _ body: (Story, CustomerID) async throws -> Void) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await body(story, story.customer("acme", card: nil))
    }
  }

  @Test("A card whose bank agrees becomes the customer's, and pays later", arguments: Engine.allCases)
  func succeeds(engine: Engine) async throws {
    try await tell(on: engine) { story, acme in
      let waiting = try await story.setUp { $0.customer = acme }
      #expect(waiting.status == .requiresPaymentMethod && waiting.usage == .offSession)
      await #expect(throws: SetupIntentRefusal.noCard(id: waiting.id.text)) {
        try await story.workspace.perform(ConfirmSetupIntent(waiting.id), as: Story.cause)
      }
      var choosing = UpdateSetupIntent(waiting.id)
      choosing.paymentMethod = .card(ScriptedGateway.card("good"))
      choosing.description = .set("for renewals")
      choosing.metadata.entries = ["by": "portal"]
      try await story.workspace.perform(choosing, as: Story.cause)
      let chosen = try await story.setup(waiting.id)
      #expect(chosen.status == .requiresConfirmation && chosen.description == "for renewals")
      let card = try #require(chosen.paymentMethod)
      #expect(try await story.workspace.read { try $0.paymentMethod(card)?.customer } == nil)
      try await story.workspace.perform(ConfirmSetupIntent(waiting.id), as: Story.cause)
      #expect(try await story.setup(waiting.id).status == .succeeded)
      #expect(try await story.card(of: acme) == card)
      for step in [SetupIntentStep.confirm, .cancel] {
        await #expect(
          throws: SetupIntentRefusal.outOfTurn(step, id: waiting.id.text, status: .succeeded)
        ) {
          if step == .confirm {
            try await story.workspace.perform(ConfirmSetupIntent(waiting.id), as: Story.cause)
          } else {
            try await story.workspace.perform(CancelSetupIntent(waiting.id), as: Story.cause)
          }
        }
      }
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter") { $0.defaultPaymentMethod = card }
      #expect(story.gateway.asked.map(\.paymentMethod) == [card])
    }
  }

  @Test("A card that says no stays nobody's, and another one is set up", arguments: Engine.allCases)
  func declined(engine: Engine) async throws {
    try await tell(on: engine) { story, acme in
      story.gateway.scriptSetups(.declined(ScriptedGateway.decline))
      var command = CreateSetupIntent()
      command.customer = acme
      command.paymentMethod = .card(ScriptedGateway.card("bad"))
      command.confirms = true
      await #expect {
        try await story.workspace.perform(command, as: Story.cause)
      } throws: { error in
        guard case SetupIntentRefusal.declined(let decline, _)? = error as? SetupIntentRefusal else {
          return false
        }
        return decline == ScriptedGateway.decline
      }
      let failed = try await story.setups()[0]
      #expect(failed.status == .requiresPaymentMethod && failed.lastError == ScriptedGateway.decline)
      #expect(failed.paymentMethod == nil)
      var again = ConfirmSetupIntent(failed.id)
      again.paymentMethod = .card(ScriptedGateway.card("good"))
      try await story.workspace.perform(again, as: Story.cause)
      let done = try await story.setup(failed.id)
      #expect(done.status == .succeeded && done.lastError == nil && done.tries == 2)
      #expect(try await story.card(of: acme) == done.paymentMethod)
    }
  }

  @Test(
    "A bank that wants to see the customer agrees once it has, and the card is known anew",
    arguments: Engine.allCases)
  func authenticated(engine: Engine) async throws {
    try await tell(on: engine) { story, acme in
      story.gateway.scriptSetups(.requiresAction, .requiresAction, .succeeded(reference: "known"))
      let asked = try await story.setUp {
        $0.customer = acme
        $0.paymentMethod = .card(ScriptedGateway.card("careful"))
        $0.confirms = true
      }
      #expect(asked.status == .requiresAction)
      try await story.workspace.perform(AuthenticateSetupIntent(asked.id, succeeds: false), as: Story.cause)
      let failed = try await story.setup(asked.id)
      #expect(failed.status == .requiresPaymentMethod)
      #expect(failed.lastError?.code == "setup_intent_authentication_failure")
      var again = ConfirmSetupIntent(asked.id)
      again.paymentMethod = .card(ScriptedGateway.card("careful"))
      try await story.workspace.perform(again, as: Story.cause)
      try await story.workspace.perform(AuthenticateSetupIntent(asked.id, succeeds: true), as: Story.cause)
      #expect(try await story.setup(asked.id).status == .succeeded)
      #expect(story.gateway.setups.map(\.authenticated) == [false, false, true])
      #expect(Set(story.gateway.setups.map(\.key)).count == 3)
      let card = try await story.card(of: acme)
      #expect(try await story.workspace.read { try $0.paymentMethod(card)?.gatewayReference } == "known")
    }
  }

  @Test("A gateway that cannot be reached is asked again for the same setup", arguments: Engine.allCases)
  func unreachable(engine: Engine) async throws {
    try await tell(on: engine) { story, acme in
      for customer in [acme, nil] {
        story.gateway.scriptSetups(nil)
        await #expect(throws: ScriptedGateway.Unreachable.self) {
          try await story.setUp {
            $0.customer = customer
            $0.paymentMethod = .card(ScriptedGateway.card("good"))
            $0.confirms = true
          }
        }
      }
      #expect(try await story.setups().map(\.status) == [.processing, .processing])
      let open = try await story.setups()[1]
      await #expect(throws: SetupIntentRefusal.outOfTurn(.cancel, id: open.id.text, status: .processing)) {
        try await story.workspace.perform(CancelSetupIntent(open.id), as: Story.cause)
      }
      try await story.on("2026-04-01T00:02:00Z")
      #expect(try await story.setups().map(\.status) == [.succeeded, .succeeded])
      #expect(story.gateway.setups.count == 4 && Set(story.gateway.setups.map(\.key)).count == 2)
      #expect(try await story.setups()[1].created == Instant(iso: "2026-04-01"))
    }
  }

  @Test(
    "It can be given up, and cards and customers that are not there are refused",
    arguments: Engine.allCases)
  func refused(engine: Engine) async throws {
    try await tell(on: engine) { story, acme in
      let waiting = try await story.setUp { $0.usage = .onSession }
      var giving = CancelSetupIntent(waiting.id)
      giving.reason = .abandoned
      try await story.workspace.perform(giving, as: Story.cause)
      let canceled = try await story.setup(waiting.id)
      #expect(canceled.status == .canceled && canceled.cancellationReason == .abandoned)
      await #expect(throws: Refusal.unknown(.customer, id: "cus_no", field: "customer")) {
        try await story.setUp { $0.customer = CustomerID("cus_no") }
      }
      let foreign = try await story.card(of: story.customer("globex"))
      await #expect(throws: Refusal.paymentMethodElsewhere(id: foreign.text, field: "payment_method")) {
        try await story.setUp {
          $0.customer = acme
          $0.paymentMethod = .existing(foreign, field: "payment_method")
        }
      }
      var late = UpdateSetupIntent(waiting.id)
      late.customer = acme
      await #expect(throws: SetupIntentRefusal.outOfTurn(.update, id: waiting.id.text, status: .canceled)) {
        try await story.workspace.perform(late, as: Story.cause)
      }
      #expect(try await story.setups().count == 1 && story.gateway.setups.isEmpty)
    }
  }
}

extension Story {
  @discardableResult
  func setUp(adjusting adjust: (inout CreateSetupIntent) -> Void) async throws -> SetupIntent {
    var command = CreateSetupIntent()
    adjust(&command)
    return try await setup(workspace.perform(command, as: Self.cause))
  }

  func setup(_ id: SetupIntentID) async throws -> SetupIntent {
    try await workspace.read { try $0.setupIntent(id)! }
  }

  /// Newest first.
  func setups() async throws -> [SetupIntent] {
    try await workspace.read { try $0.setupIntents(SetupIntentFilter(), Page(limit: 100)).elements }
  }
}
