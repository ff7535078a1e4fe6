import Chronology
import Identity
import Journal
import Receivables
import Relations
import Storage

/// A card to be kept: one that is here already, or one that the gateway told us of.
public enum PaymentMethodSource: Sendable {
  /// With the field that named it.
  case existing(PaymentMethodID, field: String)
  case card(GatewayCard)
}

/// What may be said about a payment method.
public struct PaymentMethodTerms: Sendable {
  public var billingName: Patch<String?> = .keep
  public var billingEmail: Patch<String?> = .keep
  public var billingPhone: Patch<String?> = .keep
  public var billingAddress: Patch<Address?> = .keep
  public var metadata = MetadataPatch.keep

  public init() {}

  func apply(to method: inout PaymentMethod) throws {
    billingName.apply(to: &method.billingName)
    billingEmail.apply(to: &method.billingEmail)
    billingPhone.apply(to: &method.billingPhone)
    billingAddress.apply(to: &method.billingAddress)
    try metadata.apply(to: &method.metadata)
  }
}

/// Keeps a card that belongs to nobody yet.
public struct CreatePaymentMethod: Command {
  public let card: GatewayCard
  public let terms: PaymentMethodTerms

  public init(card: GatewayCard, terms: PaymentMethodTerms) {
    self.card = card
    self.terms = terms
  }

  public func run(in session: Session) throws -> PaymentMethodID {
    var method = PaymentMethod(
      id: session.newID(), card: card.card, gatewayReference: card.reference, created: session.now)
    try terms.apply(to: &method)
    try session.create(method)
    return method.id
  }
}

/// Lets a customer pay with a card.
public struct AttachPaymentMethod: Command {
  public let source: PaymentMethodSource
  public let customer: CustomerID

  public init(_ source: PaymentMethodSource, to customer: CustomerID) {
    self.source = source
    self.customer = customer
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    if case .existing(let id, _) = source {
      [.customer(customer), .paymentMethod(id)]
    } else {
      [.customer(customer)]
    }
  }

  public func run(in session: Session) throws -> PaymentMethodID {
    let customer = try session.known(
      session.states.customer(customer), .customer, customer.text, field: "customer")
    return try session.attach(source, to: customer, at: session.now(for: customer)).id
  }
}

public struct UpdatePaymentMethod: Command {
  public let id: PaymentMethodID
  public let terms: PaymentMethodTerms

  public init(_ id: PaymentMethodID, terms: PaymentMethodTerms) {
    self.id = id
    self.terms = terms
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.paymentMethod(id)] }

  public func run(in session: Session) throws -> PaymentMethodID {
    let old = try session.known(session.rows.paymentMethod(id), .paymentMethod, id.text, field: nil)
    guard let customer = old.customer else {
      throw Refusal.paymentMethodUnattached(id: id.text, field: "payment_method")
    }
    var new = old
    try terms.apply(to: &new)
    guard new != old else { return id }
    try session.rows.update(new)
    session.record(
      .paymentMethodChanged(id, Change(from: old, to: new)), about: customer, effective: session.now)
    return id
  }
}

/// Takes a card away from its customer; it cannot come back.
public struct DetachPaymentMethod: Command {
  public let id: PaymentMethodID

  public init(_ id: PaymentMethodID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    let customer = try snapshot.paymentMethod(id)?.customer.map { [Lock.customer($0)] } ?? []
    return customer + [.paymentMethod(id)]
  }

  public func run(in session: Session) throws -> PaymentMethodID {
    let old = try session.known(session.rows.paymentMethod(id), .paymentMethod, id.text, field: nil)
    guard let owner = old.customer, let customer = try session.states.customer(owner) else {
      throw Refusal.paymentMethodUnattached(id: id.text, field: "payment_method")
    }
    var new = old
    new.customer = nil
    try session.rows.update(new)
    let instant = try session.now(for: customer)
    session.record(
      .paymentMethodDetached(id, Change(from: old, to: new)), about: owner, effective: instant)
    guard customer.defaultPaymentMethod == id else { return id }
    var without = customer
    without.defaultPaymentMethod = nil
    try session.change(customer, to: without)
    return id
  }
}

extension Session {
  func attach(
    _ source: PaymentMethodSource, to customer: Customer, at instant: Instant
  ) throws -> PaymentMethod {
    switch source {
    case .card(let card):
      if let decline = card.attachDecline { throw Refusal.declined(decline, intent: nil, charge: nil) }
      var method = PaymentMethod(
        id: newID(), card: card.card, gatewayReference: card.reference, created: instant)
      method.customer = customer.id
      try create(method)
      return method
    case .existing(let id, let field):
      let old = try known(rows.paymentMethod(id), .paymentMethod, id.text, field: field)
      guard old.customer != customer.id else { return old }
      guard old.customer == nil else { throw Refusal.paymentMethodTaken(id: id.text) }
      var new = old
      new.customer = customer.id
      try rows.update(new)
      record(.paymentMethodAttached(new), about: customer.id, effective: instant)
      return new
    }
  }
}
