import Catalog
import Identity
import Operations

/// What products and prices are called that groups of figures and cohorts are named by.
enum GroupNames {
  static func of(_ groups: some Sequence<String>, _ room: Room) async throws -> [String: String] {
    let ids = Set(groups)
    return try await room.read { snapshot in
      var names: [String: String] = [:]
      for id in ids {
        if id.hasPrefix(ProductEntity.prefix) { names[id] = try snapshot.product(ProductID(id))?.name }
        if id.hasPrefix(PriceEntity.prefix), let price = try snapshot.price(PriceID(id)) {
          let product = try snapshot.product(price.product)?.name ?? price.product.text
          names[id] = "\(product), \(price.text)"
        }
      }
      return names
    }
  }
}
