import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Relations
import Storage
import Subscriptions

/// Asks a customer for something beside what contracts owe: with the next invoice, or on a draft.
public struct CreateInvoiceItem: SettlingCommand {
  public let customer: CustomerID
  public let terms: ItemTerms
  /// The draft it goes onto at once.
  public var invoice: InvoiceID?
  /// The contract whose next invoice takes it; nil is whichever invoice comes next.
  public var subscription: SubscriptionID?

  public init(customer: CustomerID, terms: ItemTerms) {
    self.customer = customer
    self.terms = terms
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try [.customer(customer)] + snapshot.locks(of: [terms])
  }

  public func run(in session: Session) throws -> PendingItemID {
    var payer = try session.known(
      session.states.customer(customer), .customer, customer.text, field: "customer")
    let instant = try session.now(for: payer)
    let draft = try draft(in: session)
    try checkContract(in: session)
    let item = try session.ask(terms, of: &payer, subscription: subscription, onto: draft, at: instant)
    if let draft {
      try session.rewrite(draft, as: session.lines(of: draft) + [(nil, item.content)], at: instant)
    }
    return item.id
  }

  private func draft(in session: Session) throws -> Invoice? {
    guard let invoice else { return nil }
    let found = try session.known(session.states.invoice(invoice), .invoice, invoice.text, field: "invoice")
    guard found.customer == customer else {
      throw Refusal.unknown(.invoice, id: invoice.text, field: "invoice")
    }
    try found.check(.changeLines)
    return found
  }

  private func checkContract(in session: Session) throws {
    guard let subscription else { return }
    let found = try session.known(
      session.states.subscription(subscription), .subscription, subscription.text, field: "subscription")
    guard found.customer == customer else {
      throw Refusal.unknown(.subscription, id: subscription.text, field: "subscription")
    }
    guard !found.status.isTerminal else { throw SubscriptionRefusal.ended(id: subscription.text) }
  }

  public static func subject(of outcome: PendingItemID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> PendingItemID? { PendingItemID(subject) }
}

/// Changes an item that waits, or that stands on a draft.
public struct UpdateInvoiceItem: ItemCommand {
  public let item: PendingItemID
  public let terms: ItemTerms

  public init(_ item: PendingItemID, terms: ItemTerms) {
    self.item = item
    self.terms = terms
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.pendingItem(item).map { try [.customer($0.customer)] + snapshot.locks(of: [terms]) } ?? []
  }

  public func run(in session: Session) throws -> PendingItemID {
    let (found, draft, customer, instant) = try load(in: session)
    let content = try terms.content(changing: found.content, of: item, for: customer, in: session)
    var new = found
    new.content = content
    try session.change(found, to: new, at: instant)
    if let draft {
      let lines = try session.lines(of: draft)
        .map { ($0.id, $0.content.pendingItem == item ? content : $0.content) }
      try session.rewrite(draft, as: lines, at: instant)
    }
    return item
  }
}

/// Asks for an item no more. One that stands on a draft leaves it.
public struct DeleteInvoiceItem: ItemCommand {
  public let item: PendingItemID

  public init(_ item: PendingItemID) {
    self.item = item
  }

  public func run(in session: Session) throws -> PendingItemID {
    let (found, draft, _, instant) = try load(in: session)
    if let draft {
      let kept = try session.lines(of: draft).filter { $0.content.pendingItem != item }
      try session.rewrite(draft, as: kept, at: instant)
    }
    try session.delete(found, at: instant)
    return item
  }
}

/// A command about an item that exists.
public protocol ItemCommand: SettlingCommand where Outcome == PendingItemID {
  var item: PendingItemID { get }
}

extension ItemCommand {
  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.pendingItem(item).map { [.customer($0.customer)] } ?? []
  }

