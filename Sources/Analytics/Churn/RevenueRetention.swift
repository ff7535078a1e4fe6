import Chronology
import Monetary

/// What those who paid at one time bring at a later one.
public struct RevenueRetention: Hashable, Sendable {
  /// Σ M_i(t₀) over those who paid at t₀; any unit, the same for all.
  public let opening: Int128
  /// Σ M_i(t₁) of the same.
  public let closing: Int128
  /// Σ min(M_i(t₀), M_i(t₁)) of the same.
  public let kept: Int128
  public let customers: Int

  /// **NRR**: closing / opening. Who joined later is not in it; who left and came back counts with what it
  /// brings in the end. Nil of nothing.
  public var net: Double? { opening > 0 ? Double(closing) / Double(opening) : nil }

  /// **GRR**: kept / opening, between 0 and 1, by each customer's smaller amount. The sum of movements
  /// instead would depend on the path and can go far below. Nil of nothing.
  public var gross: Double? { opening > 0 ? Double(kept) / Double(opening) : nil }

  /// From each customer's two amounts; those with nothing at first are left out.
  public init(_ amounts: some Sequence<(before: Int128, after: Int128)>) {
    let cohort = amounts.filter { $0.before > 0 }
    opening = cohort.reduce(0) { $0 + $1.before }
    closing = cohort.reduce(0) { $0 + $1.after }
    kept = cohort.reduce(0) { $0 + min($1.before, $1.after) }
    customers = cohort.count
  }
}

extension MovementColumns {
  /// **NRR and GRR** at the beginning of a day, `months` back (12 by default), in each currency.
  public func revenueRetention(
    before day: Day, months: Int = 12, of selection: RowSelection
  ) -> [Currency: RevenueRetention] {
    let pairs = retained(before: day, months: months, selection)
    return Dictionary(grouping: pairs, by: \.currency).mapValues { pairs in
      RevenueRetention(pairs.map { ($0.before, $0.after) })
    }
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
