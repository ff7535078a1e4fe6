import Catalog
import Chronology
import Identity
import Monetary
import Rating
import Relations
import Subscriptions

public enum PendingItemEntity: Identified {
  public static let prefix = "ii"
}
public typealias PendingItemID = Identifier<PendingItemEntity>

/// Something to bill that waits for the customer's next invoice: `invoiceitem` of the format.
///
/// What contracts owe in the middle of a period waits so, and what somebody asks for beside any contract.
public struct PendingItem: Hashable, Sendable, Codable {
  public let id: PendingItemID
  public let customer: CustomerID
  public var content: LineContent
  public let created: Instant
  /// The invoice that took it; nil while it waits.
  public var invoice: InvoiceID?
  /// The draft it was put straight onto; it goes with that draft, while one that waited waits again.
  public let placedOn: InvoiceID?

  public init(
    id: PendingItemID, customer: CustomerID, content: LineContent, created: Instant,
    placedOn invoice: InvoiceID? = nil
  ) {
    self.id = id
    self.customer = customer
    self.content = content
    self.created = created
    self.invoice = invoice
    self.placedOn = invoice
  }

  /// Whether it follows from a contract's changes, so that nobody may change it by hand.
  public var isOfContract: Bool { content.item != nil }
}

/// How an item that somebody asks for comes to its amount.
public enum ItemPricing: Hashable, Sendable {
  /// An amount as it is; below zero it gives something back.
  case amount(Money)
  /// So many at so much each, without a price of the catalog.
  case units(Int64, at: UnitPrice, Currency)
  /// So many of a one-time price, as it is in the invoice's currency.
  case price(Price, name: String, quantity: Int64, choice: PriceChoice?)

  public var currency: Currency {
    switch self {
    case .amount(let money): money.currency
    case .units(_, _, let currency): currency
    case .price(let price, _, _, _): price.currency
    }
  }
}

extension Price {
  /// Refuses a price that cannot be billed once: it recurs, or leaves something open that is not settled.
  public func checkOneTime(choice: PriceChoice?, field: String) throws {
    guard cadence == nil else { throw InvoicingRefusal.priceRecurs(id: id.text, field: field) }
    do throws(ChoiceRefusal) { try model.check(choice) } catch {
      throw SubscriptionRefusal.choiceRefused(error, id: id.text, field: field)
    }
  }
}

extension LineContent {
  /// What the line's item settled of a price that leaves something open.
  public func choice(of price: Price) -> PriceChoice? {
    for step in explanation.steps {
      if case .cell(let row, let column, _, _) = step { return .cell(row: row, column: column) }
    }
    guard case .customAmount = price.model, let unit = explanation.unitPrice else { return nil }
    return Int64(exactly: unit.trillionths / 1_000_000_000_000).map { .amount($0) }
  }

  /// What an item bills that somebody asks for.
  ///
  /// - Parameters:
  ///   - subscription: the contract whose next invoice takes it; nil is whichever invoice comes next.
  ///   - description: what its line says; without one it is the product's name.
  ///   - period: the time it is delivered in; of no length, it is delivered at once.
  /// - Throws: ``MonetaryRefusal/overflow`` when the amount does not fit.
  public init(
    item: PendingItemID, subscription: SubscriptionID?, pricing: ItemPricing, description: String?,
    period: Period
  ) throws(MonetaryRefusal) {
    switch pricing {
    case .amount(let amount):
      self.init(
        item: item, subscription: subscription, price: nil, name: "", quantity: 1, amount: amount,
        period: period,
        explanation: Explanation(steps: [.units(1, at: UnitPrice(minorUnits: amount.minorUnits))]))
    case .units(let quantity, let unitPrice, let currency):
      self.init(
        item: item, subscription: subscription, price: nil, name: "", quantity: quantity,
        amount: try PriceModel.perUnit(unitPrice).rate(quantity: quantity, in: currency), period: period,
        explanation: Explanation(steps: [.units(quantity, at: unitPrice)]))
    case .price(let price, let name, let quantity, let choice):
      self.init(
        item: item, subscription: subscription, price: price, name: name, quantity: quantity,
        amount: try price.model.rate(quantity: quantity, choice: choice, in: price.currency), period: period,
        explanation: price.model.explanation(quantity: quantity, choice: choice))
    }
    self.description = description
  }

  /// The same with another description, notes or time.
  public func described(_ description: String?, metadata: [String: String], period: Period) -> LineContent {
    var content = LineContent(self, period: period)
    content.description = description
    content.metadata = metadata.isEmpty ? nil : metadata
    return content
  }
}
