import Chronology
import Identity
import Invoicing
import Operations
import Relations
import Subscriptions

/// An invoice as its customer sees it, at an address that is its own key; see ``InvoiceLinks``.
enum HostedInvoice {
  static let routes: [SiteRoute] = [
    SiteRoute(
      .get, "\(InvoiceLinks.root)/{account}/{invoice}/{token}",
      .shared { workspaces, names in try await show(workspaces, names) })
  ]

  /// What stands on the page, from one snapshot, and in which language.
  private struct Paper: Sendable {
    let language: Language
    let invoice: Invoice
    let table: InvoiceTable
    let notes: [CreditNote]
  }

  /// Whatever is wrong about an address, there is nothing at it.
  private static func show(
    _ workspaces: WorkspaceDirectory, _ names: [String: String]
  ) async throws -> SiteAnswer {
    guard let account = names["account"], let id = names["invoice"].map({ InvoiceID($0) }),
      let token = names["token"], let record = try await workspaces.find(account: account)
    else { throw SiteRefusal.missing }
    let workspace = try await workspaces.open(record)
    guard workspace.links.isToken(token, for: id) else { throw SiteRefusal.missing }
    let browsers = Language.current
    let paper = try await workspace.read { snapshot -> Paper? in
      // A draft has no address yet.
      guard let invoice = try snapshot.invoice(id), invoice.status != .draft else { return nil }
      let notes = try snapshot.creditNotes(CreditNoteFilter(invoice: id), Page(limit: 100)).elements
      let language = try snapshot.customer(invoice.customer).flatMap(language) ?? browsers
      let table = try Language.$current.withValue(language) {
        try InvoiceTable(invoice, snapshot.lines(of: id), snapshot)
      }
      return Paper(language: language, invoice: invoice, table: table, notes: notes)
    }
    guard let paper else { throw SiteRefusal.missing }
    return Language.$current.withValue(paper.language) { .page(page(paper, of: record)) }
  }

  /// The first of those that the customer prefers that there is.
  private static func language(of customer: Customer) -> Language? {
    customer.preferredLocales.lazy.compactMap { Language(tag: $0) }.first
  }

  private static func page(_ paper: Paper, of record: Workspace) -> HTML {
    let invoice = paper.invoice
    let test: HTML = record.mode == .test ? #"<span class="state warn">\#(say("Test"))</span>"# : .nothing
    let memo = invoice.description.map { #"<p class="memo">\#($0)</p>"# as HTML } ?? .nothing
    let footer = invoice.footer.map { #"<footer class="note mut memo">\#($0)</footer>"# as HTML } ?? .nothing
    let notes = paper.notes.isEmpty ? .nothing : card(say("Credit notes"), InvoiceTable.html(paper.notes))
    return Shell.paper(
      say("Invoice {} from {}", invoice.title, record.name),
      """
      <main id="main"><header class="from"><b>\(record.name)</b>\(test)</header>
      <section class="card sum" aria-labelledby="asked">\
      <p class="mut">\(say("Invoice {}", invoice.title))</p>\
      <h1 id="asked">\(asked(invoice))</h1><p>\(standing(invoice))</p>\(memo)</section>
      \(card(say("About"), about(invoice).html))
      \(card(say("What it is for"), paper.table.html))
      \(notes)
      \(footer)
      </main>
      """)
  }

  /// What is asked for as long as something is, and what it came to after that.
  private static func asked(_ invoice: Invoice) -> String {
    switch invoice.status {
    case .open, .uncollectible: MoneyText.text(invoice.amountRemaining, invoice.currency)
    case .draft, .paid, .void: MoneyText.text(invoice.total, invoice.currency)
    }
  }

  private static func standing(_ invoice: Invoice) -> String {
    switch invoice.status {
    case .draft: ""
    case .open:
      invoice.dueDate.map { say("To be paid by {}", DayText.day($0)) }
        ?? (invoice.attempted ? say("The payment did not go through") : say("To be paid"))
    case .paid:
      invoice.paidAt.map { say("Paid on {}. Nothing is due.", DayText.day($0)) } ?? say("Nothing is due.")
    case .void:
      invoice.voidedAt.map { say("Void since {}. Nothing is to be paid.", DayText.day($0)) }
        ?? say("Void. Nothing is to be paid.")
    case .uncollectible: say("Not paid")
    }
  }

  private static func about(_ invoice: Invoice) -> Facts {
    let billed = invoice.billedTo
    let address = [
      billed.address?.line1, billed.address?.line2, place(billed.address), billed.address?.country,
    ]
    let lines = ([billed.name, billed.email] + address).compactMap { $0 }
    var facts = Facts()
    facts.add(say("Billed to"), HTML(lines.map { "<span class=\"line\">\($0)</span>" }))
    facts.add(say("Number"), invoice.number)
    facts.add(say("Date"), invoice.finalizedAt.map(DayText.day))
    facts.add(say("Due"), invoice.dueDate.map(DayText.day))
    for field in invoice.customFields ?? [] { facts.add(field.name, field.value) }
    return facts
  }

  /// "90210 Beverly Hills CA"
  private static func place(_ address: Address?) -> String? {
    let parts = [address?.postalCode, address?.city, address?.state].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}
