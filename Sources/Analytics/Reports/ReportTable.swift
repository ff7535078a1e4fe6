import Chronology
import Identity
import Monetary
import Relations
import Subscriptions

/// A report as tables; every edge shows the same.
public struct ReportTable: Sendable {
  public let report: Report
  public var sections: [ReportSection] = []
  /// What the reader has to know to read the numbers right.
  public var notes: [ReportNote] = []

  public init(_ report: Report) { self.report = report }

  /// The same with at most so many rows of each table; nil is all.
  public func limited(to most: Int?) -> ReportTable {
    guard let most else { return self }
    var table = self
    for place in table.sections.indices { table.sections[place].limit(to: most) }
    return table
  }
}

/// A sentence with values in the places of `{}`, so that it can be said in any language.
public struct ReportNote: Hashable, Sendable {
  public let text: String
  public let values: [String]

  public init(_ text: String, _ values: String...) {
    self.text = text
    self.values = values
  }

  public var english: String {
    values.reduce(text) { text, value in
      guard let place = text.firstRange(of: "{}") else { return text }
      return text.replacingCharacters(in: place, with: value)
    }
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + self[range.upperBound...]
  }
}

public struct ReportSection: Sendable {
  /// What programs call it.
  public let name: String
  public let title: String
  /// The one currency that all of it is in.
  public let currency: Currency?
  public let columns: [ReportColumn]
  public var rows: [[ReportCell]] = []
  /// How many more there are than were asked for.
  public private(set) var omitted = 0

  public var rowCount: Int { rows.count + omitted }

  public init(_ name: String, _ title: String, in currency: Currency? = nil, _ columns: [ReportColumn]) {
    self.name = name
    self.title = title
    self.currency = currency
    self.columns = columns
  }

  fileprivate mutating func limit(to most: Int) {
    guard rows.count > most else { return }
    omitted += rows.count - most
    // A copy, so that the others are let go.
    rows = Array(rows.prefix(most))
  }

  public mutating func add(_ cells: ReportCell...) {
    precondition(cells.count == columns.count, "a row has as many cells as the table has columns")
    rows.append(cells)
  }
}

public struct ReportColumn: Hashable, Sendable {
  /// What programs call it.
  public let name: String
  public let title: String

  public init(_ name: String, _ title: String) {
    self.name = name
    self.title = title
  }
}

public enum ReportCell: Hashable, Sendable {
  /// There is no such number.
  case nothing
  /// One of a few words, such as a method's name; shown with `_` as a space.
  case word(String)
  /// Somebody's own words.
  case text(String)
  case amount(Int64, Currency)
  case count(Int64)
  case share(Double, ClosedRange<Double>? = nil, isFromFew: Bool = false)
  /// A ratio, or months.
  case number(Double)
  case flag(Bool)
  case currency(Currency)
  case day(Day)
  case month(Month)
  case moment(Instant)
  case customer(CustomerID)
  case subscription(SubscriptionID)
  case invoice(InvoiceID)

  static func share(of proportion: Proportion) -> ReportCell {
    proportion.value.map { .share($0, proportion.interval(), isFromFew: proportion.isFromFew) } ?? .nothing
  }

  /// Millionths of a minor unit.
  static func amount(millionths: Int128, _ currency: Currency) -> ReportCell {
    .amount(ShownAmount.minorUnits(millionths), currency)
  }

  /// Millionths of a minor unit that come from a model; to the minor unit, and nothing where that says
  /// nothing.
  static func estimate(_ millionths: Double, _ currency: Currency) -> ReportCell {
    let units = (millionths / 1_000_000).rounded()
    return Int64(exactly: units).map { .amount($0, currency) } ?? .nothing
  }
}
