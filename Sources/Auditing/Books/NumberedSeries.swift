import Storage

/// The invoices of a business that numbers them in one series a year: each year counts from 1 without gap or
/// twin, and the series goes on behind the last.
struct NumberedSeries {
  private let rows: any Connection
  private let findings: Findings

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
  }

  private struct Numbered {
    let id: String
    let number: String
  }

  /// The year and the place in it; nil for a number of a customer's own, whose prefix is no year.
  static func place(of number: String) -> (year: String, sequence: Int64)? {
    let parts = number.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[0].utf8.allSatisfy({ (48...57).contains($0) }),
      let sequence = Int64(parts[1])
    else { return nil }
    return (String(parts[0]), sequence)
  }

  /// A number stands once, which the schema sees to; so as many as the highest says are all of them.
  func check() throws {
    var years: [String: (count: Int64, highest: Int64)] = [:]
    try numbered().forEach { invoice in
      guard let (year, sequence) = Self.place(of: invoice.number) else { return }
      findings.looked(.invoiceNumbers)
      let known = years[year, default: (0, 0)]
      years[year] = (known.count + 1, max(known.highest, sequence))
      guard sequence < 1 else { return }
      findings.found(.invoiceNumbers, "This number is none of a series.", [invoice.id])
    }
    for (year, told) in years.sorted(by: { precedes($0.key, $1.key) }) where told.count != told.highest {
      findings.found(
        .invoiceNumbers, "The numbers of \(year) have a gap.", [],
        ["invoices": Int128(told.count), "highest": Int128(told.highest)])
    }
    let kept = try rows.query("SELECT name, next_number FROM number_series ORDER BY name", [:]) {
      (try $0.text("name"), try $0.integer("next_number"))
    }
    for (year, next) in kept where years.removeValue(forKey: year).map({ $0.highest + 1 }) ?? 1 != next {
      findings.found(.invoiceNumbers, "The next number of \(year) does not follow the last one.", [])
    }
    for year in years.keys.sorted(by: precedes) {
      findings.found(.invoiceNumbers, "The year \(year) has numbers and no series.", [])
    }
  }

  private func numbered() -> KeyedStream<Numbered> {
    KeyedStream { last in
      try rows.query(
        "SELECT id, number FROM invoice WHERE number > :after ORDER BY number LIMIT :limit",
        ["after": last?.number ?? "", "limit": KeyedStream<Numbered>.pageLength]
      ) { Numbered(id: try $0.text("id"), number: try $0.text("number")) }
    }
  }
}
