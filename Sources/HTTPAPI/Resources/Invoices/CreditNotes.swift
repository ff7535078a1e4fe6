import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Notation
import Operations
import Relations
import Subscriptions

/// What takes parts of invoices back.
enum CreditNotes {
  private static let amounts: ClosedRange<Int64> = 0...999_999_999_999

  private static let lines = ParameterSpecification.array(
    "lines", max: 250,
    [
      .choice("type", ["invoice_line_item", "custom_line_item"]).required, .text("invoice_line_item"),
      .integer("amount", amounts), .integer("quantity", amounts), .integer("unit_amount", amounts),
      .text("description"), TaxRates.specification("tax_rates"),
    ])

  private static let terms: [ParameterSpecification] = [
    .text("invoice").required, lines, .integer("amount", amounts), .integer("credit_amount", amounts),
    .integer("out_of_band_amount", amounts), .integer("refund_amount", amounts),
    .array(
      "refunds", max: 100,
      [.choice("type", ["refund"]), .text("refund").required, .integer("amount_refunded", amounts)]),
    .text("memo"), .metadata,
    .choice("reason", CreditNote.Reason.allCases.map(\.rawValue)),
  ]

  static let routes: [Route] = [
    .post(
      "/v1/credit_notes", "Credits a part of a final invoice.", .creditNote, parameters: terms,
      make: { call in
        let currency = try await currency(call)
        return try command(call.parameters, currency)
      }, show: { id, _, scene in try scene.snapshot.creditNote(id) }),
    Route(
      .get, "/v1/credit_notes/preview", "Shows the credit note that would be issued.", parameters: terms,
      answers: .object(.creditNote)
    ) { call in
      let wish = try command(call.parameters, try await currency(call))
      let workspace = call.caller.workspace
      return try await workspace.rehearse(wish, as: call.cause) { id, snapshot in
        let scene = Scene(snapshot, for: call.caller)
        guard let note = try snapshot.creditNote(id) else { throw BrokenReference(id: id.text) }
        return try Answer.written { try note.write(to: &$0, in: scene, expanding: call.expansion) }
      }
    },
    .show("/v1/credit_notes/{credit_note}", "Shows a credit note.", .creditNote) { call, scene in
      try scene.snapshot.creditNote(CreditNoteID(call.identifier("credit_note")))
    },
    .post(
      "/v1/credit_notes/{credit_note}", "Changes what a credit note says beside its amounts.", .creditNote,
      parameters: [.text("memo").clearable, .metadata],
      make: { call in
        var command = DescribeCreditNote(CreditNoteID(call.identifier("credit_note")))
        command.memo = call.parameters.textPatch("memo")
        command.metadata = call.parameters.metadata
        return command
      }, show: { id, _, scene in try scene.snapshot.creditNote(id) }),
    .post(
      "/v1/credit_notes/{credit_note}/void", "Takes a credit note back while its invoice is open.",
      .creditNote, make: { VoidCreditNote(CreditNoteID($0.identifier("credit_note"))) },
      show: { id, _, scene in try scene.snapshot.creditNote(id) }),
    .list(
      "/v1/credit_notes", "Lists credit notes.", of: .creditNote,
      parameters: [.text("customer"), .text("invoice"), .created]
    ) { call, page, scene -> PageResult<CreditNote> in
      try scene.snapshot.creditNotes(
        CreditNoteFilter(
          customer: try scene.customerFilter(call.parameters),
          invoice: call.parameters.string("invoice").map { InvoiceID($0) }), page)
    },
    .list(
      "/v1/credit_notes/{credit_note}/lines", "Lists a credit note's lines.", of: .creditNoteLine
    ) { call, page, scene in
      let id = CreditNoteID(call.identifier("credit_note"))
      guard let note = try scene.snapshot.creditNote(id) else {
        throw APIError.missing(ObjectType.creditNote.noun, id.text)
      }
      return try call.page.page(of: note.objects) { $0.line.id.text }
    },
  ]

  private static func currency(_ call: Call) async throws -> Currency {
    let id = InvoiceID(call.parameters.string("invoice") ?? "")
    guard let invoice = try await call.read({ try $0.snapshot.invoice(id) }) else {
      throw APIError.missing("invoice", id.text, parameter: "invoice")
    }
    return invoice.currency
  }

