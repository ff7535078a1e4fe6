import Catalog
import Identity
import Invoicing
import Monetary
import Operations
import Rating
import Relations
import Subscriptions

/// Writing an invoice by hand: for whom, its lines, its terms.
enum InvoiceForm {
  static let routes: [SiteRoute] = SiteRoute.form(
    "/invoices/new", needs: .bill, show: { try await show($0) }, send: { try await send($0) })

  /// How many lines one form takes.
  private static let rows = 0..<5
  private static let daysMost: Int64 = 3_650

  /// What the form chooses from, and for whom.
  private struct Offer: Sendable {
    let customer: Customer
    let rates: [TaxRate]
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    guard room.query["customer"] != nil else { return try await choose(room) }
    let offer = try await offer(room, room.query)
    var state = FormState(fields: FormFields())
    state.fields["currency"] = (offer.customer.currency ?? .eur).code
    state.fields["collection"] = offer.customer.defaultPaymentMethod == nil ? "send_invoice" : "charge"
    state.fields["days"] = "30"
    return page(room, state, offer)
  }

  /// First of all, for whom.
  private static func choose(_ room: Room) async throws -> SiteAnswer {
    let found = try await CustomerPages.newest(room)
    let body = CustomerPages.chooser(found, room, "invoices/new") {
      room.path("invoices/new?customer=\($0)")
    }
    let page = RoomPage(
      title: say("New invoice"), section: .invoices, subtitle: "\(say("For whom?"))",
      parent: (say("Invoices"), "invoices"),
      actions: """
        <a class="btn" href="\(room.path("customers/new"))">\(Icon.plus.html)\(say("New customer"))</a>
        """,
      body: body)
    return page.answer(in: room)
  }

  private static func offer(_ room: Room, _ fields: FormFields) async throws -> Offer {
    let id = CustomerID(fields["customer"] ?? "")
    return try await room.known { snapshot -> Offer? in
      guard let customer = try snapshot.customer(id) else { return nil }
      let rates = try snapshot.taxRates(TaxRateFilter(active: true), Page(limit: 100)).elements
      return Offer(customer: customer, rates: rates)
    }
  }

