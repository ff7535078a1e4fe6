import Chronology
import Monetary

/// What one step lost and gained of the revenue it began with; any unit, the same for all.
public struct RevenueFlows: Hashable, Sendable {
  public var opening: Int128
  /// All four above zero, or zero.
  public var new: Int128
  public var reactivation: Int128
  public var expansion: Int128
  public var contraction: Int128
  public var churn: Int128

  public init(
    opening: Int128, new: Int128 = 0, reactivation: Int128 = 0, expansion: Int128 = 0,
    contraction: Int128 = 0, churn: Int128 = 0
  ) {
    self.opening = opening
    self.new = new
    self.reactivation = reactivation
    self.expansion = expansion
    self.contraction = contraction
    self.churn = churn
  }

  /// The signed movements of a series, each as an amount.
  public init(opening: Int128, movements: [MovementKind: MovementTally]) {
    func size(_ kind: MovementKind) -> Int128 { movements[kind]?.delta ?? 0 }
    self.init(
      opening: opening, new: size(.new), reactivation: size(.reactivation), expansion: size(.expansion),
      contraction: -size(.contraction), churn: -size(.churn))
  }

  /// **Churned revenue** as some vendors report it: churn and contraction together.
  public var lost: Int128 { churn + contraction }

  /// **Gross MRR churn rate**: (churn + contraction) / opening. Nil of nothing.
  public var grossChurn: Double? { share(churn + contraction) }

  /// **Net MRR churn rate**: (churn + contraction − expansion − reactivation) / opening. Below zero when
  /// those who stay grow by more than is lost. Nil of nothing.
  public var netChurn: Double? { share(churn + contraction - expansion - reactivation) }

  public var quickRatio: QuickRatio {
    let lost = churn + contraction
    let gained = new + expansion + reactivation
    guard lost > 0 else { return gained > 0 ? .noLosses : .nothingMoved }
    return .ratio(Double(gained) / Double(lost))
  }

  private func share(_ part: Int128) -> Double? { opening > 0 ? Double(part) / Double(opening) : nil }
}

/// **Quick ratio**: (new + expansion + reactivation) / (churn + contraction). Without losses it is no number.
public enum QuickRatio: Hashable, Sendable {
  case ratio(Double)
  case noLosses
  case nothingMoved
}

extension MovementTable {
  /// The flows of a step in one currency.
  public func flows(_ period: Int, _ currency: Currency) -> RevenueFlows? {
    guard let place = currencies.firstIndex(of: currency) else { return nil }
    let opening = period == 0 ? opening[place] : closing(period - 1)[place]
    let movements = Dictionary(
      uniqueKeysWithValues: MovementKind.byCode.map { ($0, self[period, place, Int($0.code)]) })
    return RevenueFlows(opening: opening, movements: movements)
  }
}

extension ConvertedPeriod {
  public var flows: RevenueFlows { RevenueFlows(opening: opening, movements: movements) }
}
