import Chronology
import Identity
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

@Suite("Anchors, starts in the past, intervals and ends", .serialized)
struct CourseStories {
  @Test("A first period that an anchor cuts is billed by its share, or free", arguments: Engine.allCases)
  func anchors(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-11") { story in
      try await story.price("starter", monthly: 30_00)
      for (name, prorates) in [("share", true), ("free", false)] {
        try await story.subscribe(name, to: "starter") {
          $0.anchor = .at(Instant(iso: "2026-05-01")!)
          $0.prorates = prorates
        }
        #expect(try await story.subscription(of: name).status == .active)
      }
      #expect(try await story.invoices(of: "free").isEmpty)
      #expect(try await story.subscription(of: "free").latestInvoice == nil)
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-11  share  starter  2000
        2026-05-01  share  starter  3000
        2026-05-01  free  starter  3000
        """)
    }
  }

  @Test("On the last day of every month, whatever day it is today", arguments: Engine.allCases)
  func lastDay(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-02-10") { story in
      try await story.price("starter", monthly: 28_00)
      try await story.subscribe("acme", to: "starter") {
        $0.anchor = .day(AnchorDay(dayOfMonth: 31, time: 0))
      }
      try await story.on("2026-05-01")
      try await story.expectInvoiceLines(
        """
        2026-02-10  acme  starter  1800
        2026-02-28  acme  starter  2800
        2026-03-31  acme  starter  2800
        2026-04-30  acme  starter  2800
        """)
    }
  }

  @Test("What began before it was made is billed from then on, period by period", arguments: Engine.allCases)
  func backdated(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-11") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.subscribe("acme", to: "starter") { $0.startDate = Instant(iso: "2026-02-25")! }
      let contract = try await story.subscription(of: "acme")
      #expect(contract.startDate == Instant(iso: "2026-02-25") && contract.created == story.now)
      try await story.on("2026-05-12")
      // Fourteen of 28 days up to March 11, that month, the one that runs, and the next.
      try await story.expectInvoiceLines(
        """
        2026-04-11  acme  starter  1500
        2026-04-11  acme  starter  3000
        2026-04-11  acme  starter  3000
        2026-05-11  acme  starter  3000
        """)
      try await story.subscribe("given", to: "starter") {
        $0.startDate = Instant(iso: "2026-02-25")!
        $0.prorates = false
      }
      #expect(try await story.invoices(of: "given").map(\.total) == [30_00])
    }
  }

  @Test(
    "Another interval gives back what is left, and bills its first period at once", arguments: Engine.allCases
  )
  func interval(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("monthly", monthly: 30_00)
      try await story.price("yearly", monthly: 300_00, cadence: .yearly)
      try await story.subscribe("acme", to: "monthly")
      try await story.on("2026-04-11")
      try await story.change("acme", to: "yearly")
      let contract = try await story.subscription(of: "acme")
      #expect(contract.cadence == .yearly && contract.renewal == Instant(iso: "2027-04-11"))
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  monthly  3000
        2026-04-11  acme  monthly  -2000
        2026-04-11  acme  yearly  30000
        """)
      #expect(try await story.invoices(of: "acme").last?.status == .paid)
      try await story.on("2026-05-02")
      #expect(
        try await story.mrr() == ["2026-04 contraction -500 new 3000 = 2500 (1)", "2026-05 = 2500 (1)"])
      try await story.on("2027-04-12")
      #expect(try await story.invoices(of: "acme").map(\.total) == [30_00, 280_00, 300_00])
    }
  }

  @Test("A period that begins now gives back the rest of the last one", arguments: Engine.allCases)
  func anchorNow(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.subscribe("acme", to: "starter")
      // In the second in which it began, everything is given back and billed again.
      try await story.update("acme") { $0.startsPeriodNow = true }
      try await story.on("2026-04-16")
      try await story.update("acme") { $0.startsPeriodNow = true }
      try await story.on("2026-05-17")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  starter  3000
        2026-04-01  acme  starter  -3000
        2026-04-01  acme  starter  3000
        2026-04-16  acme  starter  -1500
        2026-04-16  acme  starter  3000
        2026-05-16  acme  starter  3000
        """)
    }
  }

  @Test(
    "A contract ends on its day, and what is left of the period is given back, or kept",
    arguments: Engine.allCases)
  func cancelAt(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      for (name, behavior) in [
        ("back", UpdateSubscription.ProrationBehavior.createProrations), ("kept", .none),
      ] {
        try await story.subscribe(name, to: "starter")
        try await story.update(name) {
          $0.cancelAt = .set(.at(Instant(iso: "2026-05-21")!))
          $0.prorationBehavior = behavior
        }
      }
      await #expect(throws: SubscriptionRefusal.momentNotAhead(field: "cancel_at")) {
        try await story.update("kept") { $0.cancelAt = .set(.at(story.now)) }
      }
      try await story.on("2026-05-20T23:59:59Z")
      #expect(try await story.subscription(of: "back").status == .active)
      try await story.on("2026-05-21")
      for name in ["back", "kept"] {
        let contract = try await story.subscription(of: name)
        #expect(contract.status == .canceled && contract.endedAt == Instant(iso: "2026-05-21"))
      }
      // May has 31 days, 11 of them after its end.
      #expect(try await story.invoices(of: "back").map(\.total) == [30_00, 30_00, -10_65])
      #expect(try await story.invoices(of: "kept").map(\.total) == [30_00, 30_00])
      #expect(try await story.customerBalance("back", .customerBalance) == -10_65)
    }
  }

  @Test("An end that is withdrawn does not come", arguments: Engine.allCases)
  func withdrawn(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.subscribe("acme", to: "starter") { $0.cancelAt = .at(Instant(iso: "2026-04-20")!) }
      try await story.update("acme") { $0.cancelAt = .set(nil) }
      try await story.on("2026-05-02")
      #expect(try await story.subscription(of: "acme").status == .active)
      #expect(try await story.invoices(of: "acme").count == 2)
    }
  }

  @Test("Anchors and starts that cannot be are refused by name", arguments: Engine.allCases)
  func refused(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-11") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.price("weekly", monthly: 5_00, cadence: .weekly)
      try await story.customer("acme")
      func refuse(
        _ refusal: SubscriptionRefusal, _ price: String = "starter",
        _ adjust: @escaping (inout CreateSubscription) -> Void
      ) async {
        await #expect(throws: refusal) {
          try await story.subscribe("acme", to: price, adjusting: adjust)
        }
      }
      await refuse(.momentNotAhead(field: "billing_cycle_anchor")) {
        $0.anchor = .at(Instant(iso: "2026-04-10")!)
      }
      await refuse(.momentTooFar(field: "billing_cycle_anchor", most: "the end of the first period")) {
        $0.anchor = .at(Instant(iso: "2026-05-12")!)
      }
      await refuse(.anchorUnfit(field: "billing_cycle_anchor_config"), "weekly") {
        $0.anchor = .day(AnchorDay(dayOfMonth: 1))
      }
      await refuse(.momentNotPast(field: "backdate_start_date")) {
        $0.startDate = Instant(iso: "2026-04-12")!
      }
      await refuse(.momentTooFar(field: "backdate_start_date", most: "100 periods"), "weekly") {
        $0.startDate = Instant(iso: "2020-01-01")!
      }
      #expect(try await story.invoices(of: "acme").isEmpty)
    }
  }

  @Test(
    "While collection is paused invoices stay drafts, are given up or taken back, and then it goes on",
    arguments: Engine.allCases)
  func pausedCollection(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 30_00)
      for (name, behavior) in [
        ("draft", CollectionPause.Behavior.keepAsDraft), ("lost", .markUncollectible), ("void", .void),
      ] {
        try await story.subscribe(name, to: "starter")
        try await story.update(name) {
          $0.collectionPause = .set(.init(behavior, resumesAt: Instant(iso: "2026-05-20")))
        }
      }
      let asked = story.gateway.asked.count
      try await story.on("2026-05-10")
      #expect(story.gateway.asked.count == asked, "nothing is collected")
      var found: [String] = []
      for name in ["draft", "lost", "void"] {
        #expect(try await story.subscription(of: name).status == .active)
        found.append(try await story.invoices(of: name)[1].status.rawValue)
      }
      #expect(found == ["draft", "uncollectible", "void"])
      try await story.on("2026-06-02")
      for name in ["draft", "lost", "void"] {
        #expect(try await story.invoices(of: name)[2].status == .paid)
      }
      await #expect(throws: SubscriptionRefusal.momentNotAhead(field: "pause_collection[resumes_at]")) {
        try await story.update("lost") { $0.collectionPause = .set(.init(.void, resumesAt: story.now)) }
      }
    }
  }

  @Test(
    "What an invoice will be is previewed as it comes, of trials, anchors and intervals too",
    arguments: Engine.allCases)
  func previews(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-11") { story in
      try await story.price("starter", monthly: 30_00)
      try await story.price("yearly", monthly: 300_00, cadence: .yearly)
      try await story.customer("acme")
      var create = CreateSubscription(
        customer: story.id(customer: "acme"), items: [.init(price: story.id(price: "starter"))])
      create.anchor = .at(Instant(iso: "2026-05-01")!)
      let seen = try await story.total(.new(create))
      try await story.subscribe("acme", to: "starter") { $0.anchor = .at(Instant(iso: "2026-05-01")!) }
      #expect(try await story.invoices(of: "acme").map(\.total) == [seen])
      let change = try await story.changing("acme", to: "yearly")
      let changed = try await story.total(.change(change))
      try await story.workspace.perform(change, as: Story.cause)
      #expect(try await story.invoices(of: "acme").last?.total == changed)
    }
  }
}

extension Story {
  fileprivate func total(_ subject: InvoicePreview.Subject) async throws -> Int64 {
    try await workspace.preview(InvoicePreview(subject), as: Self.cause) { invoice, _, _ in invoice.total }
  }
}
