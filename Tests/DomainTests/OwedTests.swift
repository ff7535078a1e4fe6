import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Subscriptions
import Testing

@Suite("What a contract owes")
struct OwedTests {
  /// item, price, quantity, amount, wording, from day to day.
  private func text(_ charges: [Charge]) -> String {
    charges.map { charge in
      let price = charge.price.text.dropFirst("price_".count)
      let days = [charge.period.start, charge.period.end].map { Day(containing: $0, in: .utc).isoText }
      return
        "\(charge.item) \(price) × \(charge.quantity) \(charge.amount.minorUnits) \(charge.wording.rawValue) "
        + days.joined(separator: "…")
    }.joined(separator: "\n")
  }

  private func owedText(_ contract: Subscription) throws -> String {
    text(try owed(by: contract, prices: Shop.prices))
  }

  @Test("A period is owed in full from its start, item by item")
  func base() throws {
    let contract = Shop.contract([("starter", 2), ("team", 1)])
    #expect(
      try owedText(contract) == """
        si_1 starter × 2 2000 recurring 2026-04-01…2026-05-01
        si_2 team × 1 3000 recurring 2026-04-01…2026-05-01
        """)
  }

  @Test("A change gives the old back and owes the new, whole configurations and never the difference")
  func change() throws {
    let contract = try Shop.contract().changing(to: "team", at: "2026-04-16")
    #expect(
      try owedText(contract) == """
        si_1 starter × 1 1000 recurring 2026-04-01…2026-05-01
        si_1 starter × 1 -500 unused_time 2026-04-16…2026-05-01
        si_1 team × 1 1500 remaining_time 2026-04-16…2026-05-01
        """)
    let charges = try owed(by: contract, prices: Shop.prices)
    #expect(charges[1].credits == charges[0].key && charges[2].credits == nil)
    #expect(charges.map { $0.wording != .recurring } == [false, true, true])
  }

  @Test("Two changes in one second both count, for zero seconds between them")
  func twoInOneSecond() throws {
    let contract = try Shop.contract()
      .changing(quantity: 2, at: "2026-04-16").changing(quantity: 3, at: "2026-04-16")
    #expect(
      try owedText(contract) == """
        si_1 starter × 1 1000 recurring 2026-04-01…2026-05-01
        si_1 starter × 1 -500 unused_time 2026-04-16…2026-05-01
        si_1 starter × 2 1000 remaining_time 2026-04-16…2026-05-01
        si_1 starter × 2 -1000 unused_time 2026-04-16…2026-05-01
        si_1 starter × 3 1500 remaining_time 2026-04-16…2026-05-01
        """)
    let keys = try owed(by: contract, prices: Shop.prices).map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  @Test("A quantity of zero owes nothing and gives nothing back, and can come back")
  func toZeroAndBack() throws {
    let contract = try Shop.contract()
      .changing(quantity: 0, at: "2026-04-11").changing(quantity: 1, at: "2026-04-16")
    #expect(
      try owedText(contract) == """
        si_1 starter × 1 1000 recurring 2026-04-01…2026-05-01
        si_1 starter × 1 -667 unused_time 2026-04-11…2026-05-01
        si_1 starter × 0 0 remaining_time 2026-04-11…2026-05-01
        si_1 starter × 1 500 remaining_time 2026-04-16…2026-05-01
        """)
  }

  @Test("A removed item is given back, and one removed without proration is not")
  func removed() throws {
    let contract = Shop.contract([("starter", 1), ("team", 1)])
    #expect(
      try owedText(contract.removing(2, at: "2026-04-16")) == """
        si_1 starter × 1 1000 recurring 2026-04-01…2026-05-01
        si_2 team × 1 3000 recurring 2026-04-01…2026-05-01
        si_2 team × 1 -1500 unused_time 2026-04-16…2026-05-01
        """)
    #expect(
      try owedText(contract.removing(2, proration: .none, at: "2026-04-16")) == owedText(contract))
  }

  @Test("A change without proration owes nothing until the next period")
  func withoutProration() throws {
    let contract = try Shop.contract().changing(to: "team", proration: .none, at: "2026-04-16")
    #expect(try owedText(contract) == "si_1 starter × 1 1000 recurring 2026-04-01…2026-05-01")
    #expect(
      try owedText(contract.renewed(at: Shop.at("2026-05-01")))
        == "si_1 team × 1 3000 recurring 2026-05-01…2026-06-01")
  }

  @Test("After a change without proration a later one gives back what was really charged")
  func basisStays() throws {
    let contract = try Shop.contract()
      .changing(to: "team", proration: .none, at: "2026-04-11").changing(quantity: 2, at: "2026-04-16")
    #expect(
      try owedText(contract) == """
        si_1 starter × 1 1000 recurring 2026-04-01…2026-05-01
        si_1 starter × 1 -500 unused_time 2026-04-16…2026-05-01
        si_1 team × 2 3000 remaining_time 2026-04-16…2026-05-01
        """)
  }

  @Test("An item added inside a period owes the rest of it, or nothing without proration")
  func added() throws {
    let contract = Shop.contract()
    #expect(
      try owedText(contract.adding("team", at: "2026-04-16")) == """
        si_1 starter × 1 1000 recurring 2026-04-01…2026-05-01
        si_2 team × 1 1500 remaining_time 2026-04-16…2026-05-01
        """)
    let free = try contract.adding("team", proration: .none, at: "2026-04-16")
    #expect(try owedText(free) == owedText(contract))
    #expect(
      try owedText(free.changing(2, quantity: 2, at: "2026-04-21")).hasSuffix(
        "si_2 team × 2 2000 remaining_time 2026-04-21…2026-05-01"), "nothing was charged, nothing comes back")
  }

  @Test("An item added without proration in a period's first second waits for the next period too")
  func addedAtOnceWithoutProration() throws {
    let contract = Shop.contract()
    let free = try contract.adding("team", proration: .none, at: "2026-04-01")
    #expect(try owedText(free) == owedText(contract))
    #expect(
      try owedText(contract.adding("team", at: "2026-04-01")).hasSuffix(
        "si_2 team × 1 3000 recurring 2026-04-01…2026-05-01"))
  }

  @Test("Ending with the unused time given back credits every item and owes nothing new")
  func givenBack() throws {
    let contract = try Shop.contract([("starter", 1), ("team", 2)])
      .givingBackUnusedTime(at: Shop.at("2026-04-16"))
    #expect(
      try owedText(contract) == """
        si_1 starter × 1 1000 recurring 2026-04-01…2026-05-01
        si_1 starter × 1 -500 unused_time 2026-04-16…2026-05-01
        si_2 team × 2 6000 recurring 2026-04-01…2026-05-01
        si_2 team × 2 -3000 unused_time 2026-04-16…2026-05-01
        """)
    #expect(
      try Shop.contract().givingBackUnusedTime(at: Shop.at("2026-05-01")) == Shop.contract(),
      "after the period there is nothing to give back")
  }

  @Test("Working it out again after everything was billed finds nothing")
  func nothingTwice() throws {
    let contract = try Shop.contract().changing(to: "team", at: "2026-04-16")
    let charges = try owed(by: contract, prices: Shop.prices)
    let billed = charges.map { BilledCharge(key: $0.key, amount: $0.amount) }
    #expect(unbilled(owed: charges, billed: []) == charges)
    #expect(unbilled(owed: charges, billed: billed) == [])
    let later = try contract.changing(quantity: 2, at: "2026-04-21")
    let next = unbilled(owed: try owed(by: later, prices: Shop.prices), billed: billed)
    #expect(
      text(next) == """
        si_1 team × 1 -1000 unused_time 2026-04-21…2026-05-01
        si_1 team × 2 2000 remaining_time 2026-04-21…2026-05-01
        """)
  }

  @Test("Where less or more was billed than is owed one adjusting line makes up for it, once")
  func adjusting() throws {
    let charges = try owed(by: Shop.contract(), prices: Shop.prices)
    var billed = [BilledCharge(key: charges[0].key, amount: Money(900, .usd))]
    let first = unbilled(owed: charges, billed: billed)
    #expect(first.map(\.amount.minorUnits) == [100] && first[0].key == charges[0].key + "/adjusted-1")
    billed.append(BilledCharge(key: first[0].key, amount: Money(150, .usd)))
    let second = unbilled(owed: charges, billed: billed)
    #expect(second.map(\.amount.minorUnits) == [-50] && second[0].key == charges[0].key + "/adjusted-2")
    billed.append(BilledCharge(key: second[0].key, amount: second[0].amount))
    #expect(unbilled(owed: charges, billed: billed) == [])
  }

  @Test("What is billed again after its invoice became void is billed once")
  func billedAgain() throws {
    let charges = try owed(by: Shop.contract(), prices: Shop.prices)
    let billed = [
      BilledCharge(key: charges[0].key, amount: charges[0].amount),
      BilledCharge(key: charges[0].key + "/adjusted-ii_1", amount: charges[0].amount),
    ]
    #expect(unbilled(owed: charges, billed: billed).isEmpty)
    #expect(unbilled(owed: charges, billed: [billed[1]]) == charges)
  }
}
