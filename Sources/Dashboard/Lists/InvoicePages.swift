import Chronology
import Invoicing
import Monetary
import Operations
import Receivables
import Relations
import Subscriptions

/// Invoices, and one of them line by line.
enum InvoicePages {
  static let routes: [SiteRoute] = [
    .look("/invoices") { room in try await list(room) },
    .look("/invoices/{invoice}") { room in try await show(room) },
  ]

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let status = try room.query["status"].map { text in
      guard let status = InvoiceStatus(rawValue: text) else { throw SiteRefusal.missing }
      return status
    }
    let customer = room.query["customer"].map { CustomerID($0) }
    let page = ListPage.page(room.query)
    let found: PageResult<Invoice>
    do {
      found = try await room.read { try $0.invoices(InvoiceFilter(customer: customer, status: status), page) }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    func tab(_ text: String, _ wanted: InvoiceStatus?) -> HTML {
      let path = room.path(wanted.map { "invoices?status=\($0.rawValue)" } ?? "invoices")
      return
        #"<a href="\#(path)"\#(wanted == status ? #" aria-current="true""# as HTML : .nothing)>\#(text)</a>"#
    }
    let tabs: HTML = """
      <nav class="seg" aria-label="Which">\(tab("All", nil))\(tab("Open", .open))\(tab("Paid", .paid))\
      \(tab("Drafts", .draft))</nav>
      """
    let links = ListPage.links(found, room.path("invoices"), room.query, kept: ["status", "customer"]) {
      $0.id.text
    }
    let answer = RoomPage(
      title: "Invoices", section: .invoices, actions: writing(room),
      body: #"<div class="flt">\#(tabs)</div>"#
        + (found.elements.isEmpty
          ? card("No invoices", #"<p class="lead">What was billed appears here.</p>"#)
          : card("Newest first", table(found.elements, room, showsCustomer: true)) + links))
    return answer.answer(in: room)
  }

  static func table(_ invoices: [Invoice], _ room: Room, showsCustomer: Bool) -> HTML {
    var table = RowTable(
      label: "Invoices",
      columns: [
        .init(title: "Invoice"), .init(title: "State"), .init(title: "Amount", isNumber: true),
        .init(title: "Date", isExtra: true),
      ])
    table.rows = invoices.map { invoice in
      let name = showsCustomer ? invoice.billedTo.name ?? invoice.billedTo.email : nil
      let below: HTML = name.map { "<small>\($0)</small>" } ?? .nothing
      return [
        link(room.path("invoices/\(invoice.id)"), invoice.title) + below, invoice.state.html,
        "\(MoneyText.text(invoice.total, invoice.currency))",
        #"<span class="mut">\#(DayText.day(invoice.finalizedAt ?? invoice.created))</span>"#,
      ]
    }
    return table.html
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = InvoiceID(room.visit.name("invoice"))
    let (invoice, shown, intent, notes) = try await room.known {
      snapshot -> (Invoice, InvoiceTable, PaymentIntent?, [CreditNote])? in
      guard let invoice = try snapshot.invoice(id) else { return nil }
      let notes = try snapshot.creditNotes(CreditNoteFilter(invoice: id), Page(limit: 100)).elements
      return (
        invoice, try InvoiceTable(invoice, snapshot.lines(of: id), snapshot),
        try snapshot.paymentIntent(for: id),
        notes
      )
    }
    let page = RoomPage(
      title: invoice.number.map { "Invoice \($0)" } ?? "Draft invoice", section: .invoices,
      subtitle: invoice.state.html, parent: ("Invoices", "invoices"),
      actions: paper(invoice, room) + CreditForm.action(invoice, room)
        + InvoiceStepForm.action(invoice, room),
      body: card("About", facts(invoice, intent, room).html)
        + card("Lines", shown.html)
        + (notes.isEmpty ? .nothing : card("Credit notes", InvoiceTable.html(notes))))
    return page.answer(in: room)
  }

  private static func writing(_ room: Room) -> HTML {
    guard room.mayChange else { return .nothing }
    let path = room.path("invoices/new")
    return #"<a class="btn pri" href="\#(path)">\#(Icon.plus.html)New invoice</a>"#
  }

  private static func paper(_ invoice: Invoice, _ room: Room) -> HTML {
    guard invoice.status != .draft else { return .nothing }
    let path = room.workspace.links.path(to: invoice.id)
    return #"<a class="btn" href="\#(path)" rel="noreferrer">As the customer sees it</a>"#
  }

  private static func facts(_ invoice: Invoice, _ intent: PaymentIntent?, _ room: Room) -> Facts {
    var facts = Facts()
    facts.add(
      "Billed to",
      link(
        room.path("customers/\(invoice.customer)"),
        invoice.billedTo.name ?? invoice.billedTo.email ?? invoice.customer.text))
    facts.add(
      "For", invoice.subscription.map { link(room.path("subscriptions/\($0)"), "The subscription") })
    facts.add("Date", DayText.day(invoice.finalizedAt ?? invoice.created))
    facts.add("Due", invoice.dueDate.map(DayText.day))
    facts.add("Paid on", invoice.paidAt.map(DayText.day))
    facts.add("Next try", invoice.nextPaymentAttempt.map(DayText.day))
    facts.add("Last try", invoice.status == .paid ? nil : intent?.lastDecline?.message)
    facts.add("Memo", invoice.description)
    facts.add("Id", "<code>\(invoice.id.text)</code>" as HTML)
    return facts
  }
}

/// An invoice's lines and what they come to; a preview is shown by the same.
struct InvoiceTable: Sendable {
  private let invoice: Invoice
  private let lines: [InvoiceLine]
  /// What each discount is called, and what it takes off all lines.
  private let discounts: [(title: String, amount: Int64)]

