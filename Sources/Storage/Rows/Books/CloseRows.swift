import Bookkeeping
import Chronology
import Identity
import Journal
import Monetary
import Relations

/// A part of a close with the fact whose entry it is.
public struct StoredClosePart: Hashable, Sendable {
  public let part: BookClosePart
  public let fact: FactID
}

/// What a line contributed to a close.
public struct RecognizedLine: Hashable, Sendable {
  public let month: Month
  public let recognition: LineRecognition
  /// The invoice, or what takes a part of it back.
  public let document: String
  /// The fact whose entry it belongs to.
  public let fact: FactID
}

/// What a close comes to in one currency.
public struct CloseTotal: Hashable, Sendable {
  public let currency: Currency
  /// Moved from deferred revenue to revenue, in minor units.
  public let amount: Int128
  public let lines: Int64
}

extension Connection {
  public func insert(_ close: BookClose) throws {
    try execute(
      """
      INSERT INTO book_close (id, month, status, begun_at, closed_at)
      VALUES (:id, :month, :status, :begun_at, :closed_at)
      """,
      [
        "id": close.id, "month": close.month.isoText, "status": close.status.rawValue,
        "begun_at": close.begunAt, "closed_at": close.closedAt,
      ])
  }

  public func update(_ close: BookClose) throws {
    try changeOne(
      "book_close", "UPDATE book_close SET status = :status, closed_at = :closed_at WHERE id = :id",
      ["status": close.status.rawValue, "closed_at": close.closedAt, "id": close.id])
  }

  public func close(_ month: Month) throws -> BookClose? {
    try first(Statements.close + "WHERE month = :month", ["month": month.isoText], close)
  }

  /// The close of the latest month, done or under way.
  public func latestClose() throws -> BookClose? {
    try first(Statements.close + "ORDER BY month DESC LIMIT 1", [:], close)
  }

  /// Closes, the latest month first; the cursor is a close's id.
  public func closes(_ page: Page) throws -> PageResult<BookClose> {
    let listing = Listing("book_close", order: ["month"])
    var place: [any ValueConvertible]?
    if let id = page.cursor?.id {
      let found = try first("SELECT month FROM book_close WHERE id = :id", ["id": id]) {
        try $0.text("month")
      }
      guard let found else { throw UnknownCursor(id: id) }
      place = [found]
    }
    let window = listing.window(page, place: place)
    return window.result(try query(Statements.close + window.tail, window.values, close))
  }

  private func close(_ row: any Row) throws -> BookClose {
    BookClose(
      month: try row.month("month"), status: try row.choice("status"), begunAt: try row.instant("begun_at"),
      closedAt: try row.instantOrNil("closed_at"))
  }
}

// MARK: - Parts and their lines

extension Connection {
  /// Writes a part with the lines that its entry opens to.
  public func insert(_ part: BookClosePart, fact: FactID, lines: [LineRecognition]) throws {
    try execute(
      """
      INSERT INTO book_close_part (month, number, fact, currency, amount, lines)
      VALUES (:month, :number, :fact, :currency, :amount, :lines)
      """,
      [
        "month": part.month.isoText, "number": part.number, "fact": fact, "currency": part.amount.currency,
        "amount": part.amount.minorUnits, "lines": part.lines,
      ])
    try insert(
      into: "recognition", columns: ["month", "part", "place", "line", "customer", "amount"],
      rows: lines.enumerated().map { place, line in
        [
          part.month.isoText.columnValue, part.number.columnValue, place.columnValue, line.line.columnValue,
          line.customer.columnValue, line.amount.minorUnits.columnValue,
        ]
      })
  }

  /// The number of the last part of a close; 0 before the first.
  public func lastPart(of month: Month) throws -> Int {
    try first(
      "SELECT number FROM book_close_part WHERE month = :month ORDER BY number DESC LIMIT 1",
      ["month": month.isoText]
    ) { try $0.count("number") } ?? 0
  }

  /// What a close comes to, by currency.
  public func closeTotals(of month: Month) throws -> [CloseTotal] {
    try query(Statements.totals, ["month": month.isoText]) { row in
      CloseTotal(
        currency: try row.currency("currency"),
        amount: Int128(try row.integer("billions")) * 1_000_000_000 + Int128(try row.integer("rest")),
        lines: try row.integer("lines"))
    }
  }

