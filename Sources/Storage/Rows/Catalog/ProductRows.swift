import Catalog
import Chronology
import Identity

/// Which products; all given conditions hold.
public struct ProductFilter: Sendable {
  public var active: Bool?
  public var ids: [ProductID]?
  public var url: String?

  public init(active: Bool? = nil, ids: [ProductID]? = nil, url: String? = nil) {
    self.active = active
    self.ids = ids
    self.url = url
  }
}

extension Connection {
  public func insert(_ product: Product) throws {
    try execute(
      """
      INSERT INTO product (id, name, description, active, default_price, unit_label, statement_descriptor,
        url, images, metadata, created, updated)
      VALUES (:id, :name, :description, :active, :default_price, :unit_label, :statement_descriptor, :url,
        :images, :metadata, :created, :updated)
      """,
      [
        "id": product.id, "name": product.name, "description": product.description, "active": product.active,
        "default_price": product.defaultPrice, "unit_label": product.unitLabel,
        "statement_descriptor": product.statementDescriptor, "url": product.url,
        "images": try document(product.images), "metadata": try document(product.metadata),
        "created": product.created, "updated": product.updated,
      ])
  }

  public func update(_ product: Product) throws {
    try changeOne(
      "updating a product",
      """
      UPDATE product SET name = :name, description = :description, active = :active,
        default_price = :default_price, unit_label = :unit_label,
        statement_descriptor = :statement_descriptor, url = :url, images = :images, metadata = :metadata,
        updated = :updated
      WHERE id = :id
      """,
      [
        "name": product.name, "description": product.description, "active": product.active,
        "default_price": product.defaultPrice, "unit_label": product.unitLabel,
        "statement_descriptor": product.statementDescriptor, "url": product.url,
        "images": try document(product.images), "metadata": try document(product.metadata),
        "updated": product.updated, "id": product.id,
      ])
  }

  /// A product that has prices stays: the schema refuses.
  public func delete(product id: ProductID) throws {
    try changeOne("deleting a product", "DELETE FROM product WHERE id = :id", ["id": id])
  }

  public func product(_ id: ProductID) throws -> Product? {
    try first(Statements.byID, ["id": id], product)
  }

  public func products(_ filter: ProductFilter, _ page: Page) throws -> PageResult<Product> {
    if let ids = filter.ids {
      let found = try named(Set(ids).map(\.text), Statements.select + "WHERE id", product).filter { product in
        filter.active.map { $0 == product.active } ?? true && filter.url.map { $0 == product.url } ?? true
      }
      return try page.cut(found, created: \.created, id: \.id.text) { try product(ProductID($0))?.created }
    }
    var listing = Listing("product")
    listing.require("active = :active", "active", filter.active)
    listing.require("url = :url", "url", filter.url)
    listing.require(page.created)
    return try list(Statements.select, listing, page, product)
  }

  private func product(_ row: any Row) throws -> Product {
    let id: ProductID = try row.identifier("id")
    var product = Product(id: id, name: try row.text("name"), created: try row.instant("created"))
    product.description = try row.textOrNil("description")
    product.active = try row.flag("active")
    product.defaultPrice = try row.identifierOrNil("default_price")
    product.unitLabel = try row.textOrNil("unit_label")
    product.statementDescriptor = try row.textOrNil("statement_descriptor")
    product.url = try row.textOrNil("url")
    product.images = try row.textList("images")
    product.metadata = try row.texts("metadata")
    product.updated = try row.instant("updated")
    return product
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, name, created, description, active, default_price, unit_label, statement_descriptor, url,
      images, metadata, updated
    FROM product
    """
  static let byID = select + "WHERE id = :id"
}
