import Analytics
import Catalog
import Chronology
import Monetary
import Operations
import Relations

/// One page a figure: its definition, its course, a table whose every cell opens its rows, and the same as a
/// file.
enum MetricPages {
  static let routes: [SiteRoute] = [
    .look("/figures/{metric}") { room in try await show(room) },
    .look("/figures/{metric}/rows") { room in try await rows(room) },
    .look("/figures/{metric}/csv") { room in try await file(room) },
  ]

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let request = try FigureRequest(room)
    var state = request.state
    var answer: FigureAnswer?
    if state.problems.isEmpty {
      do {
        answer = try await room.workspace.answer(request.history)
      } catch let refusal as FigureRefusal {
        state.note(refusal)
      }
    }
    let names = try await GroupNames.of(answer?.series.compactMap(\.group) ?? [], room)
    let products = try await room.read { try $0.products(ProductFilter(), Page(limit: 100)).elements }
    let page = RoomPage(
      title: say(request.metric.title), section: .figures,
      subtitle: "\(say(request.metric.definition))",
      parent: (say("Figures"), "figures"),
      actions: views(request, room) + (answer == nil ? .nothing : files(request, room)),
      body: Field.summary(state)
        + FigureFilter(request: request, state: state, products: products, room: room).html
        + (try await SavedViews.bar(
          "figures/\(request.metric.rawValue)",
          query: state.problems.isEmpty ? request.address : "", room))
        + (answer.map { cards($0, request, names, room) } ?? .nothing))
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  /// Movements are counted one by one or taken together by customer and step: the same question, asked twice.
  private static func views(_ request: FigureRequest, _ room: Room) -> HTML {
    let both = [(Metric.movements, say("Every movement")), (.netMovements, say("Net by customer"))]
    guard both.contains(where: { $0.0 == request.metric }) else { return .nothing }
    let query = request.address.isEmpty ? "" : "?\(request.address)"
    let links = both.html { metric, word in
      let current: HTML = metric == request.metric ? #" aria-current="true""# : .nothing
      return #"<a href="\#(room.path("figures/\(metric.rawValue)") + query)"\#(current)>\#(word)</a>"#
    }
    return #"<nav class="seg" aria-label="\#(say("Movements"))">\#(links)</nav>"#
  }

  private static func files(_ request: FigureRequest, _ room: Room) -> HTML {
    let plain = request.path("/csv", room, [("as", "plain")])
    let excel = request.path("/csv", room, [("as", "excel")])
    return """
      <a class="btn" href="\(plain)" download>CSV</a>\
      <a class="btn" href="\(excel)" download>\(say("CSV for Excel"))</a>
      """
  }

