import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Receivables
import Relations
import Storage
import Subscriptions

/// What may be said about a customer.
public struct CustomerTerms: Sendable {
  public var name: Patch<String?> = .keep
  public var email: Patch<String?> = .keep
  public var phone: Patch<String?> = .keep
  public var description: Patch<String?> = .keep
  public var address: Patch<Address?> = .keep
  public var shipping: Patch<Shipping?> = .keep
  public var invoicePrefix: Patch<String> = .keep
  public var preferredLocales: Patch<[String]> = .keep
  public var taxExemption: Patch<TaxExemption> = .keep
  /// Where calendar days begin; contracts that run keep theirs.
  public var timeZone: Patch<Zone?> = .keep
  public var acquisitionSource: Patch<String?> = .keep
  public var defaultPaymentMethod: Patch<PaymentMethodID?> = .keep
  public var metadata = MetadataPatch.keep

  public init() {}

  func apply(to customer: inout Customer) throws {
    name.apply(to: &customer.name)
    email.apply(to: &customer.email)
    phone.apply(to: &customer.phone)
    description.apply(to: &customer.description)
    address.apply(to: &customer.address)
    shipping.apply(to: &customer.shipping)
    invoicePrefix.apply(to: &customer.invoicePrefix)
    preferredLocales.apply(to: &customer.preferredLocales)
    taxExemption.apply(to: &customer.taxExemption)
    timeZone.apply(to: &customer.timeZone)
    acquisitionSource.apply(to: &customer.acquisitionSource)
    if customer.timeZone == .utc { customer.timeZone = nil }
    defaultPaymentMethod.apply(to: &customer.defaultPaymentMethod)
    try metadata.apply(to: &customer.metadata)
  }
}

/// Meets someone who may pay.
public struct CreateCustomer: Command {
  public let terms: CustomerTerms
  public let testClock: TestClockID?
  /// A token or a card that is attached at once and pays by default.
  public let paymentMethod: PaymentMethodSource?

  public init(terms: CustomerTerms, testClock: TestClockID? = nil, paymentMethod: PaymentMethodSource? = nil)
  {
    self.terms = terms
    self.testClock = testClock
    self.paymentMethod = paymentMethod
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    var locks: [Lock] = testClock.map { [.testClock($0)] } ?? []
    if case .existing(let id, _) = paymentMethod { locks.append(.paymentMethod(id)) }
    if case .set(let prefix) = terms.invoicePrefix { locks.append(Lock(name: "invoice_prefix/\(prefix)")) }
    return locks
  }

  public func run(in session: Session) throws -> CustomerID {
    let created = try session.moment ?? session.time(of: testClock)
    let prefix = try freePrefix(in: session)
    var customer = Customer(
      id: session.newID(), invoicePrefix: prefix, testClock: testClock, created: created)
    try terms.apply(to: &customer)
    try session.create(customer)
    if let paymentMethod {
      let method = try session.attach(paymentMethod, to: customer, at: created)
      var paying = customer
      paying.defaultPaymentMethod = method.id
      try session.change(customer, to: paying)
    } else if case .set(.some(let id)) = terms.defaultPaymentMethod {
      throw Refusal.paymentMethodElsewhere(id: id.text, field: "invoice_settings[default_payment_method]")
    }
    return customer.id
  }

  private func freePrefix(in session: Session) throws -> String {
    if case .set(let wanted) = terms.invoicePrefix {
      guard try !session.rows.invoicePrefixExists(wanted) else {
        throw Refusal.taken(field: "invoice_prefix", value: wanted)
      }
      return wanted
    }
    while true {
      let prefix = session.identifiers.secret(length: 8).uppercased()
      if try !session.rows.invoicePrefixExists(prefix) { return prefix }
    }
  }
}

public struct UpdateCustomer: Command {
  public let id: CustomerID
  public let terms: CustomerTerms

  public init(_ id: CustomerID, terms: CustomerTerms) {
    self.id = id
    self.terms = terms
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.customer(id)] }

  public func run(in session: Session) throws -> CustomerID {
    let old = try session.known(session.states.customer(id), .customer, id.text, field: nil)
    try checkPaymentMethod(in: session)
    if case .set(let prefix) = terms.invoicePrefix, prefix != old.invoicePrefix {
      guard try !session.rows.invoicePrefixExists(prefix) else {
        throw Refusal.taken(field: "invoice_prefix", value: prefix)
      }
    }
    var new = old
    try terms.apply(to: &new)
    try session.change(old, to: new)
    if BilledTo(old) != BilledTo(new) { try session.readdressDrafts(of: new) }
    return id
  }

  private func checkPaymentMethod(in session: Session) throws {
    guard case .set(.some(let method)) = terms.defaultPaymentMethod else { return }
    let field = "invoice_settings[default_payment_method]"
    let found = try session.known(
      session.rows.paymentMethod(method), .paymentMethod, method.text, field: field)
    guard found.customer == id else { throw Refusal.paymentMethodElsewhere(id: method.text, field: field) }
  }
}

/// Says good-bye: contracts end at once, and the books stay.
public struct DeleteCustomer: Command {
  public let id: CustomerID

  public init(_ id: CustomerID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.customer(id)] }

  public func run(in session: Session) throws -> CustomerID {
    try session.delete(session.known(session.states.customer(id), .customer, id.text, field: nil))
    return id
  }
}

extension Session {
  func delete(_ customer: Customer) throws {
    let instant = try now(for: customer)
    for subscription in try rows.subscriptions(of: customer.id) where !subscription.status.isTerminal {
      try end(subscription, customer: customer, reason: .requested, at: instant)
    }
    try journal.write()
    let standing = try rows.customerStanding(customer)
    try rows.markDeleted(customer: customer.id)
    states.forget(customer.id)
    record(.customerDeleted(customer.id, standing), about: customer.id, effective: instant)
  }
}
