import Catalog
import Chronology
import Identity
import Monetary
import Rating
import Relations
import Subscriptions

public enum InvoiceLineEntity: Identified {
  public static let prefix = "il"
}
public typealias InvoiceLineID = Identifier<InvoiceLineEntity>

/// One line of an invoice, complete in itself: later changes of the catalog do not touch it.
public struct InvoiceLine: Hashable, Sendable, Codable {
  public let id: InvoiceLineID
  public let invoice: InvoiceID
  /// Where it stands on the invoice, from 0.
  public let place: Int
  public let content: LineContent

  public init(id: InvoiceLineID, invoice: InvoiceID, place: Int, content: LineContent) {
    self.id = id
    self.invoice = invoice
    self.place = place
    self.content = content
  }
}

/// What a line bills, whether it stands on an invoice already or waits for the next one.
public struct LineContent: Hashable, Sendable, Codable {
  /// The ``Charge/key`` it settles; unique, so that nothing is billed twice.
  public internal(set) var billingKey: String
  public let subscription: SubscriptionID?
  public let item: SubscriptionItemID?
  /// Nil for an amount that somebody put on an invoice by hand.
  public let price: PriceID?
  public let product: ProductID?
  /// The product's name at that time.
  public let name: String
  public let cadence: Cadence?
  public let quantity: Int64
  public let amount: Money
  public internal(set) var period: Period
  /// Where the days begin that it speaks of; nil is in UTC.
  public internal(set) var timeZone: Zone?
  public let wording: LineWording
  public let explanation: Explanation
  /// The line that a credit gives back, where it is known.
  public let credits: CreditedLine?
  /// The item that waited for this invoice, when there was one.
  public var pendingItem: PendingItemID?
  /// What it says instead of what its wording would.
  public var description: String?
  /// Notes of whoever made it; nil is none.
  public var metadata: [String: String]?
  /// The rates that tax it, where it has its own; a contract's charge has those of the contract.
  public var taxRates: [TaxTerms]?
  /// What they come to on the invoice it stands on; nil while it waits, and without rates.
  public internal(set) var taxes: [LineTax]?
  /// Discounts of its own, which come before those of the invoice; nil is none.
  public var discounts: [Discount]?
  /// Whether discounts take something off it, where somebody said so; see ``isDiscountable``.
  public var discountable: Bool?
  /// What discounts take off it on the invoice it stands on, or took off the part of a period that it gives
  /// back or bills; nil is nothing.
  public internal(set) var discounted: [DiscountAmount]?
  /// What the same invoice gives back of it, below zero, where it bills a time in which something changed: no
  /// discount comes off that; nil is nothing.
  public var creditedBeside: Int64?
  /// The part of it that was given back before the discounts of its draft became others; nil is none.
  public internal(set) var givenBack: GivenBack?

  public init(
    charge: Charge, subscription: SubscriptionID, price: Price, name: String, credits: CreditedLine?,
    timeZone: Zone? = nil
  ) {
    self.billingKey = charge.key
    self.subscription = subscription
    self.item = charge.item
    self.price = price.id
    self.product = price.product
    self.name = name
    self.cadence = price.cadence
    self.quantity = charge.quantity
    self.amount = charge.amount
    self.period = charge.period
    self.wording = charge.wording
    self.explanation = charge.explanation
    self.credits = credits
    self.timeZone = timeZone
  }

  /// Something asked for beside what contracts owe; its billing key is the item's own id.
  init(
    item: PendingItemID, subscription: SubscriptionID?, price: Price?, name: String, quantity: Int64,
    amount: Money, period: Period, explanation: Explanation
  ) {
    self.billingKey = item.text
    self.subscription = subscription
    self.item = nil
    self.price = price?.id
    self.product = price?.product
    self.name = name
    self.cadence = nil
    self.quantity = quantity
    self.amount = amount
    self.period = period
    self.wording = .oneOff
    self.explanation = explanation
    self.credits = nil
    self.pendingItem = item
  }

  public var zone: Zone { timeZone ?? .utc }

  /// The same over another time.
  init(_ other: LineContent, period: Period) {
    self = other
    self.period = period
  }

  /// The same for another invoice, after the one it stood on became void: an adjustment of what was billed,
  /// under a key that nothing else has.
  public func billedAgain(as item: PendingItemID) -> LineContent {
    var content = self
    let original = billingKey.split(separator: "/", omittingEmptySubsequences: false).prefix(4)
    content.billingKey = original.joined(separator: "/") + "/adjusted-\(item)"
    return content
  }
}

public struct CreditedLine: Hashable, Sendable, Codable {
  public let invoice: InvoiceID
  public let line: InvoiceLineID

  public init(invoice: InvoiceID, line: InvoiceLineID) {
    self.invoice = invoice
    self.line = line
  }
}
