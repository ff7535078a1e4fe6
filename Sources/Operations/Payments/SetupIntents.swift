import Chronology
import Identity
import Journal
import Receivables
import Relations
import Storage

/// Begins to set a card up for later, and asks its bank at once if wanted.
public struct CreateSetupIntent: SetupIntentCommand {
  public var customer: CustomerID?
  public var paymentMethod: PaymentMethodSource?
  public var usage: SetupIntent.Usage = .offSession
  public var confirms = false
  public var description: String?
  public var metadata: [String: String] = [:]

  public init() {}

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { paymentMethod.locks(of: customer) }

  public func run(in session: Session) throws -> SetupIntentID {
    let owner = try session.owner(customer)
    let instant = try owner.map { try session.now(for: $0) } ?? session.now
    var intent = SetupIntent(id: session.newID(), customer: customer, usage: usage, created: instant)
    if let paymentMethod {
      intent = intent.choosing(try session.card(paymentMethod, for: customer, at: instant).id)
    }
    intent.description = description
    intent.metadata = metadata
    try session.create(intent)
    if confirms { try session.setUp(intent, at: instant) }
    return intent.id
  }

  public func conclude(_ outcome: SetupIntentID, _ snapshot: Snapshot) throws {
    if confirms { try snapshot.refuseDeclined(outcome) }
  }
}

/// Changes a setup intent that waits: its card, whose it shall be, and what is noted.
public struct UpdateSetupIntent: SetupIntentCommand {
  public let id: SetupIntentID
  public var customer: CustomerID?
  public var paymentMethod: PaymentMethodSource?
  public var description: Patch<String?> = .keep
  public var metadata = MetadataPatch.keep

  public init(_ id: SetupIntentID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    let known = try snapshot.setupIntent(id)?.customer
    return paymentMethod.locks(of: customer)
      + [known.map { .customer($0) }, .setupIntent(id)].compactMap(\.self)
  }

  public func run(in session: Session) throws -> SetupIntentID {
    let (old, instant) = try session.setupIntent(id)
    if customer != nil || paymentMethod != nil { try old.check(.update) }
    var new = old
    if let customer {
      _ = try session.owner(customer)
      new.customer = customer
    }
    if let paymentMethod {
      new = new.choosing(try session.card(paymentMethod, for: new.customer, at: instant).id)
    }
    description.apply(to: &new.description)
    try metadata.apply(to: &new.metadata)
    try session.change(old, to: new, because: .updated, at: instant)
    return id
  }
}

/// Asks the card's bank whether it may pay later.
public struct ConfirmSetupIntent: SetupIntentCommand {
  public let id: SetupIntentID
  public var paymentMethod: PaymentMethodSource?

  public init(_ id: SetupIntentID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    let known = try snapshot.setupIntent(id)
    return paymentMethod.locks(of: known?.customer) + [.setupIntent(id)]
      + [known?.paymentMethod].compactMap(\.self).map { .paymentMethod($0) }
  }

  public func run(in session: Session) throws -> SetupIntentID {
    var (intent, instant) = try session.setupIntent(id)
    try intent.check(.confirm)
    if let paymentMethod {
      let chosen = intent.choosing(try session.card(paymentMethod, for: intent.customer, at: instant).id)
      try session.change(intent, to: chosen, because: .updated, at: instant)
      intent = chosen
    }
    try session.setUp(intent, at: instant)
    return id
  }

  public func conclude(_ outcome: SetupIntentID, _ snapshot: Snapshot) throws {
    try snapshot.refuseDeclined(outcome)
  }
}

/// Stands in for a customer whose bank wants to see them before their card is set up.
public struct AuthenticateSetupIntent: SetupIntentCommand {
  public let id: SetupIntentID
  public let succeeds: Bool

  public init(_ id: SetupIntentID, succeeds: Bool) {
    self.id = id
    self.succeeds = succeeds
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    let known = try snapshot.setupIntent(id)
    return PaymentMethodSource?.none.locks(of: known?.customer) + [.setupIntent(id)]
      + [known?.paymentMethod].compactMap(\.self).map { .paymentMethod($0) }
  }

  public func run(in session: Session) throws -> SetupIntentID {
    let (intent, instant) = try session.setupIntent(id)
    try intent.check(.authenticate)
    if succeeds {
      try session.setUp(intent, authenticated: true, at: instant)
    } else {
      try session.change(intent, to: intent.refused(.notRecognised), because: .failed, at: instant)
    }
    return id
  }
}

/// Gives a setup intent up.
public struct CancelSetupIntent: SetupIntentCommand {
  public let id: SetupIntentID
  public var reason: SetupIntent.CancellationReason?

  public init(_ id: SetupIntentID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    PaymentMethodSource?.none.locks(of: try snapshot.setupIntent(id)?.customer) + [.setupIntent(id)]
  }

  public func run(in session: Session) throws -> SetupIntentID {
    let (intent, instant) = try session.setupIntent(id)
    try intent.check(.cancel)
    try session.change(intent, to: intent.canceled(reason), because: .canceled, at: instant)
    return id
  }
}

public protocol SetupIntentCommand: SettlingCommand where Outcome == SetupIntentID {}

