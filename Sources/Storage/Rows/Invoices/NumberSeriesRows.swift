import Invoicing

extension Connection {
  /// The next number of a series, taken: the one after it is next now. Whoever takes another waits until this
  /// transaction is over, and gets this one should it be undone; so there is no gap.
  public func takeNumber(of series: InvoiceSeries) throws -> Int64 {
    let taken = try first(
      """
      INSERT INTO number_series (name, next_number) VALUES (:name, 2)
      ON CONFLICT (name) DO UPDATE SET next_number = number_series.next_number + 1
      RETURNING next_number - 1 AS taken
      """, ["name": series.name]
    ) { try $0.integer("taken") }
    guard let taken else { throw StorageFailure.invalidStatement("a series gave no number") }
    return taken
  }

  /// How the workspace numbers its invoices.
  public func invoiceNumbering() throws -> InvoiceNumbering {
    try first("SELECT value FROM workspace_setting WHERE name = 'invoice_numbering'", [:]) { row in
      try row.choice("value")
    } ?? .customer
  }

  /// Chooses it, for a workspace that is only being made.
  public func choose(_ numbering: InvoiceNumbering) throws {
    guard numbering != .customer else { return }
    try execute(
      "INSERT INTO workspace_setting (name, value) VALUES ('invoice_numbering', :value)",
      ["value": numbering.rawValue])
  }
}
