import Monetary
import Relations

/// A dimension as a report needs it: the value that each customer has, or the currency of each amount.
public struct CustomerGroups: Sendable {
  /// A dimension with more values than this tells nobody anything.
  public static let valuesMost = 1_000

  /// Nil is apart by currency.
  fileprivate let customers: IdentifierRegister<CustomerEntity>?
  fileprivate let column: TraitColumn

  /// The empty value is *not known*.
  public func value(of customer: CustomerID, _ currency: Currency) -> String {
    guard let customers else { return currency.code }
    // Nobody has to be looked for where nothing is known of anybody.
    guard !column.ofMember.isEmpty else { return "" }
    return column.values[customers.index(of: customer).map { column.value(at: Int($0)) } ?? 0]
  }
}

extension MovementColumns {
  /// Who belongs to which group; nil without a dimension, and for one that customers do not have.
  public func customerGroups(by dimension: Dimension?) -> CustomerGroups? {
    guard let dimension, dimension.isOfAmounts else { return nil }
    let column = customerTraits[dimension] ?? TraitColumn()
    return CustomerGroups(customers: dimension.isOfCustomer ? customers.lookedUp : nil, column: column)
  }
}

extension Dimension {
  /// Whether an amount that a customer owes or pays has it, whatever it is for.
  public var isOfAmounts: Bool { self == .currency || isOfCustomer }
}

/// A group of a report.
public enum ReportGroup: Hashable, Sendable {
  /// The empty value is *not known*.
  case value(String)
  /// All that are not shown one by one.
  case other

  var cell: ReportCell {
    switch self {
    case .value(let value): .text(value)
    case .other: .word("other")
    }
  }

  /// More groups than this are no longer shown one by one.
  public static let most = 20

  /// Takes a report's items apart: the twenty groups with most of them in the order of their values, then all
  /// others together. So the parts are the whole.
  /// - Parameter weight: how many items one stands for.
  static func parts<Item>(
    of items: [Item], weight: (Item) -> Int = { _ in 1 }, by value: (Item) -> String
  ) -> [(group: ReportGroup, items: [Item])] {
    let groups = Dictionary(grouping: items, by: value)
    let ranked = groups.map { (value: $0.key, weight: $0.value.reduce(0) { $0 + weight($1) }) }
      .sorted { ($1.weight, $0.value) < ($0.weight, $1.value) }
    let shown = ranked.prefix(most).map(\.value).sorted()
    let others = ranked.dropFirst(most).flatMap { groups[$0.value] ?? [] }
    return shown.map { (.value($0), groups[$0] ?? []) } + (others.isEmpty ? [] : [(.other, others)])
  }
}

extension ReportSection {
  /// The same table for each group, one below the other, with the group before each row.
  static func groups(
    _ parts: [(group: ReportGroup, table: ReportSection)], like whole: ReportSection
  ) -> ReportSection {
    var section = ReportSection(
      "groups", "Group by group", in: whole.currency, [ReportColumn("group", "Group")] + whole.columns)
    section.rows = parts.flatMap { part in part.table.rows.map { [part.group.cell] + $0 } }
    return section
  }
}

extension [[Currency: Int128]] {
  /// Millionths of each group as minor units, which sum to what is shown of them together.
  var shownTogether: [[Currency: Int64]] { shown { ShownAmount.minorUnits($1) } }

  /// The same where something else is shown of all together.
  func shown(as total: (Currency, Int128) -> Int64) -> [[Currency: Int64]] {
    var shown = [[Currency: Int64]](repeating: [:], count: count)
    for currency in Set(flatMap(\.keys)) {
      let places = indices.filter { self[$0][currency] ?? 0 != 0 }
      let exact = places.map { self[$0][currency] ?? 0 }
      let amounts = apportioned(exact, to: total(currency, exact.reduce(0, +)))
      for (place, amount) in zip(places, amounts) { shown[place][currency] = amount }
    }
    return shown
  }
}
