import Catalog
import Chronology
import Identity
import Invoicing
import Journal
import Monetary
import Rating
import Receivables
import Relations
import Subscriptions

/// One fact of every kind, with every optional part filled, so that a golden file shows each stored column.
enum FactSamples {
  static func at(_ seconds: Int64) -> Instant { Shop.at("2026-04-01").adding(seconds: seconds) }

  static let all: [Fact] = catalog + relations + receivables + contracts + invoices + books

  // MARK: Catalog

  static let product: Product = {
    var product = Product(id: ProductID("prod_1"), name: "Starter “S”", created: at(0))
    product.description = "For one"
    product.defaultPrice = PriceID("price_starter")
    product.unitLabel = "seat"
    product.statementDescriptor = "ACME"
    product.url = "https://example.com/starter"
    product.images = ["https://example.com/starter.png"]
    product.metadata = ["tier": "1"]
    return product
  }()

  static let price: Price = {
    var price = Price(
      id: PriceID("price_starter"), product: product.id, currency: .eur,
      model: .perUnit(UnitPrice(decimal: "1000.000000000001")!), cadence: .every(3, .month),
      currencyOptions: [
        CurrencyOption(currency: .usd, model: .flat(UnitPrice(minorUnits: 1_200)), taxBehavior: .inclusive)
      ], created: at(1))
    price.nickname = "quarterly"
    price.lookupKey = "starter"
    price.taxBehavior = .exclusive
    price.metadata = ["list": "2026"]
    return price
  }()

  private static let catalog: [Fact] = [
    .taxRateCreated(rate), .taxRateChanged(rate.id, change(rate) { $0.active = false }),
    .couponCreated(coupon), .couponChanged(coupon.id, .updated, change(coupon) { $0.name = nil }),
    .couponChanged(coupon.id, .redeemed, Change(from: coupon, to: coupon.redeemed())),
    .couponChanged(coupon.id, .withdrawn, change(coupon) { $0.isDeleted = true }),
    .promotionCodeCreated(code), .promotionCodeChanged(code.id, .updated, change(code) { $0.active = false }),
    .promotionCodeChanged(code.id, .redeemed, Change(from: code, to: code.redeemed())),
    .productCreated(product),
    .productChanged(
      product.id,
      change(product) {
        $0.active = false
        $0.updated = at(9)
        $0.url = nil
      }),
    .productDeleted(product.id), .priceCreated(price),
    .priceChanged(price.id, change(price) { $0.lookupKey = nil }),
  ]

  // MARK: Relations

  static let address: Address = {
    var address = Address()
    address.line1 = "1 Rue de l’Été"
    address.line2 = "2"
    address.city = "Genève"
    address.state = "GE"
    address.postalCode = "1201"
    address.country = "CH"
    return address
  }()

  static let clock = TestClock(
    id: TestClockID("clock_1"), name: "next year", frozenTime: at(60), created: at(0))

  static let customer: Customer = {
    var customer = Customer(
      id: CustomerID("cus_1"), invoicePrefix: "ACME", testClock: clock.id, created: at(2))
    customer.name = "Acme"
    customer.email = "billing@acme.example"
    customer.phone = "+41 22 000 00 00"
    customer.description = "first"
    customer.address = address
    customer.shipping = Shipping(name: "Dock", phone: "+41", address: address)
    customer.currency = .eur
    customer.defaultPaymentMethod = method.id
    customer.preferredLocales = ["fr-CH"]
    customer.taxExemption = .reverse
    customer.metadata = ["crm": "7"]
    return customer
  }()

  private static let standing = CustomerStanding(balance: -250, nextInvoiceSequence: 3, delinquent: true)

  private static let relations: [Fact] =
    [
      .customerCreated(customer),
      .customerChanged(customer.id, change(customer) { $0.email = nil }, standing),
      .customerDeleted(customer.id, standing), .testClockCreated(clock), .testClockDeleted(clock.id),
    ]
    + TestClockCause.allCases.map { cause in
      .testClockChanged(clock.id, cause, change(clock) { $0.target = at(120) })
    }

  // MARK: Receivables

