import Monetary

extension ObjectType {
  static let account = ObjectType("account")
  static let balanceTransaction = ObjectType("customer_balance_transaction")
  static let charge = ObjectType("charge")
  static let customer = ObjectType("customer")
  static let event = ObjectType("event")
  static let invoice = ObjectType("invoice")
  static let invoiceItem = ObjectType("invoiceitem")
  static let invoicePayment = ObjectType("invoice_payment")
  static let lineItem = ObjectType("line_item")
  static let paymentIntent = ObjectType("payment_intent")
  static let paymentMethod = ObjectType("payment_method")
  static let price = ObjectType("price")
  static let product = ObjectType("product")
  static let refund = ObjectType("refund")
  static let setupIntent = ObjectType("setup_intent")
  static let subscription = ObjectType("subscription")
  static let subscriptionItem = ObjectType("subscription_item")
  static let dunningPolicy = ObjectType("dunning_policy")
  static let referenceRates = ObjectType("analytics.rates")
  static let marketingSpend = ObjectType("analytics.spend")
  static let grossMargin = ObjectType("analytics.gross_margin")
  static let coupon = ObjectType("coupon")
  static let discount = ObjectType("discount")
  static let promotionCode = ObjectType("promotion_code")
  static let promotionCodeBatch = ObjectType("promotion_code_batch")
  static let creditNote = ObjectType("credit_note")
  static let creditNoteLine = ObjectType("credit_note_line_item")
  static let taxRate = ObjectType("tax_rate")
  static let testClock = ObjectType("test_helpers.test_clock")
  static let bookClose = ObjectType("books.close")
  static let bookEntry = ObjectType("books.entry")
  static let bookPosting = ObjectType("books.posting")
  static let recognizedLine = ObjectType("books.recognized_line")

  fileprivate static func list(of type: ObjectType) -> ObjectType { ObjectType("list of \(type.name)") }
  /// A part of another object that has expandable properties of its own.
  fileprivate func part(_ name: String) -> ObjectType { ObjectType("\(self.name).\(name)") }
}

/// What can be expanded in which object: facts of the format.
///
/// References to kinds of objects that do not exist here are listed as well: they are null, and asking for
/// them is no mistake of the caller.
enum ExpansionTable {
  static let expandable: [ObjectType: [String: ObjectType.Target]] = {
    var table: [ObjectType: [String: ObjectType.Target]] = [:]
    for part in [billing, payments, emptyLists] { table.merge(part) { first, _ in first } }
    let listed: [ObjectType] = [
      .invoicePayment, .lineItem, .creditNoteLine, .refund, .subscription, .subscriptionItem,
    ]
    for type in listed {
      table[.list(of: type)] = ["data": .part(type)]
    }
    return table
  }()

  private static func other(_ name: String) -> ObjectType.Target { .reference(ObjectType(name)) }

  private static let billing: [ObjectType: [String: ObjectType.Target]] = [
    .taxRate: [:],
    .promotionCodeBatch: [:],
    .coupon: ["applies_to": .included(nil), "currency_options": .included(nil)],
    .discount: [
      "customer": .reference(.customer), "promotion_code": .reference(.promotionCode),
      "source": .part(.discount.part("source")),
    ],
    .discount.part("source"): ["coupon": .reference(.coupon)],
    .promotionCode: [
      "customer": .reference(.customer), "promotion": .part(.promotionCode.part("promotion")),
      "restrictions": .part(.promotionCode.part("restrictions")),
    ],
    .promotionCode.part("promotion"): ["coupon": .reference(.coupon)],
    .promotionCode.part("restrictions"): ["currency_options": .included(nil)],
    .product: ["default_price": .reference(.price), "tax_code": other("tax_code")],
    .price: [
      "product": .reference(.product), "currency_options": .included(.price.part("currency_options")),
      "tiers": .included(nil),
    ],
    .price.part("currency_options"): Dictionary(
      uniqueKeysWithValues: Currency.all.map { ($0.code, .part(.price.part("currency_option"))) }),
    .price.part("currency_option"): ["tiers": .included(nil)],
    .customer: [
      "cash_balance": .included(nil), "default_source": other("source"),
      "invoice_credit_balance": .included(nil), "invoice_settings": .part(.customer.part("invoice_settings")),
      "sources": .included(nil), "subscriptions": .included(.list(of: .subscription)),
      "tax": .included(nil), "tax_ids": .included(nil), "test_clock": .reference(.testClock),
    ],
    .customer.part("invoice_settings"): ["default_payment_method": .reference(.paymentMethod)],
    .subscription: [
      "application": other("application"), "customer": .reference(.customer),
      "default_payment_method": .reference(.paymentMethod), "default_source": other("source"),
      "discounts": .reference(.discount), "items": .part(.list(of: .subscriptionItem)),
      "latest_invoice": .reference(.invoice), "on_behalf_of": .reference(.account),
      "pending_setup_intent": .reference(.setupIntent), "schedule": other("subscription_schedule"),
      "test_clock": .reference(.testClock), "default_tax_rates": other("tax_rate"),
    ],
    .subscriptionItem: [
      "billed_until": .included(nil), "discounts": .reference(.discount), "price": .part(.price),
      "tax_rates": other("tax_rate"),
    ],
    .invoice: [
      "account_tax_ids": other("tax_id"), "application": other("application"),
      "confirmation_secret": .included(nil), "customer": .reference(.customer),
      "default_payment_method": .reference(.paymentMethod), "default_source": other("source"),
      "discounts": .reference(.discount), "latest_revision": .reference(.invoice),
      "lines": .part(.list(of: .lineItem)), "on_behalf_of": .reference(.account),
      "parent": .part(.invoice.part("parent")), "payments": .included(.list(of: .invoicePayment)),
      "test_clock": .reference(.testClock), "total_discount_amounts": .part(discountAmount),
      "total_taxes": .part(taxAmount),
    ],
    .invoiceItem: [
      "customer": .reference(.customer), "discounts": .reference(.discount), "invoice": .reference(.invoice),
      "proration_details": .part(.invoiceItem.part("proration_details")), "tax_rates": other("tax_rate"),
      "test_clock": .reference(.testClock),
    ],
    .invoiceItem.part("proration_details"): ["discount_amounts": .part(discountAmount)],
    .creditNote: [
      "customer": .reference(.customer), "customer_balance_transaction": .reference(.balanceTransaction),
      "discount_amounts": .part(discountAmount), "invoice": .reference(.invoice),
      "lines": .part(.list(of: .creditNoteLine)), "refunds": .part(.creditNote.part("refunds")),
      "total_taxes": .part(taxAmount),
    ],
    .creditNote.part("refunds"): ["refund": .reference(.refund)],
    .creditNoteLine: [
      "discount_amounts": .part(discountAmount), "tax_rates": other("tax_rate"), "taxes": .part(taxAmount),
    ],
    .balanceTransaction: [
      "checkout_session": other("checkout.session"), "credit_note": .reference(.creditNote),
      "customer": .reference(.customer), "invoice": .reference(.invoice),
    ],
    .invoice.part("parent"): ["subscription_details": .part(.invoice.part("parent.subscription_details"))],
    .invoice.part("parent.subscription_details"): ["subscription": .reference(.subscription)],
    .lineItem: [
      "discount_amounts": .part(discountAmount), "discounts": .reference(.discount),
      "subscription": .reference(.subscription), "taxes": .part(taxAmount),
    ],
    discountAmount: ["discount": .reference(.discount)],
    taxAmount: ["tax_rate_details": .part(ObjectType("tax_rate_details"))],
    ObjectType("tax_rate_details"): ["tax_rate": .reference(.taxRate)],
  ]

