import Chronology
import Identity
import Monetary
import Notation
import Operations
import Receivables
import Subscriptions

/// How an invoice is paid through the gateway. Each payment intent is the one payment of one invoice, so they
/// share their ids but for the prefix.
enum InvoicePayments {
  static let routes: [Route] = [
    .show("/v1/invoice_payments/{invoice_payment}", "Shows a payment of an invoice.", .invoicePayment) {
      call, scene in
      guard let id = InvoicePaymentObject.intent(of: call.identifier("invoice_payment")) else { return nil }
      return try scene.snapshot.paymentIntent(id).map(InvoicePaymentObject.init)
    },
    .list(
      "/v1/invoice_payments", "Lists payments of invoices.", of: .invoicePayment,
      parameters: [
        .text("invoice"), .created, .choice("status", ["open", "paid", "canceled"]),
        .object(
          "payment",
          [.choice("type", ["payment_intent"]).required, .text("payment_intent")]),
      ]
    ) { call, page, scene in
      let found = try payments(call, page, scene)
      let objects = found.elements.map(InvoicePaymentObject.init)
      return PageResult(elements: objects, hasMore: found.hasMore)
    },
  ]

  private static func payments(_ call: Call, _ page: Page, _ scene: Scene) throws -> PageResult<PaymentIntent>
  {
    let parameters = call.parameters
    var single: PaymentIntent??
    if let text = parameters.string("invoice") {
      let id = InvoiceID(text)
      guard try scene.snapshot.invoice(id) != nil else {
        throw APIError.missing("invoice", text, parameter: "invoice")
      }
      single = .some(try scene.snapshot.paymentIntent(for: id))
    }
    if let text = parameters.object("payment")?.string("payment_intent") {
      guard let intent = try scene.snapshot.paymentIntent(PaymentIntentID(text)) else {
        throw APIError.missing("payment_intent", text, parameter: "payment[payment_intent]")
      }
      if let found = single { single = .some(found?.id == intent.id ? intent : nil) } else { single = intent }
    }
    let status = parameters.string("status")
    guard let single else { return try scan(call, page, scene, status) }
    let all = [single].compactMap { $0 }.filter { intent in
      (status == nil || InvoicePaymentObject(intent: intent).status == status)
        && (page.created.from.map { intent.created >= $0 } ?? true)
        && (page.created.until.map { intent.created < $0 } ?? true)
    }
    return try call.page.page(of: all) { InvoicePaymentObject(intent: $0).id }
  }

  /// Walks over the intents until the page is full: their list does not know the status shown here.
  private static func scan(
    _ call: Call, _ page: Page, _ scene: Scene, _ status: String?
  ) throws -> PageResult<PaymentIntent> {
    let cursor: Page.Cursor? =
      switch page.cursor {
      case .after(let id): .after(try intentText(id))
      case .before(let id): .before(try intentText(id))
      case nil: nil
      }
    let chunk = Page(limit: page.limit, cursor: cursor, created: page.created)
    guard let status else { return try scene.snapshot.paymentIntents(PaymentIntentFilter(), chunk) }
    return try Walk.page(chunk, id: \.id.text) { page in
      try scene.snapshot.paymentIntents(PaymentIntentFilter(), page)
    } matching: {
      InvoicePaymentObject(intent: $0).status == status
    }
  }

  private static func intentText(_ id: String) throws -> String {
    guard let intent = InvoicePaymentObject.intent(of: id) else { throw UnknownCursor(id: id) }
    return intent.text
  }
}

struct InvoicePaymentObject: WireObject {
  let intent: PaymentIntent

  private static let prefix = "inpay_"

  var id: String { Self.prefix + intent.id.text.dropFirst(PaymentIntentEntity.prefix.count + 1) }

  static func intent(of id: String) -> PaymentIntentID? {
    guard id.hasPrefix(prefix) else { return nil }
    return PaymentIntentID("\(PaymentIntentEntity.prefix)_\(id.dropFirst(prefix.count))")
  }

  var status: String {
    switch intent.status {
    case .succeeded: "paid"
    case .canceled: "canceled"
    case .requiresPaymentMethod, .requiresAction, .processing: "open"
    }
  }

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    let (amount, isPaid) = (intent.amount, intent.status == .succeeded)
    let inside = expansion.inside("payment")
    writer.beginObject()
    writer.field("id", id)
    writer.members(#""object":"invoice_payment""#)
    writer.field("amount_paid", isPaid ? amount.minorUnits : nil, in: amount.currency)
    writer.field("amount_requested", amount.minorUnits, in: amount.currency)
    writer.field("created", intent.created)
    writer.field("currency", amount.currency.code)
    try writer.reference("invoice", intent.invoice.text, expansion["invoice"], in: scene) {
      try scene.invoice(intent.invoice)
    }
    writer.members(#""is_default":true"#)
    writer.field("livemode", scene.isLive)
    try writer.object("payment") { writer in
      try writer.reference("payment_intent", intent.id.text, inside["payment_intent"], in: scene) { intent }
      writer.members(#""type":"payment_intent""#)
    }
    writer.field("status", status)
    let paidAt = isPaid ? try intent.latestCharge.flatMap { try scene.snapshot.charge($0) }?.created : nil
    writer.object("status_transitions") { writer in
      writer.field("canceled_at", intent.canceledAt)
      writer.field("paid_at", paidAt)
    }
    writer.endObject()
  }
}