  static let method: PaymentMethod = {
    var method = PaymentMethod(
      id: PaymentMethodID("pm_1"),
      card: Card(
        brand: "visa", last4: "4242", expiryMonth: 12, expiryYear: 2034, fingerprint: "abc", funding: .credit,
        country: "US"), gatewayReference: "tok_visa", created: at(3))
    method.customer = CustomerID("cus_1")
    method.billingName = "Ada"
    method.billingEmail = "ada@acme.example"
    method.billingPhone = "+41"
    method.billingAddress = address
    method.metadata = ["by": "portal"]
    return method
  }()

  static let decline = Decline(
    code: "card_declined", declineCode: "insufficient_funds", message: "Your card has insufficient funds.")

  static let intent: PaymentIntent = {
    var intent = PaymentIntent(
      id: PaymentIntentID("pi_1"), customer: customer.id, invoice: invoice.id, amount: Money(1_000, .eur),
      created: at(4))
    intent.paymentMethod = method.id
    intent.latestCharge = ChargeID("ch_1")
    intent.lastDecline = decline
    return intent
  }()

  private static let receivables: [Fact] =
    [
      .paymentMethodAttached(method),
      .paymentMethodChanged(method.id, change(method) { $0.billingName = "Eve" }),
      .paymentMethodDetached(method.id, change(method) { $0.customer = nil }), .paymentIntentCreated(intent),
      .paymentAttempted(
        PaymentAttempt(
          id: PaymentAttemptID("att_1"), paymentIntent: intent.id, customer: customer.id, invoice: invoice.id,
          number: 2, paymentMethod: method.id, gatewayReference: method.gatewayReference,
          amount: intent.amount, onSession: true, startedAt: at(5))),
      .cardCharged(charge), .refundCreated(refund), .setupIntentCreated(setup),
    ]
    + SetupIntentCause.allCases.map { cause in
      .setupIntentChanged(
        setup.id, cause,
        change(setup) {
          $0 = $0.asking(authenticated: true).refused(decline).canceled(.abandoned)
          $0.customer = CustomerID("cus_2")
        })
    }
    + ChargeCause.allCases.map { cause in
      .chargeChanged(charge.id, cause, change(charge) { $0.refunded = 400 })
    }
    + RefundCause.allCases.map { cause in
      .refundChanged(
        refund.id, cause,
        change(refund) {
          $0 = $0.answered(RefundAnswer(.failed(reason: "unknown")), at: at(9))
          $0.metadata = ["case": "10"]
        })
    }
    + PaymentIntentCause.allCases.map { cause in
      .paymentIntentChanged(intent.id, cause, change(intent) { $0.status = .processing })
    } + [
      .balanceAdjusted(adjustment),
      .balanceAdjustmentChanged(adjustment.id, change(adjustment) { $0.metadata = ["case": "9"] }),
    ]

  private static let charge = CardCharge(
    id: ChargeID("ch_1"), paymentIntent: intent.id, customer: customer.id, invoice: invoice.id,
    amount: intent.amount, paymentMethod: method.id, decline: decline, created: at(6))

  private static let refund = Refund(
    id: RefundID("re_1"), charge: charge.id, paymentIntent: intent.id, customer: customer.id,
    invoice: invoice.id, paymentMethod: method.id, attempt: PaymentAttemptID("att_1"),
    gatewayReference: method.gatewayReference, amount: Money(400, .eur), reason: .requestedByCustomer,
    status: .pending, metadata: ["case": "9"], created: at(8))

  private static let setup: SetupIntent = {
    var setup = SetupIntent(
      id: SetupIntentID("seti_1"), customer: customer.id, usage: .offSession, created: at(4)
    ).choosing(method.id)
    setup.description = "later"
    setup.metadata = ["by": "portal"]
    return setup
  }()

  private static let adjustment = BalanceAdjustment(
    id: BalanceTransactionID("cbtxn_1"), customer: customer.id, amount: Money(-500, .usd),
    description: "sorry", metadata: ["case": "8"], created: at(6))

  // MARK: Contracts

