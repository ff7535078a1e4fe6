import Bookkeeping
import Chronology
import Identity
import Journal
import Monetary
import Operations
import Relations

/// A closed month, currency by currency, with the lines it opens to.
enum ClosePage {
  static func show(_ room: Room) async throws -> SiteAnswer {
    guard let month = Month(iso: room.visit.name("month")) else { throw SiteRefusal.missing }
    let close = try await room.known { try $0.close(of: month) }
    let totals = try await room.read { try $0.closeTotals(of: month) }
    let wanted = try room.query["currency"].map { code in
      guard let currency = Currency(code: code), totals.contains(where: { $0.currency == currency }) else {
        throw SiteRefusal.missing
      }
      return currency
    }
    let total = totals.first { wanted == nil || $0.currency == wanted }
    var body: HTML?
    if let total { body = try await lines(total, of: month, room) }
    let isClosed = close.status == .closed
    let page = RoomPage(
      title: say("Close of {}", DayText.full(month)), section: .books,
      subtitle: isClosed
        ? "\(say("Closed on {} UTC", close.closedAt.map(DayText.minute) ?? "–"))" : "\(say("Being closed"))",
      parent: (say("Books"), "books"),
      body: switches(totals, total, month, room)
        + (body
          ?? card(say("Nothing"), #"<p class="lead">\#(say("Nothing became revenue in this month."))</p>"#)))
    return page.answer(in: room)
  }

  private static func switches(
    _ totals: [CloseTotal], _ shown: CloseTotal?, _ month: Month, _ room: Room
  ) -> HTML {
    guard totals.count > 1 else { return .nothing }
    let links = totals.html { total in
      let current: HTML = total == shown ? #" aria-current="true""# : .nothing
      return """
        <a href="\(BooksPages.close(month, total.currency, room))"\(current)>\(total.currency.isoCode)</a>
        """
    }
    return #"<div class="flt"><nav class="seg" aria-label="\#(say("Currency"))">\#(links)</nav></div>"#
  }

  private static func lines(_ total: CloseTotal, of month: Month, _ room: Room) async throws -> HTML {
    let page = ListPage.page(room.query)
    let found: PageResult<RecognizedLine>
    do {
      found = try await room.read {
        try $0.recognizedLines(of: month, currency: total.currency, page)
      }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    let customers = Set(found.elements.map(\.recognition.customer))
    let names = try await room.read { snapshot in
      var names: [CustomerID: String] = [:]
      for id in customers { names[id] = try (snapshot.customer(id) ?? snapshot.deletedCustomer(id))?.title }
      return names
    }
    var table = RowTable(
      label: say("Lines"),
      columns: [
        .init(title: say("Customer")), .init(title: say("Invoice")),
        .init(title: say("Earned"), isNumber: true),
        .init(title: say("Entry"), isExtra: true),
      ])
    table.rows = found.elements.map { line in
      let customer = line.recognition.customer
      return [
        link(room.path("customers/\(customer)"), names[customer] ?? customer.text),
        line.document.hasPrefix("in_")
          ? link(room.path("invoices/\(line.document)"), say("Invoice")) : "<code>\(line.document)</code>",
        BooksPages.figure(Int128(line.recognition.amount.minorUnits), total.currency),
        link(room.path("books/entries/\(line.fact)"), say("Entry")),
      ]
    }
    table.total = [
      "\(Int(total.lines).counted("All {} lines", "All {} lines"))", "",
      BooksPages.figure(total.amount, total.currency),
      "",
    ]
    let links = ListPage.links(
      found, room.path("books/closes/\(month.isoText)"), room.query, kept: ["currency"]
    ) { $0.recognition.line }
    return card(say("Deferred revenue → revenue, {}", total.currency.isoCode), table.html) + links
  }
}
