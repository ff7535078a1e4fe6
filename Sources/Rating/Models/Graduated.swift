import Monetary

/// Each unit is priced in the tier it lies in, and each tier that is reached costs its flat fee. The first
/// tier is always reached, also by nothing.
func exactGraduated(quantity: Int64, in tiers: Tiers) throws(MonetaryRefusal) -> Int128 {
  guard let row = tiers.summedRow(of: quantity) else { throw .overflow }
  return try exactSum(row.base, exactPerUnit(quantity: quantity - row.from, at: row.unitPrice))
}

extension Explanation {
  /// Tier by tier, from the first to the one that is reached.
  static func graduated(
    quantity: Int64, in tiers: Tiers, unit step: (Int64, UnitPrice) -> Step
  ) -> Explanation {
    var steps: [Step] = []
    for (place, row) in tiers.rows[...tiers.place(of: quantity)].enumerated() {
      let units = min(quantity, row.upTo) - row.from
      let isFeeOnly = row.unitPrice.isZero && !row.flat.isZero
      if units != 0 && !isFeeOnly { steps.append(step(units, row.unitPrice)) }
      if !row.flat.isZero { steps.append(.fee(row.flat, tier: place + 1)) }
    }
    return Explanation(steps: steps.isEmpty ? [step(quantity, tiers.rows[0].unitPrice)] : steps)
  }
}
