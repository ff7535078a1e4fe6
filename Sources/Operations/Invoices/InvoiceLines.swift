import Chronology
import Identity
import Invoicing
import Relations
import Storage
import Subscriptions

/// Puts lines onto a draft: new ones, or items that wait.
public struct AddInvoiceLines: InvoiceCommand {
  public enum Line: Sendable {
    case new(ItemTerms)
    /// An item that waits, with other words for it perhaps.
    case waiting(PendingItemID, ItemTerms)
  }

  public let invoice: InvoiceID
  public let lines: [Line]
  public var metadata = MetadataPatch.keep

  public init(invoice: InvoiceID, lines: [Line]) {
    self.invoice = invoice
    self.lines = lines
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    let terms = lines.map { line in
      switch line {
      case .new(let terms), .waiting(_, let terms): terms
      }
    }
    let locks = try snapshot.locks(of: terms)
    return try snapshot.invoice(invoice).map { [.customer($0.customer)] + locks } ?? []
  }

  public func run(in session: Session) throws -> InvoiceID {
    var (draft, payer, instant) = try load(for: .changeLines, in: session)
    draft = try session.note(metadata, on: draft, at: instant)
    var all = try session.lines(of: draft)
    for line in lines {
      switch line {
      case .new(let terms):
        let item = try session.ask(
          terms, of: &payer, subscription: draft.subscription, onto: draft, at: instant)
        all.append((nil, item.content))
      case .waiting(let id, let terms):
        all.append((nil, try take(id, terms, onto: draft, payer, session, at: instant)))
      }
    }
    try session.rewrite(draft, as: all, at: instant)
    return invoice
  }

  private func take(
    _ id: PendingItemID, _ terms: ItemTerms, onto draft: Invoice, _ payer: Customer, _ session: Session,
    at instant: Instant
  ) throws -> LineContent {
    let field = terms.field("invoice_item")
    let item = try session.known(session.rows.pendingItem(id), .invoiceItem, id.text, field: field)
    guard item.customer == draft.customer else {
      throw Refusal.unknown(.invoiceItem, id: id.text, field: field)
    }
    if let other = item.invoice { throw InvoicingRefusal.itemBilled(id: id.text, invoice: other.text) }
    try session.rows.markBilled([id], on: draft.id)
    guard !item.isOfContract else { return item.content }
    var changed = item
    changed.content = try terms.content(changing: item.content, of: id, for: payer, in: session)
    try session.change(item, to: changed, at: instant)
    return changed.content
  }
}

/// Changes lines of a draft. What a contract owes keeps its amount; what such a line says may change.
public struct UpdateInvoiceLines: InvoiceCommand {
  public let invoice: InvoiceID
  public let lines: [(id: InvoiceLineID, terms: ItemTerms)]
  public var metadata = MetadataPatch.keep

  public init(invoice: InvoiceID, lines: [(id: InvoiceLineID, terms: ItemTerms)]) {
    self.invoice = invoice
    self.lines = lines
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    let locks = try snapshot.locks(of: lines.map(\.terms))
    return try snapshot.invoice(invoice).map { [.customer($0.customer)] + locks } ?? []
  }

  public func run(in session: Session) throws -> InvoiceID {
    var (draft, customer, instant) = try load(for: nil, in: session)
    let named = try lines.map { id, terms in
      (try session.line(id, of: draft, field: terms.path.isEmpty ? nil : terms.field("id")), terms)
    }
    try draft.check(.changeLines)
    draft = try session.note(metadata, on: draft, at: instant)
    var all = try session.lines(of: draft)
    for (line, terms) in named {
      // Named twice, it changes twice.
      let content = try change(all[line.place].content, of: line.id, terms, customer, session, at: instant)
      all[line.place].content = content
    }
    try session.rewrite(draft, as: all, at: instant)
    return invoice
  }

  private func change(
    _ content: LineContent, of line: InvoiceLineID, _ terms: ItemTerms, _ customer: Customer,
    _ session: Session, at instant: Instant
  ) throws -> LineContent {
    if let item = try content.ownItem(session) {
      var new = item
      new.content = try terms.content(changing: content, of: item.id, for: customer, in: session)
      try session.change(item, to: new, at: instant)
      return new.content
    }
    guard !terms.changesAmount else {
      throw InvoicingRefusal.lineOfContract(id: line.text, field: terms.path.isEmpty ? "id" : terms.path)
    }
    var new = content
    try terms.describe(&new)
    return new
  }
}

/// Takes lines off a draft.
public struct RemoveInvoiceLines: InvoiceCommand {
  /// What becomes of the item behind a line.
  public enum Behavior: String, Hashable, Sendable, CaseIterable {
    case delete
    /// It waits for another invoice.
    case unassign
  }

  public let invoice: InvoiceID
  public let lines: [(id: InvoiceLineID, behavior: Behavior)]
  public var metadata = MetadataPatch.keep

  public init(invoice: InvoiceID, lines: [(id: InvoiceLineID, behavior: Behavior)]) {
    self.invoice = invoice
    self.lines = lines
  }

  public func run(in session: Session) throws -> InvoiceID {
    var (draft, _, instant) = try load(for: .changeLines, in: session)
    draft = try session.note(metadata, on: draft, at: instant)
    var items: [(item: PendingItem, behavior: Behavior)] = []
    for (index, removal) in lines.enumerated() {
      let field = "lines[\(index)][id]"
      let line = try session.line(removal.id, of: draft, field: field)
      guard let id = line.content.pendingItem, let item = try session.rows.pendingItem(id),
        removal.behavior == .unassign || !item.isOfContract
      else { throw InvoicingRefusal.lineOfContract(id: line.id.text, field: field) }
      if !items.contains(where: { $0.item.id == id }) { items.append((item, removal.behavior)) }
    }
    let gone = Set(lines.map(\.id))
    let kept = try session.lines(of: draft).filter { line in line.id.map { !gone.contains($0) } ?? true }
    try session.rewrite(draft, as: kept, at: instant)
    for (item, behavior) in items {
      switch behavior {
      case .unassign: try session.rows.release([item.id])
      case .delete: try session.delete(item, at: instant)
      }
    }
    return invoice
  }
}

extension LineContent {
  /// The item that somebody asked for and this bills; nil for what a contract owes.
  fileprivate func ownItem(_ session: Session) throws -> PendingItem? {
    guard item == nil else { return nil }
    return try pendingItem.flatMap { try session.rows.pendingItem($0) }
  }
}

extension Session {
  fileprivate func line(_ id: InvoiceLineID, of draft: Invoice, field: String?) throws -> InvoiceLine {
    let line = try known(rows.line(id), .invoiceLine, id.text, field: field)
    guard line.invoice == draft.id else { throw Refusal.unknown(.invoiceLine, id: id.text, field: field) }
    return line
  }

  fileprivate func note(_ metadata: MetadataPatch, on draft: Invoice, at instant: Instant) throws -> Invoice {
    var noted = draft
    try metadata.apply(to: &noted.metadata)
    try change(draft, to: noted, because: .updated, at: instant)
    return noted
  }
}
