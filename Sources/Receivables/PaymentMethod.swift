import Chronology
import Identity
import Notation
import Relations

/// A way to pay that the gateway keeps; we hold its reference and what may be shown of it.
public struct PaymentMethod: Hashable, Sendable, Codable {
  public let id: PaymentMethodID
  public var customer: CustomerID?
  public let card: Card
  /// What the gateway calls it. Never shown by the API.
  public var gatewayReference: String
  public var billingName: String?
  public var billingEmail: String?
  public var billingPhone: String?
  public var billingAddress: Address?
  public var metadata: [String: String]
  public let created: Instant

  public init(id: PaymentMethodID, card: Card, gatewayReference: String, created: Instant) {
    self.id = id
    self.card = card
    self.gatewayReference = gatewayReference
    self.metadata = [:]
    self.created = created
  }
}

/// What may be shown of a card.
public struct Card: Hashable, Sendable, Codable {
  public enum Funding: String, Hashable, Sendable, Codable {
    case credit, debit, prepaid, unknown
  }

  public let brand: String
  public let last4: String
  public let expiryMonth: Int
  public let expiryYear: Int
  public let fingerprint: String
  public let funding: Funding
  public let country: String

  public init(
    brand: String, last4: String, expiryMonth: Int, expiryYear: Int, fingerprint: String, funding: Funding,
    country: String
  ) {
    self.brand = brand
    self.last4 = last4
    self.expiryMonth = expiryMonth
    self.expiryYear = expiryYear
    self.fingerprint = fingerprint
    self.funding = funding
    self.country = country
  }
}

extension Card: JSONReadable {
  public init(json: JSON) throws {
    var members = try JSONMembers(json)
    brand = try members.text("brand")
    last4 = try members.text("last4")
    expiryMonth = Int(try members.integer("expiryMonth"))
    expiryYear = Int(try members.integer("expiryYear"))
    fingerprint = try members.text("fingerprint")
    funding = try members.choice("funding")
    country = try members.text("country")
  }
}
