/// After how many months a customer has brought back what winning it cost.
public enum Payback: Hashable, Sendable {
  case months(Double)
  /// Not within any time that is reckoned.
  case never

  /// **CAC payback, simple**: CAC / (ARPA of new customers × gross margin). As if nobody left.
  public static func simple(cost: Double, perCustomer: Double, grossMargin: Double) -> Payback {
    let monthly = perCustomer * grossMargin
    guard cost > 0 else { return .months(0) }
    return monthly > 0 ? .months(cost / monthly) : .never
  }

  /// **CAC payback, with survival**: the smallest n with Σ S(k) ARPA GM ≥ CAC over k = 0 … n−1, the payments
  /// of those who are left. Many a cost that pays back on paper never does.
  public static func surviving(
    cost: Double, perCustomer: Double, grossMargin: Double, months most: Int = 1_200,
    survival: (Int) -> Double
  ) -> Payback {
    guard cost > 0 else { return .months(0) }
    var brought = 0.0
    for month in 0..<most {
      brought += survival(month) * perCustomer * grossMargin
      if brought >= cost { return .months(Double(month + 1)) }
    }
    return .never
  }
}

/// **LTV:CAC** of a value that counts margin; nil when customers cost nothing.
public func valueToCost(_ value: LifetimeValue, cost: Double) -> Double? {
  cost > 0 ? value.value / cost : nil
}

/// Money against growth, as investors ask for it; in any unit, the same for both.
public enum Efficiency {
  /// **Magic number**: net new ARR of a period / sales and marketing spend of the one before.
  public static func magicNumber(netNewAnnual: Double, priorSpend: Double) -> Double? {
    priorSpend > 0 ? netNewAnnual / priorSpend : nil
  }

  /// **Burn multiple**: net burn / net new ARR; nil when nothing was gained.
  public static func burnMultiple(netBurn: Double, netNewAnnual: Double) -> Double? {
    netNewAnnual > 0 ? netBurn / netNewAnnual : nil
  }

  /// **Rule of 40**: growth + margin, both in percent.
  public static func ruleOfForty(growth: Double, margin: Double) -> Double { growth + margin }
}
