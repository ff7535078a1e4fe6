import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Subscriptions

/// What stands beside recurring revenue: what discounts take off it, how much of it is at risk, and what is
/// paused and in none of it.
public enum Aside: String, Hashable, Sendable, CaseIterable {
  case discount
  /// Of contracts whose payment failed and is tried again.
  case atRisk = "at_risk"
  /// What paused contracts brought when they were paused.
  case paused
}

/// An item of a contract as far as the fold of asides has come; amounts are millionths of a minor unit a
/// month.
public struct AsideState: Hashable, Sendable {
  public var status: SubscriptionStatus
  /// What the item brought when it last recurred, and what it was to bring before tax.
  public var net: Int64
  public var due: Int64
  public var price: PriceID
  public var amounts: [Aside: Int64]

  public init(
    status: SubscriptionStatus, net: Int64, due: Int64, price: PriceID, amounts: [Aside: Int64]
  ) {
    self.status = status
    self.price = price
    self.net = net
    self.due = due
    self.amounts = amounts
  }
}

/// One change of what stands beside one item's recurring revenue.
public struct AsideMovement: Hashable, Sendable {
  public let aside: Aside
  public let delta: Int64
  /// What stood beside it under another price until this fact.
  public let moved: MovedLevel?
  public let level: RecurringLevel

  public init(aside: Aside, delta: Int64, moved: MovedLevel?, level: RecurringLevel) {
    self.aside = aside
    self.delta = delta
    self.moved = moved
    self.level = level
  }
}

/// What one fact changes beside recurring revenue, and the state of its items after it.
/// - Parameter known: the items of the contract before the fact.
public func asides(
  of recorded: RecordedFact, known: [SubscriptionItemID: AsideState]
) -> (movements: [AsideMovement], states: [SubscriptionItemID: AsideState]) {
  guard let levels = recorded.fact.recurringLevels?.levels else { return ([], [:]) }
  let status = recorded.fact.statusAfter ?? known.values.first?.status ?? .active
  var movements: [AsideMovement] = []
  var states: [SubscriptionItemID: AsideState] = [:]
  for level in levels {
    let before = known[level.item]
    let after = AsideState(level, status, after: before)
    for aside in Aside.allCases {
      let delta = after.amounts[aside, default: 0] - (before?.amounts[aside] ?? 0)
      let moved = MovedLevel(
        from: before.map { ($0.price, $0.amounts[aside, default: 0]) }, to: level.price)
      guard delta != 0 || moved != nil else { continue }
      movements.append(AsideMovement(aside: aside, delta: delta, moved: moved, level: level))
    }
    states[level.item] = after
  }
  return (movements, states)
}

extension AsideState {
  fileprivate init(_ level: RecurringLevel, _ status: SubscriptionStatus, after before: AsideState?) {
    let counted = (level.discounts ?? []).filter(\.counts).reduce(0) { $0 + $1.amount }
    let due = level.list - counted
    let recurs = status.isRecurring && due > 0
    self.init(
      status: status, net: recurs ? level.net : before?.net ?? 0, due: recurs ? due : before?.due ?? 0,
      price: level.price, amounts: [:])
    if status.isRecurring {
      // Tax that the price holds is in neither: a discount takes off as much of it as of the rest.
      amounts[.discount] =
        counted == 0 || due <= 0 || level.net == due
        ? counted : AsideState.share(of: counted, level.net, due)
    }
    if status == .pastDue { amounts[.atRisk] = level.net }
    if status == .paused, due > 0 {
      amounts[.paused] = self.due > 0 ? AsideState.share(of: due, net, self.due) : due
    }
    amounts = amounts.filter { $0.value != 0 }
  }

  private static func share(of amount: Int64, _ part: Int64, _ whole: Int64) -> Int64 {
    Int64(clamping: Rounding.halfEven.divide(Int128(amount) * Int128(part), by: Int128(whole)))
  }
}

extension Fact {
  /// The contract's state after the fact, where the fact says it.
  fileprivate var statusAfter: SubscriptionStatus? {
    switch self {
    case .subscriptionStarted(let subscription, _): subscription.status
    case .subscriptionChanged(_, _, let change, _):
      (try? change.after)?["status"]?.string.flatMap(SubscriptionStatus.init)
    default: nil
    }
  }
}
