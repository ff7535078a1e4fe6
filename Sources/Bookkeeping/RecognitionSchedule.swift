import Chronology
import Identity
import Invoicing
import Monetary
import Relations

/// How one line becomes revenue: its amount by the day, from the month it was issued in, until it is
/// withdrawn.
///
/// What is to be recognised in a month is what should be through its end less what was so far. So a line that
/// comes late, a month that was left out and a withdrawal are one case, and doing it twice does nothing.
public struct RecognitionSchedule: Hashable, Sendable {
  /// The line's id: of an invoice, or of whatever document takes a part of one back.
  public let line: String
  /// The invoice, or the document that takes back.
  public let document: String
  public let customer: CustomerID
  /// Negative for a credit.
  public let amount: Money
  public let days: DeliveryDays
  /// Before this month nothing is revenue, however long ago the service was.
  public let issued: Month
  /// From this month on nothing of it is revenue: its document is void.
  public private(set) var withdrawn: Month?
  /// What closes have recognised so far, in minor units.
  public private(set) var recognized: Int64
  /// The first month whose close has something to do here; nil when all is done.
  public private(set) var next: Month?

  /// A line that was issued just now.
  public init(
    line: String, document: String, customer: CustomerID, amount: Money, days: DeliveryDays, issued: Month
  ) {
    self.init(
      line: line, document: document, customer: customer, amount: amount, days: days, issued: issued,
      withdrawn: nil, recognized: 0,
      next: amount.isZero ? nil : max(issued, Month(containing: days.first)))
  }

  /// A schedule as it was kept.
  public init(
    line: String, document: String, customer: CustomerID, amount: Money, days: DeliveryDays, issued: Month,
    withdrawn: Month?, recognized: Int64, next: Month?
  ) {
    self.line = line
    self.document = document
    self.customer = customer
    self.amount = amount
    self.days = days
    self.issued = issued
    self.withdrawn = withdrawn
    self.recognized = recognized
    self.next = next
  }

  /// What should be revenue at the end of `month`: the share of the days that are over by then.
  public func earned(through month: Month) -> Int64 {
    if let withdrawn, month >= withdrawn { return 0 }
    guard month >= issued else { return 0 }
    return amount.share(ofFirst: days.count(through: month), of: days.count).minorUnits
  }

  /// Billed, standing, and not revenue yet.
  public func deferred(through month: Month) -> Int64 {
    if let withdrawn, month >= withdrawn { return 0 }
    return month < issued ? 0 : amount.minorUnits - earned(through: month)
  }

  /// Takes the line back from `month` on; what was recognised is reversed there, or in the first month that
  /// is still open then.
  public mutating func withdraw(from month: Month) {
    guard withdrawn == nil else { return }
    withdrawn = month
    if let next, next < month { return }
    next = recognized == 0 ? nil : month
  }

  /// Closes `month`, and says what that moves from deferred revenue to revenue.
  public mutating func close(_ month: Month) -> Int64 {
    // Both lie between nothing and the amount, so no difference can overflow.
    let moved = earned(through: month) - recognized
    recognized += moved
    next = following(month)
    return moved
  }

  private func following(_ month: Month) -> Month? {
    let later = month.adding(months: 1)
    // The calendar ends; so does every schedule.
    guard later > month else { return nil }
    if let withdrawn, later >= withdrawn { return recognized == 0 ? nil : later }
    if recognized == amount.minorUnits, days.count(through: month) == days.count { return withdrawn }
    let due = max(later, issued, Month(containing: days.first))
    return min(due, withdrawn ?? due)
  }
}

extension RecognitionSchedule {
  /// The schedules of the lines that an invoice bills, once it is final.
  public static func of(
    _ lines: [InvoiceLine], customer: CustomerID, issued: Instant, in zone: Zone
  ) -> [RecognitionSchedule] {
    lines.filter { !deferredAmount(of: $0).isZero }.map { line in
      RecognitionSchedule(
        line: line.id.text, document: line.invoice.text, customer: customer,
        amount: deferredAmount(of: line), days: DeliveryDays(line.content.period, in: zone),
        issued: Month(containing: issued, in: zone))
    }
  }

  /// The schedules of a credit note's lines, which take back over the days of what they credit.
  public static func of(_ note: CreditNote, issued: Instant, in zone: Zone) -> [RecognitionSchedule] {
    note.lines.filter { $0.net != 0 }.map { line in
      RecognitionSchedule(
        line: line.id.text, document: note.id.text, customer: note.customer,
        amount: Money(-line.net, note.currency),
        days: DeliveryDays(line.period, in: zone), issued: Month(containing: issued, in: zone))
    }
  }

  /// What of a line is to be earned. The lines of an invoice together make what finalising it posts to
  /// deferred revenue.
  public static func deferredAmount(of line: InvoiceLine) -> Money {
    Money(line.content.net, line.content.amount.currency)
  }
}
