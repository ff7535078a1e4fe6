import Identity
import Invoicing
import Notation
import Operations
import Receivables
import Relations
import Subscriptions

enum Invoices {
  static let routes: [Route] = [
    .show("/v1/invoices/{invoice}", "Shows an invoice with its first lines.", .invoice) { call, scene in
      try scene.invoice(InvoiceID(call.identifier("invoice")))
    },
    .list(
      "/v1/invoices", "Lists invoices.", of: .invoice,
      parameters: [
        .text("customer"), .text("subscription"), .created,
        .choice("status", InvoiceStatus.allCases.map(\.rawValue)),
        .choice("collection_method", ["charge_automatically", "send_invoice"]),
      ]
    ) { call, page, scene in
      let found = try scene.snapshot.invoices(try filter(call.parameters, scene), page)
      let lines = try scene.snapshot.lines(of: found.elements)
      try scene.prepare(lines.values.joined().compactMap(\.content.price))
      let objects = found.elements.map { InvoiceObject(invoice: $0, lines: lines[$0.id] ?? []) }
      return PageResult(elements: objects, hasMore: found.hasMore)
    },
    .post(
      "/v1/invoices", "Writes a draft by hand, empty or with what waits for the customer.", .invoice,
      parameters: InvoiceParameters.terms + [
        .text("customer").required, .currency("currency"), .text("subscription"),
        .text("default_payment_method"),
        .choice("pending_invoice_items_behavior", ["exclude", "include"]),
      ], make: { try InvoiceParameters.create($0.parameters) },
      show: { id, _, scene in try scene.invoice(id) }),
    .post(
      "/v1/invoices/{invoice}", "Changes what an invoice says beside its lines.", .invoice,
      parameters: InvoiceParameters.terms + [.text("default_payment_method").clearable],
      make: { call in
        let id = InvoiceID(call.identifier("invoice"))
        guard let invoice = try await call.read({ try $0.snapshot.invoice(id) }) else {
          throw APIError.missing("invoice", id.text)
        }
        return try InvoiceParameters.update(invoice, call.parameters)
      }, show: { id, _, scene in try scene.invoice(id) }),
    .delete(
      "/v1/invoices/{invoice}", "Throws away a draft that was written by hand.", .invoice,
      make: { DeleteInvoice(invoice: InvoiceID($0.identifier("invoice"))) },
      show: { id, _, _ in DeletedObject(id: id.text, type: .invoice) }),
    .post(
      "/v1/invoices/{invoice}/send", "Notes that an invoice went to the customer; a draft is final first.",
      .invoice, make: { SendInvoice(invoice: InvoiceID($0.identifier("invoice"))) },
      show: { id, _, scene in try scene.invoice(id) }),
    .post(
      "/v1/invoices/{invoice}/finalize", "Makes a draft final now.", .invoice,
      parameters: [.boolean("auto_advance")],
      make: { call in
        FinalizeInvoiceNow(
          invoice: InvoiceID(call.identifier("invoice")), autoAdvance: call.parameters.boolean("auto_advance")
        )
      }, show: { id, _, scene in try scene.invoice(id) }),
    .post(
      "/v1/invoices/{invoice}/void", "Takes an invoice back; its number stays.", .invoice,
      make: { call in VoidInvoice(invoice: InvoiceID(call.identifier("invoice"))) },
      show: { id, _, scene in try scene.invoice(id) }),
    .post(
      "/v1/invoices/{invoice}/mark_uncollectible", "Gives an invoice up as a loss.", .invoice,
      make: { call in MarkInvoiceUncollectible(invoice: InvoiceID(call.identifier("invoice"))) },
      show: { id, _, scene in try scene.invoice(id) }),
    .post(
      "/v1/invoices/{invoice}/pay", "Collects an open invoice now, or marks it as paid elsewhere.", .invoice,
      parameters: [.text("payment_method"), .boolean("paid_out_of_band"), .boolean("off_session")],
      make: { call in
        let parameters = call.parameters
        return PayInvoice(
          invoice: InvoiceID(call.identifier("invoice")),
          paymentMethod: parameters.string("payment_method").map { PaymentMethodID($0) },
          outOfBand: parameters.boolean("paid_out_of_band") ?? false,
          onSession: !(parameters.boolean("off_session") ?? false))
      }, show: { id, _, scene in try scene.invoice(id) }),
    Route(
      .post, "/v1/invoices/create_preview", "Shows the invoice that would come next, or come of a change.",
      parameters: InvoicePreviews.parameters, answers: .object(.invoice), handler: InvoicePreviews.answer),
  ]

  private static func filter(_ parameters: RequestParameters, _ scene: Scene) throws -> InvoiceFilter {
    var filter = InvoiceFilter(customer: try scene.customerFilter(parameters))
    if let text = parameters.string("subscription") {
      let id = SubscriptionID(text)
      guard try scene.snapshot.subscription(id) != nil else {
        throw APIError.missing("subscription", text, parameter: "subscription")
      }
      filter.subscription = id
    }
    filter.status = parameters.string("status").flatMap(InvoiceStatus.init)
    switch parameters.string("collection_method") {
    case "charge_automatically"?: filter.collection = .chargeAutomatically
    case "send_invoice"?: filter.collection = .sendInvoice
    default: break
    }
    return filter
  }
}
