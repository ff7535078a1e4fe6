import Catalog
import Chronology
import Identity
import Rating

public enum SubscriptionItemEntity: Identified {
  public static let prefix = "si"
}
public typealias SubscriptionItemID = Identifier<SubscriptionItemEntity>

/// One price of a contract, in its own period.
public struct SubscriptionItem: Hashable, Sendable, Codable {
  public let id: SubscriptionItemID
  /// How often it recurs, where that is not what the contract recurs by; nil is as the contract.
  public var cadence: Cadence?
  /// When its periods are billed; nil is in advance.
  public var timing: BillingTiming?
  public var period: Period
  /// Every configuration this period has seen, oldest first; never empty. What is owed follows from it.
  public var revisions: [ItemRevision]
  public var metadata: [String: String]
  /// Rates of its own in place of the contract's; an empty list is no tax.
  public var taxRates: [TaxTerms]?
  /// Discounts of its own, which come before the contract's; nil is none.
  public var discounts: [Discount]?
  public let created: Instant

  public init(
    id: SubscriptionItemID, price: PriceID, quantity: Int64, period: Period, from: Instant, created: Instant,
    metadata: [String: String] = [:], proration: Proration = .prorate, choice: PriceChoice? = nil
  ) {
    self.id = id
    self.period = period
    self.revisions = [
      ItemRevision(
        number: 0, from: from, price: price, quantity: quantity, proration: proration, choice: choice)
    ]
    self.metadata = metadata
    self.created = created
  }

  /// Whether a period is billed when it is over, instead of when it begins.
  public var isInArrears: Bool { timing == .arrears }
  public var current: ItemRevision { revisions[revisions.count - 1] }
  public var price: PriceID { current.price }
  public var quantity: Int64 { current.quantity }
  public var choice: PriceChoice? { current.choice }
  /// A removed item stays until its period is over, so that the credit it is owed can be worked out again.
  public var isRemoved: Bool { current.step == .removal }
}

/// When the periods of an item are billed: the same charges, as they begin or when they are over.
public enum BillingTiming: String, Hashable, Sendable, Codable, CaseIterable {
  case advance, arrears
}

/// What an item was from an instant on, within one period.
public struct ItemRevision: Hashable, Sendable, Codable {
  /// 0 for what the period began with, or what the item was added as.
  public let number: Int
  public let from: Instant
  public let price: PriceID
  public let quantity: Int64
  public let proration: Proration
  public let step: RevisionStep
  /// What the item settles of a price that leaves something open.
  public let choice: PriceChoice?

  public init(
    number: Int, from: Instant, price: PriceID, quantity: Int64, proration: Proration,
    step: RevisionStep = .configuration, choice: PriceChoice? = nil
  ) {
    self.number = number
    self.from = from
    self.price = price
    self.quantity = quantity
    self.proration = proration
    self.step = step
    self.choice = choice
  }
}

/// What a revision does to its item.
public enum RevisionStep: String, Hashable, Sendable, Codable {
  /// The item goes on as the revision says.
  case configuration
  /// The item is taken off the contract.
  case removal
  /// The contract itself ends here, and what is left is given back.
  case end

  public var goesOn: Bool { self == .configuration }
}

/// Whether a change inside a period gives back and bills the time that is left.
public enum Proration: String, Hashable, Sendable, Codable {
  case prorate, none
  /// The period is a trial: it owes nothing, and says so.
  case trial
}
