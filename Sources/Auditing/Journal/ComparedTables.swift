import Notation
import Storage

/// Lays the rows of a stretch of ids beside what their facts fold into.
final class ComparedTables {
  /// Above every id: the last stretch has no end.
  private static let beyondAll = "\u{10FFFF}"

  private let rows: any Connection
  private let findings: Findings
  private var attemptsTold = 0

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
  }

  /// - Parameters:
  ///   - folded: the things of the stretch in the order of their ids.
  ///   - after: the last id of the stretch before.
  ///   - through: the last id of this one; nil for the rest.
  func compare(_ folded: [FoldedSubject], after: String, through: String?) throws {
    let through = through ?? Self.beyondAll
    let byTheme = Dictionary(grouping: folded, by: \.theme)
    for rule in TableRule.all {
      try compare(byTheme[rule.theme] ?? [], rule, after: after, through: through)
    }
    try compareParts(
      of: byTheme[.subscription] ?? [], named: "An item", after, through,
      """
      SELECT subscription AS whole, id, place, price, quantity, removed, period_start, period_end, revisions,
        metadata, created, tax_rates, discounts, timing, cadence_unit, cadence_count
      FROM subscription_item WHERE subscription > :after AND subscription <= :through
      ORDER BY subscription, place
      """, TableRule.subscriptionItems, parts: { $0.state["items"]?.array ?? [] }, also: Self.isItsRevision)
    try compareParts(
      of: byTheme[.invoice] ?? [], named: "A line", after, through,
      """
      SELECT invoice AS whole, id, place, billing_key, subscription, item, price, product, amount, currency,
        period_start, period_end, content
      FROM invoice_line WHERE invoice > :after AND invoice <= :through ORDER BY invoice, place
      """, TableRule.lines, parts: \.lines, also: { _, _ in true })
    try compareParts(
      of: byTheme[.creditNote] ?? [], named: "A credited line", after, through,
      """
      SELECT credit_note AS whole, id, invoice_line, amount, period_start, period_end, content
      FROM credit_note_line WHERE credit_note > :after AND credit_note <= :through
      ORDER BY credit_note, place
      """, TableRule.creditedLines, parts: { $0.state["lines"]?.array ?? [] }, also: { _, _ in true })
    try compareParts(
      of: byTheme[.creditNote] ?? [], named: "A credited refund", after, through,
      """
      SELECT credit_note AS whole, refund AS id, amount FROM credit_note_refund
      WHERE credit_note > :after AND credit_note <= :through ORDER BY credit_note, place
      """, TableRule.creditedRefunds, parts: { $0.state["refunds"]?.array ?? [] }, also: { _, _ in true })
    for intent in byTheme[.paymentIntent] ?? [] { try compareAttempts(of: intent) }
  }

  // MARK: - Things

  private func compare(
    _ folded: [FoldedSubject], _ rule: TableRule, after: String, through: String
  ) throws {
    var waiting = folded[...]
    _ = try rows.query(rule.select, ["after": after, "through": through]) { row in
      let id = try row.text("id")
      findings.looked(.refold)
      while let next = waiting.first, precedes(next.id, id) {
        missing(next)
        waiting.removeFirst()
      }
      guard let subject = waiting.first, subject.id == id else { return try unexplained(id, rule.theme, row) }
      waiting.removeFirst()
      try compare(subject, rule, row)
    }
    waiting.forEach(missing)
  }

  private func compare(_ subject: FoldedSubject, _ rule: TableRule, _ row: any Row) throws {
    let state = JSON(subject.state)
    var differing = try rule.columns.filter { try !$0.holds(in: state, row) }.map(\.column)
    switch rule.theme {
    case .customer, .testClock:
      if try row.integer("deleted") != (subject.isDeleted ? 1 : 0) { differing.append("deleted") }
    default:
      if subject.isDeleted { differing.append("id") }
    }
    // A card's history, and a code's, is not its customer's; who sets a card up can be said later.
    let isOfCustomer = ![.paymentMethod, .promotionCode, .setupIntent].contains(rule.theme)
    if let customer = state["customer"]?.string, isOfCustomer, customer != subject.customer {
      findings.found(.journal, "Facts are filed under another customer than they tell of.", [subject.id])
    }
    report(differing, "This row is not what its facts fold into", [subject.id])
  }

  private func missing(_ subject: FoldedSubject) {
    guard !subject.isDeleted else { return }
    findings.found(.refold, "Facts tell of a \(subject.theme.rawValue) that has no row.", [subject.id])
  }

  private func unexplained(_ id: String, _ theme: Theme, _ row: any Row) throws {
    // A card that never belonged to anybody has no history yet.
    if theme == .paymentMethod, try row.isNull("customer") { return }
    findings.found(.refold, "No fact tells of this \(theme.rawValue).", [id])
  }

  // MARK: - Parts of things

  /// Compares rows that are parts of a thing: the items of a contract, the lines of an invoice.
  private func compareParts(
    of folded: [FoldedSubject], named name: String, _ after: String, _ through: String, _ select: SQL,
    _ rules: [ColumnRule], parts: (FoldedSubject) -> [JSON], also: (JSON, any Row) throws -> Bool
  ) throws {
    var told: [String: ArraySlice<JSON>] = [:]
    for subject in folded { told[subject.id] = parts(subject)[...] }
    _ = try rows.query(select, ["after": after, "through": through]) { row in
      let whole = try row.text("whole")
      let id = try row.text("id")
      findings.looked(.refold)
      guard let part = told[whole]?.popFirst() else {
        return findings.found(.refold, "\(name) that no fact tells of.", [id, whole])
      }
      var differing = try rules.filter { try !$0.holds(in: part, row) }.map(\.column)
      if try !also(part, row) { differing.append("price, quantity or removed") }
      report(differing, "\(name) is not what the facts say", [id, whole])
    }
    for subject in folded where !(told[subject.id] ?? []).isEmpty {
      findings.found(.refold, "\(name) that the facts tell of is missing.", [subject.id])
    }
  }

  /// An item's columns repeat its last revision.
  private static func isItsRevision(_ item: JSON, _ row: any Row) throws -> Bool {
    let last = item["revisions"]?.array?.last
    let isRemoved = last?["step"]?.string == "removal"
    return try last?["price"]?.string == row.text("price")
      && last?["quantity"]?.integer == row.integer("quantity")
      && row.integer("removed") == (isRemoved ? 1 : 0)
  }

  // MARK: - Attempts

  private func compareAttempts(of intent: FoldedSubject) throws {
    for attempt in intent.attempts {
      attemptsTold += 1
      guard let id = attempt["id"]?.string else { continue }
      findings.looked(.refold)
      let differing = try rows.query(
        """
        SELECT id, payment_intent, customer, invoice, number, payment_method, gateway_reference, amount,
          currency, on_session, authenticated, started_at
        FROM payment_attempt WHERE id = :id
        """, ["id": id]
      ) { row in try TableRule.attempts.filter { try !$0.holds(in: attempt, row) }.map(\.column) }
      guard let columns = differing.first else {
        findings.found(.refold, "Facts tell of an attempt that has no row.", [id, intent.id])
        continue
      }
      report(columns, "An attempt is not what its fact says", [id, intent.id])
    }
  }

  /// Attempts are looked up one by one; only their number tells of one without a fact.
  func compareAttemptCount() throws {
    let count = try rows.query("SELECT COUNT(*) AS number FROM payment_attempt", [:]) {
      try $0.integer("number")
    }
    guard let count = count.first, count != Int64(attemptsTold) else { return }
    findings.found(
      .refold, "There are not as many attempts as the facts tell of.", [],
      ["rows": Int128(count), "facts": Int128(attemptsTold)])
  }

  /// Names columns, never what stands in them.
  private func report(_ columns: [String], _ sentence: String, _ subjects: [String]) {
    guard !columns.isEmpty else { return }
    findings.found(.refold, "\(sentence): \(columns.joined(separator: ", ")).", subjects)
  }
}
