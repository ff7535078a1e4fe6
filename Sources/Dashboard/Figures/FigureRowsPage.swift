import Analytics
import Chronology
import Monetary
import Operations
import Relations

/// What stands behind a figure at one step, row by row; in each currency the rows sum to it.
struct FigureRowsPage {
  let request: FigureRequest
  let step: Day
  let kind: MovementKind?
  let all: [FigureRowShown]
  let room: Room

  private var isMovement: Bool { all.contains { $0.movement != nil } }
  private var isRetention: Bool { all.contains { $0.row.before != nil } }

  func answer() async throws -> SiteAnswer {
    let (rows, number) = try ListPage.slice(all, room.query)
    let titles = try await RevenuePages.titles(rows.map(\.row.customer), room)
    var table = RowTable(label: say("Rows"), columns: columns)
    table.rows = rows.map { cells($0, titles) }
    let path = request.path(
      "/rows", room,
      [
        ("step", step.isoText), ("kind", kind?.rawValue),
        (FigureRequest.group, room.query[FigureRequest.group]),
      ])
    let metric = say(request.metric.title)
    let page = RoomPage(
      title: kind.map { "\(metric): \($0.wordWithin)" } ?? metric, section: .figures,
      subtitle: "\(when) · \(all.count.counted("row")) · \(sums)",
      parent: (metric, "figures/\(request.metric.rawValue)"),
      body: all.isEmpty
        ? card(say("Nothing here"), #"<p class="lead">\#(say("There is no row behind this figure."))</p>"#)
        : card(say("Rows"), table.html + ListPage.numbered(all.count, number, path)))
    return page.answer(in: room)
  }

  private var when: String {
    guard let timeline = Timeline(request.history.interval, from: step, through: step) else {
      return DayText.text(step)
    }
    return FigureWords.step(timeline.periods[0], request.history.interval)
  }

  private var sums: HTML {
    let byCurrency = Dictionary(grouping: all, by: \.row.currency).sorted { $0.key < $1.key }
    let texts = byCurrency.map { currency, rows in
      let sum = rows.reduce(0) { $0 + $1.row.amount }
      return isMovement ? MoneyText.change(sum, currency) : MoneyText.text(sum, currency)
    }
    guard let first = texts.first else { return "\(say("nothing"))" }
    let all = texts.dropFirst().reduce(first) { say("{} and {}", $0, $1) }
    return HTML.say("together {}", "<b>\(all)</b>")
  }

  private var columns: [RowTable.Column] {
    var columns: [RowTable.Column] = [.init(title: say("Customer"))]
    if isMovement { columns += [.init(title: say("Kind"))] }
    if isRetention { columns += [.init(title: say("Twelve months before"), isNumber: true)] }
    columns += [.init(title: isMovement ? say("Change") : say("A month"), isNumber: true)]
    if isMovement {
      columns += [.init(title: say("When"), isExtra: true), .init(title: say("Because"), isExtra: true)]
    }
    return columns
  }

  private func cells(_ shown: FigureRowShown, _ titles: [CustomerID: String]) -> [HTML] {
    let row = shown.row
    var cells: [HTML] = [
      link(room.path("customers/\(row.customer)"), titles[row.customer] ?? row.customer.text)
    ]
    if isMovement {
      cells.append(
        row.kind.map { #"<span class="tag"><i class="sw s-\#($0.series)"></i>\#($0.word)</span>"# } ?? "")
    }
    if isRetention { cells.append("\(MoneyText.text(row.before ?? 0, row.currency))") }
    let text =
      isMovement ? MoneyText.change(row.amount, row.currency) : MoneyText.text(row.amount, row.currency)
    cells.append(#"<data value="\#(row.amount)">\#(text)</data>"#)
    guard isMovement else { return cells }
    guard let movement = shown.movement else { return cells + ["", ""] }
    return cells + [
      #"<span class="mut">\#(DayText.minute(movement.effective))</span>"#,
      link(
        room.path("subscriptions/\(movement.subscription)"), say(movement.cause.replacing("_", with: " "))),
    ]
  }
}