  private static let discountAmount = ObjectType("discount_amount")
  private static let taxAmount = ObjectType("tax_amount")

  private static let payments: [ObjectType: [String: ObjectType.Target]] = [
    .account: [:],
    .event: [:],
    .testClock: [:],
    .paymentMethod: ["customer": .reference(.customer)],
    .invoicePayment: [
      "invoice": .reference(.invoice), "payment": .part(.invoicePayment.part("payment")),
    ],
    .invoicePayment.part("payment"): [
      "charge": .reference(.charge), "payment_intent": .reference(.paymentIntent),
      "payment_record": other("payment_record"),
    ],
    .paymentIntent: [
      "application": other("application"), "customer": .reference(.customer),
      "latest_charge": .reference(.charge), "on_behalf_of": .reference(.account),
      "payment_method": .reference(.paymentMethod), "review": other("review"),
    ],
    .charge: [
      "application": other("application"), "application_fee": other("application_fee"),
      "balance_transaction": other("balance_transaction"), "customer": .reference(.customer),
      "failure_balance_transaction": other("balance_transaction"), "on_behalf_of": .reference(.account),
      "payment_intent": .reference(.paymentIntent), "refunds": .included(.list(of: .refund)),
      "review": other("review"), "source_transfer": other("transfer"), "transfer": other("transfer"),
    ],
    .setupIntent: [
      "application": other("application"), "customer": .reference(.customer),
      "latest_attempt": other("setup_attempt"), "mandate": other("mandate"),
      "on_behalf_of": .reference(.account), "payment_method": .reference(.paymentMethod),
      "single_use_mandate": other("mandate"),
    ],
    .refund: [
      "balance_transaction": other("balance_transaction"), "charge": .reference(.charge),
      "customer": .reference(.customer), "failure_balance_transaction": other("balance_transaction"),
      "payment_intent": .reference(.paymentIntent), "payment_method": .reference(.paymentMethod),
      "source_transfer_reversal": other("transfer_reversal"),
      "transfer_reversal": other("transfer_reversal"),
    ],
  ]

  /// Objects there are none of yet; their lists are polled with expansions all the same.
  private static let emptyLists: [ObjectType: [String: ObjectType.Target]] = [
    ObjectType("application_fee"): [
      "account": .reference(.account), "application": other("application"),
      "balance_transaction": other("balance_transaction"), "charge": .reference(.charge),
      "originating_transaction": .reference(.charge),
    ],
    ObjectType("balance_transaction"): ["source": other("balance_transaction_source")],
    ObjectType("dispute"): ["charge": .reference(.charge), "payment_intent": .reference(.paymentIntent)],
    ObjectType("file_link"): ["file": other("file")],
    ObjectType("payout"): [
      "application_fee": other("application_fee"), "balance_transaction": other("balance_transaction"),
      "destination": other("external_account"), "failure_balance_transaction": other("balance_transaction"),
      "original_payout": other("payout"), "reversed_by": other("payout"),
    ],
    ObjectType("topup"): ["balance_transaction": other("balance_transaction")],
    ObjectType("transfer"): [
      "balance_transaction": other("balance_transaction"), "destination": .reference(.account),
      "destination_payment": .reference(.charge), "source_transaction": .reference(.charge),
    ],
  ]
}
