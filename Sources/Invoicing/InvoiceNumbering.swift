import Chronology

/// How a business numbers its invoices. It is chosen when the workspace is made, and stays.
public enum InvoiceNumbering: String, Hashable, Sendable, CaseIterable {
  /// Each customer's invoices count for themselves, behind a prefix of their own: `ACME-0001`.
  case customer
  /// One series for the whole business, beginning anew with each year: `2026-000001`.
  case year
}

/// The number of a customer's n-th invoice: `PREFIX-0001`.
public func invoiceNumber(prefix: String, sequence: Int64) -> String {
  numbered(prefix, sequence, digits: 4)
}

/// The number of a year's n-th invoice: `2026-000001`.
public func invoiceNumber(year: Int, sequence: Int64) -> String {
  numbered(InvoiceSeries(year: year).name, sequence, digits: 6)
}

private func numbered(_ start: String, _ sequence: Int64, digits: Int) -> String {
  let text = String(sequence)
  return "\(start)-\(String(repeating: "0", count: max(0, digits - text.count)))\(text)"
}

/// A series that counts without gap: the year in which invoices become final, in UTC.
public struct InvoiceSeries: Hashable, Sendable {
  public let year: Int

  public init(year: Int) {
    self.year = year
  }

  public init(of instant: Instant) {
    self.init(year: Day(containing: instant, in: .utc).year)
  }

  /// Four digits, which no customer's prefix is.
  public var name: String {
    let text = String(year)
    return String(repeating: "0", count: max(0, 4 - text.count)) + text
  }
}
