import Catalog
import Identity
import Relations
import Storage
import Subscriptions

/// Writes an invoice by hand with all its lines at once, and makes it final perhaps.
public struct WriteInvoice: SettlingCommand {
  public let invoice: CreateInvoice
  public let lines: [ItemTerms]
  /// Makes it final and collects it as its terms say.
  public var finalizes = false

  public init(_ invoice: CreateInvoice, lines: [ItemTerms]) {
    self.invoice = invoice
    self.lines = lines
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try invoice.touches(snapshot) + snapshot.locks(of: lines)
  }

  public func run(in session: Session) throws -> InvoiceID {
    let id = try invoice.run(in: session)
    for line in lines {
      var command = CreateInvoiceItem(customer: invoice.customer, terms: line)
      command.invoice = id
      _ = try command.run(in: session)
    }
    guard finalizes else { return id }
    return try FinalizeInvoiceNow(invoice: id, autoAdvance: true).run(in: session)
  }

  public static func subject(of outcome: InvoiceID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> InvoiceID? { InvoiceID(subject) }
}
