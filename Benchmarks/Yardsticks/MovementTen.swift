import Analytics
import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Subscriptions

/// The ten million rows that everybody is given: a counter-based recipe without state, so that any language
/// makes the same. A million customers, 60 months from 2020, five currencies.
struct MovementTen {
  let customers: Int

  static let currencies: [Currency] = [.usd, .eur, .gbp, .jpy, .chf]
  private static let currencyOf = [0, 0, 0, 0, 0, 1, 1, 2, 3, 4]
  private static let prices: [Int64] = [900, 1_900, 2_900, 4_900, 9_900, 19_900, 49_900]
  private static let countries = ["SE", "NO", "DE", "NL", "US", "GB", "FR", "FI", "DK", "JP"]
  static let days = 1_826
  static let firstDay = Day(year: 2020, month: 1, day: 1)!

  struct Row {
    let customer: Int32
    let day: Int32
    let delta: Int64
    let currency: UInt8
    let price: UInt8
  }

  private static func hash(_ customer: Int, _ draw: Int) -> UInt64 {
    let counter = UInt64(customer * 64 + draw + 1)
    var word = 20_240_229 &+ counter &* 0x9E37_79B9_7F4A_7C15
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// By day, then by customer.
  func rows() -> [Row] {
    var byDay = [Int](repeating: 0, count: MovementTen.days + 1)
    for customer in 0..<customers { each(customer) { byDay[Int($0.day) + 1] += 1 } }
    for day in 1..<byDay.count { byDay[day] += byDay[day - 1] }
    let total = byDay[MovementTen.days]
    return [Row](unsafeUninitializedCapacity: total) { rows, count in
      for customer in 0..<customers {
        each(customer) {
          rows[byDay[Int($0.day)]] = $0
          byDay[Int($0.day)] += 1
        }
      }
      count = total
    }
  }

  private func each(_ customer: Int, _ body: (Row) -> Void) {
    let hash = { MovementTen.hash(customer, $0) }
    let pair = 1 + Int(MovementTen.hash(customer / 2 * 2, 0) % 19)
    let count = customer % 2 == 0 ? pair : 20 - pair
    let start = Int(hash(1) % 1_461)
    let currency = UInt8(MovementTen.currencyOf[Int(hash(2) % 10)])
    let kind = Int(hash(3) % 7)
    let price = MovementTen.prices[kind]
    var level: Int64 = 0
    for row in 0..<count {
      let before = level
      var shift = 0
      if row == 0 {
        level = price
      } else {
        shift = Int(hash(8 + row) % 922)
        level = MovementTen.next(level, price, hash(32 + row))
      }
      let day = start + (MovementTen.days - start) * (row * 1_024 + shift) / (count * 1_024)
      body(
        Row(
          customer: Int32(customer), day: Int32(day), delta: level - before, currency: currency,
          price: UInt8(kind)))
    }
  }

  private static func next(_ level: Int64, _ price: Int64, _ draw: UInt64) -> Int64 {
    let second = Int64(draw >> 8 & 0x00FF_FFFF_FFFF_FFFF)
    if level == 0 { return price * (1 + second % 2) }
    switch draw % 100 {
    case ..<18: return 0
    case ..<58: return level + price * (1 + second % 3) / 4
    default: return max(1, level - max(1, level * (10 + second % 40) / 100))
    }
  }

  /// The same rows in columns, with what a workspace's own would have beside them: ids, kinds, countries.
  func columns(of rows: [Row]) -> MovementColumns {
    var columns = MovementColumns(zone: .utc)
    let price = MovementTen.prices.map { columns.price(PriceID("price_\($0)")) }
    let causes = [columns.cause("started"), columns.cause("items_changed"), columns.cause("canceled")]
    var members: [UInt32?] = Array(repeating: nil, count: customers)
    var levels = [Int64](repeating: -1, count: customers)
    var batch: [MovementRow] = []
    batch.reserveCapacity(65_536)
    for (position, row) in rows.enumerated() {
      let customer = Int(row.customer)
      if members[customer] == nil { members[customer] = member(customer, row, &columns) }
      let payer = members[customer] ?? 0
      let before = levels[customer]
      let after = max(before, 0) + row.delta
      levels[customer] = after
      let kind: MovementKind =
        before <= 0
        ? (before < 0 ? .new : .reactivation)
        : after == 0 ? .churn : row.delta > 0 ? .expansion : .contraction
      let instant = MovementTen.firstDay.adding(days: Int(row.day)).start(in: .utc)
      batch.append(
        MovementRow(
          position: Int64(position), payer: payer, subscription: payer, item: payer,
          price: price[Int(row.price)], kind: kind,
          cause: before < 0 ? causes[0] : after == 0 ? causes[2] : causes[1], delta: row.delta,
          customers: kind == .churn ? -1 : before <= 0 ? 1 : 0, onTestClock: false,
          effective: instant, recorded: instant))
      if batch.count == 65_536 {
        columns.append(rows: batch)
        batch.removeAll(keepingCapacity: true)
      }
    }
    columns.append(rows: batch)
    return columns
  }

  /// What a workspace's own columns know beside the movements: a country for each customer, a plan for each
  /// price.
  static func describe(_ columns: inout MovementColumns) {
    for price in prices {
      columns.describe(PriceID("price_\(price)"), sells: ProductID("prod_\(price)"), every: .monthly)
    }
    for customer in 0..<columns.customers.count {
      let country = countries[Int(hash(customer, 63) % 10)]
      columns.describe(columns.customers[UInt32(customer)], as: CustomerTraits(country: country))
    }
  }

  private func member(_ customer: Int, _ row: Row, _ columns: inout MovementColumns) -> UInt32 {
    let id = CustomerID("cus_\(customer)")
    let payer = columns.payer(id, in: MovementTen.currencies[Int(row.currency)])
    _ = columns.subscription(SubscriptionID("sub_\(customer)"))
    _ = columns.item(SubscriptionItemID("si_\(customer)"))
    return payer
  }
}
