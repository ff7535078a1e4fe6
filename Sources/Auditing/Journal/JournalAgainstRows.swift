import Notation
import Storage

/// Folds the whole journal anew and lays the result beside the rows: what the tables say now must be what the
/// facts have told.
///
/// The ids are walked through in stretches. A stretch's things are folded, and then every table is read over
/// the same stretch, so that a row without facts is found as surely as facts without a row.
struct JournalAgainstRows {
  /// How many things are folded before their rows are read.
  private static let stretch = 1_000

  private let rows: any Connection
  private let findings: Findings
  private let tables: ComparedTables

  init(_ rows: any Connection, _ findings: Findings) {
    self.rows = rows
    self.findings = findings
    tables = ComparedTables(rows, findings)
  }

  func check() throws {
    let facts = StoredFacts(rows: rows).stream()
    var folded: [FoldedSubject] = []
    var after = ""
    while let subject = try facts.peek()?.subject {
      if let next = try fold(subject, facts) { folded.append(next) }
      guard folded.count >= Self.stretch else { continue }
      try tables.compare(folded, after: after, through: subject)
      (folded, after) = ([], subject)
    }
    try tables.compare(folded, after: after, through: nil)
    try tables.compareAttemptCount()
  }

  /// Reads one thing's facts; nil when they are about nothing that has a row.
  private func fold(_ subject: String, _ facts: KeyedStream<StoredFacts.Fact>) throws -> FoldedSubject? {
    var folded: FoldedSubject?
    while let fact = try facts.peek(), fact.subject == subject {
      _ = try facts.next()
      findings.looked(.journal)
      guard let kind = FactKind(fact.kind) else {
        findings.found(.journal, "A fact of a kind that is not known.", [fact.id, subject])
        continue
      }
      guard let payload = parsed(fact.payload) else {
        findings.found(.journal, "A fact's payload is no JSON.", [fact.id, subject])
        continue
      }
      let isFirst = folded == nil
      var current = folded ?? FoldedSubject(id: subject, theme: kind.theme, customer: fact.customer)
      if current.theme != kind.theme || current.customer != fact.customer, !Self.mayMove(kind) {
        findings.found(
          .journal, "A fact tells of something or someone else than the one before.", [fact.id, subject])
      }
      apply(kind, payload, fact, to: &current, isFirst: isFirst)
      folded = current
    }
    return folded
  }

  /// A card comes and goes between customers, and a setup intent can find its customer later; their facts
  /// name whom they are about at that time.
  private static func mayMove(_ kind: FactKind) -> Bool {
    kind.theme == .paymentMethod || kind.theme == .setupIntent
  }

  private func apply(
    _ kind: FactKind, _ payload: JSON, _ fact: StoredFacts.Fact, to subject: inout FoldedSubject,
    isFirst: Bool
  ) {
    switch kind.action {
    case "deleted": subject.delete()
    // Its lines and its entry are looked at by ``AuditedCloses``.
    case "revenue_recognized": break
    // Each choice replaces the one before it, and has no row of its own.
    case "dunning_chosen": break
    case "attempt":
      guard let attempt = payload["state"] else {
        return findings.found(.journal, "A fact lacks the state it should hold.", [fact.id, fact.subject])
      }
      subject.attempt(attempt)
    default:
      if case .object(let state)? = payload["state"] {
        // A product's id is free again once the product is gone.
        if !isFirst, kind.theme != .paymentMethod, kind.theme != .product || !subject.isDeleted {
          findings.found(.journal, "Something begins twice.", [fact.id, fact.subject])
        }
        subject.replace(with: state, lines: payload["lines"]?.array ?? [])
      } else if case .object(let before)? = payload["before"], case .object(let after)? = payload["after"] {
        if subject.isBlank {
          findings.found(.journal, "Something changes before it begins.", [fact.id, fact.subject])
        }
        if let lines = payload["lines"] {
          subject.changeLines(put: lines["put"]?.array ?? [], removed: lines["removed"]?.array ?? [])
        }
        guard !subject.apply(before: before, after: after) else { return }
        findings.found(
          .journal, "A fact does not continue the one before it.", [fact.id, fact.subject],
          ["position": Int128(fact.place.position)])
      } else {
        findings.found(.journal, "A fact lacks the state it should hold.", [fact.id, fact.subject])
      }
    }
  }
}

/// A fact's kind taken apart.
private struct FactKind {
  let theme: Theme
  let action: String

  init?(_ kind: String) {
    // An attempt is told under the payment it belongs to.
    if kind == "payment.attempted" {
      (theme, action) = (.paymentIntent, "attempt")
      return
    }
    let parts = kind.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let theme = Theme(rawValue: String(parts[0])),
      theme.actions.contains(String(parts[1]))
    else { return nil }
    self.theme = theme
    action = String(parts[1])
  }
}
