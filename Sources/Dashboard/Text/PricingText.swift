import Monetary
import Rating

/// Prices, and how amounts came to be, in the language of the page.
enum PricingText {
  /// "1,000 × €0.10 + 500 × €0.08"
  static func text(_ explanation: Explanation, _ currency: Currency) -> String {
    explanation.steps.reduce("") { text, step in
      switch step {
      case .raised(let to, _): say("{}, at least {}", text, MoneyText.text(to, currency))
      case .lowered(let to, _): say("{}, at most {}", text, MoneyText.text(to, currency))
      default: text + (text.isEmpty ? "" : " + ") + part(step, currency)
      }
    }
  }

  private static func part(_ step: Explanation.Step, _ currency: Currency) -> String {
    switch step {
    case .units(let quantity, let price): "\(count(quantity)) × \(MoneyText.text(price, currency))"
    case .fee(let fee, _): MoneyText.text(fee, currency)
    case .free(let quantity): say("{} free", count(quantity))
    case .percentage(let percentage, let amount):
      say("{}% of {}", percentage.text, MoneyText.text(amount, currency))
    case .packages(let packages, let size, let price):
      say("{} × {} for {}", count(packages), MoneyText.text(price, currency), count(size))
    case .cell(let row, let column, let quantity, let price):
      "\(count(quantity)) × \(MoneyText.text(price, currency)) (\(row), \(column))"
    case .raised(let to, _), .lowered(let to, _): MoneyText.text(to, currency)
    }
  }

  /// What a price charges, before how often: "€19.00", "€0.10 to €0.08 by tiers".
  static func text(_ model: PriceModel, _ currency: Currency) -> String {
    switch model {
    case .perUnit(let price): MoneyText.text(price, currency)
    case .flat(let fee): say("{} flat", MoneyText.text(fee, currency))
    case .graduated(let tiers), .volume(let tiers): text(tiers, currency)
    case .package(let package):
      say("{} for {}", MoneyText.text(package.price, currency), count(package.size))
    case .percentage(let percentage): say("{}%", percentage.text)
    case .graduatedPercentage(let tiers):
      say("{} by tiers", ends(tiers.tiers.map { say("{}%", $0.percentage.text) }))
    case .matrix(let matrix): say("{} by {} and {}", currency.isoCode, matrix.rowName, matrix.columnName)
    case .customAmount: say("{} as the buyer names it", currency.isoCode)
    case .allowing(let free, let then): say("{} after {} free", text(then, currency), count(free))
    case .bounded(let model, let limits): bounded(text(model, currency), limits, currency)
    }
  }

  private static func bounded(_ text: String, _ limits: AmountLimits, _ currency: Currency) -> String {
    let least = limits.minimum.map { say("{}, at least {}", text, MoneyText.text($0, currency)) } ?? text
    return limits.maximum.map { say("{}, at most {}", least, MoneyText.text($0, currency)) } ?? least
  }

  /// Tiers without prices of a unit are stairs.
  private static func text(_ tiers: Tiers, _ currency: Currency) -> String {
    let areStairs = tiers.tiers.allSatisfy(\.unitPrice.isZero)
    let prices = tiers.tiers.map { MoneyText.text(areStairs ? $0.flat : $0.unitPrice, currency) }
    return areStairs ? say("{} in steps", ends(prices)) : say("{} by tiers", ends(prices))
  }

  private static func ends(_ texts: [String]) -> String {
    guard let first = texts.first, let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    return say("{} to {}", first, last)
  }

  private static func count(_ quantity: Int64) -> String {
    (quantity < 0 ? "\u{2212}" : "") + MoneyText.grouped(String(quantity.magnitude))
  }
}

extension Percentage {
  /// "7.7", "7,7"
  var text: String { Language.current.decimals(percentText) }
}
