import Monetary
import Storage

public typealias Pile = Storage.Pile

/// What wants somebody's look, in one currency.
public struct Attention: Sendable {
  public let currency: Currency

  public init(in currency: Currency) { self.currency = currency }
}

/// Each pile is a list of its own; amounts are minor units.
public struct AttentionPiles: Hashable, Sendable {
  /// Subscriptions behind with their payments, and the recurring revenue that is at risk with them.
  public let pastDue: Pile
  /// Invoices whose card was declined, and what is still to pay of them.
  public let declined: Pile
  public let overdue: Pile
  /// Subscriptions that are to end, and the recurring revenue that goes with them.
  public let ending: Pile

  public var isEmpty: Bool { [pastDue, declined, overdue, ending].allSatisfy { $0.count == 0 } }
}

extension OpenWorkspace {
  public func answer(_ question: Attention) async throws -> AttentionPiles {
    try await RecurringRevenueProjection(workspace: self).catchUp(patience: .seconds(2))
    let (now, currency) = (now, question.currency)
    return try await database.read { rows in
      AttentionPiles(
        pastDue: try rows.pastDuePile(currency), declined: try rows.declinedPile(currency),
        overdue: try rows.overduePile(currency, at: now), ending: try rows.endingPile(currency))
    }
  }
}
