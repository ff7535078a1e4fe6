import Storage

/// The ledger read entry by entry: each sums to zero, each currency sums to zero, and each posting belongs to
/// a fact that moves money.
struct LedgerEntries {
  private let rows: any Connection
  private let findings: Findings

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
  }

  private struct Posting {
    let fact: String
    let place: Int64
    let account: String
    let customer: String
    let currency: String
    let amount: Int64
    let effective: Int64
    let factPlace: JournalPosition
    let factKind: String?
    let factCustomer: String?
    let factEffective: Int64?
  }

  /// The kinds of facts that have an entry.
  private static let postingKinds: Set<String> = [
    "invoice.finalized", "invoice.paid", "invoice.voided", "invoice.marked_uncollectible",
    "books.revenue_recognized", "balance.adjusted", "credit_note.issued", "credit_note.voided",
    "refund.succeeded", "refund.failed",
  ]

  func check() throws {
    let stream = postings()
    var totals: [String: Int128] = [:]
    var kept = try KeptTotals(rows)
    while let first = try stream.peek() {
      let entry = try stream.take { $0.fact == first.fact }
      check(entry)
      for posting in entry {
        totals[posting.currency, default: 0] += Int128(posting.amount)
        kept.add(
          account: posting.account, currency: posting.currency, amount: posting.amount,
          effective: posting.effective, at: posting.factPlace)
      }
    }
    try kept.compare(rows, findings)
    for (currency, total) in totals.sorted(by: { precedes($0.key, $1.key) }) {
      findings.looked(.ledgerTotals)
      guard total != 0 else { continue }
      findings.found(.ledgerTotals, "The ledger does not sum to zero in \(currency).", [], ["sum": total])
    }
  }

  private func check(_ entry: [Posting]) {
    findings.looked(.ledgerEntries)
    let first = entry[0]
    var sums: [String: Int128] = [:]
    for posting in entry { sums[posting.currency, default: 0] += Int128(posting.amount) }
    for (currency, sum) in sums.sorted(by: { precedes($0.key, $1.key) }) where sum != 0 {
      findings.found(
        .ledgerEntries, "The entry of this fact does not sum to zero in \(currency).", [first.fact],
        ["sum": sum])
    }
    guard let kind = first.factKind else {
      return findings.found(.ledgerEntries, "An entry has no fact.", [first.fact, first.customer])
    }
    if !Self.postingKinds.contains(kind) {
      findings.found(.ledgerEntries, "A fact that moves no money has an entry.", [first.fact])
    }
    // A close is about many customers; its lines say about whom.
    let isOfMany = kind == "books.revenue_recognized"
    for posting in entry
    where !isOfMany && posting.factCustomer != posting.customer
      || posting.factEffective != posting.effective
    {
      findings.found(
        .ledgerEntries, "A posting is of another customer or day than its fact.",
        [posting.fact, posting.customer, posting.factCustomer], ["place": Int128(posting.place)])
    }
  }

  private func postings() -> KeyedStream<Posting> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT p.fact, p.place, p.account, p.customer, p.currency, p.amount, p.effective, f.stamp,
          f.position, f.kind AS fact_kind,
          f.customer AS fact_customer, f.effective AS fact_effective
        FROM (SELECT * FROM posting WHERE (fact, place) > (:fact, :place)
          ORDER BY fact, place LIMIT :limit) p
        LEFT JOIN fact f ON f.id = p.fact
        ORDER BY p.fact, p.place
        """,
        [
          "fact": last?.fact ?? "", "place": last?.place ?? -1, "limit": KeyedStream<Posting>.pageLength,
        ]
      ) { row in
        Posting(
          fact: try row.text("fact"), place: try row.integer("place"), account: try row.text("account"),
          customer: try row.text("customer"), currency: try row.text("currency"),
          amount: try row.integer("amount"), effective: try row.integer("effective"),
          factPlace: JournalPosition(
            stamp: try row.integerOrNil("stamp") ?? .max, position: try row.integerOrNil("position") ?? .max),
          factKind: try row.textOrNil("fact_kind"),
          factCustomer: try row.textOrNil("fact_customer"),
          factEffective: try row.integerOrNil("fact_effective"))
      }
    }
  }
}