  private static func command(
    _ parameters: RequestParameters, _ currency: Currency
  ) throws -> IssueCreditNote {
    var command = IssueCreditNote(
      invoice: InvoiceID(parameters.string("invoice") ?? ""),
      lines: try (parameters.objects("lines") ?? []).map { try line($0, currency) })
    if command.lines.isEmpty, !parameters.isGiven("amount") { throw APIError.missingParameter("lines") }
    func money(_ name: String) throws -> Int64? {
      try parameters.integer(name).map { try AmountParameters.minorUnits($0, name, currency) }
    }
    command.amount = try money("amount")
    command.parts = .init(toBalance: try money("credit_amount"), outOfBand: try money("out_of_band_amount"))
    command.refundAmount = try money("refund_amount")
    command.refunds = try (parameters.objects("refunds") ?? []).map { part in
      let amount = try part.integer("amount_refunded").map {
        try AmountParameters.minorUnits($0, part.name("amount_refunded"), currency)
      }
      return (RefundID(part.string("refund") ?? ""), amount)
    }
    command.reason = parameters.string("reason").flatMap(CreditNote.Reason.init)
    command.memo = parameters.string("memo")
    command.metadata = try parameters.newMetadata()
    return command
  }

  private static func line(_ line: RequestParameters, _ currency: Currency) throws -> IssueCreditNote.Line {
    func money(_ name: String) throws -> Int64? {
      try line.integer(name).map { try AmountParameters.minorUnits($0, line.name(name), currency) }
    }
    if line.string("type") == "custom_line_item" {
      for name in ["invoice_line_item", "amount"] where line.isGiven(name) {
        throw APIError.invalid(line.name(name), "This goes with type=invoice_line_item only.")
      }
      guard let unit = try money("unit_amount") else {
        throw APIError.missingParameter(line.name("unit_amount"))
      }
      let quantity = line.integer("quantity") ?? 1
      let (amount, overflow) = unit.multipliedReportingOverflow(by: quantity)
      guard !overflow else { throw APIError.invalid(line.name("quantity"), "The amount is too large.") }
      return .custom(
        amount, quantity: quantity, description: line.string("description") ?? "",
        taxRates: line.strings("tax_rates")?.map { TaxRateID($0) } ?? [])
    }
    for name in ["unit_amount", "tax_rates", "description"] where line.isGiven(name) {
      throw APIError.invalid(line.name(name), "This goes with type=custom_line_item only.")
    }
    guard let text = line.string("invoice_line_item") else {
      throw APIError.missingParameter(line.name("invoice_line_item"))
    }
    switch (try money("amount"), line.integer("quantity")) {
    case (_?, _?): throw APIError.exclusiveParameters(["amount", "quantity"].map(line.name))
    case (nil, nil): throw APIError.missingParameter(line.name("amount"))
    case (let amount?, nil): return .amount(amount, of: InvoiceLineID(text))
    case (nil, let quantity?): return .quantity(quantity, of: InvoiceLineID(text))
    }
  }
}

extension CreditNote {
  fileprivate var objects: [CreditNoteLineObject] {
    lines.map { CreditNoteLineObject(line: $0, currency: currency, customer: customer) }
  }

  fileprivate var discounts: [DiscountAmount] { lines.flatMap { $0.discounted ?? [] }.summed }

  fileprivate var taxes: [LineTax] { lines.flatMap { $0.taxes ?? [] }.summed }

  /// Under the id that its entry in the ledger gives the movement of the balance.
  private func balanceTransaction(in scene: Scene) throws -> BalanceTransaction? {
    guard toBalance > 0 else { return nil }
    return try scene.snapshot.balanceTransactions(of: customer).first {
      if case .creditNote(let id, _) = $0.kind { id == self.id } else { false }
    }
  }
}