extension SetupIntentCommand {
  public static func subject(of outcome: SetupIntentID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> SetupIntentID? { SetupIntentID(subject) }
}

extension Decline {
  fileprivate static let notRecognised = Decline(
    code: "setup_intent_authentication_failure", declineCode: nil,
    message: "The customer's bank did not recognise them. Try again, or with another card.")
}

extension PaymentMethodSource? {
  fileprivate func locks(of customer: CustomerID?) -> [Lock] {
    let owner = customer.map { [Lock.customer($0)] } ?? []
    return if case .existing(let id, _) = self { owner + [.paymentMethod(id)] } else { owner }
  }
}

extension Snapshot {
  /// A card that said no is a refusal, after everything about it is on record.
  fileprivate func refuseDeclined(_ id: SetupIntentID) throws {
    guard let intent = try setupIntent(id), intent.status == .requiresPaymentMethod,
      let decline = intent.lastError
    else { return }
    throw SetupIntentRefusal.declined(decline, id: id)
  }
}

extension Session {
  fileprivate func owner(_ id: CustomerID?) throws -> Customer? {
    try id.map { try known(states.customer($0), .customer, $0.text, field: "customer") }
  }

  fileprivate func setupIntent(_ id: SetupIntentID) throws -> (intent: SetupIntent, instant: Instant) {
    let intent = try known(rows.setupIntent(id), .setupIntent, id.text, field: nil)
    return (intent, try intent.customer.map { try now(forAnyone: $0) } ?? now)
  }

  /// Writes down that the gateway is asked, which it is after the commit.
  fileprivate func setUp(
    _ intent: SetupIntent, authenticated: Bool = false, at instant: Instant
  ) throws {
    guard let method = try intent.paymentMethod.flatMap(rows.paymentMethod) else {
      throw SetupIntentRefusal.noCard(id: intent.id.text)
    }
    let asking = intent.asking(authenticated: authenticated)
    try change(intent, to: asking, because: .attempted, at: instant)
    ask(SetupErrand(intent: asking, method: method, startedAt: instant))
  }
}

/// A card that its gateway is asked about.
struct SetupErrand: Errand {
  let intent: SetupIntent
  let method: PaymentMethod
  let startedAt: Instant

  var key: String { intent.id.text }
  var owner: CustomerID? { intent.customer }
  static var job: JobKind { .settleSetup }

  /// One that died before its answer was on record, by what is.
  init?(_ id: SetupIntentID, in snapshot: Snapshot) throws {
    guard let intent = try snapshot.setupIntent(id), intent.status == .processing,
      let method = try intent.paymentMethod.flatMap(snapshot.paymentMethod)
    else { return nil }
    self.init(intent: intent, method: method, startedAt: try snapshot.time(of: intent))
  }

  init(intent: SetupIntent, method: PaymentMethod, startedAt: Instant) {
    self.intent = intent
    self.method = method
    self.startedAt = startedAt
  }

  func ask(_ gateway: any PaymentGateway) async throws -> any AnswerRecord {
    let setup = CardSetup(
      key: "\(intent.id)/\(intent.tries)", gatewayReference: method.gatewayReference, usage: intent.usage,
      authenticated: intent.authenticated)
    return RecordSetupAnswer(intent: intent, answer: try await gateway.setUp(setup))
  }

  /// No money moved, so that asking anew does no harm.
  func recall(from gateway: any PaymentGateway) async throws -> (any AnswerRecord)? {
    try await ask(gateway)
  }
}

extension Snapshot {
  fileprivate func time(of intent: SetupIntent) throws -> Instant {
    guard let customer = try intent.customer.flatMap({ try customer($0) ?? deletedCustomer($0) }),
      let clock = try customer.testClock.flatMap(testClock)
    else { return workspaceNow }
    return clock.frozenTime
  }
}

/// Writes down what the gateway said about a card; one that may pay becomes the customer's.
struct RecordSetupAnswer: AnswerRecord {
  /// As it was when the gateway was asked.
  let intent: SetupIntent
  let answer: SetupAnswer

  func touches(_ snapshot: Snapshot) throws -> [Lock] {
    [.setupIntent(intent.id)] + [intent.customer].compactMap(\.self).map { .customer($0) }
      + [intent.paymentMethod].compactMap(\.self).map { .paymentMethod($0) }
  }

  func run(in session: Session) throws {
    let rows = try session.rows
    guard let old = try rows.setupIntent(intent.id), old.status == .processing, old.tries == intent.tries
    else { return }
    try rows.markAnswered(intent.id.text)
    try session.cancelJob(.settleSetup, intent.id.text)
    let instant = try old.customer.map { try session.now(forAnyone: $0) } ?? session.now
    if case .succeeded(let reference) = answer, try !keep(reference, of: old, in: session, at: instant) {
      return try session.change(old, to: old.refused(.gone), because: .failed, at: instant)
    }
    try session.change(old, to: old.answered(answer), because: answer.cause, at: instant)
  }

  /// - Returns: false when the card became somebody else's meanwhile, or the customer is gone.
  private func keep(
    _ reference: String, of intent: SetupIntent, in session: Session, at instant: Instant
  ) throws -> Bool {
    guard let old = try intent.paymentMethod.flatMap(session.rows.paymentMethod) else { return false }
    guard old.customer == nil || old.customer == intent.customer else { return false }
    if let customer = intent.customer, try session.states.customer(customer) == nil { return false }
    var new = old
    new.gatewayReference = reference
    new.customer = intent.customer
    guard new != old else { return true }
    try session.rows.update(new)
    if let customer = new.customer {
      session.record(
        old.customer == nil
          ? .paymentMethodAttached(new) : .paymentMethodChanged(new.id, Change(from: old, to: new)),
        about: customer, effective: instant)
    }
    return true
  }
}

extension Decline {
  fileprivate static let gone = Decline(
    code: "payment_method_unexpected_state", declineCode: nil,
    message: "The card was given to somebody else meanwhile, or its customer was deleted.")
}

extension SetupAnswer {
  fileprivate var cause: SetupIntentCause {
    switch self {
    case .succeeded: .succeeded
    case .declined: .failed
    case .requiresAction: .actionRequired
    }
  }
}
