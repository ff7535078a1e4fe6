import Chronology
import Identity
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Contracts that are tried first", .serialized)
struct TrialStories {
  @Test(
    "A trial begins with an invoice over nothing, and is billed when it is over", arguments: Engine.allCases)
  func trial(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "starter") { $0.trial = .days(14) }
      let contract = try await story.subscription(of: "acme")
      #expect(contract.status == .trialing && contract.renewal == Instant(iso: "2026-04-15"))
      #expect(try await story.invoices(of: "acme").map(\.status) == [.paid])
      #expect(story.gateway.asked.isEmpty)
      #expect(try await story.mrr() == [])
      try await story.on("2026-04-14T23:59:59Z")
      #expect(try await story.subscription(of: "acme").status == .trialing)
      try await story.on("2026-05-16")
      #expect(try await story.subscription(of: "acme").status == .active)
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  0
        2026-04-15  acme  starter  1000
        2026-05-15  acme  starter  1000
        """)
      #expect(try await story.mrr() == ["2026-04 new 1000 = 1000 (1)", "2026-05 = 1000 (1)"])
    }
  }

  @Test(
    "Without a card a trial ends as was asked for: billed in vain, over, or paused",
    arguments: Engine.allCases)
  func withoutCard(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      for (name, ending) in [("a", Trial.WithoutCard.createInvoice), ("b", .cancel), ("c", .pause)] {
        try await story.customer(name, card: nil)
        try await story.subscribe(name, to: "starter") {
          $0.trial = .until(Instant(iso: "2026-04-10")!)
          $0.withoutCard = ending
        }
      }
      try await story.on("2026-04-11")
      var statuses: [SubscriptionStatus] = []
      for name in ["a", "b", "c"] { statuses.append(try await story.subscription(of: name).status) }
      #expect(statuses == [.pastDue, .canceled, .paused])
      for name in ["b", "c"] { #expect(try await story.invoices(of: name).count == 1) }
      #expect(try await story.mrr() == ["2026-04 new 1000 = 1000 (1)"])
    }
  }

  @Test("What was paused is resumed with a card, from that day on", arguments: Engine.allCases)
  func resuming(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme", card: nil)
      let id = try await story.subscribe("acme", to: "starter") {
        $0.trial = .days(9)
        $0.withoutCard = .pause
      }
      await #expect(throws: SubscriptionRefusal.notPaused(id: id.text)) {
        try await story.workspace.perform(ResumeSubscription(id), as: Story.cause)
      }
      try await story.on("2026-06-20")
      #expect(try await story.subscription(of: "acme").status == .paused)
      await #expect(throws: SubscriptionRefusal.paused(id: id.text)) {
        try await story.change("acme", quantity: 2)
      }
      let poor = Refusal.noPaymentMethod(customer: story.id(customer: "acme").text)
      await #expect(throws: poor) {
        try await story.workspace.perform(ResumeSubscription(id), as: Story.cause)
      }
      #expect(try await story.subscription(of: "acme").status == .paused, "nothing is half done")
      try await story.giveCard("acme")
      try await story.workspace.perform(ResumeSubscription(id), as: Story.cause)
      #expect(try await story.subscription(of: "acme").renewal == Instant(iso: "2026-07-20"))
      try await story.on("2026-07-21")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  0
        2026-06-20  acme  starter  1000
        2026-07-20  acme  starter  1000
        """)
    }
  }

  @Test("A trial ends early and is billed at once, or lasts longer", arguments: Engine.allCases)
  func otherEnds(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      for name in ["early", "late"] {
        try await story.subscribe(name, to: "starter") { $0.trial = .days(30) }
      }
      try await story.on("2026-04-08")
      let id = try await story.subscription(of: "early").id.text
      await #expect(throws: SubscriptionRefusal.onTrial(id: id)) {
        try await story.update("early") { $0.startsPeriodNow = true }
      }
      try await story.update("early") { $0.trialEnd = .now }
      try await story.update("late") { $0.trialEnd = .at(Instant(iso: "2026-05-20")!) }
      let early = try await story.subscription(of: "early")
      #expect(early.status == .active && early.trial?.end == story.now)
      let again = SubscriptionRefusal.notTrialing(id: early.id.text)
      await #expect(throws: again) { try await story.update("early") { $0.trialEnd = .now } }
      await #expect(throws: SubscriptionRefusal.momentNotAhead(field: "trial_end")) {
        try await story.update("late") { $0.trialEnd = .at(Instant(iso: "2026-04-07")!) }
      }
      try await story.on("2026-05-21")
      try await story.expectInvoiceLines(
        """
        2026-04-01  early  starter  0
        2026-04-01  late  starter  0
        2026-04-08  early  starter  1000
        2026-05-08  early  starter  1000
        2026-05-20  late  starter  1000
        """)
    }
  }

  @Test("A trial that is given up owes nothing, now or at its end", arguments: Engine.allCases)
  func givenUp(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      for name in ["now", "later"] {
        try await story.subscribe(name, to: "starter") { $0.trial = .days(30) }
      }
      try await story.on("2026-04-08")
      try await story.cancel("now") { $0.prorate = true }
      try await story.update("later") { $0.cancelAtPeriodEnd = true }
      #expect(
        try await story.subscription(of: "later").cancellation?.effectiveAt == Instant(iso: "2026-05-01"))
      try await story.on("2026-05-02")
      #expect(try await story.subscription(of: "later").status == .canceled)
      try await story.expectInvoiceLines(
        """
        2026-04-01  now  starter  0
        2026-04-01  later  starter  0
        """)
      #expect(try await story.mrr() == [])
    }
  }

  @Test("What is tried can change, and what it becomes is billed", arguments: Engine.allCases)
  func changed(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("yearly", monthly: 100_00, cadence: .yearly)
      try await story.subscribe("acme", to: "starter") { $0.trial = .days(10) }
      try await story.on("2026-04-05")
      try await story.change("acme", to: "yearly", quantity: 2, invoicing: .alwaysInvoice)
      #expect(try await story.subscription(of: "acme").status == .trialing)
      try await story.on("2026-04-12")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  0
        2026-04-11  acme  yearly  20000
        """)
      #expect(try await story.subscription(of: "acme").renewal == Instant(iso: "2027-04-11"))
    }
  }

  @Test("A trial of more than two years, or that is over, is refused", arguments: Engine.allCases)
  func refused(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme")
      await #expect(throws: SubscriptionRefusal.momentNotAhead(field: "trial_end")) {
        try await story.subscribe("acme", to: "starter") { $0.trial = .until(story.now) }
      }
      await #expect(throws: SubscriptionRefusal.momentTooFar(field: "trial_end", most: "two years")) {
        try await story.subscribe("acme", to: "starter") { $0.trial = .until(Instant(iso: "2029-01-01")!) }
      }
      #expect(try await story.invoices(of: "acme").isEmpty)
    }
  }
}

extension Story {
  /// Gives a customer who had none a card that pays.
  func giveCard(_ customer: String) async throws {
    let id = id(customer: customer)
    let method = try await workspace.perform(
      AttachPaymentMethod(.card(ScriptedGateway.card("good")), to: id), as: Self.cause)
    var terms = CustomerTerms()
    terms.defaultPaymentMethod = .set(method)
    try await workspace.perform(UpdateCustomer(id, terms: terms), as: Self.cause)
  }
}