  private static func cards(
    _ answer: FigureAnswer, _ request: FigureRequest, _ names: [String: String], _ room: Room
  ) -> HTML {
    let lacking = RatePages.lacking(answer.missingRates, room)
    guard !answer.series.isEmpty else {
      return lacking
        + card(say("Nothing to show"), #"<p class="lead">\#(say("Nobody of these paid in this time."))</p>"#)
    }
    return lacking
      + answer.series.prefix(seriesMost).map(\.self).html { one($0, answer, request, names, room) }
      + (answer.series.count > seriesMost ? tooMany(answer.series.count) : .nothing)
  }

  private static let seriesMost = 20

  private static func tooMany(_ count: Int) -> HTML {
    let text = say("The first {} of {} are shown; the file has all.", String(seriesMost), String(count))
    return #"<p class="mut defs">\#(text)</p>"#
  }

  private static func one(
    _ series: FigureSeries, _ answer: FigureAnswer, _ request: FigureRequest,
    _ names: [String: String], _ room: Room
  ) -> HTML {
    let group = FigureWords.group(series.group, names)
    let title = [group, series.currency?.isoCode].compactMap(\.self).joined(separator: ", ")
    func rows(_ point: FigurePoint, _ kind: String? = nil) -> String {
      // What lacks a rate stayed in its own currency, and so do its rows.
      let target = series.isConverted || series.currency == nil ? room.query["in"] : nil
      let own = series.isConverted ? nil : series.currency?.code
      return request.path(
        "/rows", room,
        [
          ("step", point.period.first.isoText), ("currency", own ?? room.query["currency"]), ("in", target),
          ("kind", kind), (FigureRequest.group, series.group.map { $0.isEmpty ? "-" : $0 }),
        ])
    }
    let chart = FigureChart(
      series: series, answer: answer, title: say(request.metric.title), rows: { rows($0) })
    let hasIntervals = series.points.contains { $0.interval != nil }
    let isCompared = series.points.contains { $0.compared != nil }
    var table = RowTable(
      label: say(request.metric.title), columns: columns(series, answer, hasIntervals, isCompared))
    let shown = parts(series)
    table.rows = series.points.reversed().map { point in
      let text = FigureWords.text(point.value, answer.metric, series.currency)
      let few: HTML = point.isFromFew && point.value != nil ? #" class="mut""# : .nothing
      let value: HTML =
        point.value == nil
        ? #"<span class="mut">\#(text)</span>"#
        : #"<a href="\#(rows(point))"\#(few)>\#(text)</a>"#
      let step = FigureWords.step(point.period, answer.timeline.interval)
      let partial: HTML = point.isPartial ? #" <span class="mut">\#(say("so far"))</span>"# : .nothing
      return ["\(step)\(partial)"]
        + point.parts.filter { shown.contains($0.name) }.map { part in
          let text = FigureWords.text(part.value, .recurringRevenue, series.currency)
          let opens = MovementKind(rawValue: part.name) != nil || part.name == exchange
          return opens ? link(rows(point, part.name), text) : "\(text)"
        } + [value] + (isCompared ? [compared(point, answer, series)] : [])
        + (hasIntervals ? [interval(point)] : [])
    }
    return card(title.isEmpty ? say("All customers") : title, chart.html + table.html)
  }

  /// The parts that have a column. Pauses only where there are any: most businesses have none.
  private static func parts(_ series: FigureSeries) -> [String] {
    let names = series.points.first?.parts.map(\.name) ?? []
    return names.filter { name in
      MovementKind(rawValue: name)?.isPause != true
        || series.points.contains { $0.parts.contains { $0.name == name && $0.value.whole != 0 } }
    }
  }

  private static func columns(
    _ series: FigureSeries, _ answer: FigureAnswer, _ hasIntervals: Bool, _ isCompared: Bool
  ) -> [RowTable.Column] {
    let parts = parts(series)
    let isSum = answer.metric == .movements || answer.metric == .netMovements
    return [.init(title: FigureWords.word(answer.timeline.interval))]
      + parts.map {
        .init(title: FigureWords.part($0), isNumber: true, isExtra: true)
      } + [.init(title: isSum ? say("Net") : say(answer.metric.title), isNumber: true)]
      + (isCompared ? [.init(title: say("Before ¦ earlier step"), isNumber: true)] : [])
      + (hasIntervals ? [.init(title: say("95 % interval"), isNumber: true, isExtra: true)] : [])
  }

  /// The earlier step's value, and how much it has grown since.
  private static func compared(
    _ point: FigurePoint, _ answer: FigureAnswer, _ series: FigureSeries
  ) -> HTML {
    guard let compared = point.compared else { return "–" }
    let text = FigureWords.text(compared.value, answer.metric, series.currency)
    let step = FigureWords.step(compared.period, answer.timeline.interval)
    let growth = compared.growth(to: point.value).map { share in
      (share > 0 ? "+" : "") + FigureWords.percent(share)
    }
    return """
      <span title="\(step)">\(text)</span>\
      \(growth.map { #" <span class="mut">\#($0)</span>"# as HTML } ?? .nothing)
      """
  }

  private static func interval(_ point: FigurePoint) -> HTML {
    guard let interval = point.interval else { return .nothing }
    let (low, high) = (FigureWords.percent(interval.lowerBound), FigureWords.percent(interval.upperBound))
    return #"<span class="mut">\#(low) – \#(high)</span>"#
  }

  private static func file(_ room: Room) async throws -> SiteAnswer {
    let request = try FigureRequest(room)
    guard request.problems.isEmpty, let dialect = CSVDialect(rawValue: room.query["as"] ?? "plain") else {
      throw SiteRefusal.missing
    }
    do {
      let answer = try await room.workspace.answer(request.history)
      return .file("\(request.metric.rawValue).csv", Array(answer.csv(dialect).utf8))
    } catch is FigureRefusal {
      throw SiteRefusal.missing
    }
  }

  private static func rows(_ room: Room) async throws -> SiteAnswer {
    let request = try FigureRequest(room)
    guard request.problems.isEmpty, let step = room.query["step"].flatMap({ Day(iso: $0) }) else {
      throw SiteRefusal.missing
    }
    let isExchange = room.query["kind"] == exchange
    let kind = room.query["kind"].flatMap(MovementKind.init)
    guard kind != nil || isExchange || room.query["kind"] == nil else { throw SiteRefusal.missing }
    let history = request.narrowed
    let isMovement = history.metric == .movements || history.metric == .netMovements
    guard !isExchange || (isMovement && history.reportingCurrency != nil) else { throw SiteRefusal.missing }
    do {
      let hasExchange = isMovement && kind == nil && history.reportingCurrency != nil
      let exchanged = hasExchange ? try await room.workspace.answer(ExchangeBehind(history, at: step)) : []
      let all =
        isExchange ? [] : try await room.workspace.answer(FigureRowsBehind(history, at: step, kind: kind))
      return try await FigureRowsPage(
        request: request, step: step, kind: kind, all: all, exchange: exchanged,
        isExchange: isExchange, room: room
      ).answer()
    } catch is FigureRefusal {
      throw SiteRefusal.missing
    }
  }

  /// What rates did: no movement, and opens to currencies.
  private static let exchange = "exchange"
}
