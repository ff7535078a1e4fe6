import Catalog
import Invoicing
import Journal
import Relations
import Storage

/// Finding things by what people call them.
extension Snapshot {
  /// Customers whose name or e-mail address begins like this, and the one with this id.
  public func customers(beginning text: String, limit: Int) throws -> [Customer] {
    try rows.customers(beginning: text, limit: limit)
  }

  public func products(beginning text: String, limit: Int) throws -> [Product] {
    try rows.products(beginning: text, limit: limit)
  }

  /// Invoices whose number begins like this.
  public func invoices(beginning text: String, limit: Int) throws -> [Invoice] {
    try rows.invoices(beginning: text, limit: limit)
  }

  /// The newest facts about these things, newest first.
  public func facts(about subjects: [String], newest limit: Int) throws -> [RecordedFact] {
    let found = try subjects.flatMap { try rows.facts(subject: $0, newest: limit) }
    return Array(found.sorted { ($1.recorded, $1.place) < ($0.recorded, $0.place) }.prefix(limit))
  }
}