  private static func page(_ room: Room, _ state: FormState, _ offer: Offer) -> SiteAnswer {
    let form = Field.form(
      room, action: room.path("invoices/new"), state,
      submit: """
        <button class="btn pri" name="step" value="final">\(say("Make it final"))</button>\
        <button class="btn" name="step" value="draft">\(say("Keep it as a draft"))</button>
        """, controls(state, offer))
    let page = RoomPage(
      title: say("New invoice for {}", offer.customer.title), section: .invoices,
      subtitle: "\(say("A draft can still be changed. What is final gets a number and is asked for."))",
      parent: (offer.customer.title, "customers/\(offer.customer.id)"), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func controls(_ state: FormState, _ offer: Offer) -> HTML {
    func row(_ number: Int) -> HTML {
      let text = Field.text(
        "text\(number)", number == 0 ? say("For") : say("And for"), state,
        attributes: #" autocomplete="off" maxlength="500""#)
      let amount = Field.text(
        "amount\(number)", say("Amount"), state,
        attributes: #" inputmode="decimal" autocomplete="off" maxlength="30""#)
      return #"<div class="pair">\#(text)\#(amount)</div>"#
    }
    let isOpen = rows.dropFirst().contains { number in
      state.fields["text\(number)"] != nil || state.fields["amount\(number)"] != nil
    }
    let more: HTML = """
      <details class="morefields"\(isOpen ? " open" as HTML : .nothing)>\
      <summary>\(say("More lines"))</summary>\
      \(rows.dropFirst().html(row))</details>
      """
    let currency = Field.select(
      "currency", say("Currency"), state, hint: say("Each customer pays in one."),
      groups: [
        .init(options: (offer.customer.currency.map { [$0] } ?? Currency.all).map { ($0.code, $0.isoCode) })
      ])
    let rates: [(value: String, label: String)] =
      [("", say("None"))] + offer.rates.map { ($0.id.text, $0.title) }
    let tax = Field.select("tax_rate", say("Tax"), state, groups: [.init(options: rates)])
    let memo = Field.text(
      "memo", say("Memo"), state, hint: say("The customer reads it."),
      attributes: #" autocomplete="off" maxlength="1500""#)
    let collection = Field.choice(
      "collection", say("How is it paid?"), state,
      [
        ("charge", say("Charge the payment method"), say("When it is final.")),
        ("send_invoice", say("The customer pays by themselves"), say("Within the days below.")),
      ])
    let days = Field.text(
      "days", say("Days to pay"), state, attributes: #" inputmode="numeric" autocomplete="off" maxlength="4""#
    )
    return """
      \(Field.hidden("customer", offer.customer.id.text))\(row(0))\(more)\(currency)\(tax)\(memo)\
      \(collection)\(days)
      """
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    let offer = try await offer(room, room.form)
    var state = FormState(fields: room.form)
    guard var command = command(&state, offer), state.problems.isEmpty else {
      return page(room, state, offer)
    }
    command.finalizes = room.form["step"] == "final"
    do {
      return try await room.perform(command) { "invoices/\($0)" }
    } catch {
      try state.note(error)
      return page(room, state, offer)
    }
  }

  private static func command(_ state: inout FormState, _ offer: Offer) -> WriteInvoice? {
    var invoice = CreateInvoice(customer: offer.customer.id)
    guard let currency = state.fields["currency"].flatMap({ Currency(code: $0) }),
      offer.customer.currency == nil || offer.customer.currency == currency
    else {
      state.complain("currency", say("Choose a currency of the list."))
      return nil
    }
    invoice.currency = currency
    invoice.description = state.fields["memo"]
    if let rate = state.fields["tax_rate"] {
      if !offer.rates.contains(where: { $0.id.text == rate }) {
        state.complain("tax_rate", say("Choose a tax rate of the list."))
      }
      invoice.defaultTaxRates = [TaxRateID(rate)]
    }
    if let memo = invoice.description, memo.count > 1_500 {
      state.complain("memo", say("A memo has at most 1,500 characters."))
    }
    collect(&invoice, &state, offer)
    let lines = lines(&state, currency)
    return state.problems.isEmpty ? WriteInvoice(invoice, lines: lines) : nil
  }

  private static func collect(_ invoice: inout CreateInvoice, _ state: inout FormState, _ offer: Offer) {
    switch state.fields["collection"] {
    case "charge":
      if offer.customer.defaultPaymentMethod == nil {
        state.complain("collection", say("This customer has no payment method to charge."))
      }
    case "send_invoice":
      guard let days = state.fields["days"].flatMap({ Int64($0) }), (0...daysMost).contains(days) else {
        return state.complain("days", say("Days to pay are a whole number from 0 to 3,650."))
      }
      invoice.collection = .sendInvoice(daysUntilDue: Int(days))
    default: state.complain("collection", say("Choose how it is paid."))
    }
  }

  private static func lines(_ state: inout FormState, _ currency: Currency) -> [ItemTerms] {
    var lines: [ItemTerms] = []
    for number in rows {
      let text = state.fields["text\(number)"]
      guard text != nil || state.fields["amount\(number)"] != nil else { continue }
      guard let text, text.count <= 500 else {
        state.complain("text\(number)", say("Say what it is for, in at most 500 characters."))
        continue
      }
      guard let amount = state.amount("amount\(number)", currency, allowingLess: true) else { continue }
      var terms = ItemTerms(pricing: .amount(amount))
      terms.description = .set(text)
      lines.append(terms)
    }
    if lines.isEmpty, state.problems.isEmpty { state.complain("text0", say("Say what it is for.")) }
    return lines
  }
}