  /// The part that is the entry of a fact; nil for every other fact.
  public func closePart(of fact: FactID) throws -> StoredClosePart? {
    try first(Statements.parts + "WHERE fact = :fact", ["fact": fact], part)
  }

  /// What a close opens to, in one currency or in all; the cursor is a line's id.
  public func recognizedLines(
    of month: Month, currency: Currency?, _ page: Page
  ) throws -> PageResult<RecognizedLine> {
    let parts = try query(
      Statements.parts + "WHERE month = :month ORDER BY number", ["month": month.isoText], part)
    return try recognizedLines(
      of: parts.filter { currency == nil || $0.part.amount.currency == currency }, month, page)
  }

  /// What the entry of a fact opens to; nothing for an entry that is no part of a close.
  public func recognizedLines(of fact: FactID, _ page: Page) throws -> PageResult<RecognizedLine> {
    guard let stored = try closePart(of: fact) else {
      if let id = page.cursor?.id { throw UnknownCursor(id: id) }
      return PageResult(elements: [], hasMore: false)
    }
    return try recognizedLines(of: [stored], stored.part.month, page)
  }

  /// Goes from part to part until the page is full, so that lines of other currencies are never passed by one
  /// by one.
  private func recognizedLines(
    of parts: [StoredClosePart], _ month: Month, _ page: Page
  ) throws -> PageResult<RecognizedLine> {
    let isBackward = if case .before? = page.cursor { true } else { false }
    let cursor = try page.cursor.map { cursor in
      let place = try first(Statements.place, ["line": cursor.id, "month": month.isoText]) {
        (part: try $0.count("part"), place: try $0.integer("place"))
      }
      guard let place, parts.contains(where: { $0.part.number == place.part }) else {
        throw UnknownCursor(id: cursor.id)
      }
      return place
    }
    var found: [RecognizedLine] = []
    for stored in isBackward ? parts.reversed() : parts {
      let number = stored.part.number
      if let cursor, isBackward ? number > cursor.part : number < cursor.part { continue }
      let bound = cursor.flatMap { $0.part == number ? $0.place : nil } ?? (isBackward ? .max : -1)
      found += try query(
        isBackward ? Statements.linesBefore : Statements.linesAfter,
        [
          "month": month.isoText, "part": number, "place": bound, "limit": page.limit + 1 - found.count,
        ]
      ) { row in
        RecognizedLine(
          month: month,
          recognition: LineRecognition(
            line: try row.text("line"), customer: try row.identifier("customer"),
            amount: Money(try row.integer("amount"), stored.part.amount.currency)),
          document: try row.text("document"), fact: stored.fact)
      }
      if found.count > page.limit { break }
    }
    let shown = found.prefix(page.limit)
    return PageResult(
      elements: isBackward ? shown.reversed() : Array(shown), hasMore: found.count > shown.count)
  }

  private func part(_ row: any Row) throws -> StoredClosePart {
    StoredClosePart(
      part: BookClosePart(
        month: try row.month("month"), number: try row.count("number"),
        amount: try row.money("amount", "currency"), lines: try row.count("lines")),
      fact: try row.identifier("fact"))
  }
}

private enum Statements {
  static let close: SQL = "SELECT id, month, status, begun_at, closed_at FROM book_close"
  static let parts: SQL = "SELECT month, number, fact, currency, amount, lines FROM book_close_part"
  /// Summed in two halves, because many of the largest are more than 64 bits hold.
  static let totals: SQL =
    """
    SELECT currency, CAST(SUM(amount / 1000000000) AS BIGINT) AS billions,
      CAST(SUM(amount % 1000000000) AS BIGINT) AS rest, CAST(SUM(lines) AS BIGINT) AS lines
    FROM book_close_part WHERE month = :month GROUP BY currency ORDER BY currency
    """
  static let place: SQL = "SELECT part, place FROM recognition WHERE line = :line AND month = :month"
  static let lines: SQL =
    """
    SELECT r.line, r.customer, r.amount, s.document
    FROM recognition r JOIN recognition_schedule s ON s.line = r.line
    WHERE r.month = :month AND r.part = :part AND
    """
  static let linesAfter = lines + "r.place > :place ORDER BY r.place LIMIT :limit"
  static let linesBefore = lines + "r.place < :place ORDER BY r.place DESC LIMIT :limit"
}
