import Monetary
import Rating

/// Prices, and how amounts came to be, in the English of the pages.
enum PricingText {
  /// "1,000 × €0.10 + 500 × €0.08"
  static func text(_ explanation: Explanation, _ currency: Currency) -> String {
    explanation.steps.reduce("") { text, step in
      switch step {
      case .raised(let to, _): "\(text), at least \(MoneyText.text(to, currency))"
      case .lowered(let to, _): "\(text), at most \(MoneyText.text(to, currency))"
      default: text + (text.isEmpty ? "" : " + ") + part(step, currency)
      }
    }
  }

  private static func part(_ step: Explanation.Step, _ currency: Currency) -> String {
    switch step {
    case .units(let quantity, let price): "\(count(quantity)) × \(MoneyText.text(price, currency))"
    case .fee(let fee, _): MoneyText.text(fee, currency)
    case .free(let quantity): "\(count(quantity)) free"
    case .percentage(let percentage, let amount):
      "\(percentage.percentText)% of \(MoneyText.text(amount, currency))"
    case .packages(let packages, let size, let price):
      "\(count(packages)) × \(MoneyText.text(price, currency)) for \(count(size))"
    case .cell(let row, let column, let quantity, let price):
      "\(count(quantity)) × \(MoneyText.text(price, currency)) (\(row), \(column))"
    case .raised(let to, _), .lowered(let to, _): MoneyText.text(to, currency)
    }
  }

  /// What a price charges, before how often: "€19.00", "€0.10 to €0.08 by tiers".
  static func text(_ model: PriceModel, _ currency: Currency) -> String {
    switch model {
    case .perUnit(let price): MoneyText.text(price, currency)
    case .flat(let fee): "\(MoneyText.text(fee, currency)) flat"
    case .graduated(let tiers), .volume(let tiers): text(tiers, currency)
    case .package(let package):
      "\(MoneyText.text(package.price, currency)) for \(count(package.size))"
    case .percentage(let percentage): "\(percentage.percentText)%"
    case .graduatedPercentage(let tiers):
      ends(tiers.tiers.map { "\($0.percentage.percentText)%" }) + " by tiers"
    case .matrix(let matrix): "\(currency.isoCode) by \(matrix.rowName) and \(matrix.columnName)"
    case .customAmount: "\(currency.isoCode) as the buyer names it"
    case .allowing(let free, let then): "\(text(then, currency)) after \(count(free)) free"
    case .bounded(let model, let limits):
      text(model, currency)
        + (limits.minimum.map { ", at least \(MoneyText.text($0, currency))" } ?? "")
        + (limits.maximum.map { ", at most \(MoneyText.text($0, currency))" } ?? "")
    }
  }

  /// Tiers without prices of a unit are stairs.
  private static func text(_ tiers: Tiers, _ currency: Currency) -> String {
    let areStairs = tiers.tiers.allSatisfy(\.unitPrice.isZero)
    let prices = tiers.tiers.map { MoneyText.text(areStairs ? $0.flat : $0.unitPrice, currency) }
    return ends(prices) + (areStairs ? " in steps" : " by tiers")
  }

  private static func ends(_ texts: [String]) -> String {
    guard let first = texts.first, let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    return "\(first) to \(last)"
  }

  private static func count(_ quantity: Int64) -> String {
    (quantity < 0 ? "\u{2212}" : "") + MoneyText.grouped(String(quantity.magnitude))
  }
}
