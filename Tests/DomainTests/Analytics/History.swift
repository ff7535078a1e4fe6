import Analytics
import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Subscriptions

/// A history of recurring revenue written as lines, folded into columns the way facts are.
struct History {
  private(set) var columns: MovementColumns
  private(set) var movements: [Movement] = []
  private var levels: [String: CustomerLevel] = [:]
  private var position: Int64 = 0

  init(zone: Zone = .utc) { columns = MovementColumns(zone: zone) }

  static func day(_ iso: String) -> Day { Day(iso: iso)! }

  /// A contract ends that stood still.
  mutating func end(_ customer: String, on day: String, price: String = "basic", contract: String? = nil) {
    change(customer, on: day, 0, price: price, cause: "canceled", contract: contract)
  }

  /// A fact of a customer that changes what recurs by whole major units, one delta for each item.
  mutating func change(
    _ customer: String, on day: String, _ deltas: Int64..., in currency: Currency = .usd,
    price: String = "basic", cause: String = "items_changed", from moved: (String, Int64)? = nil,
    contract: String? = nil
  ) {
    change(
      customer, at: History.day(day).start(in: columns.zone), millionths: deltas.map { $0 * 100_000_000 },
      in: currency, price: price, cause: cause, contract: contract,
      from: moved.map { MovedLevel(price: PriceID($0.0), level: $0.1 * 100_000_000) })
  }

  mutating func change(
    _ customer: String, at effective: Instant, millionths: [Int64], in currency: Currency, price: String,
    cause: String = "items_changed", contract: String? = nil, from moved: MovedLevel? = nil,
    recorded: Instant? = nil, onTestClock: Bool = false
  ) {
    position += 1
    let key = "\(customer) \(currency)"
    let before = levels[key] ?? .never
    let after = before.level + millionths.reduce(0, +)
    let kind: MovementKind =
      cause == "paused"
      ? .paused
      : cause == "resumed"
        ? .resumed
        : before.level == 0
          ? (before.wasPaying ? .reactivation : .new)
          : after == 0 ? .churn : after >= before.level ? .expansion : .contraction
    let ended: MovementKind = after == 0 ? .churn : .contraction
    levels[key] = CustomerLevel(level: after, wasPaying: before.wasPaying || after > 0)
    let logos: Int64 = (after > 0 ? 1 : 0) - (before.level > 0 ? 1 : 0)
    let rows = millionths.enumerated().map { place, delta in
      Movement(
        fact: FactID("fact_\(position)"), place: JournalPlace(stamp: 0, position: position),
        customer: CustomerID(customer), subscription: SubscriptionID("sub_\(contract ?? customer)"),
        item: SubscriptionItemID("si_\(contract ?? customer)_\(place)"), price: PriceID(price),
        currency: currency, kind: millionths == [0] && moved == nil ? ended : kind, cause: cause,
        delta: delta, moved: place == 0 ? moved : nil, itemLevel: 0,
        customerLevel: after,
        customers: place == 0 ? logos : 0, onTestClock: onTestClock, effective: effective,
        recorded: recorded ?? effective)
    }
    movements += rows
    columns.append(rows)
  }

  mutating func describe(_ customer: String, _ traits: CustomerTraits) {
    columns.describe(CustomerID(customer), as: traits)
  }

  mutating func describe(price: String, product: String, every cadence: Cadence) {
    columns.describe(PriceID(price), sells: ProductID(product), every: cadence)
  }

  var all: RowSelection { columns.rows(where: .everything) }

  func months(_ first: String, _ last: String) -> Timeline {
    Timeline(.month, from: Day(iso: first + "-01")!, through: Month(iso: last)!.lastDay)!
  }
}

/// Whole major units, as a table shows them.
func units(_ millionths: Int128) -> Double { Double(millionths) / 100_000_000 }
