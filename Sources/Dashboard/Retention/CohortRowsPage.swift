import Analytics
import Chronology
import Monetary
import Operations
import Relations

/// The customers behind a cohort's cell; they are as many, or their amounts sum to, what it shows.
enum CohortRowsPage {
  static let routes: [SiteRoute] = [.look("/figures/retention/rows") { room in try await show(room) }]

  /// The address of the customers behind a cell.
  static func path(
    _ request: RetentionRequest, _ money: CohortMoney, _ group: String?, _ room: Room
  ) -> (CohortRow, CohortRow.Cell) -> String {
    { row, cell in
      request.path(
        "/rows", room, in: money,
        [
          ("cohort", row.period.first.isoText),
          ("step", cell.period.first.isoText),
          (FigureRequest.group, group.map { $0.isEmpty ? "-" : $0 }),
        ])
    }
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let request = try RetentionRequest(room)
    guard let money = request.money(else: nil), let cohort = room.query["cohort"].flatMap({ Day(iso: $0) }),
      let step = room.query["step"].flatMap({ Day(iso: $0) }), cohort <= step, step <= room.today
    else { throw SiteRefusal.missing }
    let group = room.query[FigureRequest.group]
    let all: [FigureRow]
    do {
      all = try await room.workspace.answer(
        CohortRowsBehind(
          request.cohorts(money), begun: cohort, at: step, group: group.map { $0 == "-" ? "" : $0 }))
    } catch is FigureRefusal {
      throw SiteRefusal.missing
    }
    let (rows, number) = try ListPage.slice(all, room.query)
    let titles = try await RevenuePages.titles(rows.map(\.customer), room)
    let target = all.lazy.compactMap(\.converted?.currency).first
    let table = table(rows, target, request.measure, titles, room)
    let path = request.path(
      "/rows", room, in: money,
      [("cohort", cohort.isoText), ("step", step.isoText), (FigureRequest.group, group)])
    let names = try await GroupNames.of([group].compactMap(\.self), room)
    let name = FigureWords.group(group.map { $0 == "-" ? "" : $0 }, names)
    let page = RoomPage(
      title: name ?? say("Cohort"), section: .figures,
      subtitle: subtitle(all, target, (cohort, step)),
      parent: (
        say("Retention"), "figures/retention" + (request.address.isEmpty ? "" : "?\(request.address)")
      ),
      body: all.isEmpty
        ? card(say("Nothing here"), #"<p class="lead">\#(say("There is no row behind this figure."))</p>"#)
        : card(request.measure.word, table.html + ListPage.numbered(all.count, number, path)))
    return page.answer(in: room)
  }

  private static func table(
    _ rows: [FigureRow], _ target: Currency?, _ measure: CohortMeasure, _ titles: [CustomerID: String],
    _ room: Room
  ) -> RowTable {
    func amount(_ amount: Int64, _ currency: Currency) -> HTML {
      #"<data value="\#(amount)">\#(MoneyText.text(amount, currency))</data>"#
    }
    let title = measure == .margin ? say("Margin so far") : say("A month")
    var table = RowTable(
      label: say("Rows"),
      columns: [.init(title: say("Customer")), .init(title: title, isNumber: true)]
        + (target.map { [.init(title: say("Converted to {}", $0.isoCode), isNumber: true)] } ?? []))
    table.rows = rows.map { row in
      let name = link(room.path("customers/\(row.customer)"), titles[row.customer] ?? row.customer.text)
      guard let converted = row.converted else { return [name, amount(row.amount, row.currency)] }
      return [
        name, "\(MoneyText.text(row.amount, row.currency))", amount(converted.amount, converted.currency),
      ]
    }
    return table
  }

  /// Customers without a rate stay apart by currency.
  private static func subtitle(
    _ all: [FigureRow], _ target: Currency?, _ days: (cohort: Day, step: Day)
  ) -> HTML {
    let (cohort, step) = (Month(containing: days.cohort), Month(containing: days.step))
    let when = say("began in {}, at the end of {}", DayText.text(cohort), DayText.text(step))
    let sums: [String]
    if let target {
      sums = [MoneyText.text(all.reduce(0) { $0 + ($1.converted?.amount ?? 0) }, target)]
    } else {
      sums = Dictionary(grouping: all, by: \.currency).sorted { $0.key < $1.key }.map { currency, rows in
        MoneyText.text(rows.reduce(0) { $0 + $1.amount }, currency)
      }
    }
    let sum = sums.dropFirst().reduce(sums.first ?? say("nothing")) { say("{} and {}", $0, $1) }
    return "\(all.count.counted("row")) · \(when) · \(HTML.say("together {}", "<b>\(sum)</b>"))"
  }
}
