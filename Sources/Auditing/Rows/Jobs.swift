import Notation
import Storage

/// Whatever time must move on has a job that will do it, at the right moment and on the right clock.
struct Jobs {
  private let rows: any Connection
  private let findings: Findings

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
  }

  private struct Law {
    let sentence: String
    /// The subjects for which it does not hold.
    let query: SQL
  }

  func check() throws {
    for law in Self.laws {
      findings.looked(.jobs)
      _ = try rows.query(law.query, [:]) { findings.found(.jobs, law.sentence, [try $0.text("id")]) }
    }
    try checkTurns()
    try checkDiscountEnds()
    try checkDead()
  }

  /// A contract's next turn is the end of its period, or its own end before that.
  private func checkTurns() throws {
    findings.looked(.jobs)
    _ = try rows.query(
      """
      SELECT s.id, s.cancellation, j.due,
        (SELECT MIN(i.period_end) FROM subscription_item i WHERE i.subscription = s.id) AS period_end
      FROM subscription s JOIN job j ON j.subject = s.id AND j.kind = 'renew_subscription' ORDER BY s.id
      """, [:]
    ) { row in
      let end = try row.integer("period_end")
      let ending = try row.textOrNil("cancellation").flatMap(parsed)?.at(["effectiveAt"])?.integer ?? end
      guard try row.integer("due") != min(end, ending) else { return }
      findings.found(
        .jobs, "A contract's renewal is due at another moment than its period ends.", [try row.text("id")])
    }
  }

  /// A contract with a discount that ends has a job for the next end. One that comes too early, because an
  /// item took its discount with it, looks and waits on.
  private func checkDiscountEnds() throws {
    findings.looked(.jobs)
    var ends: [String: Int64] = [:]
    _ = try rows.query(
      """
      SELECT id, discounts FROM subscription
      WHERE discounts IS NOT NULL AND status NOT IN ('canceled', 'incomplete_expired')
      UNION ALL
      SELECT i.subscription AS id, i.discounts FROM subscription_item i
      JOIN subscription s ON s.id = i.subscription
      WHERE i.discounts IS NOT NULL AND s.status NOT IN ('canceled', 'incomplete_expired')
      """, [:]
    ) { row in
      let (id, discounts) = (try row.text("id"), AuditedDiscount.list(try row.text("discounts")))
      guard let end = discounts.compactMap(\.end).min() else { return }
      ends[id] = min(ends[id] ?? end, end)
    }
    _ = try rows.query("SELECT subject, due FROM job WHERE kind = 'end_discounts' ORDER BY subject", [:]) {
      row in
      let (id, due) = (try row.text("subject"), try row.integer("due"))
      guard let end = ends.removeValue(forKey: id), due > end else { return }
      findings.found(.jobs, "A contract's discount ends before the job that ends it.", [id])
    }
    for id in ends.keys.sorted(by: precedes) {
      findings.found(.jobs, "A contract has a discount that ends, and no job that ends it.", [id])
    }
  }

  private func checkDead() throws {
    _ = try rows.query("SELECT id, subject, kind, state, failures FROM job ORDER BY id", [:]) { row in
      findings.looked(.deadJobs)
      guard try row.text("state") == "dead" else { return }
      findings.found(
        .deadJobs, "A job was given up: \(try row.text("kind")).",
        [try row.text("id"), try row.text("subject")],
        ["failures": Int128(try row.integer("failures"))])
    }
  }

  private static let laws = [
    Law(
      sentence: "A running contract has no job that renews it.",
      query: """
        SELECT s.id FROM subscription s WHERE s.status IN ('active', 'past_due', 'unpaid', 'trialing')
          AND NOT EXISTS (
          SELECT 1 FROM job j WHERE j.subject = s.id AND j.kind = 'renew_subscription') ORDER BY s.id
        """),
    Law(
      sentence: "A contract that does not run has a job that renews it.",
      query: """
        SELECT s.id FROM subscription s JOIN job j ON j.subject = s.id AND j.kind = 'renew_subscription'
        WHERE s.status NOT IN ('active', 'past_due', 'unpaid', 'trialing') ORDER BY s.id
        """),
    Law(
      sentence: "A contract that waits for its first payment has no job that ends the waiting.",
      query: """
        SELECT s.id FROM subscription s WHERE s.status = 'incomplete' AND NOT EXISTS (
          SELECT 1 FROM job j WHERE j.subject = s.id AND j.kind = 'expire_subscription') ORDER BY s.id
        """),
    Law(
      sentence: "A draft that time should finalise has no job for it.",
      query: """
        SELECT i.id FROM invoice i WHERE i.status = 'draft' AND i.auto_advance = 1 AND NOT EXISTS (
          SELECT 1 FROM job j
          WHERE j.subject = i.id AND j.kind = 'finalize_invoice' AND j.due = i.finalizes_at)
        ORDER BY i.id
        """),
    Law(
      sentence: "A failed payment that should be tried again has no job for it.",
      query: """
        SELECT i.id FROM invoice i
        WHERE i.status = 'open' AND i.auto_advance = 1 AND i.attempted = 1
          AND i.next_payment_attempt IS NOT NULL AND i.days_until_due IS NULL
          AND NOT EXISTS (SELECT 1 FROM job j WHERE j.subject = i.id AND j.kind = 'collect_invoice')
          AND NOT EXISTS (SELECT 1 FROM payment_attempt a WHERE a.invoice = i.id AND a.answer IS NULL)
        ORDER BY i.id
        """),
    Law(
      sentence: "An attempt without an answer has no job that asks for it.",
      query: """
        SELECT a.id FROM payment_attempt a WHERE a.answer IS NULL AND NOT EXISTS (
          SELECT 1 FROM job j WHERE j.subject = a.id AND j.kind = 'settle_attempt') ORDER BY a.id
        """),
    Law(
      sentence: "A refund without an answer has no job that asks for it.",
      query: """
        SELECT r.id FROM refund r WHERE r.answered_at IS NULL AND NOT EXISTS (
          SELECT 1 FROM job j WHERE j.subject = r.id AND j.kind = 'settle_refund') ORDER BY r.id
        """),
    Law(
      sentence: "A card that is being set up has no job that asks for it.",
      query: """
        SELECT s.id FROM setup_intent s WHERE s.status = 'processing' AND NOT EXISTS (
          SELECT 1 FROM job j WHERE j.subject = s.id AND j.kind = 'settle_setup') ORDER BY s.id
        """),
    Law(
      sentence: "A test clock on its way has no job that takes it there.",
      query: """
        SELECT c.id FROM test_clock c WHERE c.target IS NOT NULL AND c.deleted = 0 AND NOT EXISTS (
          SELECT 1 FROM job j WHERE j.subject = c.id AND j.kind = 'advance_test_clock') ORDER BY c.id
        """),
    Law(
      sentence: "A job waits on another clock than its contract lives on.",
      query: """
        SELECT j.id FROM job j JOIN subscription s ON s.id = j.subject
        WHERE j.clock <> COALESCE(s.test_clock, '') ORDER BY j.id
        """),
    Law(
      sentence: "A job is about something that is not there.",
      query: """
        SELECT j.id FROM job j WHERE j.kind <> 'close_books'
          AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.id = j.subject)
          AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.id = j.subject)
          AND NOT EXISTS (SELECT 1 FROM payment_attempt a WHERE a.id = j.subject)
          AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.id = j.subject)
          AND NOT EXISTS (SELECT 1 FROM setup_intent u WHERE u.id = j.subject)
          AND NOT EXISTS (SELECT 1 FROM test_clock c WHERE c.id = j.subject)
        ORDER BY j.id
        """),
  ]
}
