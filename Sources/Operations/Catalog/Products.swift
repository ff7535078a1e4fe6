import Catalog
import Chronology
import Identity
import Journal
import Storage

/// What may be said about a product.
public struct ProductTerms: Sendable {
  public var name: Patch<String> = .keep
  public var description: Patch<String?> = .keep
  public var active: Patch<Bool> = .keep
  public var defaultPrice: Patch<PriceID?> = .keep
  public var unitLabel: Patch<String?> = .keep
  public var statementDescriptor: Patch<String?> = .keep
  public var url: Patch<String?> = .keep
  public var images: Patch<[String]> = .keep
  public var metadata = MetadataPatch.keep

  public init() {}

  func apply(to product: inout Product) throws {
    name.apply(to: &product.name)
    description.apply(to: &product.description)
    active.apply(to: &product.active)
    defaultPrice.apply(to: &product.defaultPrice)
    unitLabel.apply(to: &product.unitLabel)
    statementDescriptor.apply(to: &product.statementDescriptor)
    url.apply(to: &product.url)
    images.apply(to: &product.images)
    try metadata.apply(to: &product.metadata)
  }
}

/// Offers something new, under an id of the caller's choosing or one of ours.
public struct CreateProduct: Command {
  public let id: ProductID?
  public let name: String
  public let terms: ProductTerms
  /// A first price that becomes the default one.
  public let defaultPrice: CreatePrice.Terms?
  public var defaultPriceNotes = PriceNotes()

  public init(id: ProductID? = nil, name: String, terms: ProductTerms, defaultPrice: CreatePrice.Terms? = nil)
  {
    self.id = id
    self.name = name
    self.terms = terms
    self.defaultPrice = defaultPrice
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { id.map { [.product($0.text)] } ?? [] }

  public func run(in session: Session) throws -> ProductID {
    if let id, try session.rows.product(id) != nil { throw Refusal.taken(field: "id", value: id.text) }
    var product = Product(id: id ?? session.newID(), name: name, created: session.now)
    try terms.apply(to: &product)
    try session.create(product)
    guard let defaultPrice else { return product.id }
    try defaultPrice.check()
    var price = defaultPrice.price(session.newID(), of: product.id, created: session.now)
    try defaultPriceNotes.apply(to: &price)
    try session.create(price)
    var withDefault = product
    withDefault.defaultPrice = price.id
    try session.change(product, to: withDefault)
    return product.id
  }
}

public struct UpdateProduct: Command {
  public let id: ProductID
  public let terms: ProductTerms

  public init(_ id: ProductID, terms: ProductTerms) {
    self.id = id
    self.terms = terms
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.product(id.text)] }

  public func run(in session: Session) throws -> ProductID {
    let old = try session.known(session.rows.product(id), .product, id.text, field: nil)
    if case .set(.some(let price)) = terms.defaultPrice {
      let found = try session.known(session.rows.price(price), .price, price.text, field: "default_price")
      guard found.product == id else { throw Refusal.unknown(.price, id: price.text, field: "default_price") }
    }
    var new = old
    try terms.apply(to: &new)
    guard new != old else { return id }
    new.updated = max(session.now, old.updated)
    try session.change(old, to: new)
    return id
  }
}

/// Takes a product away that was never priced; one with prices can only be made inactive.
public struct DeleteProduct: Command {
  public let id: ProductID

  public init(_ id: ProductID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.product(id.text)] }

  public func run(in session: Session) throws -> ProductID {
    _ = try session.known(session.rows.product(id), .product, id.text, field: nil)
    let prices = try session.rows.prices(PriceFilter(product: id), Page(limit: 1))
    guard prices.elements.isEmpty else { throw Refusal.productInUse(id: id.text) }
    try session.rows.delete(product: id)
    session.record(.productDeleted(id), about: nil, effective: session.now)
    return id
  }
}
