import Chronology
import Identity
import Relations

extension Connection {
  /// The customer that a row of an import became, when it was imported before.
  public func importedRow(source: String, key: String) throws -> CustomerID? {
    try first(
      "SELECT customer FROM import_row WHERE source = :source AND row_key = :key",
      ["source": source, "key": key]
    ) { try $0.identifier("customer") }
  }

  public func insertImportRow(source: String, key: String, customer: CustomerID, at instant: Instant) throws {
    try execute(
      """
      INSERT INTO import_row (source, row_key, customer, imported_at) VALUES (:source, :key, :customer, :at)
      """, ["source": source, "key": key, "customer": customer, "at": instant])
  }
}