  public static func subject(of outcome: PendingItemID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> PendingItemID? { PendingItemID(subject) }

  /// The item where it may still change, with the draft it stands on.
  fileprivate func load(
    in session: Session
  ) throws -> (item: PendingItem, draft: Invoice?, customer: Customer, instant: Instant) {
    let found = try session.known(session.rows.pendingItem(item), .invoiceItem, item.text, field: nil)
    guard !found.isOfContract else { throw InvoicingRefusal.itemOfContract(id: item.text) }
    let draft = try found.invoice.flatMap { try session.states.invoice($0) }
    if let draft, draft.status != .draft {
      throw InvoicingRefusal.itemBilled(id: item.text, invoice: draft.id.text)
    }
    guard let customer = try session.states.customer(found.customer) else {
      throw Refusal.customerDeleted(id: found.customer.text)
    }
    return (found, draft, customer, try session.now(for: customer))
  }
}

/// A line as it shall be. One that stays keeps its id; a new one has none yet.
typealias DraftedLine = (id: InvoiceLineID?, content: LineContent)

extension Session {
  /// Makes an item that waits, or belongs to a draft, whose lines are to be written by the caller.
  func ask(
    _ terms: ItemTerms, of payer: inout Customer, subscription: SubscriptionID?, onto draft: Invoice?,
    at instant: Instant
  ) throws -> PendingItem {
    let id: PendingItemID = newID()
    let content = try terms.content(
      of: id, for: &payer, subscription: subscription, draft: draft, in: self, at: instant)
    let item = PendingItem(
      id: id, customer: payer.id, content: content, created: instant, placedOn: draft?.id)
    try create(item)
    return item
  }

  func lines(of draft: Invoice) throws -> [DraftedLine] {
    try rows.lines(of: draft.id).map { ($0.id, $0.content) }
  }

  /// Gives a draft these lines in this order.
  func rewrite(_ draft: Invoice, as lines: [DraftedLine], at instant: Instant) throws {
    guard lines.count <= Invoice.linesMost else { throw InvoicingRefusal.tooManyLines(id: draft.id.text) }
    let old = try rows.lines(of: draft.id)
    let contract = try draft.subscription.flatMap { try states.subscription($0) }
    let credits = try contract.map { try self.credits(of: lines, for: $0) } ?? [:]
    let contents = try lines.map(\.content).billed(
      discounts: usable(of: draft, old, contract), rates: draft.defaultTaxRates,
      exemption: draft.billedTo.taxExemption, credits: credits)
    let new = zip(lines, contents).enumerated().map { place, line in
      InvoiceLine(id: line.0.id ?? newID(), invoice: draft.id, place: place, content: line.1)
    }
    let change = LineChange(from: old, to: new)
    guard !change.isEmpty else { return }
    try self.change(draft, to: draft.billing(new.map(\.content)), lines: change, at: instant)
    if var contract, let customer = try states.customer(draft.customer) {
      try spendDiscounts(of: &contract, on: contents, customer: customer, at: instant)
    }
  }

  /// Drafts name their customer as they are. Whether they are taxed may have changed with that.
  func readdressDrafts(of customer: Customer) throws {
    let instant = try now(for: customer)
    for draft in try rows.drafts(of: customer.id) {
      var named = draft
      named.billedTo = BilledTo(customer)
      try change(draft, to: named, because: .updated, at: instant)
      if draft.billedTo.taxExemption != named.billedTo.taxExemption {
        try rewrite(named, as: lines(of: named), at: instant)
      }
    }
  }

  /// What changes of the contract gave back of these lines before they are final, by their place.
  private func credits(of lines: [DraftedLine], for contract: Subscription) throws -> [Int: LineContent] {
    let own = lines.filter { $0.content.item != nil }
    guard let first = own.map(\.content.period.start).min() else { return [:] }
    var places: [InvoiceLineID: Int] = [:]
    for (place, line) in lines.enumerated() { if let id = line.id { places[id] = place } }
    var credits: [Int: LineContent] = [:]
    for billed in try rows.billedCharges(subscription: contract.id, since: first)
    where billed.charge.isCredit {
      guard let content = try self.content(of: billed, contract), let line = content.credits?.line,
        let place = places[line]
      else { continue }
      credits[place] = content
    }
    return credits
  }

  /// The draft's discounts without those of its contract that another invoice has used up.
  private func usable(
    of draft: Invoice, _ lines: [InvoiceLine], _ contract: Subscription?
  ) -> [Discount] {
    let own = Set(lines.flatMap { $0.content.discounted ?? [] }.map(\.discount.id))
    let left = Set((contract?.discounts ?? []).filter { $0.spent != true }.map(\.id))
    return (draft.discounts ?? []).filter { discount in
      discount.duration != .once || discount.subject != contract?.id.text || own.contains(discount.id)
        || left.contains(discount.id)
    }
  }
}