extension CreditNote: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"credit_note""#)
    writer.field("amount", total, in: currency)
    writer.members(#""amount_shipping":0"#)
    writer.field("created", created)
    writer.field("currency", currency.code)
    try writer.reference("customer", customer.text, expansion["customer"], in: scene) {
      try scene.customer(customer)
    }
    writer.members(#""customer_account":null"#)
    let movement = try balanceTransaction(in: scene)
    try writer.reference(
      "customer_balance_transaction", movement?.id.text, expansion["customer_balance_transaction"], in: scene
    ) { movement }
    writer.field("discount_amount", discount ?? 0, in: currency)
    try writer.discountAmounts(
      "discount_amounts", discounts, currency, of: customer, in: scene,
      expanding: expansion.inside("discount_amounts"))
    writer.field("effective_at", created)
    try writer.reference("invoice", invoice.text, expansion["invoice"], in: scene) {
      try scene.invoice(invoice)
    }
    try writer.list(
      "lines", Array(objects.prefix(10)), hasMore: lines.count > 10, url: "/v1/credit_notes/\(id)/lines",
      in: scene, expanding: expansion.inside("lines"))
    writer.field("livemode", scene.isLive)
    writer.field("memo", memo)
    writer.field("metadata", metadata)
    writer.field("number", number)
    writer.field("out_of_band_amount", outOfBand == 0 ? nil : outOfBand, in: currency)
    writer.members(#""pdf":"""#)
    writer.field("post_payment_amount", postPayment, in: currency)
    writer.field("pre_payment_amount", prePayment, in: currency)
    writer.pretaxCredits("pretax_credit_amounts", discounts, currency, isCredited: true)
    writer.field("reason", reason?.rawValue)
    try writeRefunds(to: &writer, in: scene, expanding: expansion.inside("refunds"))
    writer.members(#""shipping_cost":null"#)
    writer.field("status", status.rawValue)
    // As on the invoice: discounts of single lines come before the subtotal, those of the invoice after it.
    let own = discounts.filter(\.discount.isOfLine).total
    let within = lines.reduce(0) { $0 + $1.inclusiveTax }
    writer.field("subtotal", subtotal - own, in: currency)
    writer.field("subtotal_excluding_tax", subtotal - own - within, in: currency)
    writer.field("total", total, in: currency)
    writer.field("total_excluding_tax", net, in: currency)
    try writer.taxes(
      "total_taxes", taxes, currency, in: scene, expanding: expansion.inside("total_taxes"))
    writer.field(
      "type", prePayment == 0 ? "post_payment" : postPayment == 0 ? "pre_payment" : "mixed")
    writer.field("voided_at", voidedAt)
    writer.endObject()
  }
}

extension CreditNote {
  fileprivate func writeRefunds(
    to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion
  ) throws {
    writer.key("refunds")
    writer.beginArray()
    for part in refunds ?? [] {
      writer.beginObject()
      writer.field("amount_refunded", part.amount, in: currency)
      writer.members(#""payment_record_refund":null"#)
      try writer.reference("refund", part.refund.text, expansion["refund"], in: scene) {
        try scene.snapshot.refund(part.refund)
      }
      writer.members(#""type":"refund""#)
      writer.endObject()
    }
    writer.endArray()
  }
}

/// A line with the currency of its credit note.
struct CreditNoteLineObject: WireObject {
  let line: CreditNoteLine
  let currency: Currency
  let customer: CustomerID

  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    writer.beginObject()
    writer.field("id", line.id.text)
    writer.members(#""object":"credit_note_line_item""#)
    writer.field("amount", line.amount, in: currency)
    writer.field("description", line.description)
    let discounted = line.discounted ?? []
    writer.field("discount_amount", discounted.total, in: currency)
    try writer.discountAmounts(
      "discount_amounts", discounted, currency, of: customer, in: scene,
      expanding: expansion.inside("discount_amounts"))
    if let credited = line.invoiceLine { writer.field("invoice_line_item", credited.text) }
    writer.field("livemode", scene.isLive)
    writer.members(#""metadata":{}"#)
    writer.pretaxCredits("pretax_credit_amounts", discounted, currency, isCredited: true)
    writer.field("quantity", line.quantity)
    try writer.taxRates("tax_rates", line.taxes?.map(\.rate), in: scene)
    try writer.taxes(
      "taxes", line.taxes ?? [], currency, in: scene, expanding: expansion.inside("taxes"))
    writer.field("type", line.invoiceLine == nil ? "custom_line_item" : "invoice_line_item")
    writer.members(#""unit_amount":null,"unit_amount_decimal":null"#)
    writer.endObject()
  }
}
