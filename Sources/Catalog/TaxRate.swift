import Chronology
import Identity
import Rating

public enum TaxRateEntity: Identified {
  public static let prefix = "txr"
}
public typealias TaxRateID = Identifier<TaxRateEntity>

/// A tax that is charged on lines: so many percent, on top of an amount or within it. Both never change; a
/// new percentage is a new rate.
public struct TaxRate: Hashable, Sendable, Codable {
  public let id: TaxRateID
  public let percentage: Percentage
  /// Whether amounts already hold it.
  public let isInclusive: Bool
  /// What the customer reads: "VAT".
  public var displayName: String
  public var active: Bool
  public var description: String?
  public var jurisdiction: String?
  public var country: String?
  public var state: String?
  /// A word of the format: `vat`, `sales_tax`.
  public var kind: String?
  public var metadata: [String: String]
  public let created: Instant

  public init(
    id: TaxRateID, displayName: String, percentage: Percentage, isInclusive: Bool, created: Instant
  ) {
    self.id = id
    self.displayName = displayName
    self.percentage = percentage
    self.isInclusive = isInclusive
    self.active = true
    self.metadata = [:]
    self.created = created
  }

  public var terms: TaxTerms { TaxTerms(id: id, percentage: percentage, isInclusive: isInclusive) }
}

/// What of a rate makes amounts, as contracts and lines carry it: it never changes, so nobody has to look it
/// up.
public struct TaxTerms: Hashable, Sendable, Codable {
  public let id: TaxRateID
  public let percentage: Percentage
  public let isInclusive: Bool

  /// As many as one line can have.
  public static let most = 5

  public init(id: TaxRateID, percentage: Percentage, isInclusive: Bool) {
    self.id = id
    self.percentage = percentage
    self.isInclusive = isInclusive
  }
}

extension [TaxTerms] {
  /// What one minor unit of net holds of inclusive taxes, in 10⁻¹² minor units.
  public var inclusiveOfOne: Int128 {
    reduce(0) { $1.isInclusive ? $0 + $1.percentage.ofOne.trillionths : $0 }
  }
}

/// What taxing says no to. `field` names the input as the caller knows it.
public enum TaxRefusal: Error, Hashable, Sendable {
  /// A line has at most ``TaxTerms/most``.
  case tooManyRates(field: String)
  case rateInactive(id: String, field: String)
  case rateTwice(id: String, field: String)
  /// One amount cannot hold one tax and carry another on top.
  case ratesMixed(field: String)
}
