import Identity
import Monetary
import Rating

/// What a price charges in another currency than its own.
public struct CurrencyOption: Hashable, Sendable, Codable {
  public let currency: Currency
  public let model: PriceModel
  public let taxBehavior: TaxBehavior

  public init(currency: Currency, model: PriceModel, taxBehavior: TaxBehavior = .unspecified) {
    self.currency = currency
    self.model = model
    self.taxBehavior = taxBehavior
  }
}

extension Price {
  /// The price as a contract in this currency has it; nil when it is not sold in it.
  public func offered(in currency: Currency) -> Price? {
    if currency == self.currency { return self }
    guard let option = currencyOptions.first(where: { $0.currency == currency }) else { return nil }
    var price = Price(
      id: id, product: product, currency: currency, model: option.model, cadence: cadence,
      currencyOptions: [], created: created)
    price.active = active
    price.nickname = nickname
    price.lookupKey = lookupKey
    price.taxBehavior = option.taxBehavior
    price.metadata = metadata
    return price
  }

  /// The currencies in which it is sold.
  public var currencies: [Currency] { [currency] + currencyOptions.map(\.currency) }
}

extension [PriceID: Price] {
  /// The prices as a contract in this currency has them; those that are not sold in it stay as they are.
  public func offered(in currency: Currency) -> [PriceID: Price] {
    guard values.contains(where: { $0.currency != currency }) else { return self }
    return mapValues { $0.offered(in: currency) ?? $0 }
  }
}

// A price without options is stored as it was before there were any.

extension KeyedDecodingContainer {
  func decode(_ type: [CurrencyOption].Type, forKey key: Key) throws -> [CurrencyOption] {
    try decodeIfPresent(type, forKey: key) ?? []
  }
}

extension KeyedEncodingContainer {
  mutating func encode(_ options: [CurrencyOption], forKey key: Key) throws {
    guard !options.isEmpty else { return }
    try encodeIfPresent(options, forKey: key)
  }
}
