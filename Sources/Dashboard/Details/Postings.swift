import Bookkeeping
import Identity
import Operations

/// What some things did to the books, entry by entry; in each currency it all comes to nothing.
struct Postings: Sendable {
  private let entries: [LedgerEntry]
  private let room: Room

  init(_ subjects: [String], _ room: Room) async throws {
    self.room = room
    entries = try await room.read { snapshot in
      try snapshot.facts(about: subjects, newest: 100).reversed().compactMap { try snapshot.entry($0.id) }
    }
  }

  var html: HTML {
    guard !entries.isEmpty else { return .nothing }
    var table = RowTable(
      label: say("In the books"),
      columns: [
        .init(title: say("What")), .init(title: say("Account")), .init(title: say("Amount"), isNumber: true),
        .init(title: say("When"), isExtra: true),
      ])
    for entry in entries {
      for total in entry.totals {
        table.rows.append([
          link(room.path("books/entries/\(entry.fact)"), FactPage.words(entry.kind)),
          "\(total.account.word)", BooksPages.figure(total.amount, total.currency),
          #"<span class="mut">\#(DayText.day(entry.effective))</span>"#,
        ])
      }
    }
    let sum = entries.flatMap(\.totals).reduce(Int128(0)) { $0 + $1.amount }
    if let currency = entries[0].totals.first?.currency {
      table.total = ["\(say("Together"))", "", BooksPages.figure(sum, currency), ""]
    }
    return card(say("In the books"), table.html)
  }
}
