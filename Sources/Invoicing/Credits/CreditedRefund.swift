import Identity

public enum RefundEntity: Identified {
  public static let prefix = "re"
}
public typealias RefundID = Identifier<RefundEntity>

/// What a credit note says of money that went back the way it came. Several notes can share one refund.
public struct CreditedRefund: Hashable, Sendable, Codable {
  public let refund: RefundID
  /// Minor units of the refund that this note is about.
  public let amount: Int64

  public init(_ refund: RefundID, _ amount: Int64) {
    self.refund = refund
    self.amount = amount
  }
}
