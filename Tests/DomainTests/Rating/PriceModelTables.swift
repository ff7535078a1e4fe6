import Monetary
import Rating
import Testing

/// Models as a price list would say them, for tables of text.
enum PriceList {
  /// "10 5 / inf 3 +100": up to, what a unit costs, what reaching the tier costs.
  static func tiers(_ text: String) throws -> Tiers {
    try Tiers(
      text.split(separator: "/").map { tier in
        let words = tier.split(separator: " ").map(String.init)
        return Tiers.Tier(
          upTo: Int64(words[0]), unitPrice: price(words[1]),
          flat: words.count > 2 ? price(String(words[2].dropFirst())) : .zero)
      })
  }

  static func percentages(_ text: String) throws -> PercentageTiers {
    try PercentageTiers(
      text.split(separator: "/").map { tier in
        let words = tier.split(separator: " ").map(String.init)
        return PercentageTiers.Tier(
          upTo: Int64(words[0]), percentage: Percentage(percent: words[1])!,
          flat: words.count > 2 ? price(String(words[2].dropFirst())) : .zero)
      })
  }

  static func price(_ text: String) -> UnitPrice { UnitPrice(decimal: text)! }

  static let matrix = try! PriceMatrix(
    rows: "region", columns: "size",
    [
      .init(row: "eu", column: "small", unitPrice: price("500")),
      .init(row: "eu", column: "large", unitPrice: price("900.5")),
      .init(row: "us", column: "small", unitPrice: price("450")),
    ])
}

@Suite("The price models")
struct PriceModelTables {
  @Test("A flat price is the same for any quantity, zero included", arguments: [0, 1, 7, Int64.max])
  func flat(quantity: Int64) throws {
    let model = PriceModel.flat(PriceList.price("50000.5"))
    #expect(try model.rate(quantity: quantity, in: .eur) == Money(50_001, .eur))
    #expect(model.explanation(quantity: quantity).steps == [.fee(PriceList.price("50000.5"), tier: nil)])
  }

  /// Graduated beside volume: the same tiers, the same quantities.
  @Test(
    "Graduated units cost what their own tier says, volume units what the last one does",
    arguments: [
      ("1000 10 / inf 8", 0, 0, 0), ("1000 10 / inf 8", 1, 10, 10),
      ("1000 10 / inf 8", 1_000, 10_000, 10_000), ("1000 10 / inf 8", 1_001, 10_008, 8_008),
      ("1000 10 / inf 8", 1_500, 14_000, 12_000),
      // A tier's flat fee is owed as soon as the tier is reached, the first one's by nothing at all.
      ("10 5 +100 / 20 4 +50 / inf 3 +25", 0, 100, 100),
      ("10 5 +100 / 20 4 +50 / inf 3 +25", 10, 150, 150),
      ("10 5 +100 / 20 4 +50 / inf 3 +25", 11, 204, 94),
      ("10 5 +100 / 20 4 +50 / inf 3 +25", 21, 268, 88),
      // Nothing for the first hundred.
      ("100 0 / inf 2", 100, 0, 0), ("100 0 / inf 2", 150, 100, 300),
      // Decimals add up before anything is rounded.
      ("3 0.5 / inf 0.25", 4, 2, 1), ("1 0.000000000001 / inf 0.3", 2, 0, 1),
    ] as [(String, Int64, Int64, Int64)])
  func tiers(text: String, quantity: Int64, graduated: Int64, volume: Int64) throws {
    let tiers = try PriceList.tiers(text)
    #expect(try PriceModel.graduated(tiers).rate(quantity: quantity, in: .usd) == Money(graduated, .usd))
    #expect(try PriceModel.volume(tiers).rate(quantity: quantity, in: .usd) == Money(volume, .usd))
  }

  @Test(
    "Stairs cost one amount for everything up to a bound",
    arguments: [(0, 1_000), (5, 1_000), (6, 2_500), (20, 2_500), (21, 9_000)] as [(Int64, Int64)])
  func stairs(quantity: Int64, cost: Int64) throws {
    let model = try PriceModel.stairStep([
      (5, PriceList.price("1000")), (20, PriceList.price("2500")), (nil, PriceList.price("9000")),
    ])
    #expect(try model.rate(quantity: quantity, in: .usd) == Money(cost, .usd))
    #expect(model.explanation(quantity: quantity).steps.count == 1)
  }

