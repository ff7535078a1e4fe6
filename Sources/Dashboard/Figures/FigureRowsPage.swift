import Analytics
import Chronology
import Monetary
import Operations
import Relations

/// What stands behind a figure at one step, row by row; in each currency, or in the one that all is converted
/// to, the rows sum to it.
struct FigureRowsPage {
  let request: FigureRequest
  let step: Day
  let kind: MovementKind?
  let all: [FigureRowShown]
  /// What the rates did, where that is a part of the figure.
  let exchange: [ExchangeRow]
  let isExchange: Bool
  let room: Room

  private var isMovement: Bool { all.contains { $0.movement != nil } }
  private var isRetention: Bool { all.contains { $0.row.before != nil } }
  /// What everything was converted to.
  private var target: Currency? {
    all.lazy.compactMap(\.row.converted?.currency).first ?? exchange.first?.target
  }

  func answer() async throws -> SiteAnswer {
    let (rows, number) = try ListPage.slice(all, room.query)
    let titles = try await RevenuePages.titles(rows.map(\.row.customer), room)
    var table = RowTable(label: say("Rows"), columns: columns)
    table.rows = rows.map { cells($0, titles) }
    let path = request.path(
      "/rows", room,
      [
        ("step", step.isoText), ("kind", kind?.rawValue), ("in", target?.code),
        (FigureRequest.group, room.query[FigureRequest.group]),
      ])
    let metric = say(request.metric.title)
    let page = RoomPage(
      title: title(metric), section: .figures,
      subtitle: "\(when) · \((all.count + exchange.count).counted("row")) · \(sums)",
      parent: (metric, "figures/\(request.metric.rawValue)"),
      body: body(table, ListPage.numbered(all.count, number, path)))
    return page.answer(in: room)
  }

  private func body(_ table: RowTable, _ pages: HTML) -> HTML {
    guard !all.isEmpty || !exchange.isEmpty else {
      return card(say("Nothing here"), #"<p class="lead">\#(say("There is no row behind this figure."))</p>"#)
    }
    return all.isEmpty ? exchanged : card(say("Rows"), table.html + pages) + exchanged
  }

  private func title(_ metric: String) -> String {
    guard !isExchange else { return "\(metric): \(say("Exchange"))" }
    return kind.map { "\(metric): \($0.wordWithin)" } ?? metric
  }

  /// Currency by currency: how its opening became its closing.
  private var exchanged: HTML {
    guard !exchange.isEmpty else { return .nothing }
    var table = RowTable(
      label: say("Exchange"),
      columns: [
        .init(title: say("Currency")), .init(title: say("Opening"), isNumber: true, isExtra: true),
        .init(title: say("Movements"), isNumber: true, isExtra: true),
        .init(title: say("Exchange"), isNumber: true),
        .init(title: say("Closing"), isNumber: true, isExtra: true),
      ])
    table.rows = exchange.map { row in
      func cell(_ amount: Int64, _ own: Int64, _ text: (Int64, Currency) -> String) -> HTML {
        "\(text(amount, row.target))<small>\(text(own, row.currency))</small>"
      }
      let moved = MoneyText.change(row.exchange, row.target)
      return [
        "\(row.currency.isoCode)", cell(row.converted.opening, row.own.opening, MoneyText.text),
        cell(row.converted.movements, row.own.movements, MoneyText.change),
        #"<data value="\#(row.exchange)">\#(moved)</data>"#,
        cell(row.converted.closing, row.own.closing, MoneyText.text),
      ]
    }
    let note = say(
      """
      Each balance is converted at the rate of its day, each movement at the rate of the day it took effect. \
      What is left between them is what the rates did.
      """)
    return card(say("Exchange, by currency"), table.html + #"<p class="mut defs">\#(note)</p>"#)
  }

  private var when: String {
    guard let timeline = Timeline(request.history.interval, from: step, through: step) else {
      return DayText.text(step)
    }
    return FigureWords.step(timeline.periods[0], request.history.interval)
  }

  private var sums: HTML {
    if let target {
      let sum =
        all.reduce(0) { $0 + ($1.row.converted?.amount ?? 0) } + exchange.reduce(0) { $0 + $1.exchange }
      let text =
        isMovement || !exchange.isEmpty ? MoneyText.change(sum, target) : MoneyText.text(sum, target)
      return HTML.say("together {}", "<b>\(text)</b>")
    }
    let byCurrency = Dictionary(grouping: all, by: \.row.currency).sorted { $0.key < $1.key }
    let texts = byCurrency.map { currency, rows in
      let sum = rows.reduce(0) { $0 + $1.row.amount }
      return isMovement ? MoneyText.change(sum, currency) : MoneyText.text(sum, currency)
    }
    guard let first = texts.first else { return "\(say("nothing"))" }
    let all = texts.dropFirst().reduce(first) { say("{} and {}", $0, $1) }
    return HTML.say("together {}", "<b>\(all)</b>")
  }

  private var amountTitle: String {
    if isMovement { return say("Change") }
    return request.metric == .annualRevenue ? say("A year") : say("A month")
  }

  private var columns: [RowTable.Column] {
    var columns: [RowTable.Column] = [.init(title: say("Customer"))]
    if isMovement { columns += [.init(title: say("Kind"))] }
    if isRetention { columns += [.init(title: say("Twelve months before"), isNumber: true)] }
    columns += [.init(title: amountTitle, isNumber: true)]
    if let target { columns += [.init(title: say("Converted to {}", target.isoCode), isNumber: true)] }
    if isMovement {
      columns += [.init(title: say("When"), isExtra: true), .init(title: say("Because"), isExtra: true)]
    }
    return columns
  }

  private func converted(_ amount: ConvertedAmount?, _ target: Currency) -> HTML {
    guard let amount else { return "–" }
    let text =
      isMovement ? MoneyText.change(amount.amount, target) : MoneyText.text(amount.amount, target)
    let before = amount.before.map { "<small>\(MoneyText.text($0, target))</small>" as HTML } ?? .nothing
    let day = amount.day.map { DayText.text($0) } ?? ""
    return #"<data value="\#(amount.amount)"><span title="\#(day)">\#(text)</span></data>\#(before)"#
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
    cells.append(target == nil ? #"<data value="\#(row.amount)">\#(text)</data>"# : "\(text)")
    if let target { cells.append(converted(row.converted, target)) }
    guard isMovement else { return cells }
    guard let movement = shown.movement else { return cells + ["", ""] }
    return cells + [
      #"<span class="mut">\#(DayText.minute(movement.effective))</span>"#,
      link(
        room.path("subscriptions/\(movement.subscription)"), say(movement.cause.replacing("_", with: " "))),
    ]
  }
}
