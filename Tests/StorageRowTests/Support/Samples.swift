import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Notation
import Rating
import Receivables
import Relations
import Storage
import Subscriptions

/// Things with every optional part, or with none. `number` tells them apart.
enum Sample {
  /// A text that byte order, quoting and encoding all get wrong somewhere.
  static let text = "Café “Zürich” 'quoted' \\ 🧾"
  static let metadata = ["b": text, "a": "1", "ключ": ""]

  static func instant(_ seconds: Int64) -> Instant { Instant(seconds: 1_775_000_000 + seconds) }

  static let address: Address = {
    var address = Address()
    address.line1 = text
    address.line2 = "2"
    address.city = "Zürich"
    address.state = "ZH"
    address.postalCode = "8001"
    address.country = "CH"
    return address
  }()

  static func product(_ number: Int, full: Bool = false, created: Instant = instant(0)) -> Product {
    var product = Product(id: ProductID("prod_\(number)"), name: "Product \(number)", created: created)
    guard full else { return product }
    product.description = text
    product.active = false
    product.defaultPrice = PriceID("price_1")
    product.unitLabel = "seat"
    product.statementDescriptor = "ACME"
    product.url = "https://example.com/1"
    product.images = ["https://example.com/a.png", text]
    product.metadata = metadata
    product.updated = instant(77)
    return product
  }

  static func price(
    _ number: Int, full: Bool = false, product: Int = 1, cadence: Cadence? = .monthly,
    currency: Currency = .eur, created: Instant = instant(0)
  ) -> Price {
    var price = Price(
      id: PriceID("price_\(number)"), product: ProductID("prod_\(product)"), currency: currency,
      model: .perUnit(UnitPrice(decimal: "1000.000000000001")!), cadence: cadence, created: created)
    guard full else { return price }
    price.active = false
    price.nickname = text
    price.lookupKey = "key \(number)"
    price.taxBehavior = .inclusive
    price.metadata = metadata
    return price
  }

  static func customer(
    _ number: Int, full: Bool = false, testClock: TestClockID? = nil, created: Instant = instant(0)
  ) -> Customer {
    var customer = Customer(
      id: CustomerID("cus_\(number)"), invoicePrefix: "P\(number)", testClock: testClock, created: created)
    guard full else { return customer }
    customer.name = text
    customer.email = "Ada@example.com"
    customer.phone = "+41"
    customer.description = "d"
    customer.address = address
    customer.shipping = Shipping(name: text, phone: "+49", address: address)
    customer.currency = .jpy
    customer.defaultPaymentMethod = PaymentMethodID("pm_1")
    customer.preferredLocales = ["de-CH", "en"]
    customer.taxExemption = .reverse
    customer.acquisitionSource = "partner"
    customer.metadata = metadata
    return customer
  }

  static func clock(_ number: Int, full: Bool = false) -> TestClock {
    var clock = TestClock(
      id: TestClockID("clock_\(number)"), name: full ? text : nil, frozenTime: instant(1),
      created: instant(0))
    if full { clock.target = instant(9) }
    return clock
  }

  static func item(_ number: Int, price: Int = 1, period: Period = month) -> SubscriptionItem {
    SubscriptionItem(
      id: SubscriptionItemID("si_\(number)"), price: PriceID("price_\(price)"), quantity: 2, period: period,
      from: period.start, created: period.start)
  }

  static let month = Period(start: instant(0), end: instant(2_592_000))

  static func subscription(
    _ number: Int, full: Bool = false, customer: Int = 1, items: [SubscriptionItem]? = nil,
    testClock: TestClockID? = nil, start: Instant = instant(0)
  ) -> Subscription {
    var subscription = Subscription(
      id: SubscriptionID("sub_\(number)"), customer: CustomerID("cus_\(customer)"), currency: .eur,
      cadence: full ? .every(3, .week) : .monthly, items: items ?? [item(number)], startDate: start,
      testClock: testClock, collection: full ? .sendInvoice(daysUntilDue: 30) : .chargeAutomatically)
    guard full else { return subscription }
    subscription.status = .pastDue
    subscription.cycleAnchor = instant(5)
    subscription.defaultPaymentMethod = PaymentMethodID("pm_1")
    subscription.description = text
    subscription.metadata = metadata
    subscription.cancellation = Cancellation(
      requestedAt: instant(6), effectiveAt: instant(7), atPeriodEnd: true, reason: .paymentFailed,
      comment: text, feedback: "too_expensive", proration: Proration.none)
    subscription.trial = Trial(start: instant(1), end: instant(4), withoutCard: .cancel)
    subscription.collectionPause = CollectionPause(.void, since: instant(2))
    subscription.endedAt = instant(8)
    subscription.latestInvoice = InvoiceID("in_1")
    return subscription
  }

