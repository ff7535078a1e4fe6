import Catalog
import Chronology
import Identity
import Subscriptions
import Testing

@Suite("Renewals and the life of a contract")
struct RenewalTests {
  private func starts(_ contract: Subscription, renewals: Int) -> [String] {
    var current = contract
    return (0...renewals).map { _ in
      defer { current = current.renewed(at: current.renewal) }
      return String(current.period.start.isoText.prefix(10))
    }
  }

  @Test("A contract of the 31st comes back to the 31st after short months")
  func thirtyFirst() {
    #expect(
      starts(Shop.contract(from: "2027-01-31"), renewals: 5) == [
        "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30",
      ])
    #expect(starts(Shop.contract(from: "2027-12-31"), renewals: 3).last == "2028-03-31")
    #expect(starts(Shop.contract(from: "2027-12-31"), renewals: 2).last == "2028-02-29")
  }

  @Test("A yearly contract of the leap day renews on February 28 and returns to the 29th")
  func leapDay() {
    let contract = Shop.contract([("yearly", 1)], from: "2028-02-29", cadence: .yearly)
    #expect(
      starts(contract, renewals: 4) == ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"])
  }

  @Test(
    "Ten years of periods tile time without gap or overlap and keep the time of day",
    arguments: [
      ("2027-01-31T23:59:59Z", Cadence.monthly, 120), ("2028-02-29T12:00:00Z", .yearly, 10),
      ("2027-08-30T00:00:01Z", .every(3, .month), 40), ("2027-03-28T01:30:00Z", .weekly, 521),
      ("2027-12-31T06:07:08Z", .every(10, .day), 365),
    ])
  func tiles(start: String, cadence: Cadence, count: Int) {
    var contract = Shop.contract(from: start, cadence: cadence)
    for _ in 0..<count {
      let next = contract.renewed(at: contract.renewal)
      #expect(next.period.start == contract.period.end && next.period.end > next.period.start)
      #expect(next.period.start.isoText.suffix(9) == start.suffix(9))
      #expect(next.items.allSatisfy { $0.revisions.count == 1 && $0.current.from == $0.period.start })
      contract = next
    }
    #expect(contract.period.start - Shop.at(start) > 3_600 * 86_400)
  }

  @Test("A renewal takes over what the last change made of an item, and removed items leave")
  func takesOver() throws {
    let contract = try Shop.contract([("starter", 1), ("team", 1)])
      .changing(1, quantity: 4, at: "2026-04-10").removing(2, at: "2026-04-20")
    let next = contract.renewed(at: Shop.at("2026-05-01"))
    #expect(next.items.map(\.id.text) == ["si_1"] && next.items[0].quantity == 4)
    #expect(next.renewed(at: Shop.at("2026-05-31")) == next, "before its end a period stays")
  }

  @Test("Cancelling at the period's end plans it, and withdrawing forgets it")
  func planned() {
    let contract = Shop.contract()
    let planned = contract.cancelingAtPeriodEnd(requestedAt: Shop.at("2026-04-10"), comment: "too slow")
    #expect(planned.cancellation?.effectiveAt == Shop.at("2026-05-01"))
    #expect(planned.cancellation?.atPeriodEnd == true && planned.cancellation?.comment == "too slow")
    #expect(planned.status == .active && planned.endedAt == nil)
    #expect(planned.keepingOn() == contract)
    let ended = planned.canceled(at: Shop.at("2026-05-01"), reason: .requested)
    #expect(ended.cancellation?.requestedAt == Shop.at("2026-04-10"), "the request keeps its date")
    #expect(ended.status == .canceled && ended.endedAt == Shop.at("2026-05-01"))
    let sooner = planned.canceled(at: Shop.at("2026-04-12"), reason: .requested)
    #expect(sooner.cancellation?.requestedAt == Shop.at("2026-04-12"))
    #expect(sooner.cancellation?.effectiveAt == nil && sooner.cancellation?.atPeriodEnd == false)
  }

  @Test("A contract waits for its first payment, begins, falls behind, recovers, ends or expires")
  func states() {
    var contract = Shop.contract()
    contract.status = .incomplete
    #expect(!contract.status.isRecurring && !contract.status.isTerminal)
    #expect(contract.activated().status == .active)
    #expect(contract.activated().fallenPastDue().status == .pastDue)
    #expect(contract.activated().fallenPastDue().recovered().status == .active)
    let expired = contract.expired(at: Shop.at("2026-04-02"))
    #expect(expired.status == .incompleteExpired && expired.endedAt == Shop.at("2026-04-02"))
    #expect(SubscriptionStatus.allCases.filter(\.isRecurring) == [.active, .pastDue])
    #expect(SubscriptionStatus.allCases.filter(\.isTerminal) == [.incompleteExpired, .canceled])
  }
}
