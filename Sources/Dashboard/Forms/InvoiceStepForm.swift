import Identity
import Invoicing
import Operations
import Subscriptions

/// What becomes of an invoice when somebody decides: final, paid elsewhere, given up, or taken back.
enum InvoiceStepForm {
  static let routes: [SiteRoute] = SiteRoute.form(
    "/invoices/{invoice}/decide", needs: .bill, show: { try await show($0) }, send: { try await send($0) })

  private enum Decision: String, CaseIterable {
    case finalize
    case paidElsewhere = "paid"
    case markUncollectible = "uncollectible"
    case void

    static func possible(for invoice: Invoice) -> [Decision] {
      switch invoice.status {
      case .draft: [.finalize]
      case .open: [.paidElsewhere, .markUncollectible, .void]
      case .uncollectible: [.paidElsewhere, .void]
      case .paid, .void: []
      }
    }
  }

  /// The way to the form, where there is something to decide.
  static func action(_ invoice: Invoice, _ room: Room) -> HTML {
    guard room.may(.bill), !Decision.possible(for: invoice).isEmpty else { return .nothing }
    let text = invoice.status == .draft ? say("Make final") : say("Settle")
    return #"<a class="btn" href="\#(room.path("invoices/\(invoice.id)/decide"))">\#(text)</a>"#
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
    let decisions = Decision.possible(for: invoice)
    guard !decisions.isEmpty else { return .redirect(room.path(path)) }
    let choice = Field.choice(
      "decision", say("What becomes of it?"), state, decisions.map { option($0, invoice) })
    let form = Field.form(
      room, action: room.path("\(path)/decide"), state,
      submit: """
        <button class="btn pri">\(invoice.status == .draft ? say("Make it final") : say("Do it"))</button>\
        <a class="btn ghost" href="\(room.path(path))">\(say("Leave it"))</a>
        """, choice)
    let due = MoneyText.text(invoice.amountRemaining, invoice.currency)
    let page = RoomPage(
      title: invoice.number.map { say("Invoice {}", $0) } ?? say("Draft invoice"), section: .invoices,
      subtitle: "\(invoice.state.html) \(say("{} due", due))", parent: (invoice.title, path), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func option(
    _ decision: Decision, _ invoice: Invoice
  ) -> (value: String, label: String, hint: String) {
    let (label, hint): (String, String) =
      switch decision {
      case .finalize:
        (
          say("Final now"),
          say("It gets its number, never changes again, and is asked for as its terms say.")
        )
      case .paidElsewhere:
        (say("Paid elsewhere"), say("The money came without this program. Nobody is charged."))
      case .markUncollectible:
        (
          say("Given up"),
          say("Nobody expects the money any more. The books call it a loss; it can still come.")
        )
      case .void:
        (
          say("Void ¦ do"),
          say("As if it had never been asked for. Its number stays, and nothing of it is billed again.")
        )
      }
    return (decision.rawValue, label, hint)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let invoice = try await known(room)
    let place = "invoices/\(invoice.id)"
    do {
      switch room.form["decision"].flatMap(Decision.init) {
      case .finalize:
        return try await room.perform(FinalizeInvoiceNow(invoice: invoice.id, autoAdvance: true)) { _ in place
        }
      case .paidElsewhere:
        return try await room.perform(PayInvoice(invoice: invoice.id, outOfBand: true)) { _ in place }
      case .markUncollectible:
        return try await room.perform(MarkInvoiceUncollectible(invoice: invoice.id)) { _ in place }
      case .void: return try await room.perform(VoidInvoice(invoice: invoice.id)) { _ in place }
      case nil: state.complain("decision", say("Choose what becomes of it."))
      }
    } catch {
      try state.note(error)
    }
    return page(room, state, invoice)
  }
}
