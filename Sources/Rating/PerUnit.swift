import Monetary

/// Flat price × quantity.
func ratePerUnit(
  quantity: Int64, at price: UnitPrice, in currency: Currency
) throws(MonetaryRefusal) -> Rated {
  Rated(
    amount: try price.amount(quantity: quantity, currency: currency, rounding: .halfAwayFromZero),
    explanation: Explanation(steps: [.init(quantity: quantity, unitPrice: price)]))
}
