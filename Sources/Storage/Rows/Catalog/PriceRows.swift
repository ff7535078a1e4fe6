import Catalog
import Chronology
import Identity
import Monetary
import Rating
import Subscriptions

/// Which prices; all given conditions hold.
public struct PriceFilter: Sendable {
  public var active: Bool?
  public var product: ProductID?
  public var currency: Currency?
  public var lookupKeys: [String]?
  /// Whether they recur.
  public var recurring: Bool?
  public var cadenceUnit: Cadence.Unit?

  public init(
    active: Bool? = nil, product: ProductID? = nil, currency: Currency? = nil, lookupKeys: [String]? = nil,
    recurring: Bool? = nil, cadenceUnit: Cadence.Unit? = nil
  ) {
    self.active = active
    self.product = product
    self.currency = currency
    self.lookupKeys = lookupKeys
    self.recurring = recurring
    self.cadenceUnit = cadenceUnit
  }

  /// The conditions but `lookupKeys`, for prices that were found by those.
  fileprivate func admits(_ price: Price) -> Bool {
    (active.map { $0 == price.active } ?? true)
      && (product.map { $0 == price.product } ?? true)
      && (currency.map { $0 == price.currency } ?? true)
      && (recurring.map { $0 == (price.cadence != nil) } ?? true)
      && (cadenceUnit.map { $0 == price.cadence?.unit } ?? true)
  }
}

extension Connection {
  public func insert(_ price: Price) throws {
    try execute(
      """
      INSERT INTO price (id, product, currency, model, cadence_unit, cadence_count, active, nickname,
        lookup_key, tax_behavior, currency_options, metadata, created)
      VALUES (:id, :product, :currency, :model, :cadence_unit, :cadence_count, :active, :nickname,
        :lookup_key, :tax_behavior, :currency_options, :metadata, :created)
      """,
      [
        "id": price.id, "product": price.product, "currency": price.currency,
        "model": try document(price.model), "cadence_unit": price.cadence?.unit.rawValue,
        "cadence_count": price.cadence?.count, "active": price.active, "nickname": price.nickname,
        "lookup_key": price.lookupKey, "tax_behavior": price.taxBehavior.rawValue,
        "currency_options": try document(price.currencyOptions), "metadata": try document(price.metadata),
        "created": price.created,
      ])
  }

  public func update(_ price: Price) throws {
    try changeOne(
      "updating a price",
      """
      UPDATE price SET active = :active, nickname = :nickname, lookup_key = :lookup_key,
        tax_behavior = :tax_behavior, currency_options = :currency_options, metadata = :metadata
      WHERE id = :id
      """,
      [
        "currency_options": try document(price.currencyOptions), "active": price.active,
        "nickname": price.nickname, "lookup_key": price.lookupKey,
        "tax_behavior": price.taxBehavior.rawValue, "metadata": try document(price.metadata), "id": price.id,
      ])
  }

  /// Whether a contract that is not over pays by this price in a currency.
  public func isPaid(price: PriceID, in currency: Currency) throws -> Bool {
    try first(
      """
      SELECT 1 AS paid FROM subscription_item i JOIN subscription s ON s.id = i.subscription
      WHERE i.price = :price AND s.currency = :currency
        AND s.status NOT IN ('canceled', 'incomplete_expired')
      LIMIT 1
      """, ["price": price, "currency": currency]
    ) { _ in true } ?? false
  }

  public func price(_ id: PriceID) throws -> Price? {
    try first(Statements.byID, ["id": id], price)
  }

  public func price(lookupKey: String) throws -> Price? {
    try first(Statements.byLookupKey, ["lookup_key": lookupKey], price)
  }

  /// The prices with these ids; unknown ones are left out.
  public func prices(_ ids: [PriceID]) throws -> PriceBook {
    guard ids.count != 1 else { return try price(ids[0]).map { [$0.id: $0] } ?? [:] }
    let found = try named(Set(ids).map(\.text), Statements.select + "WHERE id", price)
    return PriceBook(uniqueKeysWithValues: found.map { ($0.id, $0) })
  }

  public func prices(_ filter: PriceFilter, _ page: Page) throws -> PageResult<Price> {
    if let keys = filter.lookupKeys {
      let found = try named(Array(Set(keys)), Statements.select + "WHERE lookup_key", price)
      return try page.cut(found.filter(filter.admits), created: \.created, id: \.id.text) {
        try price(PriceID($0))?.created
      }
    }
    var listing = Listing("price")
    listing.require("product = :product", "product", filter.product)
    listing.require("active = :active", "active", filter.active)
    listing.require("currency = :currency", "currency", filter.currency)
    listing.require("cadence_unit = :cadence_unit", "cadence_unit", filter.cadenceUnit?.rawValue)
    switch filter.recurring {
    case true?: listing.require("cadence_unit IS NOT NULL")
    case false?: listing.require("cadence_unit IS NULL")
    case nil: break
    }
    listing.require(page.created)
    return try list(Statements.select, listing, page, price)
  }

  private func price(_ row: any Row) throws -> Price {
    var price = Price(
      id: try row.identifier("id"), product: try row.identifier("product"),
      currency: try row.currency("currency"),
      model: try KnownModels.model(row.text("model")) { try row.document("model") },
      cadence: try row.isNull("cadence_unit") ? nil : try row.cadence("cadence_unit", "cadence_count"),
      currencyOptions: try row.currencyOptions(),
      created: try row.instant("created"))
    price.active = try row.flag("active")
    price.nickname = try row.textOrNil("nickname")
    price.lookupKey = try row.textOrNil("lookup_key")
    price.taxBehavior = try row.choice("tax_behavior")
    price.metadata = try row.texts("metadata")
    return price
  }
}

extension Row {
  /// Most prices have none, and need no parser.
  fileprivate func currencyOptions() throws -> [CurrencyOption] {
    try text("currency_options") == "[]" ? [] : try document("currency_options")
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, product, currency, model, cadence_unit, cadence_count, created, active, nickname, lookup_key,
      tax_behavior, currency_options, metadata
    FROM price
    """
  static let byID = select + "WHERE id = :id"
  static let byLookupKey = select + "WHERE lookup_key = :lookup_key"
}
