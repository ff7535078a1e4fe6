import Invoicing
import Journal

/// What a fact means for the schedules of lines.
public enum ScheduleChange: Hashable, Sendable {
  /// The invoice is final: its lines are to be earned.
  case issued(invoice: String)
  /// A credit note takes parts of lines back.
  case credited(CreditNote)
  /// The document is void: nothing of its lines is revenue any more.
  case withdrawn(document: String)
}

/// What a fact means for the schedules of lines; nil for most facts, which mean nothing.
///
/// An invoice that is given up as uncollectible keeps its schedule as long as its entry leaves deferred
/// revenue alone: it was delivered, and the loss is its own account's.
public func scheduleChange(of fact: Fact) -> ScheduleChange? {
  switch fact {
  case .invoiceChanged(let id, .finalized, _): .issued(invoice: id.text)
  case .invoiceChanged(let id, .voided, _): .withdrawn(document: id.text)
  case .creditNoteIssued(let note): .credited(note)
  case .creditNoteChanged(let id, .voided, _): .withdrawn(document: id.text)
  default: nil
  }
}

/// The kinds of facts that ``scheduleChange(of:)`` looks at; the others need not be read.
public let scheduleKinds: Set<String> = [
  "invoice.finalized", "invoice.voided", "credit_note.issued", "credit_note.voided",
]
