import Identity
import Monetary
import Rating
import Testing

/// Price models at random; the same seed makes the same ones.
struct ModelMaker {
  var dice: SeededRandomness

  mutating func whole(_ most: Int64) -> Int64 { Int64(dice.next(in: 0..<Int(most))) }

  mutating func amount() -> UnitPrice {
    switch dice.next(in: 0..<4) {
    case 0: .zero
    case 1: UnitPrice(minorUnits: whole(100_000))
    default: UnitPrice(trillionths: Int128(whole(1_000_000_000_000_000_000)))
    }
  }

  mutating func tiers(most: Int64 = 100_000) -> Tiers {
    var bound: Int64 = 0
    var tiers: [Tiers.Tier] = []
    for _ in 0..<dice.next(in: 0..<12) {
      bound += 1 + whole(most)
      tiers.append(.init(upTo: bound, unitPrice: amount(), flat: whole(2) == 0 ? .zero : amount()))
    }
    tiers.append(.init(upTo: nil, unitPrice: amount(), flat: whole(2) == 0 ? .zero : amount()))
    return try! Tiers(tiers)
  }

  mutating func model(depth: Int = 0) -> PriceModel {
    switch dice.next(in: 0..<(depth < 2 ? 10 : 8)) {
    case 0: .perUnit(amount())
    case 1: .flat(amount())
    case 2: .graduated(tiers())
    case 3: .volume(tiers())
    case 4: .package(Package(price: amount(), size: 1 + whole(1_000), rounding: whole(2) == 0 ? .up : .down))
    case 5: .percentage(Percentage(percent: "\(whole(10_000)).\(whole(1_000_000_000))")!)
    case 6: .matrix(PriceList.matrix)
    case 7: .customAmount(CustomAmount(minimum: 0, maximum: 1_000_000)!)
    case 8: .allowing(free: whole(10_000), then: model(depth: depth + 1))
    default:
      .bounded(
        model(depth: depth + 1),
        AmountLimits(
          minimum: UnitPrice(minorUnits: whole(1_000)),
          maximum: UnitPrice(minorUnits: 1_000 + whole(1_000_000)))!)
    }
  }

  mutating func choice(for model: PriceModel) -> PriceChoice? {
    switch model {
    case .matrix: .cell(row: "eu", column: "large")
    case .customAmount: .amount(whole(1_000_000))
    case .allowing(_, let then): choice(for: then)
    case .bounded(let model, _): choice(for: model)
    default: nil
    }
  }
}

@Suite("Laws of the price models")
struct PriceModelLaws {
  /// A fixed seed, and one that is new in every run.
  private static let seeds: [UInt64] = {
    let fresh = UInt64.random(in: 1_000_000..<1_000_000_000)
    print("price models at random: the new seed of this run is \(fresh)")
    return [1, fresh]
  }()

  private func each(
    _ count: Int = 2_000, _ body: (inout ModelMaker, String) throws -> Void
  ) throws {
    for seed in Self.seeds {
      var maker = ModelMaker(dice: SeededRandomness(seed: seed))
      for number in 0..<count { try body(&maker, "seed \(seed), number \(number)") }
    }
  }

