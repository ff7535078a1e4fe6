import Catalog
import Chronology
import Invoicing
import Monetary
import Operations
import Rating
import Storage
import Subscriptions
import Testing

@Suite("Contracts of other price models", .serialized)
struct PricedContracts {
  private static func unit(_ text: String) -> UnitPrice { UnitPrice(decimal: text)! }

  @Test(
    "Growing into the next tier gives back the old tiers' rest and bills the new tiers' whole",
    arguments: Engine.allCases)
  func graduatedUpgrade(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      let tiers = try Tiers([
        .init(upTo: 10, unitPrice: Self.unit("100")),
        .init(upTo: nil, unitPrice: Self.unit("80"), flat: Self.unit("500")),
      ])
      try await story.price("calls", .graduated(tiers))
      try await story.subscribe("acme", to: "calls", quantity: 10)
      try await story.on("2026-04-16") {
        try await story.change("acme", quantity: 20, invoicing: .alwaysInvoice)
      }
      // 10 × 1.00, half of it back, half of 10 × 1.00 + 10 × 0.80 + 5.00.
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  calls  1000
        2026-04-16  acme  calls  -500
        2026-04-16  acme  calls  1150
        """)
      #expect(try await story.mrr() == ["2026-04 expansion 1300 new 1000 = 2300 (1)"])
    }
  }

  @Test(
    "A flat fee is owed for nothing, and given back when its contract is changed", arguments: Engine.allCases)
  func flatAtZero(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("platform", .flat(Self.unit("6000")))
      try await story.price("starter", monthly: 30_00)
      try await story.subscribe("acme", to: "platform", quantity: 0)
      try await story.on("2026-04-16") {
        try await story.change("acme", to: "starter", quantity: 1, invoicing: .alwaysInvoice)
      }
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  platform  6000
        2026-04-16  acme  platform  -3000
        2026-04-16  acme  starter  1500
        """)
    }
  }

  @Test("A free allowance and a minimum begin anew in every period", arguments: Engine.allCases)
  func allowance(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      let model = PriceModel.bounded(
        .allowing(free: 100, then: .perUnit(Self.unit("10"))), AmountLimits(minimum: Self.unit("500"))!)
      try await story.price("storage", model)
      try await story.subscribe("acme", to: "storage", quantity: 120)
      try await story.on("2026-04-20") {
        try await story.change("acme", quantity: 180, invoicing: .none)
      }
      try await story.on("2026-05-02") {}
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  storage  500
        2026-05-01  acme  storage  800
        """)
    }
  }

  @Test(
    "A contract in euros takes a dollar price that is sold in euros, and no other", arguments: Engine.allCases
  )
  func currencyOptions(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      let euros = CurrencyOption(currency: .eur, model: .perUnit(Self.unit("900")))
      try await story.price("team", .perUnit(Self.unit("1000")), options: [euros])
      try await story.price("starter", monthly: 10_00)
      try await story.subscribe("acme", to: "team") { $0.currency = .eur }
      #expect(try await story.subscription(of: "acme").currency == .eur)
      let starter = story.id(price: "starter")
      await #expect(throws: SubscriptionRefusal.currenciesDiffer(field: "items[0][price]")) {
        try await story.update("acme") { $0.items = [.add(price: starter, quantity: 1, metadata: [:])] }
      }
      await #expect(throws: SubscriptionRefusal.currenciesDiffer(field: "currency")) {
        try await story.subscribe("bolt", to: "team") { $0.currency = .jpy }
      }
      try await story.on("2026-05-02") {}
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  team  900
        2026-05-01  acme  team  900
        """)
      #expect(try await story.mrr(.eur).first == "2026-04 new 900 = 900 (1)")
    }
  }

  @Test("What the buyer named stays until it is named anew", arguments: Engine.allCases)
  func namedAmount(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("gift", .customAmount(CustomAmount(minimum: 500, maximum: 5_000)!))
      let gift = story.id(price: "gift")
      await #expect(
        throws: SubscriptionRefusal.choiceRefused(.missing, id: gift.text, field: "items[0][price]")
      ) { try await story.subscribe("acme", to: "gift") }
      try await story.subscribe("acme", to: "gift") { $0.items[0].choice = .amount(1_000) }
      try await story.on("2026-05-10") {
        let item = try await story.subscription(of: "acme").items[0].id
        try await story.update("acme") {
          $0.items = [.update(item, price: nil, quantity: nil, choice: .amount(3_000))]
          $0.prorationBehavior = .none
        }
      }
      try await story.on("2026-07-02") {}
      try await story.expectInvoiceLines(
        """
        2026-04-01  acme  gift  1000
        2026-05-01  acme  gift  1000
        2026-06-01  acme  gift  3000
        2026-07-01  acme  gift  3000
        """)
    }
  }
}
