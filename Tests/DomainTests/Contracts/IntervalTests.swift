import Catalog
import Chronology
import Identity
import Invoicing
import Subscriptions
import Testing

@Suite("Items that recur by intervals of their own")
struct IntervalTests {
  private func owedText(_ contract: Subscription) throws -> [String] {
    try owed(by: contract, prices: Shop.prices).map { charge in
      "\(charge.price.text) \(charge.amount.minorUnits) \(charge.period)"
    }
  }

  private func swap(
    _ item: SubscriptionItem, to price: String, in contract: Subscription, at instant: String
  ) throws -> Subscription {
    let change = ItemChange.update(
      id: item.id, price: Shop.id(price), quantity: nil, metadata: nil, field: "items[0]")
    let leaving = contract.itemsChangingCadence(by: [change], prices: Shop.prices)
    return try contract.givingBackUnusedTime(of: leaving, at: Shop.at(instant)).changingItems(
      [change], proration: .prorate, at: Shop.at(instant), prices: Shop.prices)
  }

  @Test("An item joins the period of its interval, counted from the contract's anchor")
  func joining() throws {
    let contract = try Shop.contract(from: "2026-01-31").renewed(at: Shop.at("2026-02-28"))
      .adding("yearly", at: "2026-03-02")
    #expect(contract.cadence == .monthly && contract.items[1].cadence == .yearly)
    #expect(contract.items[1].period.description == "2026-01-31T00:00:00Z/2027-01-31T00:00:00Z")
    // 335 of 365 days.
    #expect(try owedText(contract)[1] == "price_yearly 45890 2026-03-02T00:00:00Z/2027-01-31T00:00:00Z")
    #expect(!contract.hasOneCadence && contract.renewal == Shop.at("2026-03-31"))
    #expect(contract.lastPeriodEnd == Shop.at("2027-01-31") && contract.openSince == Shop.at("2026-01-31"))
  }

  @Test("A contract is said to recur by its shortest interval, also when that is what comes or goes")
  func shortest() throws {
    let weekly = try Shop.contract().adding("weekly", at: "2026-04-03")
    #expect(weekly.cadence == .weekly && weekly.items.map(\.cadence) == [.monthly, nil])
    #expect(weekly.cadences == [.weekly, .monthly])
    let left = try weekly.removing(2, at: "2026-04-05")
    #expect(left.cadence == .monthly && left.hasOneCadence)
    #expect(left.renewal == Shop.at("2026-05-01"), "what was taken off renews nothing")
    #expect(left.renewed(at: Shop.at("2026-05-01")).items.count == 1)
  }

  @Test("Each item is renewed when its own period ends, and periods tile")
  func renewing() throws {
    var contract = try Shop.contract(from: "2026-01-31").adding("weekly", at: "2026-02-01")
    var turns: [String] = []
    for _ in 0..<8 {
      let (old, turn) = (contract, contract.renewal)
      contract = contract.renewed(at: turn)
      turns.append(String(turn.isoText.prefix(10)))
      for (before, after) in zip(old.items, contract.items) where before.period != after.period {
        #expect(before.period.end == after.period.start && before.period.end == turn)
      }
      #expect(contract.lastTurn == turn && contract.lastTurn > old.lastTurn, "each turn moves the contract")
    }
    #expect(
      turns == [
        "2026-02-07", "2026-02-14", "2026-02-21", "2026-02-28", "2026-03-07", "2026-03-14", "2026-03-21",
        "2026-03-28",
      ])
    #expect(contract.items[0].period.end == Shop.at("2026-03-31"), "the 31st comes back")
  }

  @Test(
    "An item that takes another interval gives its time back and is billed for what is left of the new one")
  func swapping() throws {
    let contract = Shop.contract([("starter", 1), ("team", 1)])
    let changed = try swap(contract.items[0], to: "yearly", in: contract, at: "2026-04-16")
    #expect(changed.items[0].cadence == .yearly && changed.items[1].period == contract.items[1].period)
    #expect(changed.items[0].period.start == contract.cycleAnchor)
    // 350 of 365 days.
    #expect(try owedText(changed)[0] == "price_yearly 47945 2026-04-16T00:00:00Z/2027-04-01T00:00:00Z")
  }

  @Test("Who comes back to an interval is billed under keys that no earlier time had")
  func comingBack() throws {
    var contract = Shop.contract([("starter", 1), ("team", 1)])
    var keys = Set(try owed(by: contract, prices: Shop.prices).map(\.key))
    for (price, day) in [
      ("yearly", "2026-04-03"), ("seat", "2026-04-03"), ("yearly", "2026-04-03"), ("seat", "2026-04-20"),
      ("yearly", "2026-04-21"), ("starter", "2026-04-21"),
    ] {
      contract = try swap(contract.items[0], to: price, in: contract, at: day)
      let own = try owed(by: contract, prices: Shop.prices).filter { $0.item == contract.items[0].id }
      #expect(own.count == 1)
      for charge in own { #expect(keys.insert(charge.key).inserted, "\(charge.key) is used twice") }
    }
  }

  @Test("Another interval for everything begins the contract anew; for a part of it, it does not")
  func anew() throws {
    let contract = Shop.contract([("starter", 1), ("team", 1)])
    let one = ItemChange.update(
      id: contract.items[0].id, price: Shop.id("yearly"), quantity: nil, metadata: nil, field: "items[0]")
    let other = ItemChange.remove(id: contract.items[1].id, field: "items[1]")
    #expect(contract.newCadence(after: [one], prices: Shop.prices) == nil)
    #expect(contract.newCadence(after: [one, other], prices: Shop.prices) == .yearly)
    #expect(contract.itemsChangingCadence(by: [one, other], prices: Shop.prices) == [contract.items[0].id])
    let changed = try contract.changingItems(
      [one, other], proration: .none, at: Shop.at("2026-04-05"), prices: Shop.prices)
    #expect(changed.restarted(at: Shop.at("2026-04-05")).renewal == Shop.at("2027-04-05"))
  }

  @Test(
    "A contract of several intervals ends with the first period and gives back what is left of the others")
  func ending() throws {
    let contract = try Shop.contract().adding("yearly", at: "2026-04-01")
    let ending = contract.cancelingAtPeriodEnd(requestedAt: Shop.at("2026-04-10"))
    #expect(ending.nextTurn == Shop.at("2026-05-01") && ending.cancellation?.proration == .prorate)
    let emptied = try ending.givingBackUnusedTime(at: ending.nextTurn)
    #expect(emptied.items.map(\.current.step) == [.configuration, .end])
    #expect(
      Shop.contract().cancelingAtPeriodEnd(requestedAt: Shop.at("2026-04-10")).cancellation?.proration == nil)
    #expect(PlannedEnd.lastPeriodEnd.instant(for: contract) == Shop.at("2027-04-01"))
    #expect(PlannedEnd.firstPeriodEnd.instant(for: contract) == Shop.at("2026-05-01"))
  }
}
