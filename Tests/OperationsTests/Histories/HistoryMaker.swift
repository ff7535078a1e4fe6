import Chronology
import Identity
import Operations
import Subscriptions

/// Makes histories up. The same seed makes the same one on every machine.
struct HistoryMaker {
  private var dice: SeededRandomness
  private let seed: UInt64
  private var clock: Int64
  private var statements: [History.Statement] = []
  private var contracts: [(name: String, customer: String, unit: String)] = []
  private var prices: [String: History.Offer] = [:]

  static func make(_ seed: UInt64) -> History {
    var maker = HistoryMaker(seed)
    return maker.history(maker.length())
  }

  private init(_ seed: UInt64) {
    self.seed = seed
    dice = SeededRandomness(seed: seed)
    clock = 0
  }

  /// Many histories are short, so that there are many; some are long enough for everything to meet.
  private mutating func length() -> Int {
    switch dice.next(in: 0..<10) {
    case 0..<5: dice.next(in: 2..<8)
    case 5..<9: dice.next(in: 8..<15)
    default: dice.next(in: 15..<40)
    }
  }

  static let currencies = ["usd", "jpy", "kwd"]
  private static let cadences: [(String, Cadence.Unit, Int)] = [
    ("month", .month, 1), ("year", .year, 1), ("quarter", .month, 3), ("fortnight", .week, 2),
    ("decade", .day, 10),
  ]
  /// Whole amounts, ones that prorate to halves, and twelve decimals.
  private static let amounts = [
    "1000", "3137", "999", "49900", "250.5", "33.333333333333", "0.000125", "1999", "1",
  ]

  private static let coupons: [String: History.Coupon] = [
    "half-once": .init(percent: "50", amount: nil, duration: "once", months: nil),
    "all-once": .init(percent: "100", amount: nil, duration: "once", months: nil),
    "third-for-three": .init(percent: "33.3333", amount: nil, duration: "repeating", months: 3),
    "some-for-two": .init(percent: nil, amount: 701, duration: "repeating", months: 2),
    "eighth": .init(percent: "12.5", amount: nil, duration: "forever", months: nil),
    "little": .init(percent: nil, amount: 99, duration: "forever", months: nil),
    "much-once": .init(percent: nil, amount: 12_345, duration: "once", months: nil),
  ]

  /// Clocks go forward and back there at other times, by another amount, or not at all.
  private static let zones = [
    "Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham", "Asia/Kathmandu",
    "America/Santiago", "Africa/Cairo", "Asia/Tokyo",
  ]

  /// Most things are sold by the piece.
  private mutating func model() -> History.Model {
    dice.chance(0.55) ? .perUnit(amount: dice.pick(Self.amounts)) : dice.pick(History.Model.all)
  }

  private mutating func someCoupons() -> [String] {
    let names = Self.coupons.keys.sorted()
    var chosen: [String] = []
    for _ in 0..<dice.pick([0, 0, 1, 1, 2, 3]) {
      let name = dice.pick(names)
      if !chosen.contains(name) { chosen.append(name) }
    }
    return chosen
  }

  private mutating func history(_ count: Int) -> History {
    for currency in Self.currencies {
      for (word, unit, every) in Self.cadences {
        for size in ["small", "middle", "large"] {
          prices["\(currency)-\(word)-\(size)"] = History.Offer(
            currency: currency, model: model(), unit: unit, count: every)
        }
      }
    }
    var customers: [String: String] = [:]
    for name in ["acme", "bolt", "crux", "dune"].prefix(dice.next(in: 1..<5)) {
      customers[name] = dice.pick(Self.currencies)
    }
    let names = customers.keys.sorted()
    var taxes: [String: History.Tax] = [:]
    for name in names where dice.chance(0.5) {
      taxes[name] = History.Tax(
        percent: dice.pick(["25", "19", "7.7", "12.5", "0"]), inclusive: dice.chance(0.5))
    }
    let cardless = names.filter { _ in dice.chance(0.1) }
    var zones: [String: String] = [:]
    for name in names where dice.chance(0.4) { zones[name] = dice.pick(Self.zones) }
    for _ in 0..<count {
      pass()
      say(act(names, customers))
    }
    let tail = Int64(dice.next(in: 0..<200)) * 86_400 + Int64(dice.next(in: 0..<86_400))
    let end = History.end(inTownOf: seed)
    let start = begun(atTheLatest: end - clock - tail)
    return History(
      seed: seed, prices: prices, customers: customers, taxes: taxes, coupons: Self.coupons,
      cardless: cardless, zones: zones,
      statements: statements.map { .init(at: start + $0.at, act: $0.act) }, until: end)
  }

