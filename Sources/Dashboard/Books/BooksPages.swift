import Bookkeeping
import Chronology
import Journal
import Monetary
import Operations

/// The accountant's pages: what stands on each account, and the months that are closed. Each figure opens its
/// rows.
enum BooksPages {
  static let routes: [SiteRoute] = [
    .look("/books") { room in try await show(room) },
    .look("/books/entries") { room in try await EntryPages.list(room) },
    .look("/books/entries/{entry}") { room in try await EntryPages.show(room) },
    .look("/books/closes/{month}") { room in try await ClosePage.show(room) },
  ]

  static func entries(_ total: AccountTotal, _ room: Room) -> String {
    room.path("books/entries?account=\(total.account.rawValue)&currency=\(total.currency.code)")
  }

  static func close(_ month: Month, _ currency: Currency?, _ room: Room) -> String {
    room.path("books/closes/\(month.isoText)" + (currency.map { "?currency=\($0.code)" } ?? ""))
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let day = try room.query["at"].map { text in
      guard let day = Day(iso: text) ?? Month(iso: text)?.lastDay else { throw SiteRefusal.missing }
      return day
    }
    let answer = try await room.workspace.answer(TrialBalance(at: day))
    let page = ListPage.page(room.query)
    let (closes, totals) = try await room.read { snapshot in
      let closes = try snapshot.closes(page)
      return (closes, try closes.elements.map { try snapshot.closeTotals(of: $0.month) })
    }
    let end = DayText.text(answer.day)
    let subtitle =
      day == nil
      ? say("Up to now · debits are positive, nothing is converted")
      : say("At the end of {} · debits are positive, nothing is converted", end)
    let answerPage = RoomPage(
      title: say("Books"), section: .books, subtitle: "\(subtitle)",
      body: trialBalance(answer, room) + closed(zip(closes.elements, totals), room)
        + ListPage.links(closes, room.path("books"), room.query, kept: ["at"]) { $0.id.text })
    return answerPage.answer(in: room)
  }

  private static func trialBalance(_ answer: TrialBalanceAnswer, _ room: Room) -> HTML {
    guard !answer.accounts.isEmpty else {
      return card(say("Trial balance"), #"<p class="lead">\#(say("Nothing was posted yet."))</p>"#)
    }
    var currencies: [Currency] = []
    for total in answer.accounts where !currencies.contains(total.currency) {
      currencies.append(total.currency)
    }
    return currencies.html { currency in
      var table = RowTable(
        label: say("Accounts in {}", currency.isoCode),
        columns: [
          .init(title: say("Account")), .init(title: say("Debit ¦ column"), isNumber: true, isExtra: true),
          .init(title: say("Credit ¦ column"), isNumber: true, isExtra: true),
          .init(title: say("Balance"), isNumber: true),
        ])
      let totals = answer.accounts.filter { $0.currency == currency }
      table.rows = totals.map { total in
        [
          link(entries(total, room), total.account.word), figure(total.debit, currency),
          figure(total.credit, currency), figure(total.balance, currency),
        ]
      }
      var all = AccountTotal(account: .receivable, currency: currency)
      for total in totals { all.add(total) }
      table.total = [
        "\(say("Together"))", figure(all.debit, currency), figure(all.credit, currency),
        figure(all.balance, currency),
      ]
      return card(say("Trial balance, {}", currency.isoCode), table.html)
    }
  }

  private static func closed(
    _ closes: some Sequence<(BookClose, [CloseTotal])>, _ room: Room
  ) -> HTML {
    var table = RowTable(
      label: say("Closes"),
      columns: [
        .init(title: say("Month")), .init(title: say("State")), .init(title: say("Revenue"), isNumber: true),
        .init(title: say("Lines"), isNumber: true, isExtra: true),
        .init(title: say("Balance"), isExtra: true),
      ])
    for (close, totals) in closes {
      let state =
        close.status == .closed
        ? StateWord(text: say("Closed ¦ month"), tone: .good)
        : StateWord(text: say("Closing ¦ month"), tone: .warn)
      let balance = link(room.path("books?at=\(close.month.isoText)"), say("At its end"))
      for total in totals {
        table.rows.append([
          link(self.close(close.month, total.currency, room), DayText.full(close.month)), state.html,
          figure(total.amount, total.currency), "\(MoneyText.grouped(String(total.lines)))", balance,
        ])
      }
      if totals.isEmpty {
        table.rows.append([
          link(self.close(close.month, nil, room), DayText.full(close.month)), state.html, "–", "0",
          balance,
        ])
      }
    }
    return card(
      say("Closed months"),
      table.rows.isEmpty
        ? """
        <p class="lead">\(HTML.say(
          "No month is closed yet. {} closes those that are over.",
          "<code>perennial books close</code>"))</p>
        """ : table.html)
  }

  /// An amount with its minor units beside it.
  static func figure(_ amount: Int128, _ currency: Currency) -> HTML {
    let text = Int64(exactly: amount).map { MoneyText.text($0, currency) } ?? String(amount)
    return #"<data value="\#(String(amount))">\#(text)</data>"#
  }
}

extension Account {
  /// "Deferred revenue"
  var word: String {
    let words = rawValue.replacing("_", with: " ")
    return say(words.prefix(1).uppercased() + words.dropFirst())
  }
}
