import Monetary

extension PriceModel {
  /// One amount for everything up to a bound, another above: volume tiers that have flat fees only.
  ///
  /// - Parameter stairs: the last quantity of each step, nil for the last step, and what the step costs.
  public static func stairStep(
    _ stairs: [(upTo: Int64?, flat: UnitPrice)]
  ) throws(Tiers.Problem) -> PriceModel {
    .volume(try Tiers(stairs.map { Tiers.Tier(upTo: $0.upTo, flat: $0.flat) }))
  }
}
