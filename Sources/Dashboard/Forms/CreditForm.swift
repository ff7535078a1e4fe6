import Identity
import Invoicing
import Operations
import Subscriptions

/// Taking a part of an invoice back.
enum CreditForm {
  static let routes: [SiteRoute] = SiteRoute.form(
    "/invoices/{invoice}/credit", needs: .bill, show: { try await show($0) }, send: { try await send($0) })

  private static var reasons: [(value: String, label: String)] {
    [
      ("", say("None")), ("duplicate", say("Billed twice")), ("fraudulent", say("Fraud")),
      ("order_change", say("The order changed")),
      ("product_unsatisfactory", say("The customer was not content")),
    ]
  }

  /// The way to the form, where something can be taken back.
  static func action(_ invoice: Invoice, _ room: Room) -> HTML {
    guard room.may(.bill), most(invoice) > 0 else { return .nothing }
    return #"<a class="btn" href="\#(room.path("invoices/\(invoice.id)/credit"))">\#(say("Credit ¦ do"))</a>"#
  }

  /// What can still be taken back.
  private static func most(_ invoice: Invoice) -> Int64 {
    guard invoice.isAskedFor || invoice.status == .paid else { return 0 }
    return max(0, invoice.total - (invoice.creditedOpen ?? 0) - (invoice.creditedPaid ?? 0))
  }

  private static func known(_ room: Room) async throws -> Invoice {
    let id = InvoiceID(room.visit.name("invoice"))
    return try await room.known { try $0.invoice(id) }
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    page(room, FormState(fields: FormFields()), try await known(room))
  }

  private static func page(_ room: Room, _ state: FormState, _ invoice: Invoice) -> SiteAnswer {
    let path = "invoices/\(invoice.id)"
    guard most(invoice) > 0 else { return .redirect(room.path(path)) }
    let amount = Field.text(
      "amount", say("Amount with tax"), state,
      hint: say(
        "At most {}. Every line has its share of it.", MoneyText.text(most(invoice), invoice.currency)),
      attributes: #" inputmode="decimal" autocomplete="off" maxlength="30""#)
    let reason = Field.select("reason", say("Reason"), state, groups: [.init(options: reasons)])
    let memo = Field.text(
      "memo", say("Memo"), state, hint: say("The customer reads it."),
      attributes: #" autocomplete="off" maxlength="1500""#)
    let isPaid = invoice.status == .paid
    let destination: HTML =
      isPaid
      ? Field.choice(
        "destination", say("Where does what was paid go?"), state,
        [
          ("balance", say("To the customer's balance"), say("Their next invoice asks for so much less.")),
          ("elsewhere", say("Given back elsewhere"), say("The money went back without this program.")),
        ]) : .nothing
    let form = Field.form(
      room, action: room.path("\(path)/credit"), state,
      submit: """
        <button class="btn pri">\(say("Issue credit note"))</button>\
        <a class="btn ghost" href="\(room.path(path))">\(say("Leave it"))</a>
        """, "\(amount)\(destination)\(reason)\(memo)")
    let page = RoomPage(
      title: say("Credit note for {}", invoice.title), section: .invoices,
      subtitle: isPaid
        ? "\(say("The invoice stays paid."))"
        : "\(say("The invoice asks for so much less."))",
      parent: (invoice.title, path), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let invoice = try await known(room)
    var command = IssueCreditNote(invoice: invoice.id)
    command.amount = state.amount("amount", invoice.currency)
    if command.amount == 0 { state.complain("amount", say("A credit note is larger than zero.")) }
    let reason = room.form["reason"]
    command.reason = reason.flatMap(CreditNote.Reason.init)
    if reason != nil, command.reason == nil { state.complain("reason", say("Choose a reason of the list.")) }
    command.memo = room.form["memo"]
    if let memo = command.memo, memo.count > 1_500 {
      state.complain("memo", say("A memo has at most 1,500 characters."))
    }
    let paid = max(0, (command.amount ?? 0) - (invoice.isAskedFor ? invoice.amountRemaining : 0))
    switch room.form["destination"] {
    case "elsewhere": command.parts.outOfBand = paid
    case "balance", nil: command.parts.toBalance = paid
    default: state.complain("destination", say("Choose where it goes."))
    }
    guard state.problems.isEmpty else { return page(room, state, invoice) }
    let place = "invoices/\(invoice.id)"
    do {
      return try await room.perform(command) { _ in place }
    } catch {
      try state.note(error)
      return page(room, state, invoice)
    }
  }
}
