import Catalog
import Chronology
import Identity
import Monetary
import Rating
import Subscriptions
import Testing

@Suite("Recurring levels")
struct RecurringLevelTests {
  /// Price, cadence, quantity, millionths of a minor unit a month.
  @Test(
    "A price is normalised to a month: a year is twelve, a week 84/365, a day 12/365 of one, half even",
    arguments: [
      ("1000", Cadence.monthly, 1, 1_000_000_000), ("1000", .monthly, 3, 3_000_000_000),
      ("60000", .yearly, 1, 5_000_000_000), ("50000", .yearly, 1, 4_166_666_667),
      ("3000", .every(3, .month), 1, 1_000_000_000), ("1000", .every(3, .month), 1, 333_333_333),
      ("2400", .every(2, .year), 1, 100_000_000), ("84", .weekly, 1, 365_000_000),
      ("84", .every(2, .week), 1, 182_500_000), ("12", .daily, 1, 365_000_000),
      ("120", .every(10, .day), 1, 365_000_000), ("1", .weekly, 1, 4_345_238),
      ("1", .daily, 1, 30_416_667), ("0.0000005", .monthly, 1, 0), ("0.0000015", .monthly, 1, 2),
      ("0.0000025", .monthly, 1, 2), ("0.0000005", .monthly, 3, 2), ("0.000006", .yearly, 1, 0),
      ("0.000018", .yearly, 1, 2), ("1000", .monthly, 0, 0), ("0.000000000001", .monthly, 1, 0),
    ] as [(String, Cadence, Int64, Int64)])
  func normalised(price: String, cadence: Cadence, quantity: Int64, level: Int64) throws {
    #expect(
      try RecurringLevel.monthly(price: Shop.price("any", price, cadence), quantity: quantity) == level)
  }

  @Test("A hundred at 100 a month and fifty at 600 a year bring in 12,500 a month")
  func workedExample() throws {
    let monthly = try RecurringLevel.monthly(price: Shop.price("m", "10000", .monthly), quantity: 1)
    let yearly = try RecurringLevel.monthly(price: Shop.price("y", "60000", .yearly), quantity: 1)
    #expect(100 * monthly + 50 * yearly == 12_500_00 * 1_000_000)
  }

  @Test("What is bought once does not recur")
  func once() throws {
    #expect(try RecurringLevel.monthly(price: Shop.price("once", "1000", nil), quantity: 5) == 0)
  }

  @Test("A level beyond 64 bits is refused")
  func overflow() {
    #expect(throws: MonetaryRefusal.overflow) {
      try RecurringLevel.monthly(price: Shop.price("any", "1000", .monthly), quantity: .max)
    }
    #expect(throws: MonetaryRefusal.overflow) {
      try RecurringLevel.monthly(price: Shop.price("any", "9223372036855", .monthly), quantity: 1)
    }
  }

  @Test("Only a running contract's live items count; list prices stay visible")
  func net() throws {
    let contract = try Shop.contract([("starter", 1), ("team", 2)]).removing(2, at: "2026-04-16")
    func nets(_ contract: Subscription) -> [Int64] {
      contract.recurringLevels(prices: Shop.prices).map(\.net)
    }
    #expect(nets(contract) == [1_000_000_000, 0])
    #expect(nets(contract.fallenPastDue()) == [1_000_000_000, 0])
    #expect(nets(contract.canceled(at: Shop.at("2026-04-20"), reason: .requested)) == [0, 0])
    var waiting = contract
    waiting.status = .incomplete
    #expect(nets(waiting) == [0, 0])
    let level = waiting.recurringLevels(prices: Shop.prices)[0]
    #expect(level.list == 1_000_000_000 && level.quantity == 1 && level.price == Shop.id("starter"))
  }
}
