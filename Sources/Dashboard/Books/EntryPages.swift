import Bookkeeping
import Chronology
import Identity
import Journal
import Monetary
import Operations
import Relations

/// The entries behind an account's balance, and the postings of one.
enum EntryPages {
  static func list(_ room: Room) async throws -> SiteAnswer {
    guard let account = room.query["account"].flatMap({ Account(rawValue: $0) }),
      let currency = room.query["currency"].flatMap({ Currency(code: $0) })
    else { throw SiteRefusal.missing }
    let balance = try await room.workspace.answer(TrialBalance()).accounts
      .first { $0.account == account && $0.currency == currency }
    let page = ListPage.page(room.query)
    let found: PageResult<LedgerEntry>
    do {
      found = try await room.read {
        try $0.entries(EntryFilter(account: account, currency: currency), page)
      }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    var table = RowTable(
      label: say("Entries"),
      columns: [
        .init(title: say("What")), .init(title: say("Amount"), isNumber: true),
        .init(title: say("When"), isExtra: true),
        .init(title: say("Fact")),
      ])
    table.rows = found.elements.map { entry in
      let amount = entry.totals.reduce(Int128(0)) { $0 + $1.amount }
      return [
        link(room.path("books/entries/\(entry.fact)"), FactPage.words(entry.kind)),
        BooksPages.figure(amount, currency),
        #"<span class="mut">\#(DayText.minute(entry.effective))</span>"#,
        link(room.path("facts/\(entry.fact)"), say("Because")),
      ]
    }
    table.total = ["\(say("Together"))", BooksPages.figure(balance?.balance ?? 0, currency), "", ""]
    let links = ListPage.links(
      found, room.path("books/entries"), room.query, kept: ["account", "currency"]
    ) { $0.fact.text }
    let answer = RoomPage(
      title: "\(account.word), \(currency.isoCode)", section: .books,
      subtitle: "\(say("Every entry that moved it"))", parent: (say("Books"), "books"),
      body: found.elements.isEmpty
        ? card(say("No entries"), #"<p class="lead">\#(say("Nothing was posted to this account yet."))</p>"#)
        : card(say("Newest first"), table.html) + links)
    return answer.answer(in: room)
  }

  static func show(_ room: Room) async throws -> SiteAnswer {
    let id = FactID(room.visit.name("entry"))
    let page = ListPage.page(room.query)
    let entry = try await room.known { try $0.entry(id) }
    let found: [(place: Int, posting: Posting)]
    let hasMore: Bool
    do {
      let result = try await room.read { try $0.postings(of: id, page) }
      (found, hasMore) = (result.elements, result.hasMore)
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    let part = try await room.read { try $0.closePart(of: id) }
    var facts = Facts()
    facts.add(say("Effective"), "\(DayText.minute(entry.effective)) UTC")
    facts.add(say("Because of"), link(room.path("facts/\(id)"), FactPage.words(entry.kind)))
    facts.add(
      say("Opens to"),
      part.map {
        link(BooksPages.close($0.part.month, $0.part.amount.currency, room), say("Lines of the close"))
      })
    for total in entry.totals {
      facts.add(total.account.word, BooksPages.figure(total.amount, total.currency))
    }
    var table = RowTable(
      label: say("Postings"),
      columns: [
        .init(title: say("Account")), .init(title: say("Customer")),
        .init(title: say("Amount"), isNumber: true),
      ])
    table.rows = found.map { _, posting in
      [
        "\(posting.account.word)", link(room.path("customers/\(posting.customer)"), posting.customer.text),
        BooksPages.figure(Int128(posting.amount.minorUnits), posting.amount.currency),
      ]
    }
    let links = ListPage.links(
      PageResult(elements: found, hasMore: hasMore), room.path("books/entries/\(id)"), room.query
    ) { "\(id)-\($0.place)" }
    let answer = RoomPage(
      title: FactPage.words(entry.kind), section: .books, subtitle: "\(say("An entry of the ledger"))",
      parent: (say("Books"), "books"),
      body: card(say("What it moved"), facts.html) + card(say("Postings"), table.html) + links)
    return answer.answer(in: room)
  }
}
