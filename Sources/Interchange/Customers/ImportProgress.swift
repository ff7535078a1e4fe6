/// How far an import has come. Invoices measure the way, because they are the work.
public struct ImportProgress: Sendable, Hashable {
  public let rowsDone: Int
  public let rows: Int
  public let invoicesDone: Int
  public let invoices: Int
  public let elapsed: Duration

  /// From 0 to 1.
  public var share: Double {
    invoices == 0 ? 1 : min(1, Double(invoicesDone) / Double(invoices))
  }

  public var invoicesPerSecond: Double {
    let seconds = elapsed.seconds
    return seconds > 0 ? Double(invoicesDone) / seconds : 0
  }

  /// Nil while nothing is done yet.
  public var secondsLeft: Double? {
    invoicesDone > 0 ? Double(invoices - invoicesDone) / invoicesPerSecond : nil
  }
}

/// What an import has done.
public struct ImportResult: Sendable, Hashable {
  public let report: ImportReport
  /// Rows that came in now, and rows that an earlier run had brought in.
  public let imported: Int
  public let known: Int
  /// Bad rows that were left out.
  public let skipped: Int
  /// Final invoices made now.
  public let invoices: Int
  public let elapsed: Duration
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
