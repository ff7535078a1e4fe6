import Catalog
import Identity
import Invoicing
import Relations
import Subscriptions

/// Finding things by how their names begin, in big or small letters.
extension Connection {
  /// Customers whose name or e-mail address begins like this, by name; also the one with this id.
  public func customers(beginning text: String, limit: Int) throws -> [Customer] {
    var found: [Customer] = []
    if let one = try customer(CustomerID(text)) { found.append(one) }
    for prefix in NamePrefix.all(of: text) {
      for column: SQL in ["lower(name)", "lower(email)"] where found.count < limit {
        let known = Set(found.map(\.id))
        found += try customers(column, prefix, limit: limit).filter { !known.contains($0.id) }
      }
    }
    return Array(found.prefix(limit))
  }

  private func customers(_ column: SQL, _ prefix: NamePrefix, limit: Int) throws -> [Customer] {
    try query(
      CustomerStatements.select + "WHERE" + column + ">= :from AND" + column
        + "< :until AND deleted = 0 ORDER BY" + column + ", id LIMIT :limit",
      ["from": prefix.from, "until": prefix.until, "limit": limit], customer)
  }

  public func products(beginning text: String, limit: Int) throws -> [Product] {
    var ids: [ProductID] = []
    for prefix in NamePrefix.all(of: text) where ids.count < limit {
      ids += try query(
        """
        SELECT id FROM product WHERE lower(name) >= :from AND lower(name) < :until
        ORDER BY lower(name), id LIMIT :limit
        """, ["from": prefix.from, "until": prefix.until, "limit": limit]
      ) { try $0.identifier("id") }
    }
    return try ids.prefix(limit).compactMap { try product($0) }
  }

  /// Invoices whose number begins like this, by number.
  public func invoices(beginning text: String, limit: Int) throws -> [Invoice] {
    let ids: [InvoiceID] = try query(
      """
      SELECT id FROM invoice WHERE number >= :from AND number < :until ORDER BY number LIMIT :limit
      """, ["from": text, "until": text + NamePrefix.end, "limit": limit]
    ) { try $0.identifier("id") }
    return try ids.compactMap { try invoice($0) }
  }
}

/// A stretch of names in the order of their bytes.
private struct NamePrefix: Hashable {
  /// Sorts behind every other letter.
  static let end = "\u{10FFFF}"

  let from: String
  var until: String { from + Self.end }

  /// As it is typed and, for letters that the databases leave as they are, with a capital in front.
  static func all(of text: String) -> [NamePrefix] {
    let capital = text.prefix(1).uppercased() + text.dropFirst()
    let small = [NamePrefix(from: folded(text)), NamePrefix(from: folded(capital))]
    return text.isEmpty ? [] : small[0] == small[1] ? [small[0]] : small
  }

  /// Small letters from A to Z, and nothing else changed.
  private static func folded(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          ("A"..."Z").contains(scalar) ? UnicodeScalar(UInt8(scalar.value) + 32) : scalar
        }))
  }
}
