import Catalog
import Chronology
import Identity
import Monetary
import Rating
import Testing

@Suite("Discounting")
struct DiscountingTests {
  private func discount(
    percent: String? = nil, amount: Int64 = 0, id: String = "di_1", products: [ProductID]? = nil
  ) -> Discount {
    Discount(
      id: DiscountID(id), coupon: CouponID("coupon_1"), promotionCode: nil,
      reduction: percent.flatMap(Percentage.init(percent:)).map { .percent(off: $0) } ?? .amount(off: amount),
      duration: .forever, products: products, subject: "sub_1", start: Instant(seconds: 0), end: nil)
  }

  private func taken(_ amounts: [Int64], by shared: Discount...) throws -> [[Int64]] {
    try Discounting.ofLines.taken(off: amounts.map { .init($0, of: ProductID("prod_1")) }, by: shared)
      .map { $0.map(\.amount) }
  }

  @Test("An amount off all reaches each by its share: the floor, and the rest to the last")
  func apportioned() throws {
    #expect(try taken([1000, 2000], by: discount(amount: 500)) == [[166], [334]])
    #expect(try taken([1, 1, 1], by: discount(amount: 2)) == [[], [1], [1]])
  }

  @Test("What is left over goes no further than there is room")
  func room() throws {
    // 51 of 101: floors are nothing each, and no line has room for more than one.
    let amounts = [Int64](repeating: 1, count: 101)
    let shares = try taken(amounts, by: discount(percent: "50"))
    #expect(shares.flatMap(\.self).reduce(0, +) == 51)
    #expect(shares.allSatisfy { $0.reduce(0, +) <= 1 } && shares.prefix(50).allSatisfy(\.isEmpty))
  }

  @Test("Nothing is taken twice: each comes on what the one before left, and never below zero")
  func stacked() throws {
    let (half, large) = (discount(percent: "50", id: "di_1"), discount(amount: 9_000, id: "di_2"))
    #expect(try taken([1001], by: half, large) == [[501, 500]])
    #expect(try taken([1001], by: large, half) == [[1001]])
    #expect(try taken([-500, 0, 100], by: half) == [[], [], [50]])
  }

  @Test("A discount of some products leaves others alone, and amounts without a product")
  func products() throws {
    let some = discount(percent: "100", products: [ProductID("prod_2")])
    let parts = [
      Discounting.Part(100, of: ProductID("prod_1")), .init(200, of: ProductID("prod_2")),
      .init(300, of: nil),
    ]
    let taken = try Discounting.ofLines.taken(off: parts, by: [some])
    #expect(taken.map { $0.map(\.amount) } == [[], [200], []])
  }

  @Test("Whatever is discounted, what is taken is what the discounts say, and no line goes below zero")
  func random() throws {
    var random = SeededRandomness(seed: 7)
    for _ in 0..<2_000 {
      let amounts = (0..<Int64.random(in: 1...6, using: &random)).map { _ in
        Int64.random(in: -50...5_000, using: &random)
      }
      let tenths = Int.random(in: 1...1000, using: &random)
      let amount = Int64.random(in: 1...4_000, using: &random)
      let discounts = [
        discount(percent: "\(tenths / 10).\(tenths % 10)", id: "di_1"), discount(amount: amount, id: "di_2"),
      ]
      let taken = try Discounting.ofLines.taken(
        off: amounts.map { .init($0, of: nil) }, by: discounts)
      let base = amounts.reduce(0) { $0 + max(0, $1) }
      let share = (base * Int64(tenths) * 2 + 1000) / 2000
      let sums = [DiscountID("di_1"), DiscountID("di_2")].map { id in
        taken.flatMap { $0.filter { $0.discount.id == id } }.total
      }
      #expect(sums == [share, min(amount, base - share)])
      for (amount, parts) in zip(amounts, taken) { #expect(parts.total <= max(0, amount)) }
    }
  }

  @Test("Amounts that together are no amount are refused")
  func tooLarge() {
    #expect(throws: MonetaryRefusal.overflow) {
      try taken([.max, .max], by: discount(percent: "1"))
    }
    #expect(throws: Never.self) { try taken([.max], by: discount(percent: "99.9999")) }
  }
}
