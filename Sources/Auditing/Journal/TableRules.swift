import Storage

/// How a table maps to the states of its facts.
struct TableRule {
  let theme: Theme
  /// The rows of a stretch of ids, in their order.
  let select: SQL
  let columns: [ColumnRule]
}

extension TableRule {
  static let all = [
    product, price, taxRate, coupon, promotionCode, testClock, customer, subscription, invoice, paymentMethod,
    paymentIntent, charge, refund, setupIntent,
    pendingItem, adjustment, creditNote, bookClose, rates, spend, margin,
  ]

  private static let product = TableRule(
    theme: .product,
    select: """
      SELECT id, name, description, active, default_price, unit_label, statement_descriptor, url, images,
        metadata, created, updated
      FROM product WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("name", "name"), .init("description", "description"), .init("active", "active", form: .flag),
      .init("default_price", "defaultPrice"), .init("unit_label", "unitLabel"),
      .init("statement_descriptor", "statementDescriptor"), .init("url", "url"),
      .init("images", "images", form: .document), .init("metadata", "metadata", form: .document),
      .init("created", "created"), .init("updated", "updated"),
    ])

  private static let price = TableRule(
    theme: .price,
    select: """
      SELECT id, product, currency, model, cadence_unit, cadence_count, active, nickname, lookup_key,
        tax_behavior, currency_options, metadata, created
      FROM price WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("product", "product"), .init("currency", "currency"), .init("model", "model", form: .document),
      .init("cadence_unit", "cadence", "unit"), .init("cadence_count", "cadence", "count"),
      .init("active", "active", form: .flag), .init("nickname", "nickname"),
      .init("lookup_key", "lookupKey"), .init("tax_behavior", "taxBehavior"),
      .init("currency_options", "currencyOptions", form: .document),
      .init("metadata", "metadata", form: .document), .init("created", "created"),
    ])

  private static let taxRate = TableRule(
    theme: .taxRate,
    select: """
      SELECT id, percentage, inclusive, display_name, active, description, jurisdiction, country, state, kind,
        metadata, created
      FROM tax_rate WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("percentage", "percentage"), .init("inclusive", "isInclusive", form: .flag),
      .init("display_name", "displayName"), .init("active", "active", form: .flag),
      .init("description", "description"), .init("jurisdiction", "jurisdiction"),
      .init("country", "country"), .init("state", "state"), .init("kind", "kind"),
      .init("metadata", "metadata", form: .document), .init("created", "created"),
    ])

  private static let coupon = TableRule(
    theme: .coupon,
    select: """
      SELECT id, name, reduction, duration, months, products, max_redemptions, redeem_by, times_redeemed,
        metadata, created, deleted
      FROM coupon WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("name", "name"), .init("reduction", "reduction", form: .document),
      .init("duration", "duration"), .init("months", "months"),
      .init("products", "products", form: .document), .init("max_redemptions", "maxRedemptions"),
      .init("redeem_by", "redeemBy"), .init("times_redeemed", "timesRedeemed"),
      .init("metadata", "metadata", form: .document), .init("created", "created"),
      .init("deleted", "isDeleted", form: .flag),
    ])

  private static let promotionCode = TableRule(
    theme: .promotionCode,
    select: """
      SELECT id, code, coupon, customer, active, expires_at, max_redemptions, times_redeemed,
        first_time_only, minimums, metadata, created
      FROM promotion_code WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("code", "code"), .init("coupon", "coupon"), .init("customer", "customer"),
      .init("active", "active", form: .flag), .init("expires_at", "expiresAt"),
      .init("max_redemptions", "maxRedemptions"), .init("times_redeemed", "timesRedeemed"),
      .init("first_time_only", "firstTimeOnly", form: .flag),
      .init("minimums", "minimums", form: .document), .init("metadata", "metadata", form: .document),
      .init("created", "created"),
    ])

  private static let testClock = TableRule(
    theme: .testClock,
    select: """
      SELECT id, name, frozen_time, target, created, deleted
      FROM test_clock WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("name", "name"), .init("frozen_time", "frozenTime"), .init("target", "target"),
      .init("created", "created"),
    ])

  private static let customer = TableRule(
    theme: .customer,
    select: """
      SELECT id, name, email, phone, description, address, shipping, currency, invoice_prefix,
        default_payment_method, preferred_locales, tax_exemption, test_clock, time_zone,
        acquisition_source, metadata, created, deleted
      FROM customer WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("name", "name"), .init("email", "email"), .init("phone", "phone"),
      .init("description", "description"), .init("address", "address", form: .document),
      .init("shipping", "shipping", form: .document), .init("currency", "currency"),
      .init("invoice_prefix", "invoicePrefix"), .init("default_payment_method", "defaultPaymentMethod"),
      .init("preferred_locales", "preferredLocales", form: .document),
      .init("tax_exemption", "taxExemption"), .init("test_clock", "testClock"),
      .init("time_zone", "timeZone"), .init("acquisition_source", "acquisitionSource"),
      .init("metadata", "metadata", form: .document), .init("created", "created"),
    ])

  private static let subscription = TableRule(
    theme: .subscription,
    select: """
      SELECT id, customer, currency, status, cycle_anchor, cadence_unit, cadence_count, period_start,
        time_zone, start_date, days_until_due, default_payment_method, description, metadata,
        default_tax_rates, discounts, trial, collection_pause, cancellation, ended_at, latest_invoice,
        test_clock, created
      FROM subscription WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("customer", "customer"), .init("currency", "currency"), .init("status", "status"),
      .init("cycle_anchor", "cycleAnchor"), .init("cadence_unit", "cadence", "unit"),
      .init("cadence_count", "cadence", "count"), .init("period_start", "items", form: .latestStart),
      .init("time_zone", "timeZone"), .init("start_date", "startDate"),
      .init("days_until_due", "collection", "sendInvoice", "daysUntilDue"),
      .init("default_payment_method", "defaultPaymentMethod"), .init("description", "description"),
      .init("metadata", "metadata", form: .document),
      .init("default_tax_rates", "defaultTaxRates", form: .document),
      .init("discounts", "discounts", form: .document),
      .init("trial", "trial", form: .document),
      .init("collection_pause", "collectionPause", form: .document),
      .init("cancellation", "cancellation", form: .document),
      .init("ended_at", "endedAt"), .init("latest_invoice", "latestInvoice"),
      .init("test_clock", "testClock"), .init("created", "created"),
    ])

  private static let invoice = TableRule(
    theme: .invoice,
    select: """
      SELECT id, customer, subscription, currency, status, reason, days_until_due, number, billed_to,
        period_start, period_end, created, subtotal, total, starting_balance, ending_balance, amount_due,
        amount_paid, amount_paid_out_of_band, attempt_count, attempted, next_payment_attempt, auto_advance,
        finalizes_at, finalized_at, paid_at, voided_at, uncollectible_at, due_date, default_payment_method,
        description, footer, custom_fields, sent_at, tax, default_tax_rates, discounts, discount,
        credited_open, credited_paid, metadata, subscription_metadata, test_clock
      FROM invoice WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("customer", "customer"), .init("subscription", "subscription"), .init("currency", "currency"),
      .init("status", "status"), .init("reason", "reason"),
      .init("days_until_due", "collection", "sendInvoice", "daysUntilDue"), .init("number", "number"),
      .init("billed_to", "billedTo", form: .document), .init("period_start", "period", "start"),
      .init("period_end", "period", "end"), .init("created", "created"), .init("subtotal", "subtotal"),
      .init("total", "total"), .init("starting_balance", "startingBalance"),
      .init("ending_balance", "endingBalance"), .init("amount_due", "amountDue"),
      .init("amount_paid", "amountPaid"), .init("amount_paid_out_of_band", "amountPaidOutOfBand"),
      .init("attempt_count", "attemptCount"), .init("attempted", "attempted", form: .flag),
      .init("next_payment_attempt", "nextPaymentAttempt"), .init("auto_advance", "autoAdvance", form: .flag),
      .init("finalizes_at", "finalizesAt"), .init("finalized_at", "finalizedAt"), .init("paid_at", "paidAt"),
      .init("voided_at", "voidedAt"), .init("uncollectible_at", "uncollectibleAt"),
      .init("due_date", "dueDate"), .init("default_payment_method", "defaultPaymentMethod"),
      .init("description", "description"), .init("footer", "footer"),
      .init("custom_fields", "customFields", form: .document), .init("sent_at", "sentAt"),
      .init("tax", "tax"), .init("default_tax_rates", "defaultTaxRates", form: .document),
      .init("discounts", "discounts", form: .document), .init("discount", "discount"),
      .init("credited_open", "creditedOpen"), .init("credited_paid", "creditedPaid"),
      .init("metadata", "metadata", form: .document),
      .init("subscription_metadata", "subscriptionMetadata", form: .document),
      .init("test_clock", "testClock"),
    ])

  private static let paymentMethod = TableRule(
    theme: .paymentMethod,
    select: """
      SELECT id, customer, card, gateway_reference, billing_name, billing_email, billing_phone,
        billing_address, metadata, created
      FROM payment_method WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("customer", "customer"), .init("card", "card", form: .document),
      .init("gateway_reference", "gatewayReference"), .init("billing_name", "billingName"),
      .init("billing_email", "billingEmail"), .init("billing_phone", "billingPhone"),
      .init("billing_address", "billingAddress", form: .document),
      .init("metadata", "metadata", form: .document), .init("created", "created"),
    ])

  private static let paymentIntent = TableRule(
    theme: .paymentIntent,
    select: """
      SELECT id, customer, invoice, amount, currency, status, payment_method, latest_charge, last_decline,
        canceled_at, metadata, created
      FROM payment_intent WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("customer", "customer"), .init("invoice", "invoice"), .init("amount", "amount", "minorUnits"),
      .init("currency", "amount", "currency"), .init("status", "status"),
      .init("payment_method", "paymentMethod"), .init("latest_charge", "latestCharge"),
      .init("last_decline", "lastDecline", form: .document), .init("canceled_at", "canceledAt"),
      .init("metadata", "metadata", form: .document), .init("created", "created"),
    ])

  private static let charge = TableRule(
    theme: .charge,
    select: """
      SELECT id, payment_intent, customer, invoice, amount, currency, payment_method, decline, refunded,
        created
      FROM card_charge WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("payment_intent", "paymentIntent"), .init("customer", "customer"), .init("invoice", "invoice"),
      .init("amount", "amount", "minorUnits"), .init("currency", "amount", "currency"),
      .init("payment_method", "paymentMethod"), .init("decline", "decline", form: .document),
      .init("refunded", "refunded"), .init("created", "created"),
    ])

  private static let setupIntent = TableRule(
    theme: .setupIntent,
    select: """
      SELECT id, customer, payment_method, usage, status, tries, authenticated, last_error,
        cancellation_reason, description, metadata, created
      FROM setup_intent WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("customer", "customer"), .init("payment_method", "paymentMethod"), .init("usage", "usage"),
      .init("status", "status"), .init("tries", "tries"),
      .init("authenticated", "authenticated", form: .flag),
      .init("last_error", "lastError", form: .document),
      .init("cancellation_reason", "cancellationReason"), .init("description", "description"),
      .init("metadata", "metadata", form: .document), .init("created", "created"),
    ])

  private static let refund = TableRule(
    theme: .refund,
    select: """
      SELECT id, charge, payment_intent, customer, invoice, payment_method, attempt, gateway_reference,
        amount, currency, reason, status, failure, answered_at, metadata, created
      FROM refund WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("charge", "charge"), .init("payment_intent", "paymentIntent"), .init("customer", "customer"),
      .init("invoice", "invoice"), .init("payment_method", "paymentMethod"), .init("attempt", "attempt"),
      .init("gateway_reference", "gatewayReference"), .init("amount", "amount", "minorUnits"),
      .init("currency", "amount", "currency"), .init("reason", "reason"), .init("status", "status"),
      .init("failure", "failure"), .init("answered_at", "answeredAt"),
      .init("metadata", "metadata", form: .document), .init("created", "created"),
    ])

  /// Which invoice took an item is no fact of its own; ``BillingKeys`` looks after that.
  private static let pendingItem = TableRule(
    theme: .pendingItem,
    select: """
      SELECT id, customer, subscription, billing_key, amount, currency, content, created, placed_on
      FROM pending_item WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("customer", "customer"), .init("subscription", "content", "subscription"),
      .init("billing_key", "content", "billingKey"), .init("amount", "content", "amount", "minorUnits"),
      .init("currency", "content", "amount", "currency"), .init("content", "content", form: .document),
      .init("created", "created"), .init("placed_on", "placedOn"),
    ])

  private static let adjustment = TableRule(
    theme: .adjustment,
    select: """
      SELECT id, customer, amount, currency, description, metadata, created
      FROM balance_adjustment WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("customer", "customer"), .init("amount", "amount", "minorUnits"),
      .init("currency", "amount", "currency"), .init("description", "description"),
      .init("metadata", "metadata", form: .document), .init("created", "created"),
    ])

  private static let creditNote = TableRule(
    theme: .creditNote,
    select: """
      SELECT id, invoice, customer, currency, number, status, reason, memo, metadata, subtotal, discount, tax,
        total, pre_payment, to_balance, out_of_band, created, voided_at
      FROM credit_note WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("invoice", "invoice"), .init("customer", "customer"), .init("currency", "currency"),
      .init("number", "number"), .init("status", "status"), .init("reason", "reason"), .init("memo", "memo"),
      .init("metadata", "metadata", form: .document), .init("subtotal", "subtotal"),
      .init("discount", "discount"), .init("tax", "tax"), .init("total", "total"),
      .init("pre_payment", "prePayment"), .init("to_balance", "toBalance"),
      .init("out_of_band", "outOfBand"), .init("created", "created"), .init("voided_at", "voidedAt"),
    ])

  private static let rates = TableRule(
    theme: .rates,
    select: "SELECT id, day, per_euro FROM reference_rates WHERE id > :after AND id <= :through ORDER BY id",
    columns: [.init("day", "day"), .init("per_euro", "perEuro", form: .document)])

  private static let spend = TableRule(
    theme: .spend,
    select: """
      SELECT id, channel, month, amount, currency FROM marketing_spend
      WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("channel", "channel"), .init("month", "month"), .init("amount", "amount", "minorUnits"),
      .init("currency", "amount", "currency"),
    ])

  private static let margin = TableRule(
    theme: .margin,
    select:
      "SELECT id, product, basis_points FROM gross_margin WHERE id > :after AND id <= :through ORDER BY id",
    columns: [.init("product", "product"), .init("basis_points", "basisPoints")])

  private static let bookClose = TableRule(
    theme: .bookClose,
    select: """
      SELECT id, month, status, begun_at, closed_at FROM book_close
      WHERE id > :after AND id <= :through ORDER BY id
      """,
    columns: [
      .init("month", "month"), .init("status", "status"), .init("begun_at", "begunAt"),
      .init("closed_at", "closedAt"),
    ])

  static let subscriptionItems = [
    ColumnRule("id", "id"), ColumnRule("period_start", "period", "start"),
    ColumnRule("period_end", "period", "end"), ColumnRule("revisions", "revisions", form: .document),
    ColumnRule("metadata", "metadata", form: .document), ColumnRule("created", "created"),
    ColumnRule("tax_rates", "taxRates", form: .document),
    ColumnRule("discounts", "discounts", form: .document), ColumnRule("timing", "timing"),
    ColumnRule("cadence_unit", "cadence", "unit"), ColumnRule("cadence_count", "cadence", "count"),
  ]

  static let lines = [
    ColumnRule("id", "id"), ColumnRule("place", "place"), ColumnRule("content", "content", form: .document),
    ColumnRule("billing_key", "content", "billingKey"), ColumnRule("subscription", "content", "subscription"),
    ColumnRule("item", "content", "item"), ColumnRule("price", "content", "price"),
    ColumnRule("product", "content", "product"), ColumnRule("amount", "content", "amount", "minorUnits"),
    ColumnRule("currency", "content", "amount", "currency"),
    ColumnRule("period_start", "content", "period", "start"),
    ColumnRule("period_end", "content", "period", "end"),
  ]

  static let creditedLines = [
    ColumnRule("id", "id"), ColumnRule("invoice_line", "invoiceLine"), ColumnRule("amount", "amount"),
    ColumnRule("period_start", "period", "start"), ColumnRule("period_end", "period", "end"),
    ColumnRule("content", form: .document),
  ]

  static let creditedRefunds = [ColumnRule("id", "refund"), ColumnRule("amount", "amount")]

  static let attempts = [
    ColumnRule("payment_intent", "paymentIntent"), ColumnRule("customer", "customer"),
    ColumnRule("invoice", "invoice"), ColumnRule("number", "number"),
    ColumnRule("payment_method", "paymentMethod"), ColumnRule("gateway_reference", "gatewayReference"),
    ColumnRule("amount", "amount", "minorUnits"), ColumnRule("currency", "amount", "currency"),
    ColumnRule("on_session", "onSession", form: .flag),
    ColumnRule("authenticated", "authenticated", form: .flag), ColumnRule("started_at", "startedAt"),
  ]
}
