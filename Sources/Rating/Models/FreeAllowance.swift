import Monetary

/// How many of `quantity` units are free, and how many are left to pay for.
func splitFree(_ quantity: Int64, allowance: Int64) -> (free: Int64, paid: Int64) {
  let free = max(0, min(quantity, allowance))
  return (free, quantity - free)
}

extension Explanation {
  /// The free units, then the model's own steps for the rest.
  func afterFree(_ units: Int64) -> Explanation {
    units == 0 ? self : Explanation(steps: [.free(units)] + steps)
  }
}
