import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Rating
import Relations
import Storage
import Subscriptions

/// What an invoice item is to bill and to say. A new item needs a pricing; a change names what changes.
public struct ItemTerms: Sendable {
  public enum Pricing: Sendable {
    /// Minor units; below zero gives something back.
    case amount(Int64)
    /// So much for each, without a price of the catalog.
    case unitAmount(UnitPrice)
    /// A one-time price, with what it leaves open.
    case price(PriceID, PriceChoice?)
    /// A price that is made for this item and not for sale otherwise.
    case newPrice(OwnPrice)
  }

  public var pricing: Pricing?
  public var quantity: Int64?
  public var currency: Currency?
  public var description: Patch<String?> = .keep
  public var metadata = MetadataPatch.keep
  /// Rates of its own in place of the invoice's.
  public var taxRates: Patch<[TaxRateID]?> = .keep
  /// What takes something off it, before the invoice's discounts do.
  public var discounts: Patch<[DiscountWish]> = .keep
  /// Whether discounts take something off it.
  public var discountable: Bool?
  /// When it is delivered; without one at once.
  public var period: Period?
  /// Where the terms stand in what was asked for: empty, or `lines[0]`.
  public var path = ""
  /// What the caller calls the price there.
  public var priceName = "pricing[price]"

  public init(pricing: Pricing? = nil, quantity: Int64? = nil) {
    self.pricing = pricing
    self.quantity = quantity
  }

  func field(_ name: String) -> String { path.isEmpty ? name : "\(path)[\(name)]" }

  /// Whether they touch what a line costs, and not only what it says.
  var changesAmount: Bool {
    pricing != nil || quantity != nil || period != nil || taxRates.isSet || discounts.isSet
      || discountable != nil
  }

  fileprivate var ownLocks: [Lock] {
    if case .newPrice(let own) = pricing { [own.lock] } else { [] }
  }
}

extension Snapshot {
  /// What must not change while items are made or changed.
  func locks(of terms: [ItemTerms]) throws -> [Lock] {
    try terms.flatMap { terms in
      guard case .set(let wishes) = terms.discounts else { return terms.ownLocks }
      return terms.ownLocks + (try locks(of: wishes))
    }
  }
}

extension ItemTerms {
  /// What a new item bills.
  ///
  /// - Parameters:
  ///   - draft: the invoice it is put straight onto, which has a currency.
  ///   - payer: hears of the currency when this is the first thing the customer is billed.
  func content(
    of id: PendingItemID, for payer: inout Customer, subscription: SubscriptionID?, draft: Invoice?,
    in session: Session, at instant: Instant
  ) throws -> LineContent {
    guard let pricing else { throw Refusal.pricingMissing(field: field("amount")) }
    let price = try price(session)
    guard let currency = currency ?? draft?.currency ?? payer.currency ?? price?.currency else {
      throw Refusal.currencyMissing(field: field("currency"))
    }
    if let draft, draft.currency != currency {
      throw Refusal.currencyFixed(
        customer: payer.id.text, currency: draft.currency.code, field: field("currency"))
    }
    payer = try session.settle(currency, of: payer, field: field("currency"))
    let rated = try itemPricing(
      pricing, price, quantity: quantity ?? 1, currency: currency, payer: payer, session)
    var content = try LineContent(
      item: id, subscription: subscription, pricing: rated, description: nil,
      period: period ?? Period(start: instant, end: instant))
    try tax(&content, session)
    try discount(&content, of: id, payer, session, at: instant)
    try describe(&content)
    return content
  }

  private func discount(
    _ content: inout LineContent, of id: PendingItemID, _ customer: Customer, _ session: Session,
    at instant: Instant
  ) throws {
    if let discountable {
      guard !discountable || !content.amount.isNegative else {
        throw DiscountRefusal.notDiscountable(field: field("discountable"))
      }
      content.discountable = discountable
    }
    guard case .set(let wishes) = discounts else { return }
    let amount = content.amount
    content.discounts = try session.redeem(
      wishes,
      on: DiscountedThing(
        id: id.text, currency: amount.currency, customer: customer, known: content.discounts ?? []
      ) { Int128(amount.minorUnits) }, field: field("discounts"), at: instant)
    guard content.isDiscountable || wishes.isEmpty else {
      throw DiscountRefusal.notDiscountable(field: field("discounts"))
    }
  }

