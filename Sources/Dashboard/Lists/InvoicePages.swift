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
      <nav class="seg" aria-label="\(say("Which"))">\
      \(tab(say("All"), nil))\(tab(say("Open ¦ many"), .open))\(tab(say("Paid ¦ many"), .paid))\
      \(tab(say("Drafts"), .draft))</nav>
      """
    let links = ListPage.links(found, room.path("invoices"), room.query, kept: ["status", "customer"]) {
      $0.id.text
    }
    let answer = RoomPage(
      title: say("Invoices"), section: .invoices, actions: writing(room),
      body: #"<div class="flt">\#(tabs)</div>"#
        + (found.elements.isEmpty
          ? card(say("No invoices"), #"<p class="lead">\#(say("What was billed appears here."))</p>"#)
          : card(say("Newest first"), table(found.elements, room, showsCustomer: true)) + links))
    return answer.answer(in: room)
  }

  static func table(_ invoices: [Invoice], _ room: Room, showsCustomer: Bool) -> HTML {
    var table = RowTable(
      label: say("Invoices"),
      columns: [
        .init(title: say("Invoice")), .init(title: say("State")), .init(title: say("Amount"), isNumber: true),
        .init(title: say("Date"), isExtra: true),
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
      title: invoice.number.map { say("Invoice {}", $0) } ?? say("Draft invoice"), section: .invoices,
      subtitle: invoice.state.html, parent: (say("Invoices"), "invoices"),
      actions: paper(invoice, room) + CreditForm.action(invoice, room)
        + InvoiceStepForm.action(invoice, room),
      body: card(say("About"), facts(invoice, intent, room).html)
        + card(say("Lines"), shown.html)
        + (notes.isEmpty ? .nothing : card(say("Credit notes"), InvoiceTable.html(notes))))
    return page.answer(in: room)
  }

  private static func writing(_ room: Room) -> HTML {
    guard room.mayChange else { return .nothing }
    let path = room.path("invoices/new")
    return #"<a class="btn pri" href="\#(path)">\#(Icon.plus.html)\#(say("New invoice"))</a>"#
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
      label: say("Lines"),
      columns: [
        .init(title: say("For")), .init(title: say("Period"), isExtra: true),
        .init(title: say("Amount"), isNumber: true),
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
    table.total = ["\(say("Total"))", "", Self.amount(invoice.total, invoice)]
    return table.html + Self.due(invoice, within: taxes.filter(\.rate.isInclusive))
  }

  private static func title(of tax: LineTax) -> String {
    let rate = say("Tax {} %", tax.rate.percentage.text)
    return switch tax.reason {
    case .standardRated, .zeroRated: rate
    case .customerExempt: say("{}: the customer is exempt", rate)
    case .reverseCharge: say("{}: reverse charge", rate)
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
      label: say("Credit notes"),
      columns: [
        .init(title: say("Number")), .init(title: say("Date"), isExtra: true),
        .init(title: say("Amount"), isNumber: true),
      ])
    func amount(_ minorUnits: Int64, _ note: CreditNote) -> HTML {
      #"<data value="\#(minorUnits)">\#(MoneyText.text(minorUnits, note.currency))</data>"#
    }
    table.rows = notes.map { note in
      let isVoid = note.status == .void
      return [
        "\(note.number)\(isVoid ? "<small>\(say("Void"))</small>" as HTML : .nothing)",
        #"<span class="mut">\#(DayText.day(note.created))</span>"#, amount(isVoid ? 0 : note.total, note),
      ]
    }
    let standing = notes.filter { $0.status == .issued }
    if let last = notes.last {
      table.total = ["\(say("Together"))", "", amount(standing.reduce(0) { $0 + $1.total }, last)]
    }
    return table.html
  }

  private static func due(_ invoice: Invoice, within taxes: [LineTax]) -> HTML {
    var facts = Facts()
    for tax in taxes {
      facts.add(say("{}, within the total", title(of: tax)), amount(tax.amount, invoice))
    }
    if invoice.startingBalance != 0 {
      facts.add(
        invoice.startingBalance < 0 ? say("Credit from before") : say("Owed from before"),
        "\(MoneyText.text(abs(invoice.startingBalance), invoice.currency))")
    }
    facts.add(say("Amount due"), #"<b id="due">\#(amount(invoice.amountDue, invoice))</b>"# as HTML)
    if let credited = invoice.creditedOpen, credited != 0 {
      facts.add(say("Credited before payment"), MoneyText.text(credited, invoice.currency))
    }
    if let credited = invoice.creditedPaid, credited != 0 {
      facts.add(say("Credited after payment"), MoneyText.text(credited, invoice.currency))
    }
    if invoice.amountPaid != 0 {
      facts.add(say("Paid ¦ amount"), MoneyText.text(invoice.amountPaid, invoice.currency))
    }
    return facts.html
  }
}
