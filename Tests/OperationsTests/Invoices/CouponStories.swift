import Catalog
import Chronology
import Identity
import Monetary
import Operations
import Rating
import Relations
import Storage
import Subscriptions
import Testing

@Suite("Coupons and codes", .serialized)
struct CouponStories {
  @Test(
    "A coupon for three is used three times, however many want it at once", arguments: Engine.allCases)
  func limited(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let coupon = try await story.coupon(percent: "50", .forever, most: 3)
      let names = (0..<8).map { "customer-\($0)" }
      for name in names { try await story.customer(name) }
      let made = await withTaskGroup(of: Bool.self) { group in
        for name in names {
          group.addTask {
            do {
              try await story.subscribe(name, to: "starter") { $0.discounts = [.coupon(coupon)] }
              return true
            } catch DiscountRefusal.couponInvalid { return false } catch {
              Issue.record("\(error)")
              return false
            }
          }
        }
        return await group.reduce(0) { $1 ? $0 + 1 : $0 }
      }
      #expect(made == 3)
      let kept = try await story.workspace.read { try $0.coupon(coupon) }
      #expect(kept?.timesRedeemed == 3 && kept?.isValid(at: story.now) == false)
    }
  }

  @Test("A coupon that is over or gone is refused, and what it made stays", arguments: Engine.allCases)
  func over(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      let coupon = try await story.coupon(percent: "50", .forever, last: Instant(iso: "2026-04-10"))
      try await story.subscribe("acme", to: "starter") { $0.discounts = [.coupon(coupon)] }
      try await story.on("2026-04-11")
      try await story.customer("late")
      await #expect(
        throws: DiscountRefusal.couponInvalid(id: coupon.text, field: "items[0][discounts][0][coupon]")
      ) {
        try await story.subscribe("late", to: "starter") { $0.items[0].discounts = [.coupon(coupon)] }
      }
      try await story.workspace.perform(DeleteCoupon(coupon), as: Story.cause)
      await #expect(throws: Refusal.unknown(.coupon, id: coupon.text, field: "discounts[0][coupon]")) {
        try await story.subscribe("late", to: "starter") { $0.discounts = [.coupon(coupon)] }
      }
      await #expect(throws: Refusal.unknown(.coupon, id: coupon.text, field: nil)) {
        try await story.workspace.perform(DeleteCoupon(coupon), as: Story.cause)
      }
      try await story.on("2026-05-02")
      #expect(try await story.invoices(of: "acme").map(\.total) == [500, 500])
      #expect(try await story.invoices(of: "late").isEmpty)
      await #expect(throws: Refusal.momentOver(field: "redeem_by")) {
        try await story.coupon(percent: "5", .once, last: Instant(iso: "2026-04-01"))
      }
    }
  }

  @Test("A coupon for some products takes nothing off others", arguments: Engine.allCases)
  func products(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.price("team", monthly: 20_00)
      let id = story.id(price: "team")
      let product = try #require(try await story.workspace.read { try $0.price(id)?.product })
      let coupon = try await story.coupon(percent: "50", .forever, products: [product])
      try await story.subscribe("acme", to: "starter", "team") { $0.discounts = [.coupon(coupon)] }
      #expect(try await story.discounted(story.invoices(of: "acme")[0].id) == [[], [1000]])
      #expect(try await story.mrr(of: "acme") == [1_000_000_000, 1_000_000_000])
      await #expect(
        throws: Refusal.unknown(.product, id: "prod_none", field: "applies_to[products][0]")
      ) { try await story.coupon(percent: "50", .once, products: [ProductID("prod_none")]) }
    }
  }

  @Test("A coupon of an amount works in the currencies that it knows", arguments: Engine.allCases)
  func currencies(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      let sek = try #require(Currency(code: "sek"))
      try await story.price("kronor", monthly: 100_00, currency: sek)
      let coupon = try await story.coupon(amount: 5_00, .forever)
      await #expect(
        throws: DiscountRefusal.currencyUnknown(
          id: coupon.text, currency: "sek", field: "discounts[0][coupon]")
      ) { try await story.subscribe("acme", to: "kronor") { $0.discounts = [.coupon(coupon)] } }
      var command = UpdateCoupon(coupon)
      command.amounts = [Money(50_00, sek)]
      try await story.workspace.perform(command, as: Story.cause)
      try await story.subscribe("acme", to: "kronor") { $0.discounts = [.coupon(coupon)] }
      #expect(try await story.invoices(of: "acme")[0].total == 5000)
      command.amounts = [Money(60_00, sek)]
      let other = command
      await #expect(throws: Refusal.taken(field: "currency_options", value: "sek")) {
        try await story.workspace.perform(other, as: Story.cause)
      }
    }
  }

  /// Acme and another, and a coupon of ten percent for a hundred uses.
  private func tell(on engine: Engine, _ body: (Story, CouponID) async throws -> Void) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await story.price("starter", monthly: 10_00)
      try await story.customer("acme")
      try await story.customer("other")
      try await body(story, story.coupon(percent: "10", .forever, most: 100))
    }
  }

  private let field = "discounts[0][promotion_code]"

  @Test(
    "A code asks whose it is, whether it is the first purchase, and how much is bought",
    arguments: Engine.allCases)
  func conditions(engine: Engine) async throws {
    try await tell(on: engine) { story, coupon in
      let acme = story.id(customer: "acme")
      let own = try await story.code(of: coupon) { $0.customer = acme }
      await #expect(throws: DiscountRefusal.codeOfAnother(id: own.text, field: field)) {
        try await story.use(own, by: "other")
      }
      let large = try await story.code(of: coupon) { $0.minimums = [Money(30_00, .usd)] }
      await #expect(
        throws: DiscountRefusal.codeBelowMinimum(id: large.text, least: Money(30_00, .usd), field: field)
      ) { try await story.use(large, by: "other", 2) }
      try await story.use(large, by: "other", 3)
      let first = try await story.code(of: coupon) { $0.firstTimeOnly = true }
      await #expect(throws: DiscountRefusal.codeForFirstOnly(id: first.text, field: field)) {
        try await story.use(first, by: "other")
      }
      try await story.use(first, by: "acme")
      let any = try await story.code(of: coupon) { _ in }
      await #expect(throws: DiscountRefusal.couponTwice(id: coupon.text, field: "discounts[1]")) {
        try await story.subscribe("other", to: "starter") { $0.discounts = [.coupon(coupon), .code(any)] }
      }
      await #expect(throws: DiscountRefusal.codeBeyondCoupon(field: "max_redemptions")) {
        try await story.code(of: coupon) { $0.maxRedemptions = 101 }
      }
    }
  }

  @Test("A code is used so often and no more, and its word is free again then", arguments: Engine.allCases)
  func usedUp(engine: Engine) async throws {
    try await tell(on: engine) { story, coupon in
      let single = try await story.code(of: coupon) {
        $0.code = "SPRING-26"
        $0.maxRedemptions = 1
        $0.expiresAt = Instant(iso: "2026-04-20")
      }
      await #expect(throws: DiscountRefusal.codeTaken(code: "spring-26")) {
        try await story.code(of: coupon) { $0.code = "spring-26" }
      }
      try await story.use(single, by: "acme")
      await #expect(throws: DiscountRefusal.codeInactive(id: single.text, field: field)) {
        try await story.use(single, by: "other")
      }
      let discount = try await story.subscription(of: "acme").discounts?.first
      #expect(discount?.promotionCode == single && discount?.coupon == coupon)
      let counted = try await story.workspace.read {
        (try $0.promotionCode(single)?.timesRedeemed, try $0.coupon(coupon)?.timesRedeemed)
      }
      #expect(counted.0 == 1 && counted.1 == 1)
      var closing = UpdatePromotionCode(single)
      closing.active = false
      try await story.workspace.perform(closing, as: Story.cause)
      closing.active = true
      let opening = closing
      await #expect(throws: DiscountRefusal.codeStaysInactive(id: single.text)) {
        try await story.workspace.perform(opening, as: Story.cause)
      }
      let again = try await story.code(of: coupon) { $0.code = "spring-26" }
      try await story.use(again, by: "other")
    }
  }

  @Test("Many codes at once are all different", arguments: Engine.allCases)
  func batch(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      var command = CreatePromotionCodes(of: try await story.coupon(percent: "10", .once))
      command.count = 500
      command.prefix = "SPRING-"
      command.maxRedemptions = 1
      let ids = try await story.workspace.perform(command, as: Story.cause)
      let codes = try await story.workspace.read { snapshot in
        try ids.compactMap { try snapshot.promotionCode($0) }
      }
      #expect(Set(codes.map { $0.code.lowercased() }).count == 500)
      #expect(codes.allSatisfy { $0.code.hasPrefix("SPRING-") && $0.code.count == 17 })
    }
  }
}

extension Story {
  @discardableResult
  fileprivate func code(
    of coupon: CouponID, _ adjust: (inout CreatePromotionCodes) -> Void
  ) async throws -> PromotionCodeID {
    var command = CreatePromotionCodes(of: coupon)
    adjust(&command)
    return try await workspace.perform(command, as: Self.cause)[0]
  }

  fileprivate func use(_ code: PromotionCodeID, by customer: String, _ quantity: Int64 = 1) async throws {
    try await subscribe(customer, to: "starter", quantity: quantity) { $0.discounts = [.code(code)] }
  }
}
