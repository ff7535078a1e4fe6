import Chronology
import Identity
import Monetary
import Rating

public enum PriceEntity: Identified {
  public static let prefix = "price"
}
public typealias PriceID = Identifier<PriceEntity>

/// One way to pay for a product. What it charges in its own currency never changes; a new amount is a new
/// price.
public struct Price: Hashable, Sendable, Codable {
  public let id: PriceID
  public let product: ProductID
  public let currency: Currency
  public let model: PriceModel
  /// How often it recurs; a one-time price has none.
  public let cadence: Cadence?
  public var active: Bool
  public var nickname: String?
  /// A name of the owner's choosing, held by one price at a time.
  public var lookupKey: String?
  public var taxBehavior: TaxBehavior
  public var metadata: [String: String]
  /// What it charges in other currencies, each of them once. What somebody pays by never changes.
  public var currencyOptions: [CurrencyOption]
  public let created: Instant

  public init(
    id: PriceID, product: ProductID, currency: Currency, model: PriceModel, cadence: Cadence?,
    currencyOptions: [CurrencyOption] = [], created: Instant
  ) {
    self.id = id
    self.product = product
    self.currency = currency
    self.model = model
    self.cadence = cadence
    self.active = true
    self.taxBehavior = .unspecified
    self.metadata = [:]
    self.currencyOptions = currencyOptions
    self.created = created
  }
}

/// Whether a price's amount already holds the tax.
public enum TaxBehavior: String, Hashable, Sendable, Codable, CaseIterable {
  case unspecified, inclusive, exclusive
}
