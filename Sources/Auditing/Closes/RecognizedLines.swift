import Storage

/// Works out again what every close recognised of every line: its amount by the days that were over, from the
/// month it was issued in, and nothing once its invoice was void.
struct RecognizedLines {
  private let rows: any Connection
  private let findings: Findings
  private let closes: [AuditedCloses.Close]

  init(_ rows: any Connection, _ findings: Findings, _ closes: [AuditedCloses.Close]) {
    self.rows = rows
    self.findings = findings
    self.closes = closes
  }

  private struct Line {
    let invoice: String
    let place: Int64
    let id: String
    let amount: Int64
    let start: Int64
    let end: Int64
    /// What a close recognised of it; nil for a line that no close touched.
    let recognized: (month: String, amount: Int64)?
  }

  /// What happened to an invoice that matters here, with its place in the journal.
  private struct Step {
    let invoice: String
    let place: JournalPosition
    let kind: String
    let effective: Int64
  }

  /// Documents whose lines are recognised: invoices, and credit notes, which take back.
  private struct Source {
    let lines: SQL
    let issued: String
    let voided: String

    static let all = [
      Source(
        lines: """
          SELECT l.invoice, l.place, l.id, l.amount - l.discount - l.inclusive_tax AS amount,
            l.period_start, l.period_end, r.month, r.amount AS recognized
          FROM (SELECT * FROM invoice_line WHERE (invoice, place) > (:invoice, :place)
            ORDER BY invoice, place LIMIT :limit) l
          LEFT JOIN recognition r ON r.line = l.id ORDER BY l.invoice, l.place, r.month
          """, issued: "invoice.finalized", voided: "invoice.voided"),
      Source(
        lines: """
          SELECT l.credit_note AS invoice, l.place, l.id, l.inclusive_tax + l.discount - l.amount AS amount,
            l.period_start, l.period_end, r.month, r.amount AS recognized
          FROM (SELECT * FROM credit_note_line WHERE (credit_note, place) > (:invoice, :place)
            ORDER BY credit_note, place LIMIT :limit) l
          LEFT JOIN recognition r ON r.line = l.id ORDER BY l.credit_note, l.place, r.month
          """, issued: "credit_note.issued", voided: "credit_note.voided"),
    ]
  }

  func check() throws {
    guard !closes.isEmpty else { return }
    try checkSchedules()
    var seen: Int64 = 0
    for source in Source.all { try check(source, &seen) }
    let all = try rows.query("SELECT COUNT(*) AS number FROM recognition", [:]) { try $0.integer("number") }
    if all.first != seen {
      findings.found(
        .recognition, "Something was recognised of lines that are not there.", [],
        ["rows": Int128(all.first ?? 0), "of_lines": Int128(seen)])
    }
  }

  private func check(_ source: Source, _ seen: inout Int64) throws {
    let (lines, steps) = (lines(source), steps(source))
    while let invoice = try lines.peek()?.invoice {
      _ = try steps.take { precedes($0.invoice, invoice) }
      let own = try steps.take { $0.invoice == invoice }
      while let id = try lines.peek(), id.invoice == invoice {
        let line = try lines.take { $0.id == id.id }
        seen += Int64(line.count { $0.recognized != nil })
        check(line, source, steps: own)
      }
    }
  }

  /// What is kept of each line is what closes recognised of it, and what is left of it waits for a month.
  private func checkSchedules() throws {
    let schedules = KeyedStream<Schedule> { last in
      try rows.query(
        """
        SELECT s.line, s.amount, s.recognized, s.withdrawn_month, s.next_month,
          CAST((SELECT SUM(r.amount) FROM recognition r WHERE r.line = s.line) AS BIGINT) AS closed
        FROM (SELECT * FROM recognition_schedule WHERE line > :line ORDER BY line LIMIT :limit) s
        ORDER BY s.line
        """, ["line": last?.line ?? "", "limit": KeyedStream<Schedule>.pageLength]
      ) { row in
        Schedule(
          line: try row.text("line"), amount: try row.integer("amount"),
          recognized: try row.integer("recognized"), isWithdrawn: try !row.isNull("withdrawn_month"),
          waits: try !row.isNull("next_month"), closed: try row.integerOrNil("closed") ?? 0)
      }
    }
    while let schedule = try schedules.next() {
      if schedule.recognized != schedule.closed {
        findings.found(
          .recognition, "What is kept of a line is not what closes recognised of it.", [schedule.line],
          ["kept": Int128(schedule.recognized), "closed": Int128(schedule.closed)])
      }
      if schedule.recognized != (schedule.isWithdrawn ? 0 : schedule.amount), !schedule.waits {
        findings.found(.recognition, "The rest of a line waits for no month.", [schedule.line])
      }
    }
  }