  init(_ invoice: Invoice, _ lines: [InvoiceLine], _ snapshot: Snapshot) throws {
    self.invoice = invoice
    self.lines = lines
    discounts = try lines.discounts.map { part in
      (try part.discount.title(snapshot, invoice.currency), part.amount)
    }
  }

  var html: HTML {
    var table = RowTable(
      label: "Lines",
      columns: [
        .init(title: "For"), .init(title: "Period", isExtra: true), .init(title: "Amount", isNumber: true),
      ])
    table.rows = lines.map { line in
      [
        "\(line.content.title)\(Self.explanation(line.content))",
        #"<span class="mut">\#(DayText.period(line.content.period, in: line.content.zone))</span>"#,
        #"<data value="\#(line.content.amount.minorUnits)">\#(MoneyText.text(line.content.amount))</data>"#,
      ]
    }
    table.rows += discounts.map { ["\($0.title)", "", Self.amount(-$0.amount, invoice)] }
    // What is within an amount is no row of its own: the rows sum to the total.
    let taxes = lines.taxes
    table.rows += taxes.filter { !$0.rate.isInclusive }.map { tax in
      ["\(Self.title(of: tax))", "", Self.amount(tax.amount, invoice)]
    }
    table.total = ["Total", "", Self.amount(invoice.total, invoice)]
    return table.html + Self.due(invoice, within: taxes.filter(\.rate.isInclusive))
  }

  private static func title(of tax: LineTax) -> String {
    let rate = "Tax \(tax.rate.percentage.percentText) %"
    return switch tax.reason {
    case .standardRated, .zeroRated: rate
    case .customerExempt: "\(rate): the customer is exempt"
    case .reverseCharge: "\(rate): reverse charge"
    }
  }

  /// How the amount came to be, where the number of pieces does not say it already.
  private static func explanation(_ content: LineContent) -> HTML {
    guard content.wording != .oneOff, !content.explanation.steps.isEmpty else { return .nothing }
    return "<small>\(PricingText.text(content.explanation, content.amount.currency))</small>"
  }

  private static func amount(_ minorUnits: Int64, _ invoice: Invoice) -> HTML {
    #"<data value="\#(minorUnits)">\#(MoneyText.text(minorUnits, invoice.currency))</data>"#
  }

  /// What was taken back of an invoice; void notes are shown and do not count.
  static func html(_ notes: [CreditNote]) -> HTML {
    var table = RowTable(
      label: "Credit notes",
      columns: [
        .init(title: "Number"), .init(title: "Date", isExtra: true), .init(title: "Amount", isNumber: true),
      ])
    func amount(_ minorUnits: Int64, _ note: CreditNote) -> HTML {
      #"<data value="\#(minorUnits)">\#(MoneyText.text(minorUnits, note.currency))</data>"#
    }
    table.rows = notes.map { note in
      let isVoid = note.status == .void
      return [
        "\(note.number)\(isVoid ? "<small>Void</small>" as HTML : .nothing)",
        #"<span class="mut">\#(DayText.day(note.created))</span>"#, amount(isVoid ? 0 : note.total, note),
      ]
    }
    let standing = notes.filter { $0.status == .issued }
    if let last = notes.last {
      table.total = ["Together", "", amount(standing.reduce(0) { $0 + $1.total }, last)]
    }
    return table.html
  }

  private static func due(_ invoice: Invoice, within taxes: [LineTax]) -> HTML {
    var facts = Facts()
    for tax in taxes {
      facts.add("\(title(of: tax)), within the total", amount(tax.amount, invoice))
    }
    if invoice.startingBalance != 0 {
      facts.add(
        invoice.startingBalance < 0 ? "Credit from before" : "Owed from before",
        "\(MoneyText.text(abs(invoice.startingBalance), invoice.currency))")
    }
    facts.add("Amount due", #"<b id="due">\#(amount(invoice.amountDue, invoice))</b>"# as HTML)
    if let credited = invoice.creditedOpen, credited != 0 {
      facts.add("Credited before payment", MoneyText.text(credited, invoice.currency))
    }
    if let credited = invoice.creditedPaid, credited != 0 {
      facts.add("Credited after payment", MoneyText.text(credited, invoice.currency))
    }
    if invoice.amountPaid != 0 { facts.add("Paid", MoneyText.text(invoice.amountPaid, invoice.currency)) }
    return facts.html
  }
}
