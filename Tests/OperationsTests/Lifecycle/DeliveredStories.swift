import Chronology
import Invoicing
import Operations
import Storage
import Subscriptions
import Testing

/// What random histories of several intervals, of arrears and of discounts found, told as stories.
@Suite("What is delivered first, and what changes its interval", .serialized)
struct DeliveredStories {
  private func tell(on engine: Engine, _ body: (Story) async throws -> Void) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("care", monthly: 30_00)
      try await story.price("gate", monthly: 5_00)
      try await story.price("care, yearly", monthly: 365_00, cadence: .yearly)
      try await body(story)
    }
  }

  @Test(
    "Discounts of what is billed in arrears come off what is asked for it, and its own tax comes back",
    arguments: Engine.allCases)
  func discounted(engine: Engine) async throws {
    try await tell(on: engine) { story in
      let (half, three) = (
        try await story.coupon(percent: "50", .forever), try await story.coupon(amount: 3_00, .once)
      )
      let vat = try await story.taxRate("10", inclusive: false)
      for (name, coupon) in [("acme", half), ("bolt", three)] {
        try await story.subscribe(name, to: "care") {
          $0.items[0].timing = .arrears
          $0.items[0].taxRates = [vat]
          $0.discounts = [.coupon(coupon)]
        }
      }
      try await story.on("2026-04-16") {
        for name in ["acme", "bolt"] { try await story.change(name, quantity: 3) }
      }
      try await story.on("2026-05-02")
      // Half a month of one and half of three: 15.00 and 45.00.
      for (name, off, total) in [("acme", 30_00, 33_00), ("bolt", 3_00, 62_71)] {
        let invoice = try #require(try await story.invoices(of: name).last)
        #expect(invoice.subtotal == 60_00 && invoice.discount == Int64(off) && invoice.total == Int64(total))
      }
      let first = try await story.invoices(of: "bolt")[0].id
      #expect(try await story.discounted(first) == [[75], [], [225]])
    }
  }

  @Test(
    "Who ends it in arrears has their own discounts, not those of what they buy next",
    arguments: Engine.allCases)
  func endedInArrears(engine: Engine) async throws {
    try await tell(on: engine) { story in
      let (half, tenth) = (
        try await story.coupon(percent: "50", .forever), try await story.coupon(percent: "10", .forever)
      )
      try await story.subscribe("acme", to: "care") {
        $0.items[0].timing = .arrears
        $0.discounts = [.coupon(half)]
      }
      try await story.on("2026-04-16") { try await story.cancel("acme") { $0.prorate = true } }
      try await story.subscribe("acme", to: "gate") { $0.discounts = [.coupon(tenth)] }
      #expect(try await story.invoices(of: "acme").map(\.total) == [7_50 + 4_50])
    }
  }

  @Test("A start that lies back bills what was delivered since", arguments: Engine.allCases)
  func backdated(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.subscribe("acme", to: "care", "gate") {
        $0.items[0].timing = .arrears
        $0.startDate = Instant(iso: "2026-02-01")
      }
      try await story.on("2026-05-02")
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  gate  500
        2026-04-01  acme  care  3000
        2026-04-01  acme  gate  500
        2026-04-01  acme  care  3000
        2026-04-01  acme  gate  500
        2026-05-01  acme  care  3000
        2026-05-01  acme  gate  500
        """)
    }
  }

  @Test(
    "Who comes back to a month after a pause that gave it back pays for before it, once",
    arguments: Engine.allCases)
  func paused(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.subscribe("acme", to: "care") { $0.items[0].timing = .arrears }
      let id = try await story.subscription(of: "acme").id
      try await story.on("2026-04-11") {
        var pause = PauseSubscription(id)
        pause.unusedTime = .givenBack(invoicingNow: false)
        try await story.workspace.perform(pause, as: Story.cause)
      }
      try await story.on("2026-04-21") {
        var resume = ResumeSubscription(id)
        resume.startsPeriodNow = false
        try await story.workspace.perform(resume, as: Story.cause)
      }
      #expect(try await story.invoices(of: "acme").map(\.total) == [10_00])
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme").map(\.total) == [10_00, 10_00])
    }
  }

  @Test("A contract that never began owes nothing in arrears", arguments: Engine.allCases)
  func neverBegan(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.customer("acme", card: "bad")
      try await story.subscribe("acme", to: "gate", "care") { $0.items[1].timing = .arrears }
      #expect(try await story.subscription(of: "acme").status == .incomplete)
      try await story.cancel("acme") { $0.invoiceNow = true }
      #expect(try await story.invoices(of: "acme").map(\.status) == [.void])
    }
  }

  @Test(
    "What a credit gave back of a discount goes on to the year that takes the month's place",
    arguments: Engine.allCases)
  func swapped(engine: Engine) async throws {
    try await tell(on: engine) { story in
      let nine = try await story.coupon(amount: 9_00, .once)
      try await story.subscribe("acme", to: "care") { $0.discounts = [.coupon(nine)] }
      let gate = story.id(price: "gate")
      try await story.update("acme") {
        $0.items = [.add(price: gate, quantity: 1, metadata: [:])]
        $0.prorationBehavior = .alwaysInvoice
      }
      try await story.on("2026-04-11") { try await story.change("acme", to: "care, yearly") }
      let last = try #require(try await story.invoices(of: "acme").last)
      // Two thirds of the month's 21.00 come back, and 6.00 come off the year's 355.00.
      #expect(last.total == -14_00 + 355_00 - 6_00)
    }
  }

  @Test(
    "What is given back as of an earlier day waits as of today, behind what waited before",
    arguments: Engine.allCases)
  func backdatedCredit(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.subscribe("acme", to: "care", "gate")
      try await story.on("2026-04-16")
      let items = try await story.subscription(of: "acme").items
      let year = story.id(price: "care, yearly")
      try await story.update("acme") { $0.items = [.update(items[1].id, price: nil, quantity: 2)] }
      try await story.update("acme") {
        $0.items = [.update(items[0].id, price: year, quantity: nil)]
        $0.prorationDate = Instant(iso: "2026-04-11")
      }
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  care  3000
        2026-04-01  acme  gate  500
        2026-04-16  acme  gate  -250
        2026-04-16  acme  gate  500
        2026-04-16  acme  care  -2000
        2026-04-16  acme  care, yearly  35500
        """)
    }
  }

  @Test(
    "What ends with its period gives back what is left of a year that joined since",
    arguments: Engine.allCases)
  func endingAfterJoining(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.subscribe("acme", to: "gate")
      try await story.update("acme") { $0.cancelAtPeriodEnd = true }
      let year = story.id(price: "care, yearly")
      try await story.update("acme") {
        $0.items = [.add(price: year, quantity: 1, metadata: [:])]
        $0.prorationBehavior = .alwaysInvoice
      }
      try await story.on("2026-05-02")
      #expect(try await story.subscription(of: "acme").endedAt == Instant(iso: "2026-05-01"))
      #expect(try await story.invoices(of: "acme").map(\.total) == [5_00, 365_00, -335_00])
    }
  }

  @Test(
    "Another fortnight joins the fortnight that runs, also while a month ends before it",
    arguments: Engine.allCases)
  func fortnights(engine: Engine) async throws {
    try await tell(on: engine) { story in
      try await story.price("box", monthly: 14_00, cadence: .every(2, .week))
      try await story.price("bag", monthly: 28_00, cadence: .every(2, .week))
      try await story.subscribe("acme", to: "box", "gate")
      // The third fortnight runs from 29 April to 13 May, and the month is over in between.
      try await story.on("2026-04-30") {
        let bag = story.id(price: "bag")
        try await story.update("acme") {
          $0.items = [.add(price: bag, quantity: 1, metadata: [:])]
          $0.prorationBehavior = .alwaysInvoice
        }
      }
      #expect(try await story.invoices(of: "acme").last?.total == 26_00)
      #expect(try await story.subscription(of: "acme").items[2].period.end == Instant(iso: "2026-05-13"))
    }
  }
}
