/// A table as a copy of a workspace carries it: its columns, and its rows in one form and one order that do
/// not depend on the engine or the server they come from.
public struct CopiedTable: Sendable {
  public let name: StaticString
  public let columns: [StaticString]
  /// Selects the columns, by their names, in the order of the table's key.
  public let rows: SQL

  public init(name: StaticString, columns: [StaticString], rows: SQL) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }

  public var count: SQL { "SELECT COUNT(*) AS number FROM" + SQL(stringLiteral: name) }

  /// The same table after a migration gave it more columns.
  fileprivate func adding(_ more: StaticString..., by key: StaticString = "id") -> CopiedTable {
    CopiedTable(name, by: key, columns + more)
  }

  init(_ name: StaticString, by key: StaticString, _ columns: StaticString...) {
    self.init(name, by: key, columns)
  }

  init(_ name: StaticString, by key: StaticString, _ columns: [StaticString]) {
    let names = SQL.joined(columns.map(SQL.init(stringLiteral:)), by: ",")
    self.init(
      name: name, columns: columns,
      rows: "SELECT" + names + "FROM" + SQL(stringLiteral: name) + "ORDER BY" + SQL(stringLiteral: key))
  }
}

extension WorkspaceSchema {
  /// Every table of a workspace, those that others refer to first. A test compares them with the schema
  /// itself.
  ///
  /// What belongs to one server or one process is put into a form that means the same everywhere. A fact's
  /// stamp becomes 0, which is before every transaction of any cluster, and its position its place in the
  /// journal's order, 1, 2, 3 …; movements and cursors follow. A job is claimed by nobody.
  ///
  /// - Parameter migration: the schema's version. A later migration that changes a table says here what that
  ///   table was before it, so that a backup from before it can still be read.
  public static func copiedTables(at migration: Int) -> [CopiedTable] {
    catalogCopies + priceCopies(at: migration) + [customerCopy(at: migration)]
      + [subscriptionCopy(at: migration)] + contractCopies(at: migration) + paymentCopies(at: migration)
      + [factCopy(at: migration)] + foldCopies(at: migration) + workCopies
      + (migration >= booksMigration ? closeCopies : [])
      + (migration >= taxRates.number ? [taxRateCopy] : [])
      + (migration >= numberSeries.number ? numberingCopies : [])
      + (migration >= creditNotes.number ? creditNoteCopies(at: migration) : [])
      + (migration >= discounts.number ? couponCopies : [])
      + (migration >= refunds.number ? refundCopies : [])
      + (migration >= setupIntents.number ? [setupIntentCopy] : [])
      + (migration >= analyticsInputs.number ? analyticsCopies : [])
  }

  private static let catalogCopies = [
    CopiedTable("test_clock", by: "id", "id", "name", "frozen_time", "target", "created", "deleted"),
    CopiedTable(
      "product", by: "id", "id", "name", "description", "active", "default_price", "unit_label",
      "statement_descriptor", "url", "images", "metadata", "created", "updated"),
  ]

  private static func priceCopies(at migration: Int) -> [CopiedTable] {
    guard migration >= currencyOptions.number else {
      return [
        CopiedTable(
          "price", by: "id", "id", "product", "currency", "model", "cadence_unit", "cadence_count", "active",
          "nickname", "lookup_key", "tax_behavior", "metadata", "created")
      ]
    }
    return [
      CopiedTable(
        "price", by: "id", "id", "product", "currency", "model", "cadence_unit", "cadence_count", "active",
        "nickname", "lookup_key", "tax_behavior", "currency_options", "metadata", "created")
    ]
  }

  private static func customerCopy(at migration: Int) -> CopiedTable {
    var copy = CopiedTable(
      "customer", by: "id", "id", "name", "email", "phone", "description", "address", "shipping", "currency",
      "invoice_prefix", "next_invoice_sequence", "default_payment_method", "preferred_locales",
      "tax_exemption", "test_clock", "metadata", "created", "deleted")
    if migration >= intervalsAndZones.number { copy = copy.adding("time_zone") }
    return migration >= analyticsInputs.number ? copy.adding("acquisition_source") : copy
  }

  private static let analyticsCopies = [
    CopiedTable("reference_rates", by: "id", "id", "day", "per_euro"),
    CopiedTable("marketing_spend", by: "id", "id", "channel", "month", "amount", "currency"),
    CopiedTable("gross_margin", by: "id", "id", "product", "basis_points"),
  ]

