import Analytics
import Chronology
import Monetary

/// The strip of figures: each opens the rows it is made of.
struct KeyFigures {
  let series: RecurringRevenueSeries
  let room: Room

  private var currency: Currency { series.currency }

  var html: HTML {
    guard let month = series.months.last else { return .nothing }
    let before = series.months.dropLast().last
    return """
      <section class="kpis" aria-label="\(say("Key figures"))">\(revenue(month))\(net(month, before))\
      \(customers(month, before))\(average(month, before))</section>
      """
  }

  private func revenue(_ month: RecurringRevenueMonth) -> HTML {
    let change = month.shown.closing - month.shown.opening
    return tile(
      say("Monthly recurring revenue"), MoneyText.text(month.shown.closing, currency),
      path: RevenuePages.paying(month.month, currency, room),
      delta: delta(change, MoneyText.text(abs(change), currency), month),
      line: spark(series.months.map { Double($0.shown.closing) }, "area"), kind: "hero",
      beside: say("ARR {}", MoneyText.short(month.shown.closing * 12, currency)))
  }

  private func net(_ month: RecurringRevenueMonth, _ before: RecurringRevenueMonth?) -> HTML {
    let change = month.shown.closing - month.shown.opening
    let past: HTML =
      before.map {
        let net = $0.shown.closing - $0.shown.opening
        let text = say("all of {}: {}", DayText.name($0.month), MoneyText.change(net, currency))
        return #"<span class="mut">\#(text)</span>"#
      } ?? .nothing
    return tile(
      say("Net new MRR in {}", DayText.name(month.month)), MoneyText.change(change, currency),
      path: RevenuePages.movements(month.month, currency, nil, room), delta: past,
      line: spark(series.months.suffix(12).map { Double($0.shown.closing - $0.shown.opening) }))
  }

  private func customers(_ month: RecurringRevenueMonth, _ before: RecurringRevenueMonth?) -> HTML {
    let change = month.customers - (before?.customers ?? 0)
    return tile(
      say("Paying customers"), MoneyText.grouped(String(month.customers)),
      path: RevenuePages.paying(month.month, currency, room),
      delta: delta(change, "\(abs(change))", month),
      line: spark(series.months.suffix(12).map { Double($0.customers) }))
  }

  private func average(_ month: RecurringRevenueMonth, _ before: RecurringRevenueMonth?) -> HTML {
    let now = Self.average(month.shown.closing, month.customers)
    let then = before.flatMap { Self.average($0.shown.closing, $0.customers) }
    let change = now.flatMap { now in
      then.map { delta(now - $0, MoneyText.text(abs(now - $0), currency), month) }
    }
    return tile(
      say("Average per customer"), now.map { MoneyText.text($0, currency) } ?? "–",
      path: RevenuePages.paying(month.month, currency, room), delta: change ?? .nothing,
      line: spark(
        series.months.suffix(12).map { Double(Self.average($0.shown.closing, $0.customers) ?? 0) }))
  }

  private static func average(_ amount: Int64, _ customers: Int64) -> Int64? {
    customers > 0
      ? Int64(Rounding.halfEven.divide(Int128(amount), by: Int128(customers))) : nil
  }

  /// An arrow, how much, and what it is compared with; more is better for all figures here.
  private func delta(_ change: Int64, _ amount: String, _ month: RecurringRevenueMonth) -> HTML {
    let first = DayText.first(of: month.month)
    guard change != 0 else { return #"<span class="mut">\#(say("unchanged since {}", first))</span>"# }
    let (tone, word, arrow) = change > 0 ? ("good", say("up"), "↑") : ("bad", say("down"), "↓")
    return """
      <span class="\(tone)"><span aria-hidden="true">\(arrow)</span><span class="vh">\(word)</span> \
      \(amount)</span> \
      <span class="mut">\(say("since {}", first))</span>
      """
  }

  private func tile(
    _ label: String, _ value: String, path: String, delta: HTML, line: HTML, kind: String = "",
    beside: String? = nil
  ) -> HTML {
    let note: HTML = beside.map { "<small>\($0)</small>" } ?? .nothing
    return """
      <article class="kpi \(kind)"><h2><span>\(label)</span>\(note)</h2>\
      <p class="v"><a href="\(path)" aria-label="\(label): \(value)">\(value)</a></p>\
      <p class="dl">\(delta)</p>\(line)</article>
      """
  }

  private func spark(_ values: [Double], _ kind: String = "") -> HTML {
    guard let low = values.min(), let high = values.max(), values.count > 1 else { return .nothing }
    let range = high > low ? high - low : 1
    let points = values.enumerated().map { place, value in
      (x: 2 + 96 * Double(place) / Double(values.count - 1), y: 3 + 30 * (high - value) / range)
    }
    let path = Geometry.path(points)
    guard let end = points.last else { return .nothing }
    return """
      <svg class="spark \(kind)" viewBox="0 0 100 36" preserveAspectRatio="none" aria-hidden="true">\
      <path class="a" d="\(path)L98 36L2 36Z"/><path class="l" d="\(path)"/>\
      <path class="d" d="M\(end.x) \(end.y)h0"/></svg>
      """
  }
}
