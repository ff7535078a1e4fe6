import Analytics
import Chronology
import Monetary
import Operations

/// The month so far as a ledger: what it began with, what moved it, what it comes to.
struct MonthLedger {
  let series: RecurringRevenueSeries
  let figures: KeyFigures
  let atRisk: Pile
  let room: Room

  private var currency: Currency { series.currency }

  var html: HTML {
    guard let month = series.months.last else { return .nothing }
    let day = Day(containing: room.workspace.now, in: .utc)
    let isNow = month.month == Month(containing: day)
    let words = isNow ? say("{} so far", DayText.name(month.month)) : DayText.full(month.month)
    // Names of months are small in some languages.
    let title = words.prefix(1).uppercased() + words.dropFirst()
    let days = say("{} of {} days", String(day.day), String(month.month.dayCount))
    return """
      <section class="card wf" aria-labelledby="h-month"><header><h2 id="h-month">\(title)</h2>\
      <p class="mut">\(isNow ? days : "")</p></header>
      <ol class="ledger">\(rows(month))</ol>\(foot)</section>
      """
  }

  /// What else tells how the month goes; what is at risk only when something is.
  private var foot: HTML {
    let ratios = [Metric.quickRatio, .grossRetention].html { metric in
      stat(KeyFigures.label(metric), figures.text(figures[metric]?.now, metric), figures.path(metric, room))
    }
    let risk: HTML =
      atRisk.count == 0
      ? .nothing
      : stat(
        say("At risk"), MoneyText.text(atRisk.amount, currency),
        room.path("subscriptions?state=past_due&currency=\(currency.code)"), tone: "bad")
    return #"<dl class="stats">\#(ratios)\#(risk)</dl>"#
  }

  private func stat(_ name: String, _ value: String, _ path: String, tone: String = "") -> HTML {
    #"<div><dt>\#(name)</dt><dd><a class="\#(tone)" href="\#(path)">\#(value)</a></dd></div>"#
  }

  private func rows(_ month: RecurringRevenueMonth) -> HTML {
    var running = month.shown.opening
    var levels = [running]
    let kinds = MovementKind.stacked(in: [month])
    for kind in kinds {
      running += month.shown[kind]
      levels.append(running)
    }
    let low = Double(levels.min() ?? 0)
    let high = Double(levels.max() ?? 0)
    let pad = max(high - low, 1) * 0.06
    func share(_ level: Int64) -> Double { 100 * (Double(level) - low + pad) / (high - low + 2 * pad) }
    let moves = zip(kinds, zip(levels, levels.dropFirst())).html { kind, step in
      move(kind, month, from: share(step.0), to: share(step.1))
    }
    let first = say("Opening, {}", DayText.first(of: month.month))
    let opening = standing(
      first, month.shown.opening, share(month.shown.opening),
      RevenuePages.paying(month.month.adding(months: -1), currency, room))
    let closing = standing(
      say("MRR now"), month.shown.closing, share(month.shown.closing),
      RevenuePages.paying(month.month, currency, room))
    return opening + moves + closing
  }

  private func standing(_ label: String, _ level: Int64, _ place: Double, _ path: String) -> HTML {
    """
    <li class="tot"><a href="\(path)"><span class="n">\(label)</span><span class="b">\
    <i class="cap" style="left:\(place)%"></i></span>\
    <span class="v">\(MoneyText.text(level, currency))</span></a></li>
    """
  }

  private func move(
    _ kind: MovementKind, _ month: RecurringRevenueMonth, from: Double, to: Double
  ) -> HTML {
    let amount = MoneyText.change(month.shown[kind], currency)
    let bar: HTML =
      month.shown[kind] == 0
      ? .nothing
      : """
      <i class="bar s-\(kind.series)" style="left:\(min(from, to))%;width:\(abs(to - from))%"></i>
      """
    return """
      <li><a href="\(RevenuePages.movements(month.month, currency, kind, room))">\
      <span class="n">\(kind.word)</span>\
      <span class="b">\(bar)<i class="con" style="left:\(to)%"></i></span>\
      <span class="v">\(amount)</span></a></li>
      """
  }
}