  private static func subscriptionCopy(at migration: Int) -> CopiedTable {
    var copy = CopiedTable(
      "subscription", by: "id", "id", "customer", "currency", "status", "cycle_anchor", "cadence_unit",
      "cadence_count", "period_start", "start_date", "days_until_due", "default_payment_method",
      "description", "metadata", "cancellation", "ended_at", "latest_invoice", "test_clock", "created")
    if migration >= trialsAndPauses.number { copy = copy.adding("trial", "collection_pause") }
    if migration >= taxRates.number { copy = copy.adding("default_tax_rates") }
    if migration >= discounts.number { copy = copy.adding("discounts") }
    return migration >= intervalsAndZones.number ? copy.adding("time_zone") : copy
  }

  private static func contractCopies(at migration: Int) -> [CopiedTable] {
    var item = CopiedTable(
      "subscription_item", by: "id", "id", "subscription", "place", "price", "quantity", "removed",
      "period_start", "period_end", "revisions", "metadata", "created")
    if migration >= taxRates.number { item = item.adding("tax_rates") }
    if migration >= discounts.number { item = item.adding("discounts") }
    if migration >= intervalsAndZones.number { item = item.adding("cadence_unit", "cadence_count", "timing") }
    return [item] + invoiceCopies(at: migration)
      + (migration >= invoicesByHand.number ? [adjustmentCopy] : [])
  }

  private static func invoiceCopies(at migration: Int) -> [CopiedTable] {
    var (invoice, line, waiting) = (invoiceCopy, lineCopy, pendingItemCopy)
    if migration >= invoicesByHand.number {
      invoice = invoice.adding("footer", "custom_fields", "sent_at")
      waiting = waiting.adding("placed_on")
    }
    if migration >= taxRates.number {
      invoice = invoice.adding("tax", "default_tax_rates")
      line = line.adding("inclusive_tax")
    }
    if migration >= creditNotes.number { invoice = invoice.adding("credited_open", "credited_paid") }
    if migration >= discounts.number {
      invoice = invoice.adding("discounts", "discount")
      line = line.adding("discount")
    }
    return [invoice, line, waiting]
  }

  private static let invoiceCopy = CopiedTable(
    "invoice", by: "id", "id", "customer", "subscription", "currency", "status", "reason", "days_until_due",
    "number", "billed_to", "period_start", "period_end", "created", "subtotal", "total",
    "starting_balance", "ending_balance", "amount_due", "amount_paid", "amount_paid_out_of_band",
    "attempt_count", "attempted", "next_payment_attempt", "auto_advance", "finalizes_at", "finalized_at",
    "paid_at", "voided_at", "uncollectible_at", "due_date", "default_payment_method", "description",
    "metadata", "subscription_metadata", "test_clock")

  private static let lineCopy = CopiedTable(
    "invoice_line", by: "id", "id", "invoice", "place", "billing_key", "subscription", "item", "price",
    "product", "amount", "currency", "period_start", "period_end", "content")

  private static let pendingItemCopy = CopiedTable(
    "pending_item", by: "id", "id", "customer", "subscription", "billing_key", "amount", "currency",
    "content", "created", "invoice")

  private static let adjustmentCopy = CopiedTable(
    "balance_adjustment", by: "id", "id", "customer", "amount", "currency", "description", "metadata",
    "created")

  private static func creditNoteCopies(at migration: Int) -> [CopiedTable] {
    var copies = creditNoteCopies
    if migration >= discounts.number { copies = copies.map { $0.adding("discount") } }
    if migration >= refunds.number { copies[0] = copies[0].adding("refunded") }
    return copies
  }

  private static let couponCopies = [
    CopiedTable(
      "coupon", by: "id", "id", "name", "reduction", "duration", "months", "products", "max_redemptions",
      "redeem_by", "times_redeemed", "metadata", "created", "deleted"),
    CopiedTable(
      "promotion_code", by: "id", "id", "code", "folded_code", "coupon", "customer", "active", "expires_at",
      "max_redemptions", "times_redeemed", "first_time_only", "minimums", "metadata", "created"),
  ]

  private static let creditNoteCopies = [
    CopiedTable(
      "credit_note", by: "id", "id", "invoice", "customer", "currency", "number", "status", "reason", "memo",
      "metadata", "subtotal", "tax", "total", "pre_payment", "to_balance", "out_of_band", "created",
      "voided_at"),
    CopiedTable(
      "credit_note_line", by: "id", "id", "credit_note", "place", "invoice_line", "amount", "inclusive_tax",
      "currency", "period_start", "period_end", "content"),
  ]

  private static let numberingCopies = [
    CopiedTable("workspace_setting", by: "name", "name", "value"),
    CopiedTable("number_series", by: "name", "name", "next_number"),
  ]

