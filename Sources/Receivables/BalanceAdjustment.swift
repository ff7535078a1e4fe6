import Chronology
import Identity
import Monetary
import Relations

public enum BalanceTransactionEntity: Identified {
  public static let prefix = "cbtxn"
}
public typealias BalanceTransactionID = Identifier<BalanceTransactionEntity>

/// A change of what stands on a customer's balance that somebody made by hand: credit given, or a debt
/// carried over to the next invoice.
public struct BalanceAdjustment: Hashable, Sendable, Codable {
  public let id: BalanceTransactionID
  public let customer: CustomerID
  /// Below zero is credit, which the next invoice uses; above zero the next invoice asks for it.
  public let amount: Money
  public var description: String?
  public var metadata: [String: String]
  public let created: Instant

  public init(
    id: BalanceTransactionID, customer: CustomerID, amount: Money, description: String? = nil,
    metadata: [String: String] = [:], created: Instant
  ) {
    self.id = id
    self.customer = customer
    self.amount = amount
    self.description = description
    self.metadata = metadata
    self.created = created
  }
}
