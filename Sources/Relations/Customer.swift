import Chronology
import Identity
import Monetary

public enum CustomerEntity: Identified {
  public static let prefix = "cus"
}
public typealias CustomerID = Identifier<CustomerEntity>

public enum PaymentMethodEntity: Identified {
  public static let prefix = "pm"
}
public typealias PaymentMethodID = Identifier<PaymentMethodEntity>

/// Someone who pays. The balance is not here, it is the ledger's; nor is the invoice counter, which is a row
/// of its own that numbering takes last.
public struct Customer: Hashable, Sendable, Codable {
  public let id: CustomerID
  public var name: String?
  public var email: String?
  public var phone: String?
  public var description: String?
  public var address: Address?
  public var shipping: Shipping?
  /// Set by the first subscription or invoice, and the same from then on.
  public var currency: Currency?
  /// The letters before this customer's invoice numbers.
  public var invoicePrefix: String
  public var defaultPaymentMethod: PaymentMethodID?
  public var preferredLocales: [String]
  public var taxExemption: TaxExemption
  /// Where the customer's calendar days begin; nil is in UTC.
  public var timeZone: Zone?
  /// How the customer came to the business, in its own word; spend of the channel with that name won them.
  public var acquisitionSource: String?
  /// The clock this customer lives by; none is the workspace's own.
  public let testClock: TestClockID?
  public var metadata: [String: String]
  public let created: Instant

  public init(id: CustomerID, invoicePrefix: String, testClock: TestClockID?, created: Instant) {
    self.id = id
    self.invoicePrefix = invoicePrefix
    self.preferredLocales = []
    self.taxExemption = .none
    self.testClock = testClock
    self.metadata = [:]
    self.created = created
  }

  public var zone: Zone { timeZone ?? .utc }
}

/// What a customer's other books say at one moment; events carry it so that they can be read later.
public struct CustomerStanding: Hashable, Sendable, Codable {
  /// The ledger's customer balance in the customer's currency, minor units; negative is credit.
  public var balance: Int64
  public var nextInvoiceSequence: Int64
  /// Whether the newest finalised invoice that was to be charged is still unpaid after an attempt.
  public var delinquent: Bool

  public static let blank = CustomerStanding(balance: 0, nextInvoiceSequence: 1, delinquent: false)

  public init(balance: Int64, nextInvoiceSequence: Int64, delinquent: Bool) {
    self.balance = balance
    self.nextInvoiceSequence = nextInvoiceSequence
    self.delinquent = delinquent
  }
}

public enum TaxExemption: String, Hashable, Sendable, Codable, CaseIterable {
  case none, exempt, reverse
}

/// A postal address; every part is optional text, the country two letters.
public struct Address: Hashable, Sendable, Codable {
  public var line1: String?
  public var line2: String?
  public var city: String?
  public var state: String?
  public var postalCode: String?
  public var country: String?

  public init() {}
}

public struct Shipping: Hashable, Sendable, Codable {
  public var name: String
  public var phone: String?
  public var address: Address

  public init(name: String, phone: String? = nil, address: Address) {
    self.name = name
    self.phone = phone
    self.address = address
  }
}
