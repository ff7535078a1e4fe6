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

public enum PendingItemEntity: Identified {
  public static let prefix = "ii"
}
public typealias PendingItemID = Identifier<PendingItemEntity>

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
  public let price: PriceID
  public let product: ProductID
  /// The product's name at that time.
  public let name: String
  public let cadence: Cadence?
  public let quantity: Int64
  public let amount: Money
  public let period: Period
  public let wording: LineWording
  public let explanation: Explanation
  /// The line that a credit gives back, where it is known.
  public let credits: CreditedLine?
  /// The item that waited for this invoice, when there was one.
  public var pendingItem: PendingItemID?

  public init(
    charge: Charge, subscription: SubscriptionID, price: Price, name: String, credits: CreditedLine?
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

/// Something to bill that waits for the customer's next invoice: `invoiceitem` of the format.
public struct PendingItem: Hashable, Sendable, Codable {
  public let id: PendingItemID
  public let customer: CustomerID
  public let content: LineContent
  public let created: Instant
  /// The invoice that took it; nil while it waits.
  public var invoice: InvoiceID?

  public init(id: PendingItemID, customer: CustomerID, content: LineContent, created: Instant) {
    self.id = id
    self.customer = customer
    self.content = content
    self.created = created
  }
}
