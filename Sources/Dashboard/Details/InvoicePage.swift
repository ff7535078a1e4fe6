import Chronology
import Identity
import Invoicing
import Monetary
import Operations
import Receivables
import Relations
import Subscriptions

/// One invoice: its lines and how they came to be, its money, and what it did to the books.
enum InvoicePage {
  static let routes: [SiteRoute] = [.look("/invoices/{invoice}") { room in try await show(room) }]

  private struct Story: Sendable {
    let invoice: Invoice
    let table: InvoiceTable
    let intent: PaymentIntent?
    let charges: [CardCharge]
    let notes: [CreditNote]

    init?(_ id: InvoiceID, _ snapshot: Snapshot) throws {
      guard let invoice = try snapshot.invoice(id) else { return nil }
      self.invoice = invoice
      table = try InvoiceTable(invoice, snapshot.lines(of: id), snapshot)
      intent = try snapshot.paymentIntent(for: id)
      charges =
        try intent.map { intent in
          try snapshot.charges(ChargeFilter(paymentIntent: intent.id), Page(limit: 50)).elements
        } ?? []
      notes = try snapshot.creditNotes(CreditNoteFilter(invoice: id), Page(limit: 100)).elements
    }

    /// What the facts about its money are about.
    var subjects: [String] {
      [invoice.id.text] + (intent.map { [$0.id.text] } ?? []) + charges.map(\.id.text) + notes.map(\.id.text)
    }
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = InvoiceID(room.visit.name("invoice"))
    let story = try await room.known { try Story(id, $0) }
    let (invoice, notes) = (story.invoice, story.notes)
    let postings = try await Postings(story.subjects, room)
    let happened = try await FactList(story.subjects, room)
    let page = RoomPage(
      title: invoice.number.map { say("Invoice {}", $0) } ?? say("Draft invoice"), section: .invoices,
      subtitle: invoice.state.html, parent: (say("Invoices"), "invoices"),
      actions: paper(invoice, room) + CreditForm.action(invoice, room)
        + InvoiceStepForm.action(invoice, room),
      body: """
        \(card(say("About"), facts(invoice, story.intent, room).html))
        \(card(say("Lines"), story.table.html))
        \(notes.isEmpty ? .nothing : card(say("Credit notes"), InvoiceTable.html(notes)))
        \(Payments.card(story.charges, showsInvoice: false, room))
        \(postings.html)
        \(happened.html)
        """)
    return page.answer(in: room)
  }

  private static func paper(_ invoice: Invoice, _ room: Room) -> HTML {
    guard invoice.status != .draft else { return .nothing }
    let path = room.workspace.links.path(to: invoice.id)
    return #"<a class="btn" href="\#(path)" rel="noreferrer">\#(say("As the customer sees it"))</a>"#
  }

  private static func facts(_ invoice: Invoice, _ intent: PaymentIntent?, _ room: Room) -> Facts {
    var facts = Facts()
    facts.add(
      say("Billed to"),
      link(
        room.path("customers/\(invoice.customer)"),
        invoice.billedTo.name ?? invoice.billedTo.email ?? invoice.customer.text))
    facts.add(
      say("For ¦ which"),
      invoice.subscription.map { link(room.path("subscriptions/\($0)"), say("The subscription")) })
    facts.add(say("Date"), DayText.day(invoice.finalizedAt ?? invoice.created))
    facts.add(say("Due"), invoice.dueDate.map(DayText.day))
    facts.add(say("Paid on"), invoice.paidAt.map(DayText.day))
    facts.add(say("Next try"), invoice.nextPaymentAttempt.map(DayText.day))
    facts.add(say("Last try"), invoice.status == .paid ? nil : intent?.lastDecline.map { say($0.message) })
    facts.add(say("Memo"), invoice.description)
    facts.add(say("Id"), "<code>\(invoice.id.text)</code>" as HTML)
    return facts
  }
}
