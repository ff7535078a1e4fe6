import Catalog
import Notation

extension Discount: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("id", id)
    object.add("coupon", coupon)
    object.add("promotionCode", promotionCode)
    object.add("reduction") { written in
      switch reduction {
      case .percent(let percentage): written.add("percent") { $0.add("off", percentage.percentText) }
      case .amount(let amount): written.add("amount") { $0.add("off", amount) }
      }
    }
    object.add("duration", duration.rawValue)
    if let products { object.add("products", products.map(\.text)) }
    object.add("subject", subject)
    object.add("start", start)
    object.add("end", end)
    if let spent { object.add("spent", spent) }
  }
}

extension DiscountAmount: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("discount", discount)
    object.add("amount", amount)
  }
}