  private func tax(_ content: inout LineContent, _ session: Session) throws {
    guard case .set(let rates) = taxRates else { return }
    content.taxRates = try session.taxTerms(rates, field: field("tax_rates"))
  }

  /// What an item bills after a change.
  func content(
    changing old: LineContent, of id: PendingItemID, for customer: Customer, in session: Session
  ) throws -> LineContent {
    let period = period ?? old.period
    var content = old.described(old.description, metadata: old.metadata ?? [:], period: period)
    if let rated = try rated(old, customer, session) {
      content = try LineContent(
        item: id, subscription: old.subscription, pricing: rated, description: old.description,
        period: period
      ).described(old.description, metadata: old.metadata ?? [:], period: period)
      content.taxRates = old.taxRates
      content.discounts = old.discounts
      content.discountable = old.discountable
    }
    try tax(&content, session)
    try discount(&content, of: id, customer, session, at: session.now(for: customer))
    try describe(&content)
    return content
  }

  /// What it costs now; nil when nothing was said about that.
  private func rated(
    _ old: LineContent, _ customer: Customer, _ session: Session
  ) throws -> ItemPricing? {
    let currency = old.amount.currency
    if let pricing {
      return try itemPricing(
        pricing, price(session), quantity: quantity ?? old.quantity, currency: currency, payer: customer,
        session)
    }
    return try quantity.map { try counted($0, old, currency, customer, session) }
  }

  /// The words and notes of a line, which change no amount.
  func describe(_ content: inout LineContent) throws {
    var metadata = content.metadata ?? [:]
    try self.metadata.apply(to: &metadata)
    var description = content.description
    self.description.apply(to: &description)
    content = content.described(description, metadata: metadata, period: content.period)
  }

  /// The same thing in another number.
  private func counted(
    _ quantity: Int64, _ old: LineContent, _ currency: Currency, _ customer: Customer, _ session: Session
  ) throws -> ItemPricing {
    guard let id = old.price else {
      guard let unit = old.explanation.unitPrice else { return .amount(old.amount) }
      return .units(quantity, at: unit, currency)
    }
    let price = try session.known(
      session.states.prices([id])[id], .price, id.text, field: field("quantity"))
    return try itemPricing(
      .price(id, old.choice(of: price)), price, quantity: quantity, currency: currency, payer: customer,
      session)
  }

  private func itemPricing(
    _ pricing: Pricing, _ price: Price?, quantity: Int64, currency: Currency, payer: Customer,
    _ session: Session
  ) throws -> ItemPricing {
    switch pricing {
    case .amount(let amount): return .amount(Money(amount, currency))
    case .unitAmount(let unit): return .units(quantity, at: unit, currency)
    case .price, .newPrice:
      guard let price else { preconditionFailure("a price that is named was looked up") }
      var choice: PriceChoice?
      if case .price(_, let given) = pricing { choice = given }
      guard let offered = price.offered(in: currency) else {
        throw Refusal.currencyFixed(
          customer: payer.id.text, currency: currency.code, field: field(priceName))
      }
      try offered.checkOneTime(choice: choice, field: field(priceName))
      let name = try session.states.productName(price.product) ?? price.product.text
      return .price(offered, name: name, quantity: quantity, choice: choice)
    }
  }

  private func price(_ session: Session) throws -> Price? {
    switch pricing {
    case nil, .amount, .unitAmount: return nil
    case .price(let id, _):
      let price = try session.known(
        session.states.prices([id])[id], .price, id.text, field: field(priceName))
      guard price.active else {
        throw SubscriptionRefusal.priceInactive(id: id.text, field: field(priceName))
      }
      return price
    case .newPrice(let own):
      let id = try session.make(own)
      try session.retire([id])
      return try session.states.prices([id])[id]
    }
  }
}

extension Session {
  /// A customer pays in one currency; the first thing that is billed says which.
  func settle(_ currency: Currency, of customer: Customer, field: String) throws -> Customer {
    if let fixed = customer.currency {
      guard fixed == currency else {
        throw Refusal.currencyFixed(customer: customer.id.text, currency: fixed.code, field: field)
      }
      return customer
    }
    var payer = customer
    payer.currency = currency
    try change(customer, to: payer)
    return payer
  }
}