  @Test(
    "A package that is begun is charged when rounding up, and not when rounding down",
    arguments: [
      (0, 0, 0), (1, 700, 0), (99, 700, 0), (100, 700, 700), (101, 1_400, 700), (199, 1_400, 700),
      (200, 1_400, 1_400),
    ] as [(Int64, Int64, Int64)])
  func packages(quantity: Int64, up: Int64, down: Int64) throws {
    func cost(_ rounding: Package.Rounding) throws -> Money {
      try PriceModel.package(Package(price: PriceList.price("700"), size: 100, rounding: rounding))
        .rate(quantity: quantity, in: .usd)
    }
    #expect(try cost(.up) == Money(up, .usd))
    #expect(try cost(.down) == Money(down, .usd))
  }

  @Test(
    "A percentage is taken of the quantity, which is an amount in minor units",
    arguments: [
      ("2.9", 100_000, 2_900), ("2.9", 50, 1), ("2.9", 17, 0), ("0.0000000001", 1_000_000_000_000, 1),
      ("100", 12_345, 12_345), ("10000", 12_345, 1_234_500), ("0", 12_345, 0),
    ] as [(String, Int64, Int64)])
  func percentage(percent: String, amount: Int64, cost: Int64) throws {
    let percentage = try #require(Percentage(percent: percent))
    #expect(try PriceModel.percentage(percentage).rate(quantity: amount, in: .usd) == Money(cost, .usd))
    #expect(percentage.percentText == percent)
  }

  @Test("A percentage has ten decimals at most", arguments: ["0.00000000001", "abc", "", "2,9", "1e2"])
  func percentages(text: String) { #expect(Percentage(percent: text) == nil) }

  @Test(
    "A graduated percentage is taken part by part",
    arguments: [
      (0, 30), (100_000, 2_930), (100_001, 2_955), (300_000, 6_955),
    ] as [(Int64, Int64)])
  func graduatedPercentage(amount: Int64, cost: Int64) throws {
    let tiers = try PriceList.percentages("100000 2.9 +30 / inf 2 +25")
    #expect(try PriceModel.graduatedPercentage(tiers).rate(quantity: amount, in: .usd) == Money(cost, .usd))
    #expect(try PercentageTiers(tiers.tiers) == tiers)
  }

  @Test("A matrix finds what a unit costs by the two values that are named, and no other pair has a price")
  func matrix() throws {
    let model = PriceModel.matrix(PriceList.matrix)
    func cost(_ row: String, _ column: String) throws -> Int64 {
      try model.rate(quantity: 3, choice: .cell(row: row, column: column), in: .eur).minorUnits
    }
    #expect(try cost("eu", "small") == 1_500)
    #expect(try cost("eu", "large") == 2_702)
    #expect(throws: MonetaryRefusal.choiceMissing) { try cost("us", "large") }
    #expect(throws: MonetaryRefusal.choiceMissing) { try model.rate(quantity: 3, in: .eur) }
    #expect(throws: ChoiceRefusal.unknownCell) { try model.check(.cell(row: "us", column: "large")) }
    #expect(throws: ChoiceRefusal.missing) { try model.check(nil) }
    #expect(throws: ChoiceRefusal.notOffered) { try model.check(.amount(5)) }
    #expect(throws: Never.self) { try model.check(.cell(row: "us", column: "small")) }
  }

  @Test(
    "What the buyer names is taken within its bounds",
    arguments: [(500, nil), (1_000, nil), (499, .outOfBounds), (1_001, .outOfBounds), (nil, .missing)]
      as [(Int64?, ChoiceRefusal?)])
  func customAmount(amount: Int64?, refusal: ChoiceRefusal?) throws {
    let model = PriceModel.customAmount(CustomAmount(minimum: 500, maximum: 1_000, preset: 700)!)
    let choice = amount.map { PriceChoice.amount($0) }
    if let refusal {
      #expect(throws: refusal) { try model.check(choice) }
    } else {
      try model.check(choice)
      #expect(try model.rate(quantity: 2, choice: choice, in: .usd).minorUnits == (amount ?? 0) * 2)
    }
    #expect(throws: ChoiceRefusal.notOffered) { try PriceModel.flat(.zero).check(.amount(1)) }
  }

  @Test(
    "Free units come first, then the model begins at one",
    arguments: [(0, 0), (100, 0), (101, 10), (1_100, 10_000), (1_101, 10_008)] as [(Int64, Int64)])
  func free(quantity: Int64, cost: Int64) throws {
    let model = PriceModel.allowing(free: 100, then: .graduated(try PriceList.tiers("1000 10 / inf 8")))
    #expect(try model.rate(quantity: quantity, in: .usd) == Money(cost, .usd))
  }

  @Test(
    "A minimum and a maximum hold whatever the quantity",
    arguments: [(0, 500), (49, 500), (50, 500), (51, 510), (200, 2_000), (201, 2_000)] as [(Int64, Int64)])
  func limits(quantity: Int64, cost: Int64) throws {
    let limits = try #require(
      AmountLimits(minimum: PriceList.price("500"), maximum: PriceList.price("2000")))
    let model = PriceModel.bounded(.perUnit(PriceList.price("10")), limits)
    #expect(try model.rate(quantity: quantity, in: .usd) == Money(cost, .usd))
  }