  /// Any day, or often one of those that not every month has.
  private mutating func begun(atTheLatest latest: Int64) -> Int64 {
    guard dice.chance(0.3) else { return latest }
    return (0..<31).map { latest - $0 * 86_400 }.first {
      Day(containing: Instant(seconds: $0), in: .utc).day >= 29
    } ?? latest
  }

  /// Nothing, seconds, hours, days, or many months; often whole days, so that things meet at one instant.
  private mutating func pass() {
    switch dice.next(in: 0..<10) {
    case 0, 1: break
    case 2: clock += Int64(dice.next(in: 1..<90))
    case 3: clock += Int64(dice.next(in: 1..<30)) * 3600
    case 4, 5: clock += Int64(dice.next(in: 1..<25)) * 86_400
    // The middle of ten days, of a fortnight, of April: where halves of a minor unit come from.
    case 6, 7: clock += dice.pick([5, 7, 15]) * 86_400
    case 8: clock += Int64(dice.next(in: 1..<4_000_000))
    default: clock += Int64(dice.next(in: 28..<(dice.chance(0.3) ? 430 : 90))) * 86_400
    }
  }

  private mutating func say(_ act: History.Act) {
    statements.append(History.Statement(at: clock, act: act))
  }

  private mutating func act(_ names: [String], _ currencies: [String: String]) -> History.Act {
    let customer = dice.pick(names)
    guard !contracts.isEmpty, !dice.chance(0.2) else {
      return subscribe(customer, currencies[customer]!)
    }
    let contract = dice.pick(contracts)
    let behavior = dice.pick(UpdateSubscription.ProrationBehavior.allCases).rawValue
    switch dice.next(in: 0..<42) {
    case 30..<42: return courseAct(contract.name, customer, behavior)
    case 0..<7:
      let new = dice.chance(0.6) ? price(contract.unit) : nil
      return .change(
        contract: contract.name, item: dice.next(in: 0..<3), price: new,
        quantity: new != nil && dice.chance(0.5) ? nil : quantity(), behavior: behavior,
        backdated: dice.chance(0.15) ? Int64(dice.next(in: 1..<600_000)) : 0,
        choice: new.flatMap { choice($0) })
    case 7, 8:
      let new = price(contract.unit)
      return .add(
        contract: contract.name, price: new, quantity: quantity(), behavior: behavior,
        arrears: dice.chance(0.3), choice: choice(new))
    case 9: return .remove(contract: contract.name, item: dice.next(in: 0..<3), behavior: behavior)
    case 10, 11: return .endLater(contract: contract.name)
    case 12: return .goOn(contract: contract.name)
    case 13: return .cancel(contract: contract.name, prorate: dice.chance(0.5), invoice: dice.chance(0.5))
    case 14, 15, 16: return .card(customer: customer, pays: false)
    case 17: return .card(customer: customer, pays: true)
    case 20: return .takeBack(customer: customer, givesUp: dice.chance(0.4))
    case 21, 22, 23: return .ask(customer: customer, amount: amount())
    case 24: return .write(customer: customer, collects: dice.chance(0.6))
    case 25: return .conclude(customer: customer, collects: dice.chance(0.6))
    case 27, 28, 29:
      return .discount(
        contract: contract.name, item: dice.chance(0.4) ? dice.next(in: 0..<3) : nil, coupons: someCoupons())
    case 26: return .adjust(customer: customer, amount: amount())
    default: return .pay(customer: customer, elsewhere: dice.chance(0.3))
    }
  }

