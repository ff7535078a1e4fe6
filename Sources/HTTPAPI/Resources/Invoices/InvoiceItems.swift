import Identity
import Invoicing
import Monetary
import Operations
import Relations
import Subscriptions

/// What customers are asked for beside their contracts.
enum InvoiceItems {
  static let routes: [Route] = [
    .post(
      "/v1/invoiceitems", "Asks a customer for something with the next invoice, or on a draft.", .invoiceItem,
      parameters: InvoiceItemParameters.terms + [
        .text("customer").required, .currency("currency"), .text("invoice"), .text("subscription"),
      ],
      make: { call in
        let parameters = call.parameters
        let customer = CustomerID(parameters.string("customer") ?? "")
        let invoice = parameters.string("invoice").map { InvoiceID($0) }
        let known = try await call.currency(of: customer, invoice)
        var terms = try InvoiceItemParameters.terms(of: parameters) {
          guard let currency = parameters.currency("currency") ?? known else {
            throw APIError.missingParameter("currency")
          }
          return currency
        }
        terms.currency = parameters.currency("currency")
        var command = CreateInvoiceItem(customer: customer, terms: terms)
        command.invoice = invoice
        command.subscription = parameters.string("subscription").map { SubscriptionID($0) }
        return command
      }, show: { id, _, scene in try scene.snapshot.pendingItem(id) }),
    .show("/v1/invoiceitems/{invoiceitem}", "Shows an invoice item.", .invoiceItem) { call, scene in
      try scene.snapshot.pendingItem(PendingItemID(call.identifier("invoiceitem")))
    },
    .post(
      "/v1/invoiceitems/{invoiceitem}", "Changes an item that waits or stands on a draft.", .invoiceItem,
      parameters: InvoiceItemParameters.terms,
      make: { call in
        let id = PendingItemID(call.identifier("invoiceitem"))
        guard let item = try await call.read({ try $0.snapshot.pendingItem(id) }) else {
          throw APIError.missing(ObjectType.invoiceItem.noun, id.text)
        }
        let terms = try InvoiceItemParameters.terms(of: call.parameters) { item.content.amount.currency }
        return UpdateInvoiceItem(id, terms: terms)
      }, show: { id, _, scene in try scene.snapshot.pendingItem(id) }),
    .delete(
      "/v1/invoiceitems/{invoiceitem}", "Asks for an item no more; it leaves the draft it stands on.",
      .invoiceItem, make: { DeleteInvoiceItem(PendingItemID($0.identifier("invoiceitem"))) },
      show: { id, _, _ in DeletedObject(id: id.text, type: .invoiceItem) }),
    .list(
      "/v1/invoiceitems", "Lists invoice items.", of: .invoiceItem,
      parameters: [.text("customer"), .text("invoice"), .boolean("pending"), .created]
    ) { call, page, scene -> PageResult<PendingItem> in
      let parameters = call.parameters
      if parameters.isGiven("invoice") && parameters.isGiven("pending") {
        throw APIError.exclusiveParameters(["invoice", "pending"])
      }
      let filter = PendingItemFilter(
        customer: try scene.customerFilter(parameters),
        invoice: parameters.string("invoice").map { InvoiceID($0) }, waits: parameters.boolean("pending"))
      return try scene.snapshot.pendingItems(filter, page)
    },
  ]
}

extension Call {
  /// What an amount without a currency is in: the draft's that it goes onto, else the customer's.
  func currency(of customer: CustomerID, _ invoice: InvoiceID?) async throws -> Currency? {
    try await read { scene in
      try invoice.flatMap { try scene.snapshot.invoice($0)?.currency }
        ?? scene.snapshot.customer(customer)?.currency
    }
  }
}
