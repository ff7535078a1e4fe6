import Monetary
import Notation
import Rating

extension PriceChoice: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    switch self {
    case .amount(let amount): object.add("amount", amount)
    case .cell(let row, let column):
      object.add("row", row)
      object.add("column", column)
    }
  }
}

extension Explanation: JSONRepresentable {
  public func write(to object: inout JSONForm) { object.add("steps", steps) }
}

extension Explanation.Step: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("kind", kind?.rawValue)
    switch self {
    case .units(let quantity, let price):
      object.add("quantity", quantity)
      object.add("unitPrice", price.decimalText)
    case .fee(let fee, let tier):
      object.add("amount", fee.decimalText)
      object.add("tier", tier.map(Int64.init))
    case .free(let quantity): object.add("quantity", quantity)
    case .percentage(let percentage, let amount):
      object.add("percentage", percentage.percentText)
      object.add("quantity", amount)
    case .packages(let count, let size, let price):
      object.add("quantity", count)
      object.add("size", size)
      object.add("unitPrice", price.decimalText)
    case .cell(let row, let column, let quantity, let price):
      object.add("row", row)
      object.add("column", column)
      object.add("quantity", quantity)
      object.add("unitPrice", price.decimalText)
    case .raised(let to, let by), .lowered(let to, let by):
      object.add("amount", to.decimalText)
      object.add("by", by.decimalText)
    }
  }
}
