import Catalog
import Chronology
import Identity
import Operations
import Rating

/// The prices of an import in the catalog: made once, and found again by their lookup keys.
struct ImportedPrices: Sendable {
  private static let pricesAtOnce = 32
  private static let keysAtOnce = 64

  let source: String
  let workspace: OpenWorkspace

  /// The catalog's price for each of the file's.
  func make(_ prices: [ImportedPrice], at instant: Instant) async throws -> [ImportedPrice: PriceID] {
    for product in Set(prices.map(\.product)).sorted() { try await make(product, at: instant) }
    var made = try await existing(prices)
    let missing = prices.filter { made[$0] == nil }
    try await withThrowingTaskGroup(of: (ImportedPrice, PriceID).self) { group in
      var waiting = missing[...]
      for price in waiting.prefix(Self.pricesAtOnce) {
        group.addTask { (price, try await make(price, at: instant)) }
      }
      waiting = waiting.dropFirst(Self.pricesAtOnce)
      for try await (price, id) in group {
        made[price] = id
        guard let next = waiting.popFirst() else { continue }
        group.addTask { (next, try await make(next, at: instant)) }
      }
    }
    return made
  }

  private func make(_ product: String, at instant: Instant) async throws {
    let id = id(of: product)
    guard try await workspace.read({ try $0.product(id) }) == nil else { return }
    try await workspace.perform(
      CreateProduct(id: id, name: product, terms: ProductTerms()), as: CustomerImport.cause, at: instant)
  }

  private func make(_ price: ImportedPrice, at instant: Instant) async throws -> PriceID {
    var notes = PriceNotes()
    notes.lookupKey = .set(lookupKey(of: price))
    return try await workspace.perform(
      CreatePrice(
        product: .existing(id(of: price.product)),
        terms: .init(currency: price.currency, model: price.model, cadence: price.cadence), notes: notes),
      as: CustomerImport.cause, at: instant)
  }

  private func existing(_ prices: [ImportedPrice]) async throws -> [ImportedPrice: PriceID] {
    var found: [ImportedPrice: PriceID] = [:]
    for start in stride(from: 0, to: prices.count, by: Self.keysAtOnce) {
      let some = Array(prices[start..<min(start + Self.keysAtOnce, prices.count)])
      let keys = some.map(lookupKey)
      let held = try await workspace.read {
        try $0.prices(PriceFilter(lookupKeys: keys), Page(limit: keys.count)).elements
      }
      let byKey = Dictionary(held.map { ($0.lookupKey ?? "", $0) }, uniquingKeysWith: { first, _ in first })
      for price in some {
        guard let holder = byKey[lookupKey(of: price)] else { continue }
        guard holder.model == price.model, holder.currency == price.currency,
          holder.cadence == price.cadence
        else { throw ImportFailure.priceTaken(lookupKey: lookupKey(of: price)) }
        found[price] = holder.id
      }
    }
    return found
  }

  /// The same product of the same source gets the same id each time.
  private func id(of product: String) -> ProductID {
    ProductID("prod_import\(fingerprint("\(source)\u{0}\(product)"))")
  }

  private func lookupKey(of price: ImportedPrice) -> String {
    let product = fingerprint("\(source)\u{0}\(price.product)")
    let cadence = "\(price.cadence.count)\(price.cadence.unit.rawValue)"
    return "import/\(product)/\(price.currency.code)/\(price.amount.decimalText)/\(cadence)"
  }
}

/// Sixteen hexadecimal digits that stay the same for the same text: FNV-1a over its bytes.
private func fingerprint(_ text: String) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
