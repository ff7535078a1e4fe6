import Catalog
import Chronology
import Monetary
import Relations

/// What was said about margins: of products, and of the business for all others.
public struct GrossMargins: Hashable, Sendable {
  private let ofProducts: [String: Int64]
  private let ofBusiness: Int64?

  public init(_ margins: [GrossMargin]) {
    ofBusiness = margins.first { $0.product == nil }?.basisPoints
    ofProducts = Dictionary(
      margins.compactMap { margin in margin.product.map { ($0.text, margin.basisPoints) } },
      uniquingKeysWith: { $1 })
  }

  /// Ten-thousandths of what a product brings; nil where it has none and the business neither.
  func basisPoints(of product: String) -> Int64? { ofProducts[product] ?? ofBusiness }

  /// The margins of mixes of products by what each brings, as shares; none where a product has none and the
  /// business neither.
  func shares(of revenue: [Currency: [String: Int128]]) -> [Currency: Double] {
    revenue.compactMapValues(share)
  }

  private func share(of revenue: [String: Int128]) -> Double? {
    var (kept, whole) = (0.0, 0.0)
    for (product, amount) in revenue where amount > 0 {
      guard let points = basisPoints(of: product) else { return nil }
      kept += Double(amount) * Double(points)
      whole += Double(amount)
    }
    return whole > 0 ? kept / whole / Double(GrossMargin.basisPointsMost) : nil
  }
}

/// How the future counts: a share a year, and what it is a month.
public struct YearlyDiscount: Hashable, Sendable {
  /// Ten-thousandths a year; more than nothing.
  public let basisPoints: Int64

  /// Ten percent, as the field's examples take it.
  public static let standard = YearlyDiscount(basisPoints: 1_000)!

  /// Nil for nothing, less, or more than a hundred percent.
  public init?(basisPoints: Int64) {
    guard (1...10_000).contains(basisPoints) else { return nil }
    self.basisPoints = basisPoints
  }

  /// Reads "10" or "7.5".
  public init?(percent text: String) {
    guard let margin = GrossMargin(product: nil, percent: text) else { return nil }
    self.init(basisPoints: margin.basisPoints)
  }

  var yearly: Double { Double(basisPoints) / 10_000 }
  var monthly: Double { Elementary.power(1 + yearly, 1.0 / 12) - 1 }
}

extension MovementColumns {
  /// What recurs at the beginning of a day, by currency, with who pays in it.
  func stocks(before day: Day, of selection: RowSelection) -> [Currency: RecurringStock] {
    var sums: [Currency: (revenue: Int128, customers: Int64)] = [:]
    for (payer, level) in levels(before: day, of: selection).enumerated() where level > 0 {
      let currency = currencies[UInt32(payers.ids[payer].currency)]
      sums[currency, default: (0, 0)].revenue += Int128(level)
      sums[currency, default: (0, 0)].customers += 1
    }
    return sums.mapValues { RecurringStock(revenue: $0.revenue, customers: $0.customers) }
  }

  /// What each product brings at the beginning of a day, by currency, in one pass.
  func productRevenue(before day: Day, of selection: RowSelection) -> [Currency: [String: Int128]] {
    let products = valueTable(of: .plan)
    let names = values(of: .plan)
    var sums = [Int128](repeating: 0, count: currencies.count * names.count)
    forEachRow(in: selection) { view, index, _ in
      guard view.day[index] < day.number else { return }
      let product = Int(products.values[Int(view.price[index])])
      sums[Int(view.currency[index]) * names.count + product] += Int128(view.delta[index])
    }
    var found: [Currency: [String: Int128]] = [:]
    for (cell, sum) in sums.enumerated() where sum != 0 {
      found[currencies[UInt32(cell / names.count)], default: [:]][names[cell % names.count]] = sum
    }
    return found
  }

  /// The mean of the customer churn of the six whole months before the one that `today` lies in.
  func trailingChurn(today: Day, of selection: RowSelection) -> Double? {
    let start = today.firstOfMonth
    guard let months = Timeline(.month, from: start.adding(months: -6), through: start.adding(days: -1))
    else { return nil }
    return LifetimeValue.trailingChurn(customerChurn(in: months, of: selection).compactMap(\.rate))
  }
}
