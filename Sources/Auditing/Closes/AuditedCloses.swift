import Storage

/// Goes through the monthly closes: they follow each other month by month, and each part's entry is what its
/// lines come to, customer by customer.
struct AuditedCloses {
  struct Close {
    let month: String
    let status: String
    let closedAt: Int64?
    /// Where the journal stood when it began: what is before belongs to it.
    let begun: JournalPosition?
    /// The first day after the month.
    let end: Int64

    var isFinished: Bool { status == "closed" }
  }

  private struct Part {
    let month: String
    let number: Int64
    let fact: String
    let currency: String
    let amount: Int64
    let lines: Int64
    let factKind: String?
    let factEffective: Int64?
  }

  private struct Line {
    let month: String
    let part: Int64
    let place: Int64
    let customer: String
    let amount: Int64
  }

  private let rows: any Connection
  private let findings: Findings
  /// In the order of their months.
  let closes: [Close]

  init(_ rows: any Connection, _ findings: Findings) throws {
    self.rows = rows
    self.findings = findings
    closes = try rows.query(
      """
      SELECT c.month, c.status, c.closed_at, f.stamp, f.position FROM book_close c
      LEFT JOIN fact f ON f.subject = c.id AND f.kind = 'books.close_begun' ORDER BY c.month
      """, [:]
    ) { row in
      let stamp = try row.integerOrNil("stamp")
      let position = try row.integerOrNil("position")
      var begun: JournalPosition?
      if let stamp, let position { begun = JournalPosition(stamp: stamp, position: position) }
      let month = try row.text("month")
      return Close(
        month: month, status: try row.text("status"), closedAt: try row.integerOrNil("closed_at"),
        begun: begun, end: AuditedMonth(month)?.firstDayAfter ?? .min)
    }
  }

  func check() throws {
    for (place, close) in closes.enumerated() {
      findings.looked(.closes)
      guard let month = AuditedMonth(close.month) else {
        findings.found(.closes, "A close of what is no month.", [close.month])
        continue
      }
      if place > 0, AuditedMonth(closes[place - 1].month)?.next != month {
        findings.found(.closes, "A month was left out before this close.", [close.month])
      }
      if !close.isFinished, place < closes.count - 1 {
        findings.found(.closes, "A month was closed before the one before it was finished.", [close.month])
      }
      if close.isFinished != (close.closedAt != nil) {
        findings.found(.closes, "A finished close has its day, and no other has.", [close.month])
      }
      if close.begun == nil { findings.found(.closes, "No fact began this close.", [close.month]) }
    }
    try checkParts()
  }

  private func checkParts() throws {
    let (parts, lines) = (parts(), lines())
    var number: [String: Int64] = [:]
    while let part = try parts.next() {
      findings.looked(.closes)
      let stray = try lines.take {
        precedes($0.month, part.month) || $0.month == part.month && $0.part < part.number
      }
      if let first = stray.first {
        findings.found(.closes, "Lines of a close that belong to no entry.", [first.month, first.customer])
      }
      let own = try lines.take { $0.month == part.month && $0.part == part.number }
      if part.number != number[part.month, default: 0] + 1 {
        findings.found(.closes, "A part of a close is missing.", [part.month], ["part": Int128(part.number)])
      }
      number[part.month] = part.number
      try check(part, own)
    }
    if let first = try lines.next() {
      findings.found(.closes, "Lines of a close that belong to no entry.", [first.month, first.customer])
    }
  }

  private func check(_ part: Part, _ lines: [Line]) throws {
    let sum = lines.reduce(Int128(0)) { $0 + Int128($1.amount) }
    if sum != Int128(part.amount) || Int64(lines.count) != part.lines {
      findings.found(
        .closes, "A part of a close is not what its lines come to.", [part.fact, part.month],
        ["amount": Int128(part.amount), "lines": sum])
    }
    let end = AuditedMonth(part.month).map { $0.firstDayAfter * 86_400 - 1 }
    guard part.factKind == "books.revenue_recognized", part.factEffective == end else {
      return findings.found(
        .closes, "A part of a close has no fact at the end of its month.", [part.fact, part.month])
    }
    var expected: [String: Int128] = [:]
    for line in lines { expected[line.customer, default: 0] += Int128(line.amount) }
    var (deferred, revenue): ([String: Int128], [String: Int128]) = ([:], [:])
    _ = try rows.query(
      "SELECT customer, account, currency, amount FROM posting WHERE fact = :fact ORDER BY place",
      ["fact": part.fact]
    ) { row in
      let (customer, account) = (try row.text("customer"), try row.text("account"))
      let amount = Int128(try row.integer("amount"))
      switch (account, try row.text("currency")) {
      case ("deferred_revenue", part.currency): deferred[customer, default: 0] += amount
      case ("revenue", part.currency): revenue[customer, default: 0] -= amount
      default: findings.found(.closes, "An entry of a close moves another account.", [part.fact, customer])
      }
    }
    for customer in Set(expected.keys).union(deferred.keys).union(revenue.keys).sorted(by: precedes) {
      let wanted = expected[customer, default: 0]
      guard deferred[customer, default: 0] != wanted || revenue[customer, default: 0] != wanted else {
        continue
      }
      findings.found(
        .closes, "The entry of a close is not what its lines of this customer come to.",
        [part.fact, customer], ["lines": wanted, "entry": revenue[customer, default: 0]])
    }
  }

  private func parts() -> KeyedStream<Part> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT p.month, p.number, p.fact, p.currency, p.amount, p.lines, f.kind AS fact_kind,
          f.effective AS fact_effective
        FROM (SELECT * FROM book_close_part WHERE (month, number) > (:month, :number)
          ORDER BY month, number LIMIT :limit) p
        LEFT JOIN fact f ON f.id = p.fact ORDER BY p.month, p.number
        """,
        [
          "month": last?.month ?? "", "number": last?.number ?? -1, "limit": KeyedStream<Part>.pageLength,
        ]
      ) { row in
        Part(
          month: try row.text("month"), number: try row.integer("number"), fact: try row.text("fact"),
          currency: try row.text("currency"), amount: try row.integer("amount"),
          lines: try row.integer("lines"), factKind: try row.textOrNil("fact_kind"),
          factEffective: try row.integerOrNil("fact_effective"))
      }
    }
  }

  private func lines() -> KeyedStream<Line> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT month, part, place, customer, amount FROM recognition
        WHERE (month, part, place) > (:month, :part, :place) ORDER BY month, part, place LIMIT :limit
        """,
        [
          "month": last?.month ?? "", "part": last?.part ?? -1, "place": last?.place ?? -1,
          "limit": KeyedStream<Line>.pageLength,
        ]
      ) { row in
        Line(
          month: try row.text("month"), part: try row.integer("part"), place: try row.integer("place"),
          customer: try row.text("customer"), amount: try row.integer("amount"))
      }
    }
  }
}

/// A month by the audit's own calendar.
struct AuditedMonth: Hashable {
  private let index: Int64

  /// Reads `2026-10`.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count == 7, parts.count == 2, parts[0].utf8.count == 4, let year = Int64(parts[0]),
      let month = Int64(parts[1]), (1...12).contains(month)
    else { return nil }
    index = year * 12 + month - 1
  }

  private init(index: Int64) { self.index = index }

  var next: AuditedMonth { AuditedMonth(index: index + 1) }

  /// Days since 1970 of the first day of the month that follows.
  var firstDayAfter: Int64 {
    let later = index + 1
    return CivilDate(year: later / 12, month: later % 12 + 1, day: 1).daysSince1970
  }
}
