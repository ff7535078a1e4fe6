import Analytics
import Chronology
import Monetary
import Operations

/// The first page: how much recurs, from how many, and what moved it. One currency at a time.
enum OverviewPage {
  static let routes: [SiteRoute] = [.look("") { room in try await show(room) }]

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let series = try await room.workspace.answer(RecurringRevenueHistory())
      .filter { !$0.months.isEmpty }
    let wanted = room.query["currency"].flatMap { Currency(code: $0) }
    if room.query["currency"] != nil, !series.contains(where: { $0.currency == wanted }) {
      throw SiteRefusal.missing
    }
    guard let shown = series.first(where: { $0.currency == wanted }) ?? largest(of: series) else {
      return try await empty(room)
    }
    let now = room.workspace.now
    let currency = shown.currency
    let figures = try await KeyFigures(currency, room)
    let piles = try await room.workspace.answer(Attention(in: currency))
    let cohorts = try await room.workspace.answer(Cohorts(in: currency)).groups.flatMap(\.rows)
    let latest = try await LatestMovements(currency, room)
    let page = RoomPage(
      title: say("Overview"), section: .overview,
      subtitle: HTML.say(
        "Up to {} UTC · {}, nothing is converted", "\(DayText.minute(now))", "\(shown.currency.isoCode)"),
      actions: switches(series, shown, room),
      body: """
        \(AttentionNotes(piles: piles, currency: currency, room: room).html)
        \(figures.html(room))
        <div class="g2">\(MovementChart(series: shown, room: room).html)\
        \(MonthLedger(series: shown, figures: figures, atRisk: piles.pastDue, room: room).html)</div>
        <div class="g2 even">\(retention(cohorts, currency, room))\(latest.html)</div>
        <p class="mut defs">\(definition)</p>
        """)
    return page.answer(in: room)
  }

  private static func retention(_ rows: [CohortRow], _ currency: Currency, _ room: Room) -> HTML {
    let path = room.path("figures/retention?currency=\(currency.code)")
    let heat = CohortHeat(rows: rows, currency: currency) { row, cell in
      let days = "cohort=\(row.period.first)&step=\(cell.period.first)"
      return room.path("figures/retention/rows?currency=\(currency.code)&\(days)")
    }
    return card(
      say("Retention by cohort"), heat.html,
      tools: #"<a class="btn ghost sm" href="\#(path)">\#(say("Who stays longer"))\#(Icon.next.html)</a>"#)
  }

  /// The currency with the most customers comes first.
  private static func largest(of series: [RecurringRevenueSeries]) -> RecurringRevenueSeries? {
    series.max { ($0.months.last?.customers ?? 0) < ($1.months.last?.customers ?? 0) }
  }

  private static var definition: String {
    say(
      """
      Monthly recurring revenue counts every active or past-due subscription at its price, as a \
      monthly amount, without one-time charges and without customers on test clocks. Months are those of UTC.
      """)
  }

  private static func switches(
    _ series: [RecurringRevenueSeries], _ shown: RecurringRevenueSeries, _ room: Room
  ) -> HTML {
    guard series.count > 1 else { return .nothing }
    let links = series.html { one in
      let current: HTML = one.currency == shown.currency ? #" aria-current="true""# : .nothing
      return
        #"<a href="\#(room.path())?currency=\#(one.currency.code)"\#(current)>\#(one.currency.isoCode)</a>"#
    }
    return #"<nav class="seg" aria-label="\#(say("Currency"))">\#(links)</nav>"#
  }

  /// What a new workspace says: the three steps to the first figure, each done or a link.
  private static func empty(_ room: Room) async throws -> SiteAnswer {
    let (hasPrices, hasCustomers) = try await room.read { snapshot in
      (
        try !snapshot.prices(PriceFilter(), Page(limit: 1)).elements.isEmpty,
        try !snapshot.customers(CustomerFilter(), Page(limit: 1)).elements.isEmpty
      )
    }
    func step(
      _ title: String, _ text: String, _ path: String, needs: Permission, isDone: Bool
    ) -> HTML {
      let mark: HTML =
        isDone
        ? #"<span class="done">\#(Icon.check.html)<span class="vh">\#(say("Done"))</span></span>"# : .nothing
      let link: HTML =
        room.may(needs) ? #"<a class="btn" href="\#(room.path(path))">\#(title)</a>"# : "<b>\(title)</b>"
      return #"<li><div>\#(link)<p class="mut">\#(text)</p></div>\#(mark)</li>"#
    }
    let steps = [
      step(
        say("New product and price"), say("What you sell, and for how much."), "products/new",
        needs: .offer, isDone: hasPrices),
      step(
        say("New customer"), say("Who pays."), "customers/new", needs: .serve, isDone: hasCustomers),
      step(
        say("New subscription"), say("The invoice is shown first."), "subscriptions/new", needs: .serve,
        isDone: false),
    ]
    let page = RoomPage(
      title: say("Overview"), section: .overview,
      body: """
        <section class="card empty">\
        <h2>\(say("Recurring revenue appears here with the first subscription"))</h2>
        <ol class="steps">
        \(steps)
        </ol></section>
        """)
    return page.answer(in: room)
  }
}
