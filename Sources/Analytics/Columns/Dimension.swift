import Catalog
import Chronology
import Relations

/// What movements can be filtered and grouped by. Every value is a text; the empty one means *not known*.
public enum Dimension: Hashable, Sendable {
  /// The code: "usd".
  case currency
  /// The price's id.
  case price
  /// The product's id.
  case plan
  /// What a price recurs by: "month", "3 months", "year".
  case interval
  /// The customer's country: "SE".
  case country
  /// Where the customer came from.
  case source
  /// One key of the customer's metadata.
  case metadata(String)
  /// The contract's cause, such as `items_changed`.
  case cause
}

/// What is known of a customer beyond its movements, as it is now.
public struct CustomerTraits: Hashable, Sendable {
  public var country: String?
  public var source: String?
  public var metadata: [String: String]

  public init(country: String? = nil, source: String? = nil, metadata: [String: String] = [:]) {
    self.country = country
    self.source = source
    self.metadata = metadata
  }
}

extension MovementColumns {
  /// Says where a customer is from; what was said before no longer holds.
  public mutating func describe(_ customer: CustomerID, as traits: CustomerTraits) {
    let member = Int(customers.index(adding: customer))
    customerTraits[.country, default: TraitColumn()].set(traits.country ?? "", at: member)
    customerTraits[.source, default: TraitColumn()].set(traits.source ?? "", at: member)
    for key in Array(customerTraits.keys) {
      if case .metadata(let name) = key, traits.metadata[name] == nil {
        customerTraits[key]?.set("", at: member)
      }
    }
    for (name, value) in traits.metadata {
      customerTraits[.metadata(name), default: TraitColumn()].set(value, at: member)
    }
  }

  /// Says what a price sells and how often.
  public mutating func describe(_ price: PriceID, sells product: ProductID, every cadence: Cadence) {
    let member = Int(prices.index(adding: price))
    priceTraits[.plan, default: TraitColumn()].set(product.text, at: member)
    let interval = cadence.count == 1 ? "\(cadence.unit)" : "\(cadence.count) \(cadence.unit)s"
    priceTraits[.interval, default: TraitColumn()].set(interval, at: member)
  }

  /// The values a dimension has, in the order they came; for lists to choose from.
  public func values(of dimension: Dimension) -> [String] {
    switch dimension {
    case .currency: currencies.ids.map(\.code)
    case .price: prices.ids.map(\.text)
    case .cause: causes.ids
    case .plan, .interval: priceTraits[dimension]?.values.ids ?? [""]
    case .country, .source, .metadata: customerTraits[dimension]?.values.ids ?? [""]
    }
  }

  /// The metadata keys any customer has.
  public var metadataKeys: [String] {
    customerTraits.keys.compactMap { if case .metadata(let key) = $0 { key } else { nil } }.sorted()
  }

  /// Which of `values(of:)` each payer, price or cause has, whichever the dimension belongs to.
  func valueTable(of dimension: Dimension) -> ValueTable {
    switch dimension {
    case .currency: ValueTable(owner: .payer, values: payers.ids.map { UInt32($0.currency) })
    case .price: ValueTable(owner: .price, values: (0..<prices.count).map { UInt32($0) })
    case .cause: ValueTable(owner: .cause, values: causes.ids.indices.map { UInt32($0) })
    case .plan, .interval:
      ValueTable(
        owner: .price,
        values: (0..<prices.count).map { priceTraits[dimension]?.value(at: $0) ?? 0 })
    case .country, .source, .metadata:
      ValueTable(
        owner: .payer,
        values: payers.ids.map { customerTraits[dimension]?.value(at: Int($0.customer)) ?? 0 })
    }
  }
}

/// A dimension's value for each member of the register that it belongs to.
struct ValueTable {
  enum Owner { case payer, price, cause }
  let owner: Owner
  let values: [UInt32]
}