  static let contract: Subscription = {
    var contract = Shop.contract([("starter", 2), ("team", 1)])
    contract.items[1].revisions = [
      ItemRevision(
        number: 0, from: contract.period.start, price: Shop.id("team"), quantity: 1, proration: .prorate,
        choice: .cell(row: "eu", column: "large"))
    ]
    contract.collection = .sendInvoice(daysUntilDue: 30)
    contract.defaultPaymentMethod = method.id
    contract.description = "the first"
    contract.metadata = ["deal": "12"]
    contract.latestInvoice = InvoiceID("in_0")
    contract.defaultTaxRates = [vat]
    contract.items[0].taxRates = []
    contract.discounts = [discount, tenth.spent(until: at(31_536_000))]
    contract.items[1].discounts = [tenth]
    contract.trial = Trial(start: at(-600), end: at(0), withoutCard: .pause)
    contract.collectionPause = CollectionPause(.markUncollectible, since: at(60), resumesAt: at(86_400))
    contract.cancellation = Cancellation(
      requestedAt: at(7), effectiveAt: at(2_592_000), atPeriodEnd: true, reason: .requested, comment: "bye",
      feedback: "unused", proration: .prorate)
    contract.endedAt = at(2_592_000)
    return contract
  }()

  private static let contracts: [Fact] =
    [.subscriptionStarted(contract, contract.recurringLevels(prices: Shop.prices))]
    + SubscriptionCause.allCases.map { cause in
      .subscriptionChanged(
        contract.id, cause, Change(from: contract, to: try! contract.changing(quantity: 3, at: "2026-04-16")),
        [.itemsChanged, .canceled].contains(cause) ? contract.recurringLevels(prices: Shop.prices) : [])
    }

  // MARK: Invoices

  private static let vat = TaxTerms(
    id: TaxRateID("txr_1"), percentage: Percentage(percent: "25")!, isInclusive: true)

  private static let coupon: Coupon = {
    var coupon = Coupon(
      id: CouponID("spring"), reduction: .amounts(off: [Money(5_00, .usd), Money(4_00, .eur)]),
      duration: .repeating, months: 3, products: [product.id], maxRedemptions: 100, redeemBy: at(86_400),
      created: at(3))
    coupon.name = "Spring"
    coupon.metadata = ["k": "2"]
    return coupon
  }()

  private static let code: PromotionCode = {
    var code = PromotionCode(
      id: PromotionCodeID("promo_1"), code: "SPRING-26", coupon: coupon.id, customer: customer.id.text,
      expiresAt: at(80_000), maxRedemptions: 10, firstTimeOnly: true, minimums: [Money(10_00, .usd)],
      created: at(4))
    code.metadata = ["k": "3"]
    return code
  }()

  private static let discount = coupon.discount(
    DiscountID("di_1"), on: "sub_1", in: .usd, by: code.id, at: at(5))!

  private static let tenth = Discount(
    id: DiscountID("di_2"), coupon: CouponID("tenth"), promotionCode: nil,
    reduction: .percent(off: Percentage(percent: "10")!), duration: .once, products: nil, subject: "si_2",
    start: at(5), end: nil)

  private static let rate: TaxRate = {
    var rate = TaxRate(
      id: vat.id, displayName: "Moms", percentage: vat.percentage, isInclusive: true, created: at(2))
    rate.description = "Sweden"
    rate.jurisdiction = "SE"
    rate.country = "SE"
    rate.state = "AB"
    rate.kind = "vat"
    rate.metadata = ["k": "1"]
    return rate
  }()

  static let content: LineContent = {
    let charges = try! owed(by: contract.changing(quantity: 3, at: "2026-04-16"), prices: Shop.prices)
    var content = LineContent(
      charge: charges[1], subscription: contract.id, price: Shop.prices[charges[1].price]!, name: "Starter",
      credits: CreditedLine(invoice: InvoiceID("in_0"), line: InvoiceLineID("il_0")))
    content.pendingItem = PendingItemID("ii_1")
    content.description = "by agreement"
    content.metadata = ["note": "7"]
    content.taxRates = [vat]
    content.discounts = [tenth]
    content.discountable = false
    var whole = LineContent(
      charge: charges[0], subscription: contract.id, price: Shop.prices[charges[0].price]!, name: "Starter",
      credits: nil)
    whole.discounts = [tenth]
    whole = try! [whole].billed(discounts: [], rates: nil, exemption: .none)[0]
    return try! content.givingBack(whole).taxed(by: nil, exemption: .none)
  }()

  static let invoice: Invoice = {
    var invoice = try! Invoice(
      draft: InvoiceID("in_1"), for: contract, customer: customer, contents: [content],
      reason: .subscriptionCycle, period: contract.period, at: at(8), finalizesAt: at(3_609))
    invoice.description = "thank you"
    invoice.defaultTaxRates = [vat]
    invoice.footer = "see you soon"
    invoice.customFields = [CustomField(name: "Order", value: "44-b")]
    invoice.sentAt = at(3_700)
    invoice.metadata = ["po": "44"]
    return invoice
  }()