  @Test("Minor units are those of the currency: yen have none, dinars thousandths, units of account four")
  func currencies() throws {
    let model = PriceModel.perUnit(PriceList.price("12.3456"))
    for (code, text) in [("jpy", "12346 JPY"), ("kwd", "12.346 KWD"), ("clf", "1.2346 CLF")] {
      let currency = try #require(Currency(code: code))
      #expect(try model.rate(quantity: 1_000, in: currency).description == text)
    }
  }

  @Test("Tiers that say nothing clear are no tiers")
  func problems() {
    func refused(_ problem: Tiers.Problem, _ text: String) {
      #expect(throws: problem, "\(text)") { try PriceList.tiers(text) }
    }
    refused(.lastHasEnd, "10 5")
    refused(.notAscending(1), "10 5 / 10 4 / inf 3")
    refused(.notAscending(1), "10 5 / 9 4 / inf 3")
    refused(.notAscending(0), "0 5 / inf 3")
    refused(.endlessTooEarly(0), "inf 5 / inf 3")
    refused(.negative(1), "10 5 / inf -3")
    refused(.negative(0), "10 5 +-1 / inf 3")
    let many = (1...100).map { "\($0) 1" }.joined(separator: " / ")
    refused(.tooMany, many + " / inf 1")
    #expect(throws: Tiers.Problem.lastHasEnd) { try Tiers([]) }
  }

  @Test("A matrix needs two names, and one price for each pair")
  func matrixProblems() {
    let cell = PriceMatrix.Cell(row: "a", column: "b", unitPrice: .zero)
    func refused(
      _ problem: PriceMatrix.Problem, _ rows: String, _ columns: String, _ cells: [PriceMatrix.Cell]
    ) {
      #expect(throws: problem) { try PriceMatrix(rows: rows, columns: columns, cells) }
    }
    refused(.dimensionsUnnamed, "", "b", [cell])
    refused(.dimensionsUnnamed, "a", "a", [cell])
    refused(.empty, "a", "b", [])
    refused(.twice(1), "a", "b", [cell, cell])
    refused(.unnamed(0), "a", "b", [.init(row: "", column: "b", unitPrice: .zero)])
    refused(.negative(0), "a", "b", [.init(row: "a", column: "b", unitPrice: PriceList.price("-1"))])
    refused(
      .tooMany, "a", "b", (0...1_000).map { .init(row: "\($0)", column: "b", unitPrice: .zero) })
  }

  @Test("Bounds that nothing fits are no bounds")
  func bounds() {
    #expect(CustomAmount(minimum: 2, maximum: 1) == nil)
    #expect(CustomAmount(minimum: 2, maximum: 5, preset: 6) == nil)
    #expect(CustomAmount(minimum: -1) == nil)
    #expect(AmountLimits(minimum: PriceList.price("2"), maximum: PriceList.price("1")) == nil)
    #expect(AmountLimits(minimum: PriceList.price("-2")) == nil)
    for model in [
      PriceModel.perUnit(PriceList.price("-1")), .flat(PriceList.price("-1")),
      .percentage(Percentage(percent: "-1")!), .allowing(free: -1, then: .flat(.zero)),
    ] { #expect(model.isNegative) }
    #expect(!PriceModel.matrix(PriceList.matrix).isNegative)
  }

  @Test("A price is free when no quantity and no choice of it costs anything")
  func free() throws {
    let (none, some) = (try PriceList.tiers("10 0 / inf 0"), try PriceList.tiers("10 0 / inf 0 +1"))
    for model in [
      PriceModel.perUnit(.zero), .flat(.zero), .graduated(none), .volume(none),
      .percentage(Percentage(percent: "0")!), .graduatedPercentage(try PriceList.percentages("inf 0")),
      .allowing(free: 5, then: .flat(.zero)),
      .bounded(.perUnit(.zero), AmountLimits(maximum: PriceList.price("5"))!),
      .bounded(.perUnit(PriceList.price("5")), AmountLimits(maximum: .zero)!),
    ] { #expect(model.isFree, "\(model)") }
    for model in [
      PriceModel.perUnit(PriceList.price("0.000001")), .graduated(some), .volume(some),
      .matrix(PriceList.matrix), .customAmount(CustomAmount(minimum: 0)!),
      .allowing(free: 5, then: .flat(PriceList.price("1"))),
      .bounded(.perUnit(.zero), AmountLimits(minimum: PriceList.price("5"))!),
    ] { #expect(!model.isFree, "\(model)") }
  }
}
