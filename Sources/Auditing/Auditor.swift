import Storage

/// Audits one workspace against itself, from its rows alone.
///
/// It shares no code with what wrote those rows: its own queries, its own sums, its own calendar and its own
/// reading of the journal. So an error of the engine does not repeat itself here.
public struct Auditor {
  /// Looks at everything on one snapshot and changes nothing.
  ///
  /// Rows are read in the order of their keys, a page at a time; what is kept grows with the numbers of
  /// contracts and prices, not with their history.
  /// - Throws: what the database throws. What is wrong in the books is never thrown, it is reported.
  public static func audit(_ database: any Database) async throws -> AuditReport {
    try await database.read { rows in
      let findings = Findings()
      let prices = try AuditedPrices(rows, findings)
      try LedgerEntries(rows, findings).check()
      try CustomerBooks(rows, findings).check()
      try CreditedInvoices(rows, findings).check()
      try NumberedSeries(rows, findings).check()
      try InvoiceLines(rows, findings, prices).check()
      try BillingKeys(rows, findings).check()
      try BilledPeriods(rows, prices, findings).check()
      try Payments(rows, findings).check()
      try RefundedCharges(rows, findings).check()
      let closes = try AuditedCloses(rows, findings)
      try closes.check()
      try RecognizedLines(rows, findings, closes.closes).check()
      let revenue = try RecurringRevenueAudit(rows, findings, prices).check()
      try JournalAgainstRows(rows, findings).check()
      try References(rows, findings).check()
      try Jobs(rows, findings).check()
      return findings.report(revenue: revenue, tables: try TableCounts.read(rows))
    }
  }
}