  private static let taxRateCopy = CopiedTable(
    "tax_rate", by: "id", "id", "percentage", "inclusive", "display_name", "active", "description",
    "jurisdiction", "country", "state", "kind", "metadata", "created")

  private static let refundCopies = [
    CopiedTable(
      "refund", by: "id", "id", "charge", "payment_intent", "customer", "invoice", "payment_method",
      "attempt", "gateway_reference", "amount", "currency", "reason", "status", "failure", "answered_at",
      "metadata",
      "created"),
    CopiedTable(
      "credit_note_refund", by: "credit_note, place", "credit_note", "place", "refund", "amount"),
  ]

  private static let setupIntentCopy = CopiedTable(
    "setup_intent", by: "id", "id", "customer", "payment_method", "usage", "status", "tries", "authenticated",
    "last_error",
    "cancellation_reason", "description", "metadata", "created")

  private static func paymentCopies(at migration: Int) -> [CopiedTable] {
    var (intent, charge, attempt) = (paymentIntentCopy, chargeCopy, attemptCopy)
    if migration >= refunds.number { charge = charge.adding("refunded") }
    if migration >= setupIntents.number {
      intent = intent.adding("metadata")
      attempt = attempt.adding("authenticated")
    }
    return [paymentMethodCopy, intent, charge, attempt]
  }

  private static let paymentMethodCopy =
    CopiedTable(
      "payment_method", by: "id", "id", "customer", "card", "gateway_reference", "billing_name",
      "billing_email", "billing_phone", "billing_address", "metadata", "created")
  private static let paymentIntentCopy =
    CopiedTable(
      "payment_intent", by: "id", "id", "customer", "invoice", "amount", "currency", "status",
      "payment_method", "latest_charge", "last_decline", "canceled_at", "created")
  private static let chargeCopy =
    CopiedTable(
      "card_charge", by: "id", "id", "payment_intent", "customer", "invoice", "amount", "currency",
      "payment_method", "decline", "created")
  private static let attemptCopy =
    CopiedTable(
      "payment_attempt", by: "id", "id", "payment_intent", "customer", "invoice", "number", "payment_method",
      "gateway_reference", "amount", "currency", "on_session", "started_at", "answer", "answered_at")

  private static func factCopy(at migration: Int) -> CopiedTable {
    guard migration >= recurringFacts.number else {
      return CopiedTable(
        name: "fact", columns: factColumns,
        rows: """
          SELECT row_number() OVER (ORDER BY stamp, position) AS position, CAST(0 AS BIGINT) AS stamp, id,
            kind, subject, customer, payload, actor, request_id, idempotency_key, effective, recorded
          FROM fact ORDER BY fact.stamp, fact.position
          """)
    }
    return CopiedTable(
      name: "fact", columns: factColumns + ["recurring"],
      rows: """
        SELECT row_number() OVER (ORDER BY stamp, position) AS position, CAST(0 AS BIGINT) AS stamp, id, kind,
          subject, customer, payload, actor, request_id, idempotency_key, effective, recorded, recurring
        FROM fact ORDER BY fact.stamp, fact.position
        """)
  }

  private static let factColumns: [StaticString] = [
    "position", "stamp", "id", "kind", "subject", "customer", "payload", "actor", "request_id",
    "idempotency_key", "effective", "recorded",
  ]

  private static let closeCopies = [
    CopiedTable(
      "recognition_schedule", by: "line", "line", "document", "customer", "currency", "amount", "first_day",
      "days", "issued_month", "withdrawn_month", "recognized", "next_month"),
    CopiedTable("book_close", by: "id", "id", "month", "status", "begun_at", "closed_at"),
    CopiedTable(
      "book_close_part", by: "month, number", "month", "number", "fact", "currency", "amount", "lines"),
    CopiedTable(
      "recognition", by: "month, part, place", "month", "part", "place", "line", "customer", "amount"),
    CopiedTable(
      "account_total", by: "account, currency, day", "account", "currency", "day", "debit", "credit"),
  ]

  private static let workCopies = [
    CopiedTable(
      name: "job",
      columns: [
        "id", "kind", "subject", "customer", "clock", "due", "state", "failures", "claimed_until",
        "claimed_by", "last_error",
      ],
      rows: """
        SELECT id, kind, subject, customer, clock, due, state, failures, CAST(0 AS BIGINT) AS claimed_until,
          '' AS claimed_by, last_error
        FROM job ORDER BY id
        """),
    CopiedTable(
      "idempotency", by: "key", "key", "fingerprint", "state", "request_id", "attempt", "subject", "status",
      "body", "created"),
    CopiedTable("import_row", by: "source, row_key", "source", "row_key", "customer", "imported_at"),
  ]
}
