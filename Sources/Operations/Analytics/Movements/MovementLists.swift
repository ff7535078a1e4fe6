import Analytics
import Monetary
import Relations
import Storage

extension Snapshot {
  /// The newest movements of one currency, as far as they are folded.
  public func newestMovements(_ currency: Currency, limit: Int) throws -> [Movement] {
    try rows.movements(MovementQuery(currency: currency), Page(limit: limit)).elements
  }

  /// Everything that moved what a customer brings, the newest first; on a test clock too, which the figures
  /// leave out.
  public func movements(of customer: CustomerID, limit: Int) throws -> [Movement] {
    try rows.movements(
      MovementQuery(customer: customer, includeTestClocks: true), Page(limit: limit)
    ).elements
  }
}