  /// An amount that somebody put onto a draft, without a price.
  static let byHand = PendingItem(
    id: PendingItemID("ii_2"), customer: customer.id,
    content: try! LineContent(
      item: PendingItemID("ii_2"), subscription: nil, pricing: .amount(Money(-250, .usd)),
      description: "for the trouble", period: Period(start: at(8), end: at(8))),
    created: at(8), placedOn: InvoiceID("in_1"))

  private static let note: CreditNote = {
    let final = try! Invoice(
      draft: InvoiceID("in_2"), for: customer, subscription: nil, currency: .usd,
      collection: .chargeAutomatically, contents: [owedByHand], at: at(8)
    ).finalized(number: "ACME-0002", balance: 0, at: at(9))
    let line = InvoiceLine(id: InvoiceLineID("il_3"), invoice: final.id, place: 0, content: owedByHand)
    var note = try! final.creditNote(
      CreditNoteID("cn_1"),
      over: [CreditWish(id: CreditNoteLineID("cnli_1"), .amount(125, of: line.id), field: "lines[0]")],
      of: [line], after: [], parts: .init(), reason: .duplicate, at: at(10))
    note.metadata = ["case": "3"]
    return note
  }()

  private static let owedByHand: LineContent = {
    var content = try! LineContent(
      item: PendingItemID("ii_3"), subscription: nil, pricing: .amount(Money(250, .usd)),
      description: "workshop", period: Period(start: at(8), end: at(8)))
    content.taxRates = [vat]
    content.discounts = [tenth]
    return try! [content].billed(discounts: [], rates: nil, exemption: .none)[0]
  }()

  private static let changed: PendingItem = {
    var item = byHand
    item.content = content
    return item
  }()

  private static func line(_ id: String, _ content: LineContent) -> InvoiceLine {
    InvoiceLine(id: InvoiceLineID(id), invoice: invoice.id, place: 0, content: content)
  }

  private static let invoices: [Fact] =
    [
      .itemQueued(
        PendingItem(id: PendingItemID("ii_1"), customer: customer.id, content: content, created: at(8))),
      .itemChanged(byHand.id, Change(from: byHand, to: changed)),
      .itemDeleted(byHand.id),
      .invoiceDrafted(invoice, [line("il_1", content)]),
      .invoiceLinesChanged(
        invoice.id, Change(from: invoice, to: try! invoice.billing([byHand.content])),
        LineChange(from: [line("il_1", content)], to: [line("il_2", byHand.content)])),
      .invoiceDeleted(invoice.id), .creditNoteIssued(note),
      .creditNoteChanged(note.id, .updated, change(note) { $0.memo = "sorry" }),
      .creditNoteChanged(note.id, .voided, Change(from: note, to: note.voided(at: at(4_000)))),
    ]
    + InvoiceCause.allCases.map { cause in
      .invoiceChanged(
        invoice.id, cause,
        Change(
          from: invoice, to: try! invoice.finalized(number: "ACME-0001", balance: -250, at: at(3_609))))
    }

  private static let books: [Fact] = {
    let close = BookClose(month: Month(year: 2026, month: 3), begunAt: at(9))
    return [
      .closeBegun(close), .dunningChosen(try! DunningPolicy(retryDays: [1, 4], ending: .unpaid)),
      .ratesRecorded(
        try! ReferenceRates(
          day: Day(year: 2026, month: 3, day: 31)!,
          perEuro: [.usd: ExchangeRate(decimal: "1.0567")!, .sek: ExchangeRate(decimal: "11.4385")!])),
      .spendRecorded(try! MarketingSpend(channel: "search", month: close.month, amount: Money(12_500, .eur))),
      .marginChosen(GrossMargin(product: ProductID("prod_1"), basisPoints: 7_250)!),
      .revenueRecognized(
        BookClosePart(month: close.month, number: 1, amount: Money(-250, .usd), lines: 2)),
      .closeFinished(close.id, Change(from: close, to: close.closed(at: at(10)))),
    ]
  }()

  private static func change<State: Codable & Sendable>(
    _ state: State, _ adjust: (inout State) -> Void
  ) -> Change<State> {
    var new = state
    adjust(&new)
    return Change(from: state, to: new)
  }
}
