import Catalog
import Monetary
import Operations

extension Discount {
  /// "Spring: 12.5 % off until 1 May 2027"; without a name it is what it takes off.
  func title(_ snapshot: Snapshot, _ currency: Currency) throws -> String {
    let off =
      switch reduction {
      case .percent(let percentage): "\(percentage.percentText) % off"
      case .amount(let amount): "\(MoneyText.text(amount, currency)) off"
      }
    let name = try snapshot.coupon(coupon)?.name.map { "\($0): " } ?? "Discount: "
    let ending = duration == .repeating ? end.map { " until \(DayText.day($0))" } ?? "" : ""
    return name + off + ending
  }
}