  private struct Schedule {
    let line: String
    let amount: Int64
    let recognized: Int64
    let isWithdrawn: Bool
    let waits: Bool
    let closed: Int64
  }

  /// - Parameter rows: one line, once for each close that recognised something of it.
  private func check(_ rows: [Line], _ source: Source, steps: [Step]) {
    findings.looked(.recognition)
    let line = rows[0]
    var kept: [String: Int128] = [:]
    for row in rows {
      if let recognized = row.recognized { kept[recognized.month, default: 0] += Int128(recognized.amount) }
    }
    var before: Int128 = 0
    for close in closes {
      let after = earned(line, source, steps, close)
      // A month that is being closed may have come as far as this line, or not.
      let isOpen = !close.isFinished && kept[close.month] == nil
      let moved = kept.removeValue(forKey: close.month) ?? 0
      if !isOpen, moved != after - before {
        findings.found(
          .recognition, "A close did not recognise the days of this line that were over.",
          [line.id, line.invoice, close.month], ["recognized": moved, "expected": after - before])
      }
      before = after
    }
    if !kept.isEmpty {
      findings.found(.recognition, "A line was recognised in a month without a close.", [line.id])
    }
  }

  /// What should be revenue at the end of a close, as the journal stood when it began.
  private func earned(
    _ line: Line, _ source: Source, _ steps: [Step], _ close: AuditedCloses.Close
  ) -> Int128 {
    func day(_ instant: Int64) -> Int64 { instant >= 0 ? instant / 86_400 : (instant - 86_399) / 86_400 }
    let known = steps.filter { step in
      close.begun.map { step.place < $0 } ?? false && day(step.effective) < close.end
    }
    guard known.contains(where: { $0.kind == source.issued }),
      !known.contains(where: { $0.kind == source.voided })
    else { return 0 }
    let first = day(line.start)
    let days = max(1, day(line.end) - first)
    let over = min(max(close.end - first, 0), days)
    return Exact.halfAwayFromZero(Int128(line.amount) * Int128(over), Int128(days))
  }

  /// Lines by invoice; a line comes once for each close that touched it. A page is cut by lines, so it is
  /// never shorter than a page of rows.
  private func lines(_ source: Source) -> KeyedStream<Line> {
    KeyedStream { last in
      try rows.query(
        source.lines,
        ["invoice": last?.invoice ?? "", "place": last?.place ?? -1, "limit": KeyedStream<Line>.pageLength]
      ) { row in
        var recognized: (month: String, amount: Int64)?
        if let month = try row.textOrNil("month") { recognized = (month, try row.integer("recognized")) }
        return Line(
          invoice: try row.text("invoice"), place: try row.integer("place"), id: try row.text("id"),
          amount: try row.integer("amount"), start: try row.integer("period_start"),
          end: try row.integer("period_end"), recognized: recognized)
      }
    }
  }

  private func steps(_ source: Source) -> KeyedStream<Step> {
    KeyedStream { last in
      try rows.query(
        """
        SELECT subject, stamp, position, kind, effective FROM fact
        WHERE (subject, stamp, position) > (:subject, :stamp, :position)
          AND kind IN (:issued, :voided)
        ORDER BY subject, stamp, position LIMIT :limit
        """,
        [
          "subject": last?.invoice ?? "", "stamp": last?.place.stamp ?? -1,
          "position": last?.place.position ?? -1, "issued": source.issued, "voided": source.voided,
          "limit": KeyedStream<Step>.pageLength,
        ]
      ) { row in
        Step(
          invoice: try row.text("subject"),
          place: JournalPosition(stamp: try row.integer("stamp"), position: try row.integer("position")),
          kind: try row.text("kind"), effective: try row.integer("effective"))
      }
    }
  }
}
