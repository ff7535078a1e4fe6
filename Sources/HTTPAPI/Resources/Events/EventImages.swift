import Catalog
import Identity
import Invoicing
import Journal
import Notation
import Operations
import Receivables
import Relations
import Subscriptions

/// The object an event is about, as bytes: right after its fact, and for a change also right before.
struct EventImages {
  let before: [UInt8]?
  let after: [UInt8]

  init(of recorded: RecordedFact, in scene: Scene) throws {
    // What the object embeds is shown as it was then, so that an event reads the same for ever.
    let then = Scene(scene.snapshot, for: scene.caller, after: recorded)
    let painter = Painter(recorded: recorded, scene: then)
    switch recorded.fact {
    case .productCreated, .productDeleted: self = try painter.still(Product.self)
    case .productChanged(_, let change): self = try painter.change(change)
    case .priceCreated: self = try painter.still(Price.self)
    case .priceChanged(_, let change): self = try painter.change(change)
    case .taxRateCreated: self = try painter.still(TaxRate.self)
    case .taxRateChanged(_, let change): self = try painter.change(change)
    case .couponCreated: self = try painter.still(Coupon.self)
    case .couponChanged(_, _, let change): self = try painter.change(change)
    case .promotionCodeCreated: self = try painter.still(PromotionCode.self)
    case .promotionCodeChanged(_, _, let change): self = try painter.change(change)
    case .customerCreated(let customer): self = try painter.customer(customer, .blank)
    case .customerChanged(_, let change, let standing): self = try painter.change(change, standing)
    case .customerDeleted(_, let standing): self = try painter.customer(try painter.state(), standing)
    case .testClockCreated, .testClockDeleted: self = try painter.still(TestClock.self)
    case .testClockChanged(_, _, let change): self = try painter.change(change)
    case .paymentMethodAttached(let method): self.init(before: nil, after: try painter.image(method))
    case .paymentMethodChanged(_, let change), .paymentMethodDetached(_, let change):
      self = try painter.change(change)
    case .paymentIntentCreated: self = try painter.still(PaymentIntent.self)
    case .paymentIntentChanged(_, _, let change): self = try painter.change(change)
    case .cardCharged(let charge): self.init(before: nil, after: try painter.image(charge))
    case .chargeChanged(_, _, let change): self = try painter.change(change)
    case .setupIntentCreated(let intent): self.init(before: nil, after: try painter.image(intent))
    case .setupIntentChanged(_, _, let change): self = try painter.change(change)
    case .refundCreated(let refund): self.init(before: nil, after: try painter.image(refund))
    case .refundChanged(_, _, let change): self = try painter.change(change)
    case .subscriptionStarted: self = try painter.still(Subscription.self)
    case .subscriptionChanged(_, _, let change, _): self = try painter.change(change)
    case .itemQueued(let item):
      self.init(before: nil, after: try painter.image(item))
    case .itemChanged(_, let change): self = try painter.change(change)
    case .itemDeleted: self = try painter.still(PendingItem.self)
    case .invoiceDrafted(let invoice, let lines):
      self.init(before: nil, after: try painter.image(InvoiceObject(invoice: invoice, lines: lines)))
    case .invoiceChanged(_, _, let change), .invoiceLinesChanged(_, let change, _):
      self = try painter.change(change)
    case .creditNoteIssued: self = try painter.still(CreditNote.self)
    case .creditNoteChanged(_, _, let change): self = try painter.change(change)
    case .invoiceDeleted: self = try painter.deletedInvoice()
    case .dunningChosen, .ratesRecorded, .spendRecorded, .marginChosen, .paymentAttempted, .balanceAdjusted,
      .balanceAdjustmentChanged, .closeBegun, .revenueRecognized, .closeFinished:
      throw BrokenReference(id: recorded.id.text)
    }
  }

  /// What happened to a discount of a contract.
  init(of event: DiscountEvent, toldBy recorded: RecordedFact, in scene: Scene) throws {
    let painter = Painter(
      recorded: recorded, scene: Scene(scene.snapshot, for: scene.caller, after: recorded))
    let customer = try painter.state(Subscription.self).customer
    func image(_ discount: Discount) throws -> [UInt8] {
      try painter.image(DiscountObject(discount: discount, customer: customer))
    }
    self.init(before: try event.before.map(image), after: try image(event.discount))
  }

  fileprivate init(before: [UInt8]?, after: [UInt8]) {
    self.before = before
    self.after = after
  }
}

private struct Painter {
  let recorded: RecordedFact
  let scene: Scene

  func image(_ object: some WireObject) throws -> [UInt8] {
    var writer = JSONWriter(minimumCapacity: 2_048)
    try object.write(to: &writer, in: scene, expanding: .none)
    return writer.bytes
  }

  func state<State: Evolving>(_ type: State.Type = State.self) throws -> State {
    guard let state = try scene.snapshot.state(after: recorded, as: type) else {
      throw BrokenReference(id: recorded.fact.subject)
    }
    return state
  }

  func still<State: Evolving & WireObject>(_ type: State.Type) throws -> EventImages {
    EventImages(before: nil, after: try image(try state(type)))
  }

  func change<State: Evolving & WireObject>(_ change: Change<State>) throws -> EventImages {
    let after = try state(State.self)
    return EventImages(before: try image(try change.reverted(from: after)), after: try image(after))
  }

  func change(_ change: Change<Invoice>) throws -> EventImages {
    let after = try state(Invoice.self)
    let lines = try scene.snapshot.lines(around: recorded)
    let before = InvoiceObject(invoice: try change.reverted(from: after), lines: lines.before)
    return EventImages(
      before: try image(before), after: try image(InvoiceObject(invoice: after, lines: lines.after)))
  }

  func deletedInvoice() throws -> EventImages {
    let lines = try scene.snapshot.lines(around: recorded).after
    return EventImages(
      before: nil, after: try image(InvoiceObject(invoice: try state(Invoice.self), lines: lines)))
  }

  /// The standing before is not known; a change of it alone is no change of the customer.
  func change(_ change: Change<Customer>, _ standing: CustomerStanding) throws -> EventImages {
    let after = try state(Customer.self)
    return EventImages(
      before: try image(CustomerImage(customer: try change.reverted(from: after), standing: standing)),
      after: try image(CustomerImage(customer: after, standing: standing)))
  }

  func customer(_ customer: Customer, _ standing: CustomerStanding) throws -> EventImages {
    EventImages(before: nil, after: try image(CustomerImage(customer: customer, standing: standing)))
  }
}

/// A customer with what the other books said at that time.
private struct CustomerImage: WireObject {
  let customer: Customer
  let standing: CustomerStanding

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    try customer.write(to: &writer, standing: standing, in: scene, expanding: expansion)
  }
}
