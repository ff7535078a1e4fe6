import Catalog
import Chronology
import Identity
import Invoicing
import Subscriptions
import Testing

@Suite("From where periods are counted, and what cuts into them")
struct CourseTests {
  @Test(
    "A day of the month is found in the latest month that has it",
    arguments: [
      ("15 - -", "2026-02-10T08:00:00Z", "2026-01-15T08:00:00Z"),
      ("10 - -", "2026-02-10T08:00:00Z", "2026-02-10T08:00:00Z"),
      ("10 - 32400", "2026-02-10T08:00:00Z", "2026-01-10T09:00:00Z"),
      ("31 - -", "2026-03-05T00:00:00Z", "2026-01-31T00:00:00Z"),
      ("31 - -", "2026-05-01T00:00:00Z", "2026-03-31T00:00:00Z"),
      ("29 2 0", "2026-06-01T12:00:00Z", "2024-02-29T00:00:00Z"),
      ("31 2 0", "2026-06-01T12:00:00Z", "2024-02-29T00:00:00Z"),
      ("31 6 0", "2026-06-30T12:00:00Z", "2026-06-30T00:00:00Z"),
      ("1 7 0", "2026-06-30T23:59:59Z", "2025-07-01T00:00:00Z"),
    ])
  func anchors(day: String, now: String, expected: String) {
    let words = day.split(separator: " ").map { Int($0) }
    let anchor = AnchorDay(dayOfMonth: words[0]!, month: words[1], time: words[2])
    #expect(anchor.anchor(notAfter: Shop.at(now), in: .utc).isoText == Shop.at(expected).isoText)
  }

  private func trying(until end: String) -> Subscription {
    var contract = Shop.contract()
    let trial = Trial(start: contract.startDate, end: Shop.at(end))
    contract.trial = trial
    contract.status = .trialing
    contract.cycleAnchor = trial.end
    contract.items = contract.items.map {
      SubscriptionItem(
        id: $0.id, price: $0.price, quantity: $0.quantity, period: trial.period, from: trial.start,
        created: trial.start, proration: .trial)
    }
    return contract
  }

  private func owedText(_ contract: Subscription) throws -> [String] {
    try owed(by: contract, prices: Shop.prices).map { charge in
      "\(charge.wording.rawValue) \(charge.amount.minorUnits) \(charge.period.start.isoText.prefix(10))"
    }
  }

  @Test("A trial owes nothing and says so, and its end begins the first period")
  func trial() throws {
    let contract = trying(until: "2026-04-15")
    #expect(try owedText(contract) == ["trial 0 2026-04-01"])
    let begun = contract.renewed(at: contract.renewal)
    #expect(begun.status == .active && begun.cycleAnchor == Shop.at("2026-04-15"))
    #expect(try owedText(begun) == ["recurring 1000 2026-04-15"])
    #expect(begun.renewal == Shop.at("2026-05-15"))
  }

  @Test("What changes in a trial is neither billed nor given back")
  func changeInTrial() throws {
    let changed = try trying(until: "2026-04-15").changing(to: "team", quantity: 3, at: "2026-04-05")
    #expect(try owedText(changed) == ["trial 0 2026-04-01"])
    #expect(try owedText(changed.renewed(at: changed.renewal)) == ["recurring 9000 2026-04-15"])
  }

  @Test("A trial lasts longer, with the anchor and the end that hang on it")
  func longerTrial() {
    let ending = trying(until: "2026-04-15").cancelingAtPeriodEnd(requestedAt: Shop.at("2026-04-02"))
    let longer = ending.trying(until: Shop.at("2026-05-01"))
    #expect(longer.cycleAnchor == Shop.at("2026-05-01") && longer.renewal == Shop.at("2026-05-01"))
    #expect(longer.cancellation?.effectiveAt == Shop.at("2026-05-01"))
    #expect(longer.trial?.end == Shop.at("2026-05-01") && longer.nextTurn == Shop.at("2026-05-01"))
  }

  @Test("A period that begins anew in the second of the last one has charges of its own")
  func restartedAtOnce() throws {
    let contract = Shop.contract()
    let restarted = contract.restarted(at: contract.startDate)
    let keys = try [contract, restarted].map { try owed(by: $0, prices: Shop.prices)[0].key }
    #expect(keys[0] != keys[1])
    #expect(try owedText(restarted) == ["recurring 1000 2026-04-01"])
    let later = contract.restarted(at: Shop.at("2026-04-20"))
    #expect(later.renewal == Shop.at("2026-05-20") && later.cycleAnchor == Shop.at("2026-04-20"))
  }

  @Test("What is resumed in the middle of a period owes what is left of it, or nothing until the next")
  func resumed() throws {
    let paused = trying(until: "2026-04-15").paused()
    #expect(!paused.status.isRecurring && !paused.status.isRunning)
    let resumed = paused.resumed(at: Shop.at("2026-05-30"), proration: .prorate)
    #expect(resumed.status == .active && resumed.renewal == Shop.at("2026-06-15"))
    #expect(try owedText(resumed) == ["remaining_time 516 2026-05-30"])
    #expect(try owedText(paused.resumed(at: Shop.at("2026-05-30"), proration: .none)) == [])
  }

  @Test("A contract's next turn is its renewal, or its end before that")
  func turns() {
    let contract = Shop.contract()
    #expect(contract.nextTurn == Shop.at("2026-05-01"))
    let ending = contract.canceling(
      at: Shop.at("2026-04-20"), proration: .prorate, requestedAt: contract.startDate)
    #expect(ending.nextTurn == Shop.at("2026-04-20"))
    let far = contract.canceling(
      at: Shop.at("2027-04-20"), proration: .prorate, requestedAt: contract.startDate)
    #expect(far.nextTurn == Shop.at("2026-05-01"))
  }

  @Test("The part of a period that is billed begins where the contract or its trial's end cuts into it")
  func billedPeriods() {
    var contract = Shop.contract()
    #expect(contract.billedPeriod(of: contract.items[0]) == contract.period)
    contract.trial = Trial(start: Shop.at("2026-03-20"), end: Shop.at("2026-04-11"))
    #expect(contract.billedPeriod(of: contract.items[0]).start == Shop.at("2026-04-11"))
  }

  @Test("A pause of collection holds from when it was asked for until it ends by itself")
  func pauses() {
    let pause = CollectionPause(.keepAsDraft, since: Shop.at("2026-04-10"), resumesAt: Shop.at("2026-06-01"))
    #expect(!pause.holds(at: Shop.at("2026-04-09")) && pause.holds(at: Shop.at("2026-04-10")))
    #expect(pause.holds(at: Shop.at("2026-05-31")) && !pause.holds(at: Shop.at("2026-06-01")))
    #expect(CollectionPause(.void, since: Shop.at("2026-04-10")).holds(at: Shop.at("2099-01-01")))
    var contract = Shop.contract()
    contract.collectionPause = pause
    #expect(contract.isKeptAsDraft(at: Shop.at("2026-05-01")))
    #expect(!contract.isKeptAsDraft(at: Shop.at("2026-07-01")))
  }
}