  @Test("The steps of an explanation add up to the exact amount")
  func explanationsAddUp() throws {
    try each { maker, what throws in
      let model = maker.model()
      let choice = maker.choice(for: model)
      try model.check(choice)
      let quantity = maker.whole(maker.whole(2) == 0 ? 10 : 1_500_000)
      let explanation = model.explanation(quantity: quantity, choice: choice)
      #expect(
        try explanation.exact() == model.exact(quantity: quantity, choice: choice), "\(what): \(model)")
      #expect(!explanation.steps.isEmpty, "\(what): \(model)")
    }
  }

  @Test("More never costs less where each unit has its own price")
  func graduatedIsMonotone() throws {
    try each { maker, what throws in
      let model = PriceModel.graduated(maker.tiers())
      let (one, more) = (maker.whole(1_200_000), maker.whole(1_000))
      #expect(try model.exact(quantity: one) <= model.exact(quantity: one + more), "\(what)")
    }
  }

  @Test("Graduated is the sum of its units, each at the tier it lies in")
  func graduatedUnitByUnit() throws {
    try each(200) { maker, what throws in
      let tiers = maker.tiers(most: 20)
      var sum = tiers.tiers[0].flat.trillionths
      var place = 0
      for unit in 1...Int64(150) {
        while let upTo = tiers.tiers[place].upTo, unit > upTo {
          place += 1
          sum += tiers.tiers[place].flat.trillionths
        }
        sum += tiers.tiers[place].unitPrice.trillionths
        #expect(try PriceModel.graduated(tiers).exact(quantity: unit) == sum, "\(what), unit \(unit)")
      }
    }
  }

  @Test("Within the first tier graduated and volume are the same")
  func firstTier() throws {
    try each { maker, what throws in
      let tiers = maker.tiers()
      let quantity = maker.whole((tiers.tiers[0].upTo ?? 1_000) + 1)
      #expect(
        try PriceModel.graduated(tiers).exact(quantity: quantity)
          == PriceModel.volume(tiers).exact(quantity: quantity), "\(what)")
    }
  }

  @Test("Packages rounded up are those rounded down, and one more where something is left over")
  func packages() throws {
    try each { maker, what throws in
      let (price, size, quantity) = (maker.amount(), 1 + maker.whole(50), maker.whole(10_000))
      let up = Package(price: price, size: size, rounding: .up).count(of: quantity)
      let down = Package(price: price, size: size, rounding: .down).count(of: quantity)
      #expect(up - down == (quantity % size == 0 ? 0 : 1), "\(what)")
      #expect(down * size <= quantity && quantity <= up * size, "\(what)")
    }
  }

  @Test("Splitting a quantity in two changes nothing where every unit costs the same")
  func splitting() throws {
    try each { maker, what throws in
      let model =
        maker.whole(2) == 0
        ? PriceModel.perUnit(maker.amount())
        : .percentage(Percentage(percent: "\(maker.whole(200)).\(maker.whole(1_000))")!)
      let (one, other) = (maker.whole(1_000_000), maker.whole(1_000_000))
      let parts = try model.exact(quantity: one) + model.exact(quantity: other)
      #expect(try model.exact(quantity: one + other) == parts, "\(what)")
    }
  }

  @Test("One endless tier without a fee is a price per unit")
  func oneTier() throws {
    try each { maker, what throws in
      let (price, quantity) = (maker.amount(), maker.whole(1_000_000))
      let tiers = try Tiers([.init(upTo: nil, unitPrice: price)])
      let perUnit = try PriceModel.perUnit(price).exact(quantity: quantity)
      #expect(try PriceModel.graduated(tiers).exact(quantity: quantity) == perUnit, "\(what)")
      #expect(try PriceModel.volume(tiers).exact(quantity: quantity) == perUnit, "\(what)")
    }
  }

  @Test("The longest tiers, the largest amounts and quantities are rated exactly or refused")
  func absurd() throws {
    let hundred = try Tiers(
      (1...99).map { .init(upTo: $0 * 90_000_000_000_000_000, unitPrice: PriceList.price("1")) }
        + [.init(upTo: nil, unitPrice: PriceList.price("1"))])
    #expect(hundred.tiers.count == 100)
    for quantity in [0, 1, 90_000_000_000_000_000, 90_000_000_000_000_001, .max] as [Int64] {
      #expect(try PriceModel.graduated(hundred).rate(quantity: quantity, in: .usd).minorUnits == quantity)
      #expect(try PriceModel.volume(hundred).rate(quantity: quantity, in: .usd).minorUnits == quantity)
    }
    let most = UnitPrice(trillionths: .max)
    let steep = try Tiers([
      .init(upTo: 1, unitPrice: most, flat: .zero), .init(upTo: 5, unitPrice: most),
      .init(upTo: nil, flat: most),
    ])
    for model in [
      PriceModel.perUnit(most), .flat(most), .graduated(steep), .volume(steep),
      .package(Package(price: most, size: 1, rounding: .up)), .percentage(Percentage(percent: "10000")!),
      .customAmount(CustomAmount()!), .allowing(free: .max, then: .flat(most)),
      .bounded(.perUnit(most), AmountLimits(maximum: .zero)!),
    ] {
      for quantity in [.min, -1, 0, 1, 2, 6, .max] as [Int64] {
        let explanation = model.explanation(quantity: quantity, choice: .amount(.max))
        if let exact = try? model.exact(quantity: quantity, choice: .amount(.max)) {
          #expect(try explanation.exact() == exact, "\(model), \(quantity)")
        }
        _ = try? model.rate(
          quantity: quantity, choice: .amount(.max), in: .usd, share: Share(.max, of: .max))
      }
    }
    #expect(throws: MonetaryRefusal.overflow) { try PriceModel.graduated(steep).exact(quantity: 6) }
    #expect(try PriceModel.graduated(steep).exact(quantity: 1) == .max)
  }
}
