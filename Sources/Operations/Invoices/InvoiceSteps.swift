import Catalog
import Chronology
import Identity
import Invoicing
import Relations
import Storage
import Subscriptions

/// A command of a person about one invoice.
public protocol InvoiceCommand: SettlingCommand where Outcome == InvoiceID {
  var invoice: InvoiceID { get }
}

extension InvoiceCommand {
  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.invoice(invoice).map { [.customer($0.customer)] } ?? []
  }

  public static func subject(of outcome: InvoiceID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> InvoiceID? { InvoiceID(subject) }

  /// The invoice, where `step` may be done with it, its customer and their time.
  func load(
    for step: InvoiceStep?, in session: Session
  ) throws -> (invoice: Invoice, customer: Customer, instant: Instant) {
    let found = try session.known(session.states.invoice(invoice), .invoice, invoice.text, field: nil)
    if let step { try found.check(step) }
    guard let customer = try session.states.customer(found.customer) else {
      throw Refusal.customerDeleted(id: found.customer.text)
    }
    return (found, customer, try session.now(for: customer))
  }

  /// An answer may still bring the money of what is to be given up.
  fileprivate func requireNoPayment(of invoice: Invoice, in session: Session) throws {
    guard try !session.isPaymentUnderWay(of: invoice) else {
      throw InvoicingRefusal.paymentUnderWay(id: invoice.id.text)
    }
  }
}

/// Makes a draft final now, and collects it as far as time would have.
public struct FinalizeInvoiceNow: InvoiceCommand {
  public let invoice: InvoiceID
  /// Whether it is collected by itself from here on; nil leaves what the draft says.
  public var autoAdvance: Bool?

  public init(invoice: InvoiceID, autoAdvance: Bool? = nil) {
    self.invoice = invoice
    self.autoAdvance = autoAdvance
  }

  public func run(in session: Session) throws -> InvoiceID {
    let (found, customer, instant) = try load(for: .finalize, in: session)
    var draft = found
    if let autoAdvance, autoAdvance != draft.autoAdvance {
      draft = draft.advancing(at: autoAdvance ? instant : nil)
      try session.change(found, to: draft, because: .updated, at: instant)
    }
    let final = try session.finalize(draft, customer: customer, at: instant)
    // Paid already, when nothing was asked for; the contract learns of it either way.
    guard final.autoAdvance || final.status == .paid else { return invoice }
    try session.collectUnattended(
      final, subscription: session.contract(of: final), customer: customer, at: instant)
    return invoice
  }
}

/// Takes an invoice back, as if it had never been asked for. Its number and its lines stay, so nothing of it
/// is billed again.
public struct VoidInvoice: InvoiceCommand {
  public let invoice: InvoiceID

  public init(invoice: InvoiceID) {
    self.invoice = invoice
  }

  public func run(in session: Session) throws -> InvoiceID {
    let (found, customer, instant) = try load(for: .void, in: session)
    try requireNoPayment(of: found, in: session)
    try session.void(found, customer: customer, at: instant)
    guard let subscription = try found.subscription.flatMap({ try session.states.subscription($0) }) else {
      return invoice
    }
    switch subscription.status {
    case .incomplete where found.reason == .subscriptionCreate:
      try session.expire(subscription, customer: customer, at: instant)
    case .pastDue, .unpaid: try session.recover(subscription, at: instant)
    default: break
    }
    return invoice
  }
}

/// Gives an invoice up: nobody expects its money any more, which is a loss and no receivable.
public struct MarkInvoiceUncollectible: InvoiceCommand {
  public let invoice: InvoiceID

  public init(invoice: InvoiceID) {
    self.invoice = invoice
  }

  public func run(in session: Session) throws -> InvoiceID {
    let (found, _, instant) = try load(for: .markUncollectible, in: session)
    try requireNoPayment(of: found, in: session)
    try session.change(
      found, to: found.markedUncollectible(at: instant), because: .markedUncollectible, at: instant)
    try session.cancelJob(.collectInvoice, found.id.text)
    if let subscription = try found.subscription.flatMap({ try session.states.subscription($0) }),
      [.pastDue, .unpaid].contains(subscription.status)
    {
      try session.recover(subscription, at: instant)
    }
    return invoice
  }
}

/// Changes what an invoice says beside its amounts, and whether time moves it on.
public struct UpdateInvoice: InvoiceCommand {
  public let invoice: InvoiceID
  public var description: Patch<String?> = .keep
  public var footer: Patch<String?> = .keep
  public var customFields: Patch<[CustomField]?> = .keep
  public var metadata = MetadataPatch.keep
  public var collection: Collection?
  public var dueDate: Instant?
  public var defaultPaymentMethod: Patch<PaymentMethodID?> = .keep
  /// Of lines without rates of their own, whose taxes follow.
  public var defaultTaxRates: Patch<[TaxRateID]?> = .keep
  /// What takes something off all lines, in place of what does now.
  public var discounts: [DiscountWish]?
  public var autoAdvance: Bool?

  public init(invoice: InvoiceID) {
    self.invoice = invoice
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    let locks = try snapshot.locks(of: discounts ?? [])
    return try snapshot.invoice(invoice).map { [.customer($0.customer)] + locks } ?? []
  }

  public func run(in session: Session) throws -> InvoiceID {
    let (old, customer, instant) = try load(for: nil, in: session)
    var new = old
    try describe(&new, customer, session, at: instant)
    try metadata.apply(to: &new.metadata)
    if let autoAdvance, autoAdvance != old.autoAdvance {
      try old.check(.advance)
      let kind: JobKind = old.status == .draft ? .finalizeInvoice : .collectInvoice
      // As long as a renewal's draft can be looked at.
      let next = instant.adding(seconds: Invoice.draftSeconds)
      new = new.advancing(at: autoAdvance ? next : nil)
      if new.finalizesAt != nil || new.nextPaymentAttempt != nil {
        try session.enqueue(kind, old.id.text, customer: customer, due: next)
      } else {
        try session.cancelJob(kind, old.id.text)
      }
    }
    try session.change(old, to: new, because: .updated, at: instant)
    if old.defaultTaxRates != new.defaultTaxRates || old.discounts != new.discounts {
      try session.rewrite(new, as: session.lines(of: new), at: instant)
    }
    return invoice
  }

  /// What only a draft may still be told.
  private func describe(
    _ invoice: inout Invoice, _ customer: Customer, _ session: Session, at instant: Instant
  ) throws {
    let old = invoice
    description.apply(to: &invoice.description)
    footer.apply(to: &invoice.footer)
    customFields.apply(to: &invoice.customFields)
    if let collection { invoice.collection = collection }
    if invoice.collection == .chargeAutomatically { invoice.dueDate = nil }
    if let dueDate {
      guard dueDate >= instant else { throw InvoicingRefusal.dueInThePast(field: "due_date") }
      invoice.dueDate = dueDate
    }
    if case .set(let method) = defaultPaymentMethod {
      try session.check(method, of: customer)
      invoice.defaultPaymentMethod = method
    }
    if case .set(let rates) = defaultTaxRates {
      invoice.defaultTaxRates = try session.taxTerms(rates, field: "default_tax_rates")
    }
    if let discounts {
      try old.check(.describe)
      invoice.discounts = try session.redeem(
        discounts,
        on: DiscountedThing(
          id: old.id.text, currency: old.currency, customer: customer, known: old.discounts ?? []
        ) { Int128(old.subtotal) }, field: "discounts", at: instant)
    }
    if invoice != old { try old.check(.describe) }
  }
}
