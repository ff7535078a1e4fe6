import Identity
import Invoicing
import Monetary
import Operations
import Subscriptions

/// The lines of invoices, and what may be done about those of a draft.
enum InvoiceLines {
  static let routes: [Route] = [
    .list("/v1/invoices/{invoice}/lines", "Lists an invoice's lines.", of: .lineItem) { call, page, scene in
      let id = InvoiceID(call.identifier("invoice"))
      guard let invoice = try scene.snapshot.invoice(id) else { throw APIError.missing("invoice", id.text) }
      let found = try scene.snapshot.lines(of: id, page)
      let objects = found.elements.map {
        InvoiceLineObject(line: $0, invoice: id.text, customer: invoice.customer)
      }
      return PageResult(elements: objects, hasMore: found.hasMore)
    },
    .post(
      "/v1/invoices/{invoice}/add_lines", "Puts lines onto a draft: new ones, or items that wait.", .invoice,
      parameters: [
        .array("lines", max: linesMost, InvoiceItemParameters.terms + [.text("invoice_item")]).required,
        invoiceMetadata,
      ],
      make: { call in
        let id = InvoiceID(call.identifier("invoice"))
        let currency = try await currency(of: id, call)
        var command = AddInvoiceLines(
          invoice: id, lines: try lines(call).map { try added($0, in: currency) })
        command.metadata = metadata(call)
        return command
      }, show: { id, _, scene in try scene.invoice(id) }),
    .post(
      "/v1/invoices/{invoice}/update_lines", "Changes lines of a draft.", .invoice,
      parameters: [
        .array("lines", max: linesMost, InvoiceItemParameters.terms + [.text("id").required]).required,
        invoiceMetadata,
      ],
      make: { call in
        let id = InvoiceID(call.identifier("invoice"))
        let currency = try await currency(of: id, call)
        var command = UpdateInvoiceLines(
          invoice: id,
          lines: try lines(call).map { line in
            (InvoiceLineID(line.string("id") ?? ""), try InvoiceItemParameters.terms(of: line) { currency })
          })
        command.metadata = metadata(call)
        return command
      }, show: { id, _, scene in try scene.invoice(id) }),
    .post(
      "/v1/invoices/{invoice}/lines/{line}", "Changes a line of a draft.", .lineItem,
      parameters: InvoiceItemParameters.terms,
      make: { call in
        let id = InvoiceID(call.identifier("invoice"))
        let currency = try await currency(of: id, call)
        let terms = try InvoiceItemParameters.terms(of: call.parameters) { currency }
        return UpdateInvoiceLines(
          invoice: id, lines: [(InvoiceLineID(call.identifier("line")), terms)])
      },
      show: { id, call, scene in
        guard let customer = try scene.snapshot.invoice(id)?.customer else { return nil }
        return try scene.snapshot.line(InvoiceLineID(call.identifier("line")))
          .map { InvoiceLineObject(line: $0, invoice: id.text, customer: customer) }
      }),
    .post(
      "/v1/invoices/{invoice}/remove_lines", "Takes lines off a draft, for good or to wait again.", .invoice,
      parameters: [
        .array(
          "lines", max: linesMost,
          [
            .text("id").required,
            .choice("behavior", RemoveInvoiceLines.Behavior.allCases.map(\.rawValue)).required,
          ]
        ).required, invoiceMetadata,
      ],
      make: { call in
        var command = RemoveInvoiceLines(
          invoice: InvoiceID(call.identifier("invoice")),
          lines: lines(call).map { line in
            (
              InvoiceLineID(line.string("id") ?? ""),
              line.string("behavior").flatMap(RemoveInvoiceLines.Behavior.init) ?? .delete
            )
          })
        command.metadata = metadata(call)
        return command
      }, show: { id, _, scene in try scene.invoice(id) }),
  ]

  /// As many lines as one request adds or changes.
  private static let linesMost = 250
  private static let invoiceMetadata = ParameterSpecification("invoice_metadata", .metadata).clearable

  private static func lines(_ call: Call) -> [RequestParameters] { call.parameters.objects("lines") ?? [] }

  private static func metadata(_ call: Call) -> MetadataPatch {
    call.parameters.metadata(named: "invoice_metadata")
  }

  private static func added(
    _ line: RequestParameters, in currency: Currency
  ) throws -> AddInvoiceLines.Line {
    let terms = try InvoiceItemParameters.terms(of: line) { currency }
    return line.string("invoice_item").map { .waiting(PendingItemID($0), terms) } ?? .new(terms)
  }

  private static func currency(of id: InvoiceID, _ call: Call) async throws -> Currency {
    guard let invoice = try await call.read({ try $0.snapshot.invoice(id) }) else {
      throw APIError.missing("invoice", id.text)
    }
    return invoice.currency
  }
}
