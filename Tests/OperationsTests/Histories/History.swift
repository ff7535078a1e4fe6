import Chronology
import Identity
import Monetary
import Operations

/// A random business as data: who there is, what is for sale, and what is said when.
///
/// It knows nothing of the engine, so the oracle reads the same text. A statement may turn out to be refused;
/// that is part of the history.
struct History: Codable, Sendable {
  let seed: UInt64
  let prices: [String: Offer]
  /// Each customer with the currency they pay in.
  let customers: [String: String]
  /// The tax of customers who pay one, on everything they are billed.
  let taxes: [String: Tax]
  let coupons: [String: Coupon]
  /// Customers who have no card until they are given one.
  let cardless: [String]
  /// Where customers' days begin, at first; those of the others begin in UTC.
  let zones: [String: String]
  let statements: [Statement]
  /// When the history is looked at.
  let until: Int64

  struct Tax: Hashable, Codable, Sendable {
    let percent: String
    let inclusive: Bool
  }

  struct Coupon: Codable, Sendable {
    /// One of the two; an amount is in minor units of whatever currency.
    let percent: String?
    let amount: Int64?
    let duration: String
    let months: Int?
  }

  struct Statement: Codable, Sendable {
    let at: Int64
    let act: Act
  }

  /// How a contract begins, where that is not now and for a whole period. Times are seconds from then.
  struct Terms: Codable, Sendable {
    /// How long it is tried, and what happens at the end without a card.
    var trial: Int64?
    var withoutCard: String?
    /// From where its periods are counted: an instant ahead, or a day of the month or the year.
    var anchoredAfter: Int64?
    var day: Int?
    var month: Int?
    /// How long ago it began.
    var backdated: Int64?
    /// Whether parts of periods are billed, or free.
    var prorates = true
  }

  struct Wish: Codable, Sendable {
    let price: String
    let quantity: Int64
    var choice: Choice?
    /// Whether it is billed when its periods are over.
    var arrears = false
  }

  enum Act: Codable, Sendable {
    case subscribe(contract: String, customer: String, items: [Wish], coupons: [String], terms: Terms?)
    /// The n-th item of those that are not removed, counted around.
    case change(
      contract: String, item: Int, price: String?, quantity: Int64?, behavior: String, backdated: Int64,
      choice: Choice?)
    case add(
      contract: String, price: String, quantity: Int64, behavior: String, arrears: Bool, choice: Choice?)
    case remove(contract: String, item: Int, behavior: String)
    /// These coupons in place of those there are: of the contract, or of the n-th item.
    case discount(contract: String, item: Int?, coupons: [String])
    case endLater(contract: String)
    /// Ends in the middle of a period perhaps, whose rest is given back unless the behavior is `none`.
    case endAt(contract: String, after: Int64, behavior: String)
    case goOn(contract: String)
    /// The time that is paid for is `kept`, given `back`, or given back by an invoice `now`.
    case pause(contract: String, back: String)
    case resume(contract: String, anew: Bool, prorates: Bool)
    /// The trial ends now, or so many seconds from now.
    case endTrial(contract: String, after: Int64?)
    /// Nothing is collected from now on, until then perhaps, and invoices are left so; nil is as usual again.
    case hold(contract: String, behavior: String?, after: Int64?)
    case cancel(contract: String, prorate: Bool, invoice: Bool)
    /// From here on the customer's card, a first one perhaps, pays, or declines.
    case card(customer: String, pays: Bool)
    /// Pays the oldest open invoice.
    case pay(customer: String, elsewhere: Bool)
    /// Takes the oldest open invoice back, or gives it up.
    case takeBack(customer: String, givesUp: Bool)
    /// Takes so much of what is left of the oldest open invoice back, or else of the last one that is paid.
    case credit(customer: String, percent: Int64)
    /// Asks for something, or gives it back, with the next invoice.
    case ask(customer: String, amount: Int64)
    /// Writes an invoice over what waits, makes it final, and collects it or leaves it.
    case write(customer: String, collects: Bool)
    /// Makes the oldest draft final, and collects it or leaves it.
    case conclude(customer: String, collects: Bool)
    /// The days of what is made from now on begin elsewhere; nil is in UTC.
    case move(customer: String, zone: String?)
    /// Moves the balance by hand; below zero is credit.
    case adjust(customer: String, amount: Int64)
  }

  /// How many businesses live in one town: in one workspace, on one clock.
  static let townSize: UInt64 = 50

  /// When the businesses of a town are looked at: each town at another day of four years, and time of day.
  static func end(inTownOf seed: UInt64) -> Int64 {
    let town = Int64(seed / townSize % 100_000)
    return Instant(iso: "2034-01-31T09:30:00Z")!.seconds + town * 37 % 1_461 * 86_400
      + town * 7_919 % 86_400
  }
}

extension History.Act {
  /// The prices it names.
  var prices: [String] {
    switch self {
    case .subscribe(_, _, let items, _, _): items.map(\.price)
    case .change(_, _, let price, _, _, _, _): price.map { [$0] } ?? []
    case .add(_, let price, _, _, _, _): [price]
    default: []
    }
  }

  /// The coupons it names.
  var coupons: [String] {
    switch self {
    case .subscribe(_, _, _, let coupons, _), .discount(_, _, let coupons): coupons
    default: []
    }
  }
}

extension History {
  /// Whether a contract begins now and runs without a pause, by one interval, in advance and for money, so
  /// that it is billed by whole periods.
  func isUncut(_ contract: String) -> Bool {
    let named = offers(of: contract)
    guard Set(named.map(\.cadence)).count == 1, !named.contains(where: \.model.mayBeFree) else {
      return false
    }
    return !statements.contains { statement in
      switch statement.act {
      case .subscribe(contract, _, let items, _, let terms): terms != nil || items.contains(where: \.arrears)
      case .add(contract, _, _, _, let arrears, _): arrears
      case .pause(contract, _), .resume(contract, _, _): true
      default: false
      }
    }
  }

  /// All that it ever may have been sold at.
  private func offers(of contract: String) -> [Offer] {
    statements.flatMap { statement in
      switch statement.act {
      case .subscribe(contract, _, _, _, _), .change(contract, _, _, _, _, _, _),
        .add(contract, _, _, _, _, _):
        statement.act.prices.compactMap { prices[$0] }
      default: [Offer]()
      }
    }
  }

  /// Whether somebody wants a period of theirs to begin anew, or another interval, and nothing back of what
  /// was paid for.
  func paysTwice(_ contract: String) -> Bool {
    let mixes = Set(offers(of: contract).map(\.cadence)).count > 1
    return statements.contains { statement in
      switch statement.act {
      case .resume(contract, true, false): true
      case .change(contract, _, .some, _, "none", _, _): mixes
      default: false
      }
    }
  }
}
