import Catalog
import Monetary
import Operations

extension Discount {
  /// "Spring: 12.5 % off until 1 May 2027"; without a name it is what it takes off.
  func title(_ snapshot: Snapshot, _ currency: Currency) throws -> String {
    let off =
      switch reduction {
      case .percent(let percentage): say("{} % off", percentage.text)
      case .amount(let amount): say("{} off", MoneyText.text(amount, currency))
      }
    let name = try snapshot.coupon(coupon)?.name ?? say("Discount")
    guard duration == .repeating, let end else { return "\(name): \(off)" }
    return say("{}: {} until {}", name, off, DayText.day(end))
  }
}