  /// What changes a contract's course, and what takes back what it billed.
  private mutating func courseAct(
    _ contract: String, _ customer: String, _ behavior: String
  ) -> History.Act {
    switch dice.next(in: 0..<13) {
    case 9: .endTrial(contract: contract, after: dice.chance(0.5) ? nil : span())
    case 10, 11:
      .hold(
        contract: contract,
        behavior: dice.chance(0.8) ? dice.pick(CollectionPause.Behavior.allCases).rawValue : nil,
        after: dice.chance(0.5) ? span() : nil)
    case 12: .move(customer: customer, zone: dice.chance(0.8) ? dice.pick(Self.zones) : nil)
    case 0, 1: .endAt(contract: contract, after: span(), behavior: behavior)
    case 2, 3: .pause(contract: contract, back: dice.pick(["kept", "back", "now"]))
    case 4, 5: .resume(contract: contract, anew: dice.chance(0.5), prorates: dice.chance(0.7))
    default:
      .credit(customer: customer, percent: dice.pick([100, 50, 33, 1, Int64(dice.next(in: 1..<100))]))
    }
  }

  /// Up to a year, often whole days.
  private mutating func span() -> Int64 {
    dice.chance(0.6)
      ? dice.pick([5, 7, 10, 15, 30, Int64(dice.next(in: 1..<365))]) * 86_400
      : Int64(dice.next(in: 1..<30_000_000))
  }

  /// Half of all contracts begin now and for a whole period.
  private mutating func terms() -> History.Terms? {
    var terms = History.Terms()
    switch dice.next(in: 0..<10) {
    case 0, 1: terms.trial = span()
    case 2:
      terms.trial = dice.pick([7, 14, 30]) * 86_400
      terms.day = dice.next(in: 1..<32)
    case 3: terms.anchoredAfter = Int64(dice.next(in: 0..<40)) * 86_400
    case 4:
      terms.day = dice.next(in: 1..<32)
      terms.month = dice.chance(0.3) ? dice.next(in: 1..<13) : nil
    case 5: terms.backdated = Int64(dice.next(in: 1..<150)) * 86_400
    default: return nil
    }
    if terms.trial != nil { terms.withoutCard = dice.pick(Trial.WithoutCard.allCases).rawValue }
    terms.prorates = dice.chance(0.7)
    return terms
  }

  private mutating func subscribe(_ customer: String, _ currency: String) -> History.Act {
    let unit = "\(currency)-\(dice.pick(Self.cadences).0)"
    let name = "contract-\(contracts.count + 1)"
    contracts.append((name, customer, unit))
    let isMixed = dice.chance(0.3)
    let sizes = ["small", "middle", "large"].filter { _ in dice.chance(0.5) }
    let items = (sizes.isEmpty ? ["middle"] : sizes).map { size in
      let own = isMixed && dice.chance(0.5) ? "\(currency)-\(dice.pick(Self.cadences).0)" : unit
      let price = "\(own)-\(size)"
      return History.Wish(
        price: price, quantity: quantity(), choice: choice(price), arrears: dice.chance(0.15))
    }
    return .subscribe(
      contract: name, customer: customer, items: items, coupons: dice.chance(0.4) ? someCoupons() : [],
      terms: terms())
  }

  /// Mostly one of the interval by which a contract began.
  private mutating func price(_ unit: String) -> String {
    let own =
      dice.chance(0.8) ? unit : "\(unit.split(separator: "-")[0])-\(dice.pick(Self.cadences).0)"
    return "\(own)-\(dice.pick(["small", "middle", "large"]))"
  }

  /// What a price leaves open is mostly settled, and mostly as it may be.
  private mutating func choice(_ price: String) -> History.Choice? {
    guard let model = prices[price]?.model, model.isOpen, dice.chance(0.95) else { return nil }
    if case .matrix = model {
      return .init(row: dice.pick(["eu", "us"]), column: dice.chance(0.9) ? dice.pick(["s", "l"]) : "xl")
    }
    return .init(amount: dice.pick([0, 100, 251, 1_999, 5_000, 6_001]))
  }

  /// Anything but nothing.
  private mutating func amount() -> Int64 {
    dice.pick([1, 250, 1_000, Int64(dice.next(in: 1..<60_000))]) * (dice.chance(0.35) ? -1 : 1)
  }

  private mutating func quantity() -> Int64 {
    dice.pick([0, 1, 1, 2, 3, 7, 12, Int64(dice.next(in: 0..<5_000))])
  }
}
