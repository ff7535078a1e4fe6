import Chronology

/// Who begins and who stops to pay altogether, row by row in their order.
///
/// What a fact's rows do is one change. Who stops by a pause is told of when its grace is over or its last
/// paused contract ends, on that day, and not at all when it came back before.
struct PayingTurns: Sendable {
  /// The fact whose rows are under way.
  private struct Fact {
    let position: Int64
    let customer: UInt32
    let day: Int32
    let kind: UInt8
    /// Whether a contract ends by it that stood still.
    let endsPause: Bool
    let wasPaying: Bool
  }

  /// Each payer's level, in millionths of a minor unit a month.
  private(set) var levels: Overlay<Int64>
  /// In how many currencies each customer pays.
  private var paidCurrencies: Overlay<Int16>
  private var grace = PauseGrace<Void>()
  private let hasGrace: Bool
  private var fact: Fact?

  /// - Parameter hasGrace: false tells of who pays and of nothing else.
  init(_ columns: MovementColumns, hasGrace: Bool = true) {
    levels = Overlay(own: Array(repeating: 0, count: columns.payers.count), rest: 0)
    paidCurrencies = Overlay(own: Array(repeating: 0, count: columns.customers.count), rest: 0)
    self.hasGrace = hasGrace
  }

  /// Goes on from where others ended, which began with nothing.
  init(after earlier: PayingTurns, hasGrace: Bool) {
    levels = Overlay(over: earlier.levels.ground, rest: 0)
    paidCurrencies = Overlay(over: earlier.paidCurrencies.ground, rest: 0)
    self.hasGrace = hasGrace
    if hasGrace { grace = earlier.grace }
  }

  /// Who pays, of turns that began with nothing.
  var paying: [Bool] { paidCurrencies.ground.map { $0 > 0 } }

  /// Who pays, or paused and is not lost yet.
  var standing: [Bool] {
    var standing = paying
    for customer in grace.customers { standing[Int(customer)] = true }
    return standing
  }

  /// - Parameters:
  ///   - day: the last on which a grace that ends is told of.
  ///   - body: takes a customer, the day it turned, and whether it stands from then on.
  @inline(__always)
  mutating func take(
    _ view: ChunkView, _ index: Int, of customer: UInt32, through day: Int32,
    _ body: (UInt32, Int32, Bool) -> Void
  ) {
    if fact.map({ $0.position != view.position[index] || $0.customer != customer }) ?? true {
      settle(body)
      fact = Fact(
        position: view.position[index], customer: customer, day: view.day[index], kind: view.kind[index],
        endsPause: view.delta[index] == 0, wasPaying: paidCurrencies[Int(customer)] > 0)
      grace.run(out: min(view.day[index], day)) { customer, end, _ in body(customer, end, false) }
    }
    if hasGrace { grace.note(view, index, of: customer) }
    let payer = Int(view.payer[index])
    let before = levels[payer]
    levels[payer] = before &+ view.delta[index]
    paidCurrencies[Int(customer)] += (levels[payer] > 0 ? 1 : 0) - (before > 0 ? 1 : 0)
  }

  /// Tells of the last fact, and of who is lost up to a day.
  mutating func finish(through day: Int32, _ body: (UInt32, Int32, Bool) -> Void) {
    settle(body)
    grace.run(out: day) { customer, end, _ in body(customer, end, false) }
  }

  @inline(__always)
  private mutating func settle(_ body: (UInt32, Int32, Bool) -> Void) {
    guard let fact else { return }
    self.fact = nil
    let isPaying = paidCurrencies[Int(fact.customer)] > 0
    if fact.endsPause, grace.lose(fact.customer) != nil { return body(fact.customer, fact.day, false) }
    guard isPaying != fact.wasPaying else { return }
    if isPaying {
      if grace.end(fact.customer) { return }
    } else if hasGrace, fact.kind == MovementKind.paused.code {
      return grace.begin(fact.customer, on: fact.day, ())
    }
    body(fact.customer, fact.day, isPaying)
  }
}
