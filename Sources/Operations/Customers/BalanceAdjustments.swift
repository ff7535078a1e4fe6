import Identity
import Journal
import Monetary
import Receivables
import Relations
import Storage

/// Gives a customer credit, or carries a debt over to the next invoice.
public struct AdjustBalance: SettlingCommand {
  public let customer: CustomerID
  /// Below zero is credit.
  public let amount: Money
  public var description: String?
  public var metadata: [String: String] = [:]

  public init(customer: CustomerID, amount: Money) {
    self.customer = customer
    self.amount = amount
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.customer(customer)] }

  public func run(in session: Session) throws -> BalanceTransactionID {
    guard !amount.isZero else { throw Refusal.amountZero(field: "amount") }
    let found = try session.known(session.states.customer(customer), .customer, customer.text, field: nil)
    let payer = try session.settle(amount.currency, of: found, field: "currency")
    let before = try session.journal.balance(customer, .customerBalance, amount.currency)
    guard !before.addingReportingOverflow(amount.minorUnits).overflow else { throw MonetaryRefusal.overflow }
    return try session.adjust(
      amount, of: payer.id, description: description, metadata: metadata, at: session.now(for: payer)
    ).id
  }

  public static func subject(of outcome: BalanceTransactionID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> BalanceTransactionID? { BalanceTransactionID(subject) }
}

/// Changes what an adjustment says; its amount is in the books.
public struct DescribeAdjustment: SettlingCommand {
  public let customer: CustomerID
  public let id: BalanceTransactionID
  public var description: Patch<String?> = .keep
  public var metadata = MetadataPatch.keep

  public init(_ id: BalanceTransactionID, of customer: CustomerID) {
    self.id = id
    self.customer = customer
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.customer(customer)] }

  public func run(in session: Session) throws -> BalanceTransactionID {
    let found = try session.known(session.states.customer(customer), .customer, customer.text, field: nil)
    guard let old = try session.rows.balanceAdjustment(id), old.customer == customer else {
      guard try session.rows.balanceTransactions(of: customer).contains(where: { $0.id == id }) else {
        throw Refusal.unknown(.balanceTransaction, id: id.text, field: nil)
      }
      throw Refusal.notAnAdjustment(id: id.text)
    }
    var new = old
    description.apply(to: &new.description)
    try metadata.apply(to: &new.metadata)
    try session.change(old, to: new, at: session.now(for: found))
    return id
  }

  public static func subject(of outcome: BalanceTransactionID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> BalanceTransactionID? { BalanceTransactionID(subject) }
}