  static func content(_ contract: Subscription, key: String, credits: CreditedLine? = nil) -> LineContent {
    let charge = try! owed(by: contract, prices: [PriceID("price_1"): price(1)])[0]
    let json = try! JSON(
      encoding: LineContent(
        charge: charge, subscription: contract.id, price: price(1), name: text, credits: credits))
    return try! json.merging(["billingKey": .string(key)]).decode()
  }

  static func invoice(
    _ number: Int, full: Bool = false, of contract: Subscription? = nil, customer: Customer? = nil,
    created: Instant = instant(0)
  ) -> Invoice {
    let contract = contract ?? subscription(1, full: full)
    var invoice = try! Invoice(
      draft: InvoiceID("in_\(number)"), for: contract, customer: customer ?? Sample.customer(1, full: full),
      contents: [content(contract, key: "k\(number)")], reason: .subscriptionCycle, period: month,
      at: created,
      finalizesAt: full ? instant(10) : nil)
    guard full else {
      return try! JSON(encoding: invoice).merging(["subscription": .null]).decode()
    }
    invoice.status = .uncollectible
    invoice.number = "P1-000\(number)"
    invoice.startingBalance = -5
    invoice.endingBalance = .min
    invoice.amountDue = .max
    invoice.amountPaid = 12
    invoice.amountPaidOutOfBand = 13
    invoice.attemptCount = 3
    invoice.attempted = true
    invoice.nextPaymentAttempt = instant(11)
    invoice.autoAdvance = false
    invoice.finalizedAt = instant(13)
    invoice.paidAt = instant(14)
    invoice.voidedAt = instant(15)
    invoice.uncollectibleAt = instant(16)
    invoice.dueDate = instant(17)
    invoice.description = text
    invoice.metadata = metadata
    return try! JSON(encoding: invoice).merging(["testClock": "clock_1"]).decode()
  }

  static func lines(_ count: Int, of invoice: Invoice, _ contract: Subscription) -> [InvoiceLine] {
    (0..<count).map { place in
      InvoiceLine(
        id: InvoiceLineID("il_\(invoice.id)_\(count - place)"), invoice: invoice.id, place: place,
        content: content(contract, key: "\(invoice.id)/\(place)"))
    }
  }

  static func method(_ number: Int, full: Bool = false) -> PaymentMethod {
    var method = PaymentMethod(
      id: PaymentMethodID("pm_\(number)"),
      card: Card(
        brand: "visa", last4: "4242", expiryMonth: 12, expiryYear: 2_030, fingerprint: "f", funding: .debit,
        country: "CH"), gatewayReference: "tok_\(number)", created: instant(0))
    guard full else { return method }
    method.customer = CustomerID("cus_1")
    method.billingName = text
    method.billingEmail = "e"
    method.billingPhone = "p"
    method.billingAddress = address
    method.metadata = metadata
    return method
  }

  static let decline = Decline(code: "card_declined", declineCode: "insufficient_funds", message: text)

  static func intent(_ number: Int, full: Bool = false, for invoice: Invoice) -> PaymentIntent {
    var intent = PaymentIntent(
      id: PaymentIntentID("pi_\(number)"), invoice: invoice, amount: Money(1_050, .eur), created: instant(0))
    guard full else { return intent }
    intent.status = .requiresAction
    intent.paymentMethod = PaymentMethodID("pm_1")
    intent.latestCharge = ChargeID("ch_1")
    intent.lastDecline = decline
    intent.canceledAt = instant(3)
    return intent
  }

  static func attempt(_ number: Int, of intent: PaymentIntent, started: Instant = instant(0))
    -> PaymentAttempt
  {
    PaymentAttempt(
      id: PaymentAttemptID("att_\(intent.id)_\(number)"), intent: intent, number: number,
      paymentMethod: method(1), onSession: number == 1, startedAt: started)
  }
}

extension Connection {
  /// What contracts and invoices refer to: a product with a price, and customers 1 to `count`.
  func insertGround(customers count: Int = 1) throws {
    try insert(Sample.product(1))
    try insert(Sample.price(1))
    for number in 1...count { try insert(Sample.customer(number)) }
  }
}
