import Chronology
import Relations
import Storage

/// Takes down what winning customers cost. An amount that is there already for a channel, month and currency
/// is replaced.
public struct RecordSpend: Command {
  public let spend: [MarketingSpend]

  /// Amounts that one command takes, so that no transaction lasts.
  public static let most = 500

  public init(_ spend: [MarketingSpend]) {
    precondition(spend.count <= Self.most, "more spend than one command takes")
    self.spend = spend
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.spend] }

  /// - Returns: what is different now.
  public func run(in session: Session) throws -> [MarketingSpend] {
    try spend.filter { spend in
      guard try session.rows.marketingSpend(spend.id) != spend else { return false }
      try session.record(spend)
      return true
    }
  }
}
