import Chronology
import Journal
import Relations
import Storage

/// One transaction in which many commands run, each at its own moment: what they load, decide and record is
/// shared and written together.
///
/// Decided ahead it goes by shares, one a customer: what cannot be decided on a snapshot is dropped without
/// the others, and left to the writer.
final class SharedTransaction {
  let workspace: OpenWorkspace
  let connection: any Connection
  private let first: Session
  private var journal: JournalDraft
  private(set) var drafted: RowDraft

  init(
    workspace: OpenWorkspace, rows: any Connection, cause: FactCause, known: States.Known = States.Known()
  ) {
    self.workspace = workspace
    connection = rows
    first = workspace.session(rows, cause, states: States(rows: rows, known: known))
    journal = first.journal
    drafted = first.drafted
  }

  func session(at moment: Instant?) -> Session {
    Session(
      rows: connection, identifiers: first.identifiers, cause: first.cause, wall: first.wall,
      workspaceNow: first.workspaceNow, moment: moment, settlement: first.settlement,
      numbering: first.numbering, states: first.states, journal: journal, drafted: drafted)
  }

  func write() throws { try first.write() }

  var known: States.Known { first.states.known }

  /// Decides one customer's share.
  /// - Returns: nil when it cannot be decided ahead; then nothing of it stays.
  func share<Result>(
    of customer: CustomerID, on ahead: AheadConnection, _ decide: () throws -> Result
  ) throws -> Result? {
    ahead.beginShare()
    journal = JournalDraft(rows: connection, cause: first.cause, recorded: first.wall)
    drafted = RowDraft(rows: connection)
    defer { (journal, drafted) = (first.journal, first.drafted) }
    do {
      let result = try decide()
      // What belongs to no customer others may change or read meanwhile.
      guard journal.isOnly(about: customer) else { throw NotDecidableAhead() }
      first.journal.add(journal)
      first.drafted.add(drafted)
      return result
    } catch is NotDecidableAhead {
      ahead.dropShare()
      first.states.forgetEverything(of: customer)
      return nil
    }
  }
}
