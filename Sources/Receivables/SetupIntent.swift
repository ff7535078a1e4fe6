import Chronology
import Identity
import Relations

public enum SetupIntentEntity: Identified {
  public static let prefix = "seti"
}
public typealias SetupIntentID = Identifier<SetupIntentEntity>

/// The will to pay with a card later: its bank agrees now, and no money moves.
public struct SetupIntent: Hashable, Sendable, Codable {
  public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    case requiresPaymentMethod = "requires_payment_method"
    case requiresConfirmation = "requires_confirmation"
    case requiresAction = "requires_action"
    case processing, succeeded, canceled
  }

  public enum Usage: String, Hashable, Sendable, Codable, CaseIterable {
    case onSession = "on_session"
    case offSession = "off_session"
  }

  public enum CancellationReason: String, Hashable, Sendable, Codable, CaseIterable {
    case abandoned, duplicate
    case requestedByCustomer = "requested_by_customer"
  }

  public let id: SetupIntentID
  /// Whose the card becomes; nil is nobody's.
  public var customer: CustomerID?
  public var paymentMethod: PaymentMethodID?
  public let usage: Usage
  public var status: Status
  /// How often the gateway was asked, and whether the last time the customer's bank had seen them.
  public var tries: Int
  public var authenticated: Bool
  public var lastError: Decline?
  public var cancellationReason: CancellationReason?
  public var description: String?
  public var metadata: [String: String]
  public let created: Instant

  public init(id: SetupIntentID, customer: CustomerID?, usage: Usage, created: Instant) {
    self.id = id
    self.customer = customer
    self.usage = usage
    self.created = created
    status = .requiresPaymentMethod
    tries = 0
    authenticated = false
    metadata = [:]
  }
}

/// What the gateway is asked about a card that shall pay later.
public struct CardSetup: Hashable, Sendable {
  /// The gateway's idempotency key: asking twice is asking once.
  public let key: String
  public let gatewayReference: String
  public let usage: SetupIntent.Usage
  /// Whether the customer's bank has seen them for it.
  public let authenticated: Bool

  public init(key: String, gatewayReference: String, usage: SetupIntent.Usage, authenticated: Bool) {
    self.key = key
    self.gatewayReference = gatewayReference
    self.usage = usage
    self.authenticated = authenticated
  }
}

/// What the gateway says of it.
public enum SetupAnswer: Hashable, Sendable {
  /// The card is known by this reference from now on.
  case succeeded(reference: String)
  case declined(Decline)
  /// The bank wants to see the customer.
  case requiresAction
}

/// What somebody does with a setup intent.
public enum SetupIntentStep: String, Hashable, Sendable, CaseIterable {
  case update, confirm, authenticate, cancel
}

/// What a setup intent says no to.
public enum SetupIntentRefusal: Error, Hashable, Sendable {
  /// The step does not follow on its status.
  case outOfTurn(SetupIntentStep, id: String, status: SetupIntent.Status)
  /// There is no card to be set up.
  case noCard(id: String)
  case declined(Decline, id: SetupIntentID)
}

extension SetupIntent {
  /// Refuses what does not follow on its status. While the gateway is asked nothing does.
  public func check(_ step: SetupIntentStep) throws(SetupIntentRefusal) {
    let fits =
      switch (step, status) {
      case (.update, .requiresPaymentMethod), (.update, .requiresConfirmation), (.update, .requiresAction),
        (.confirm, .requiresPaymentMethod), (.confirm, .requiresConfirmation), (.confirm, .requiresAction),
        (.cancel, .requiresPaymentMethod), (.cancel, .requiresConfirmation), (.cancel, .requiresAction),
        (.authenticate, .requiresAction):
        true
      default: false
      }
    guard fits else { throw .outOfTurn(step, id: id.text, status: status) }
  }

  /// With a card that waits to be confirmed.
  public func choosing(_ method: PaymentMethodID) -> SetupIntent {
    var intent = self
    intent.paymentMethod = method
    intent.status = .requiresConfirmation
    return intent
  }

  /// The gateway is asked.
  public func asking(authenticated: Bool) -> SetupIntent {
    var intent = self
    intent.status = .processing
    intent.tries += 1
    intent.authenticated = authenticated
    return intent
  }

  public func answered(_ answer: SetupAnswer) -> SetupIntent {
    var intent = self
    switch answer {
    case .succeeded:
      intent.status = .succeeded
      intent.lastError = nil
    case .declined(let decline): return intent.refused(decline)
    case .requiresAction: intent.status = .requiresAction
    }
    return intent
  }

  /// It needs another card, or another try.
  public func refused(_ decline: Decline) -> SetupIntent {
    var intent = self
    intent.status = .requiresPaymentMethod
    intent.paymentMethod = nil
    intent.lastError = decline
    return intent
  }

  public func canceled(_ reason: CancellationReason?) -> SetupIntent {
    var intent = self
    intent.status = .canceled
    intent.cancellationReason = reason
    return intent
  }
}
