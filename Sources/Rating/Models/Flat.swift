import Monetary

// A flat price costs the same whatever the quantity is, zero included: a platform fee.

extension Explanation {
  static func flat(_ fee: UnitPrice) -> Explanation { Explanation(steps: [.fee(fee, tier: nil)]) }
}
