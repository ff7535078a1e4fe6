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
      try scene.prepare(lines.values.joined().map(\.content.price))
      let objects = found.elements.map { InvoiceObject(invoice: $0, lines: lines[$0.id] ?? []) }
      return PageResult(elements: objects, hasMore: found.hasMore)
    },
    .list("/v1/invoices/{invoice}/lines", "Lists an invoice's lines.", of: .lineItem) { call, page, scene in
      let id = InvoiceID(call.identifier("invoice"))
      guard try scene.snapshot.invoice(id) != nil else { throw APIError.missing("invoice", id.text) }
      let found = try scene.snapshot.lines(of: id, page)
      let objects = found.elements.map { InvoiceLineObject(line: $0, invoice: id.text) }
      return PageResult(elements: objects, hasMore: found.hasMore)
    },
    .post(
      "/v1/invoices/{invoice}", "Changes what an invoice says beside its amounts.", .invoice,
      parameters: [
        .text("description", max: 500).clearable, .metadata, .boolean("auto_advance"),
      ],
      make: { call in
        let parameters = call.parameters
        var command = UpdateInvoice(invoice: InvoiceID(call.identifier("invoice")))
        command.description = parameters.patch("description") { parameters.string($0) }
        command.metadata = parameters.metadata
        command.autoAdvance = parameters.boolean("auto_advance")
        return command
      }, show: { id, _, scene in try scene.invoice(id) }),
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
