import Catalog
import Chronology
import Identity
import Rating

extension Subscription {
  /// How often its items recur, once each.
  public var cadences: Set<Cadence> {
    Set(items.filter { !$0.isRemoved }.map { cadence(of: $0) })
  }

  /// How often an item recurs.
  public func cadence(of item: SubscriptionItem) -> Cadence { item.cadence ?? cadence }

  /// How often the item behind `change` recurs after it; nil for one that is taken off, or is not known.
  func cadence(after change: ItemChange, prices: PriceBook) -> Cadence? {
    switch change {
    case .add(_, let price, _, _, _, _), .update(_, .some(let price), _, _, _, _): prices[price]?.cadence
    case .update(let id, nil, _, _, _, _): items.first { $0.id == id }.map(cadence(of:))
    case .remove: nil
    }
  }

  /// The one interval by which everything recurs after `changes`, where that is not the one by which
  /// everything recurs now: the contract begins anew then. Nil where nothing of the kind happens.
  public func newCadence(after changes: [ItemChange], prices: PriceBook) -> Cadence? {
    guard hasOneCadence else { return nil }
    let touched = Set(changes.map(\.item))
    let kept = items.contains { !$0.isRemoved && !touched.contains($0.id) } ? [cadence] : []
    let all = Set(kept + changes.compactMap { cadence(after: $0, prices: prices) })
    guard all.count == 1, let only = all.first, only != cadence else { return nil }
    return only
  }

  /// The items whose interval is another one after `changes`, while the contract goes on.
  public func itemsChangingCadence(by changes: [ItemChange], prices: PriceBook) -> Set<SubscriptionItemID> {
    let changed = changes.filter { change in
      guard case .update(let id, .some, _, _, _, _) = change, let item = items.first(where: { $0.id == id })
      else { return false }
      return cadence(after: change, prices: prices).map { $0 != cadence(of: item) } ?? false
    }
    return Set(changed.map(\.item))
  }

  /// The items in arrears whose periods are over once the contract is `next`: only now they owe them.
  public func itemsInArrears(leftFor next: Subscription) -> [SubscriptionItem] {
    items.filter { item in
      guard item.isInArrears else { return false }
      // One that comes back to its period after a pause begins there anew.
      return next.status.isTerminal
        || !next.items.contains {
          $0.id == item.id && $0.period == item.period && $0.revisions[0].number == item.revisions[0].number
        }
    }
  }

  /// The contract is said to recur by the shortest interval of its items.
  mutating func settleCadences() {
    guard items.contains(where: { $0.cadence != nil }) else { return }
    let standing = items.map { cadence(of: $0) }
    cadence = Cadence.shortest(of: zip(items, standing).filter { !$0.0.isRemoved }.map(\.1)) ?? cadence
    for (index, own) in standing.enumerated() { items[index].cadence = own == cadence ? nil : own }
  }
}

extension SubscriptionItem {
  /// The item in the period of another interval that `instant` lies in; what is left of it is billed,
  /// whatever becomes of the time it leaves.
  ///
  /// It may come back to a period that it was in before. Its revisions there have numbers that no earlier
  /// ones reach, a million for each second since the period began, and so charges of their own.
  func entering(
    _ period: Period, insteadAt instant: Instant, price: PriceID, quantity: Int64, choice: PriceChoice?
  ) -> SubscriptionItem {
    var next = self
    let number = max(current.number + 1, Int(instant - period.start) * 1_000_000)
    next.period = period
    next.revisions = [
      ItemRevision(
        number: number, from: instant, price: price, quantity: quantity, proration: .prorate, choice: choice)
    ]
    return next
  }
}

/// When a contract shall end.
public enum PlannedEnd: Hashable, Sendable {
  case at(Instant)
  /// When the first of the periods that run now ends.
  case firstPeriodEnd
  /// When the last of them does; until then the others are renewed.
  case lastPeriodEnd

  public func instant(for subscription: Subscription) -> Instant {
    switch self {
    case .at(let instant): instant
    case .firstPeriodEnd: subscription.renewal
    case .lastPeriodEnd: subscription.lastPeriodEnd
    }
  }
}

extension Cadence {
  /// The one that comes round most often.
  public static func shortest(of all: [Cadence]) -> Cadence? { all.min { $0.isShorter(than: $1) } }

  /// Whether it comes round more often, by the mean length of what it counts.
  func isShorter(than other: Cadence) -> Bool {
    // A year of 365.2425 days in seconds, of which a month is a twelfth.
    func seconds(_ cadence: Cadence) -> Int {
      switch cadence.unit {
      case .day: cadence.count * 86_400
      case .week: cadence.count * 7 * 86_400
      case .month: cadence.count * 2_629_746
      case .year: cadence.count * 31_556_952
      }
    }
    return seconds(self) < seconds(other)
  }
}
