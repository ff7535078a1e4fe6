/// What an audit looked at and what it found. Everything is in a fixed order, so that two audits of the same
/// books give equal reports.
public struct AuditReport: Hashable, Sendable {
  /// Every check, also those that found nothing, in the order of ``AuditCheck``.
  public let checks: [CheckedLaw]
  /// By check, then in the order of their keys. A check keeps its first hundred; ``CheckedLaw/found`` counts
  /// all.
  public let findings: [AuditFinding]
  /// What recurs, by currency, as the audit itself makes it out from contracts and prices.
  public let recurringRevenue: [AuditedRevenue]
  /// How many rows each table has, by name.
  public let tables: [TableCount]

  /// Whether no law is broken. Warnings do not count.
  public var isClean: Bool { !checks.contains { $0.check.severity == .problem && $0.found > 0 } }
}

/// One law of the books: how often it was applied, and how often it was found broken.
public struct CheckedLaw: Hashable, Sendable {
  public let check: AuditCheck
  public let looked: Int
  public let found: Int
}

/// One thing that is wrong. It never holds a name, an address or any other text that people typed.
public struct AuditFinding: Hashable, Sendable {
  public let check: AuditCheck
  /// What is wrong, for a person to read, without the ids and numbers.
  public let sentence: String
  /// The ids it is about, the one to look at first.
  public let subjects: [String]
  public let numbers: [AuditNumber]
}

/// A number that a finding rests on. Amounts are minor units unless the name says otherwise.
public struct AuditNumber: Hashable, Sendable {
  public let name: String
  public let value: Int64
}

/// What live contracts bring in a month in one currency, without customers on test clocks.
public struct AuditedRevenue: Hashable, Sendable {
  public let currency: String
  /// Millionths of a minor unit a month.
  public let level: Int64
  /// Customers whose level is above zero.
  public let customers: Int
}

public struct TableCount: Hashable, Sendable {
  public let table: String
  public let rows: Int64
}
