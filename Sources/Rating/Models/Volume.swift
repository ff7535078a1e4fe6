import Monetary

/// All units at the price of the tier that their number lies in, and that tier's flat fee.
func exactVolume(quantity: Int64, in tiers: Tiers) throws(MonetaryRefusal) -> Int128 {
  let row = tiers.rows[tiers.place(of: quantity)]
  return try exactSum(exactPerUnit(quantity: quantity, at: row.unitPrice), row.flat.trillionths)
}

extension Explanation {
  static func volume(quantity: Int64, in tiers: Tiers) -> Explanation {
    let place = tiers.place(of: quantity)
    let row = tiers.rows[place]
    var steps: [Step] = []
    if row.flat.isZero || !row.unitPrice.isZero && quantity != 0 {
      steps.append(.units(quantity, at: row.unitPrice))
    }
    if !row.flat.isZero { steps.append(.fee(row.flat, tier: place + 1)) }
    return Explanation(steps: steps)
  }
}
