import Catalog
import Chronology
import Identity
import Monetary
import Rating
import Storage

/// Says what a product costs: once, or again and again.
public struct CreatePrice: Command {
  /// What is charged; it never changes afterwards.
  public struct Terms: Sendable {
    public let currency: Currency
    public let model: PriceModel
    public let cadence: Cadence?
    /// What it costs in other currencies.
    public let currencyOptions: [CurrencyOption]

    public init(
      currency: Currency, model: PriceModel, cadence: Cadence?, currencyOptions: [CurrencyOption] = []
    ) {
      self.currency = currency
      self.model = model
      self.cadence = cadence
      self.currencyOptions = currencyOptions
    }

    func check() throws {
      guard !model.isNegative, !currencyOptions.contains(where: { $0.model.isNegative }) else {
        throw Refusal.amountNegative(field: "unit_amount")
      }
      var seen: Set<Currency> = [currency]
      for option in currencyOptions where !seen.insert(option.currency).inserted {
        throw Refusal.taken(field: "currency_options", value: option.currency.code)
      }
    }

    func price(_ id: PriceID, of product: ProductID, created: Instant) -> Price {
      Price(
        id: id, product: product, currency: currency, model: model, cadence: cadence,
        currencyOptions: currencyOptions, created: created)
    }
  }

  public enum ProductChoice: Sendable {
    case existing(ProductID)
    case new(id: ProductID?, name: String, terms: ProductTerms)
  }

  public let product: ProductChoice
  public let terms: Terms
  public let notes: PriceNotes

  public init(product: ProductChoice, terms: Terms, notes: PriceNotes = PriceNotes()) {
    self.product = product
    self.terms = terms
    self.notes = notes
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    var locks = notes.locks
    if case .existing(let id) = product { locks.append(.product(id.text)) }
    return locks
  }

  public func run(in session: Session) throws -> PriceID {
    try terms.check()
    let product = try product(in: session)
    var price = terms.price(session.newID(), of: product, created: session.now)
    let holder = try notes.claimLookupKey(for: price.id, in: session)
    try notes.apply(to: &price)
    if let holder { try session.change(holder.old, to: holder.new) }
    try session.create(price)
    return price.id
  }

  private func product(in session: Session) throws -> ProductID {
    switch product {
    case .existing(let id):
      try session.known(session.rows.product(id), .product, id.text, field: "product").id
    case .new(let id, let name, let terms):
      try CreateProduct(id: id, name: name, terms: terms).run(in: session)
    }
  }
}

/// What may change about a price: everything but what it charges.
public struct PriceNotes: Sendable {
  public var active: Patch<Bool> = .keep
  public var nickname: Patch<String?> = .keep
  public var lookupKey: Patch<String?> = .keep
  /// Takes the lookup key from the price that holds it.
  public var transfersLookupKey = false
  public var taxBehavior: Patch<TaxBehavior> = .keep
  public var metadata = MetadataPatch.keep

  public init() {}

  var locks: [Lock] {
    if case .set(.some(let key)) = lookupKey { [.lookupKey(key)] } else { [] }
  }

  func apply(to price: inout Price) throws {
    active.apply(to: &price.active)
    nickname.apply(to: &price.nickname)
    lookupKey.apply(to: &price.lookupKey)
    taxBehavior.apply(to: &price.taxBehavior)
    try metadata.apply(to: &price.metadata)
  }

  /// The price that must give its lookup key up first.
  func claimLookupKey(for id: PriceID, in session: Session) throws -> (old: Price, new: Price)? {
    guard case .set(.some(let key)) = lookupKey, let holder = try session.rows.price(lookupKey: key),
      holder.id != id
    else { return nil }
    guard transfersLookupKey else { throw Refusal.taken(field: "lookup_key", value: key) }
    var without = holder
    without.lookupKey = nil
    return (holder, without)
  }
}

public struct UpdatePrice: Command {
  public let id: PriceID
  public let notes: PriceNotes
  /// What it charges in other currencies: those that are named are added or replaced; nil takes all away.
  public var currencyOptions: Patch<[CurrencyOption]?> = .keep

  public init(_ id: PriceID, notes: PriceNotes) {
    self.id = id
    self.notes = notes
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    let product = try snapshot.price(id).map { [Lock.product($0.product.text)] } ?? []
    return notes.locks + product
  }

  public func run(in session: Session) throws -> PriceID {
    let old = try session.known(session.rows.price(id), .price, id.text, field: nil)
    if let holder = try notes.claimLookupKey(for: id, in: session) {
      try session.change(holder.old, to: holder.new)
    }
    var new = old
    try notes.apply(to: &new)
    if case .set(let options) = currencyOptions {
      new.currencyOptions = try changing(old, to: options ?? [], keepsOthers: options != nil, session)
    }
    try session.change(old, to: new)
    return id
  }

  /// An amount that somebody pays stays what it is, so that no period is worth something else than was billed
  /// for it; a new amount for them is a new price.
  private func changing(
    _ price: Price, to options: [CurrencyOption], keepsOthers: Bool, _ session: Session
  ) throws -> [CurrencyOption] {
    let others = keepsOthers ? price.currencyOptions : []
    let named = Set(options.map(\.currency))
    let all = others.filter { !named.contains($0.currency) } + options
    try CreatePrice.Terms(
      currency: price.currency, model: price.model, cadence: price.cadence, currencyOptions: all
    ).check()
    for old in price.currencyOptions {
      let new = all.first { $0.currency == old.currency }
      guard new?.model != old.model, try session.rows.isPaid(price: id, in: old.currency) else { continue }
      throw Refusal.amountInUse(id: id.text, field: "currency_options[\(old.currency.code)]")
    }
    return all
  }
}

/// A price that is made for one item alone and is not for sale otherwise.
public struct OwnPrice: Sendable {
  public let terms: CreatePrice.Terms
  public let product: ProductID

  public init(_ terms: CreatePrice.Terms, of product: ProductID) {
    self.terms = terms
    self.product = product
  }

  var lock: Lock { .product(product.text) }
}

extension Session {
  func make(_ own: OwnPrice) throws -> PriceID {
    try CreatePrice(product: .existing(own.product), terms: own.terms).run(in: self)
  }

  /// Takes prices out of sale; what was sold by them stays.
  func retire(_ ids: [PriceID]) throws {
    for id in ids {
      guard let price = try states.prices([id])[id], price.active else { continue }
      var retired = price
      retired.active = false
      try change(price, to: retired)
    }
  }
}
