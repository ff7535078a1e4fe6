import Chronology
import Monetary

/// What those who paid at one time bring at a later one.
public struct RevenueRetention: Hashable, Sendable {
  /// Σ M_i(t₀) over those who paid at t₀; any unit, the same for all.
  public private(set) var opening: Int128 = 0
  /// Σ M_i(t₁) of the same.
  public private(set) var closing: Int128 = 0
  /// Σ min(M_i(t₀), M_i(t₁)) of the same.
  public private(set) var kept: Int128 = 0
  public private(set) var customers = 0

  init() {}

  /// **NRR**: closing / opening. Who joined later is not in it; who left and came back counts with what it
  /// brings in the end. Nil of nothing.
  public var net: Double? { opening > 0 ? Double(closing) / Double(opening) : nil }

  /// **GRR**: kept / opening, between 0 and 1, by each customer's smaller amount. The sum of movements
  /// instead would depend on the path and can go far below. Nil of nothing.
  public var gross: Double? { opening > 0 ? Double(kept) / Double(opening) : nil }

  /// From each customer's two amounts; those with nothing at first are left out.
  public init(_ amounts: some Sequence<(before: Int128, after: Int128)>) {
    for pair in amounts where pair.before > 0 { add(before: pair.before, after: pair.after) }
  }

  /// One more who paid at first.
  fileprivate mutating func add(before: Int128, after: Int128) {
    opening += before
    closing += after
    kept += min(before, after)
    customers += 1
  }

  /// One of them has another amount in the end.
  fileprivate mutating func move(of before: Int128, from old: Int128, to new: Int128) {
    closing += new - old
    kept += min(before, new) - min(before, old)
  }
}

extension MovementColumns {
  /// **NRR and GRR** at the beginning of a day, `months` back (12 by default), in each currency.
  public func revenueRetention(
    before day: Day, months: Int = 12, of selection: RowSelection
  ) -> [Currency: RevenueRetention] {
    let earlier = levels(before: day.adding(months: -months), of: selection)
    return byCurrency(revenueRetention(from: earlier, to: levels(before: day, of: selection)))
  }

  /// The same from levels to levels, by the currencies' places. Whoever is not in the later ones has nothing.
  func revenueRetention(from earlier: [Int64], to later: [Int64]) -> [RevenueRetention] {
    var found = [RevenueRetention](repeating: RevenueRetention(), count: currencies.count)
    for payer in earlier.indices where earlier[payer] > 0 {
      let after = payer < later.count ? later[payer] : 0
      found[Int(payers.ids[payer].currency)].add(before: Int128(earlier[payer]), after: Int128(after))
    }
    return found
  }

  /// The same by rows that begin on a footing, where the retention up to it is known: only who moved since
  /// is looked at.
  func revenueRetention(
    before day: Day, of selection: RowSelection, on footing: Footing, from earlier: [Int64],
    toFooting known: [RevenueRetention]
  ) -> [Currency: RevenueRetention] {
    var found = known.widened(to: currencies.count, RevenueRetention())
    let levels = footing.levels
    var later = FewPlaces<Int64>()
    forEachRow(in: selection) { view, index, _ in
      let payer = Int(view.payer[index])
      guard view.day[index] < day.number, payer < earlier.count, earlier[payer] > 0 else { return }
      let place = later.index(of: payer) { payer < levels.count ? levels[payer] : 0 }
      later.values[place] &+= view.delta[index]
    }
    for (place, level) in zip(later.places, later.values) {
      let payer = Int(place)
      found[Int(payers.ids[payer].currency)].move(
        of: Int128(earlier[payer]), from: payer < levels.count ? Int128(levels[payer]) : 0, to: Int128(level))
    }
    return byCurrency(found)
  }

  private func byCurrency(_ found: [RevenueRetention]) -> [Currency: RevenueRetention] {
    Dictionary(uniqueKeysWithValues: zip(currencies.ids, found)).filter { $0.value.customers > 0 }
  }

  /// The same in one currency. Both amounts at the later day's rate, so that exchange is no retention; nil
  /// when a rate lacks.
  public func revenueRetention(
    before day: Day, months: Int = 12, of selection: RowSelection, in currency: Currency,
    at rates: ExchangeRates
  ) -> RevenueRetention? {
    var ofCustomer: [UInt32: (before: Int128, after: Int128)] = [:]
    let last = day.adding(days: -1)
    let conversions = currencies.ids.map { rates.conversion(from: $0, to: currency, on: last) }
    for pair in retained(before: day, months: months, selection) {
      guard let place = currencies.index(of: pair.currency), let convert = conversions[Int(place)] else {
        return nil
      }
      ofCustomer[pair.customer, default: (0, 0)].before += convert(pair.before)
      ofCustomer[pair.customer, default: (0, 0)].after += convert(pair.after)
    }
    return RevenueRetention(ofCustomer.values)
  }

  private func retained(before day: Day, months: Int, _ selection: RowSelection) -> [RetainedPair] {
    let earlier = levels(before: day.adding(months: -months), of: selection)
    let later = levels(before: day, of: selection)
    return earlier.indices.compactMap { payer in
      guard earlier[payer] != 0 || later[payer] != 0 else { return nil }
      let one = payers.ids[payer]
      return RetainedPair(
        customer: one.customer, currency: currencies[UInt32(one.currency)], before: Int128(earlier[payer]),
        after: Int128(later[payer]))
    }
  }
}

private struct RetainedPair {
  let customer: UInt32
  let currency: Currency
  let before: Int128
  let after: Int128
}
