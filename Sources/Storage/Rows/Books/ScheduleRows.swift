import Bookkeeping
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Relations
import Subscriptions

extension Connection {
  /// Of the next `limit` facts those that change schedules, and the place of the last one looked at; nil when
  /// there is none up to `last`.
  public func scheduleFacts(
    after place: JournalPlace, upTo last: JournalPlace, limit: Int
  ) throws -> (facts: [RecordedFact], through: JournalPlace?) {
    var through: JournalPlace?
    let found = try next(after: place, limit: limit) { row -> RecordedFact? in
      let here = JournalPlace(stamp: try row.integer("stamp"), position: try row.integer("position"))
      guard here <= last else { return nil }
      through = here
      guard scheduleKinds.contains(try row.text("kind")) else { return nil }
      return try recordedFact(row)
    }
    return (found.compactMap(\.self), through)
  }

  public func insert(_ schedules: [RecognitionSchedule]) throws {
    guard !schedules.isEmpty else { return }
    try insert(
      into: "recognition_schedule",
      columns: [
        "line", "document", "customer", "currency", "amount", "first_day", "days", "issued_month",
        "withdrawn_month", "recognized", "next_month",
      ],
      rows: schedules.map { schedule in
        [
          schedule.line.columnValue, schedule.document.columnValue, schedule.customer.columnValue,
          schedule.amount.currency.columnValue, schedule.amount.minorUnits.columnValue,
          schedule.days.first.isoText.columnValue, schedule.days.count.columnValue,
          schedule.issued.isoText.columnValue, schedule.withdrawn?.isoText.columnValue ?? .null,
          schedule.recognized.columnValue, schedule.next?.isoText.columnValue ?? .null,
        ]
      })
  }

  public func update(_ schedule: RecognitionSchedule) throws {
    try changeOne(
      "recognition_schedule",
      """
      UPDATE recognition_schedule SET withdrawn_month = :withdrawn, recognized = :recognized,
        next_month = :next
      WHERE line = :line
      """,
      [
        "withdrawn": schedule.withdrawn?.isoText, "recognized": schedule.recognized,
        "next": schedule.next?.isoText, "line": schedule.line,
      ])
  }

  /// The lines of a document that are earned over time.
  public func schedules(document: String) throws -> [RecognitionSchedule] {
    try query(Statements.byDocument, ["document": document], schedule)
  }

  /// Whose the invoices are, by invoice.
  public func customers(ofInvoices ids: [InvoiceID]) throws -> [InvoiceID: CustomerID] {
    guard !ids.isEmpty else { return [:] }
    let found = try named(ids.map(\.text), "SELECT id, customer FROM invoice WHERE id") { row in
      let invoice: InvoiceID = try row.identifier("id")
      let customer: CustomerID = try row.identifier("customer")
      return (invoice, customer)
    }
    return Dictionary(found, uniquingKeysWith: { first, _ in first })
  }

  /// Lines that the close of `month` has something to do with, of one currency and in the order of their
  /// customers.
  public func dueSchedules(through month: Month, limit: Int) throws -> [RecognitionSchedule] {
    let due = try query(Statements.due, ["month": month.isoText, "limit": limit], schedule)
    return Array(due.prefix { $0.amount.currency == due[0].amount.currency })
  }

  private func schedule(_ row: any Row) throws -> RecognitionSchedule {
    guard let first = Day(iso: try row.text("first_day")) else {
      throw StorageFailure.unreadableColumn("first_day: no day")
    }
    return RecognitionSchedule(
      line: try row.text("line"), document: try row.text("document"),
      customer: try row.identifier("customer"), amount: try row.money("amount", "currency"),
      days: DeliveryDays(first: first, count: try row.count("days")), issued: try row.month("issued_month"),
      withdrawn: try row.monthOrNil("withdrawn_month"), recognized: try row.integer("recognized"),
      next: try row.monthOrNil("next_month"))
  }
}

extension Row {
  func month(_ column: String) throws -> Month {
    guard let month = Month(iso: try text(column)) else {
      throw StorageFailure.unreadableColumn("\(column): no month")
    }
    return month
  }

  func monthOrNil(_ column: String) throws -> Month? {
    try isNull(column) ? nil : month(column)
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT line, document, customer, currency, amount, first_day, days, issued_month, withdrawn_month,
      recognized, next_month
    FROM recognition_schedule
    """
  static let byDocument = select + "WHERE document = :document ORDER BY line"
  static let due =
    select + "WHERE next_month <= :month ORDER BY next_month, currency, customer, line LIMIT :limit"
}
