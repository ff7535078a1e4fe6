import Monetary

/// Exact amounts as whole minor units that add up to a total which is shown already.
///
/// Each is rounded down, and what is left over goes to those with the largest remainders, one unit each;
/// among equals to the earlier one. So the rows behind a figure sum to the figure.
/// - Parameter exact: millionths of a minor unit.
public func apportioned(_ exact: [Int64], to total: Int64) -> [Int64] {
  apportioned(exact.map { Int128($0) }, to: total)
}

/// The same for sums that 64 bits may not hold.
public func apportioned(_ exact: [Int128], to total: Int64) -> [Int64] {
  guard !exact.isEmpty else { return [] }
  let million: Int128 = 1_000_000
  var shares = exact.map { amount in
    guard let share = Int64(exactly: Rounding.down.divide(amount, by: million)) else {
      preconditionFailure("an amount that is shown has more minor units than 64 bits count")
    }
    return share
  }
  let remainders = zip(exact, shares).map { $0 - Int128($1) * million }
  var left = total - shares.reduce(0, +)
  let order = exact.indices.sorted {
    remainders[$0] > remainders[$1] || remainders[$0] == remainders[$1] && $0 < $1
  }
  var turn = 0
  while left != 0 {
    shares[order[turn % order.count]] += left.signum()
    left -= left.signum()
    turn += 1
  }
  return shares
}
