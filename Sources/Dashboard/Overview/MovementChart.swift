import Analytics
import Chronology
import Monetary

/// Twelve months of movements as stacked bars with their net.
///
/// The drawing is stretched geometry, all text is HTML placed by shares of it, and the same figures stand in
/// a real table. Every month and every bar is a link to its rows.
struct MovementChart {
  private static let width = 1200.0
  private static let barShare = 0.56

  let series: RecurringRevenueSeries
  let room: Room

  private var months: [RecurringRevenueMonth] { Array(series.months.suffix(12)) }
  private var kinds: [MovementKind] { MovementKind.stacked(in: months) }
  private var currency: Currency { series.currency }
  private var step: Double { Self.width / Double(months.count) }

  private struct Segment {
    let kind: MovementKind
    let amount: Int64
    let bottom: Double
    let top: Double
  }

  /// A month's bars, stacked from zero in both directions.
  private func segments(_ month: RecurringRevenueMonth) -> [Segment] {
    var up = 0.0
    var down = 0.0
    return kinds.compactMap { kind in
      let amount = month.shown[kind]
      guard amount != 0 else { return nil }
      let start = amount > 0 ? up : down
      let end = start + Double(month.shown[kind])
      if amount > 0 { up = end } else { down = end }
      return Segment(kind: kind, amount: amount, bottom: min(start, end), top: max(start, end))
    }
  }

  var html: HTML {
    """
    <section class="card movements" aria-labelledby="h-movements">\
    <header><h2 id="h-movements">\(say("MRR movements"))</h2><span class="sp"></span>\
    <a class="btn ghost sm" href="\(file)" download>\(say("CSV"))</a></header>
    <ul class="lg">\(legend)</ul>
    \(drawing)
    <details class="dt">\
    <summary class="btn ghost sm">\(Icon.table.html)\(say("Table"))</summary>\(table)</details>
    <p class="note mut">\(note)</p></section>
    """
  }

  private var file: String {
    room.path("figures/\(Metric.movements.rawValue)/csv?currency=\(currency.code)&as=plain")
  }

  private var note: HTML {
    guard let last = months.last else { return .nothing }
    let day = DayText.day(room.workspace.now)
    return "\(say("A bar opens its rows. {} runs to {}.", DayText.name(last.month), day))"
  }

  private var legend: HTML {
    let items = kinds.html { kind in
      let sum = months.reduce(0) { $0 + $1.shown[kind] }
      return """
        <li><i class="sw s-\(kind.series)"></i>\(kind.word) \
        <b>\(sum > 0 ? "+" : "")\(MoneyText.short(sum, currency))</b></li>
        """
    }
    let net = months.reduce(0) { $0 + $1.shown.closing - $1.shown.opening }
    let sign = net > 0 ? "+" : ""
    let sum = MoneyText.short(net, currency)
    return items + #"<li><i class="sw line"></i>\#(say("Net")) <b>\#(sign)\#(sum)</b></li>"#
  }

  private var drawing: HTML {
    let stacks = months.map(segments)
    let nets = months.map { Double($0.shown.closing - $0.shown.opening) }
    let tops = stacks.flatMap { $0.map(\.top) } + nets + [0]
    let bottoms = stacks.flatMap { $0.map(\.bottom) } + nets + [0]
    let (most, least) = (tops.max() ?? 0, bottoms.min() ?? 0)
    let room = max(most - least, 1) * 0.06
    let scale = Geometry(low: least < 0 ? least - room : 0, high: most + room)
    let ticks = scale.ticks(4)
    let labels = ticks.map { MoneyText.short(Int64($0), currency) }
    let gutter = Double(labels.map(\.count).max() ?? 0) * 0.43 + 0.5
    let lines = zip(ticks, labels).html { tick, label in
      let zero: HTML = tick == 0 ? #" class="zero""# : .nothing
      return #"<i style="top:\#(scale.percent(tick))%"\#(zero)><b>\#(label)</b></i>"#
    }
    return """
      <div class="plot" style="--h:15.5rem;--gutter:\(gutter)rem;--n:\(months.count)" data-chart="bars" \
      data-table="t-movements"><div class="grid" aria-hidden="true">\(lines)</div>
      <svg viewBox="0 0 1200 1000" preserveAspectRatio="none" role="img" \
      aria-label="\(say("Stacked bars: movements of monthly recurring revenue by month"))">\
      \(bars(stacks, scale))</svg>
      \(partial(stacks, scale))\(netLine(nets, scale))
      <div class="hits">\(monthLinks)\(barLinks(stacks, scale))</div></div>
      <div class="xax" style="--gutter:\(gutter)rem;--n:\(months.count)" aria-hidden="true">\(axis)</div>
      """
  }

  private func bars(_ stacks: [[Segment]], _ scale: Geometry) -> HTML {
    stacks.enumerated().html { place, stack in
      let x = step * (Double(place) + (1 - Self.barShare) / 2)
      return stack.html { segment in
        let top = scale.place(segment.top)
        return """
          <rect class="s-\(segment.kind.series)" x="\(x)" y="\(top)" width="\(step * Self.barShare)" \
          height="\(scale.place(segment.bottom) - top)"/>
          """
      }
    }
  }

  /// A month that is not over is hatched.
  private func partial(_ stacks: [[Segment]], _ scale: Geometry) -> HTML {
    guard let stack = stacks.last, let top = stack.map(\.top).max(), let bottom = stack.map(\.bottom).min()
    else {
      return .nothing
    }
    let left = 100 * (Double(stacks.count - 1) + (1 - Self.barShare) / 2) / Double(stacks.count)
    let width = 100 * Self.barShare / Double(stacks.count)
    return """
      <div class="partial" style="left:\(left)%;width:\(width)%;top:\(scale.percent(top))%;\
      height:\(scale.percent(bottom) - scale.percent(top))%"></div>
      """
  }

  private func netLine(_ nets: [Double], _ scale: Geometry) -> HTML {
    let points = nets.enumerated().map { (x: step * (Double($0) + 0.5), y: scale.place($1)) }
    let path = Geometry.path(points)
    let dots = points.html { #"<path class="dot" d="M\#($0.x) \#($0.y)h0"/>"# }
    return """
      <svg class="over" viewBox="0 0 1200 1000" preserveAspectRatio="none" aria-hidden="true">\
      <path class="halo" d="\(path)"/><path class="net" d="\(path)"/>\(dots)</svg>
      """
  }

  /// One link a month: the keyboard's way, the arrows walk it.
  private var monthLinks: HTML {
    months.enumerated().html { place, month in
      let net = MoneyText.change(month.shown.closing - month.shown.opening, currency)
      return """
        <a class="month" href="\(RevenuePages.movements(month.month, currency, nil, room))" \
        style="left:\(100 * Double(place) / Double(months.count))%" \
        aria-label="\(say("{}: net {}", DayText.text(month.month), net))"></a>
        """
    }
  }

  /// One link a bar, for the pointer; the keyboard has the same links in the table.
  private func barLinks(_ stacks: [[Segment]], _ scale: Geometry) -> HTML {
    let count = Double(stacks.count)
    return stacks.enumerated().html { place, stack in
      stack.html { segment in
        let left = 100 * (Double(place) + (1 - Self.barShare) / 2) / count
        let top = scale.percent(segment.top)
        let month = months[place].month
        return """
          <a class="bar" tabindex="-1" href="\(RevenuePages.movements(month, currency, segment.kind, room))" \
          style="left:\(left)%;width:\(100 * Self.barShare / count)%;top:\(top)%;\
          height:\(scale.percent(segment.bottom) - top)%" \
          aria-label="\(segment.kind.word), \(DayText.text(month)): \
          \(MoneyText.change(segment.amount, currency))"></a>
          """
      }
    }
  }

  private var axis: HTML {
    months.enumerated().html { place, month in
      let year: HTML = place == 0 || month.month.month == 1 ? "<em>\(month.month.year)</em>" : .nothing
      return "<span>\(DayText.short(month.month))\(year)</span>"
    }
  }
}

extension MovementChart {
  /// The same figures as rows; the drawing's hover reads them from here.
  fileprivate var table: HTML {
    let heads = kinds.html { #"<th scope="col" data-s="\#($0.series)">\#($0.word)</th>"# }
    let rows = months.reversed().html { month in
      let cells = kinds.html { kind in
        #"<td>\#(link(month.shown[kind], RevenuePages.movements(month.month, currency, kind, room)))</td>"#
      }
      let net = month.shown.closing - month.shown.opening
      let closing = MoneyText.text(month.shown.closing, currency)
      return """
        <tr><th scope="row">\(DayText.text(month.month))</th>\(cells)\
        <td>\(link(net, RevenuePages.movements(month.month, currency, nil, room)))</td>\
        <td><a href="\(RevenuePages.paying(month.month, currency, room))">\(closing)</a></td>\
        <td>\(MoneyText.grouped(String(month.customers)))</td></tr>
        """
    }
    return """
      <div class="tw" tabindex="0" role="region" \
      aria-label="\(say("MRR movements: table, scrolls sideways"))">\
      <table id="t-movements"><thead><tr><th scope="col">\(say("Month"))</th>\(heads)\
      <th scope="col" data-s="net">\(say("Net"))</th>\
      <th scope="col">\(say("MRR at end"))</th><th scope="col">\(say("Customers"))</th></tr></thead>\
      <tbody>\(rows)</tbody></table></div>
      """
  }

  /// A figure that opens its rows; nothing has none.
  private func link(_ amount: Int64, _ path: String) -> HTML {
    let text = MoneyText.change(amount, currency)
    return amount == 0 ? #"<span class="mut">\#(text)</span>"# : #"<a href="\#(path)">\#(text)</a>"#
  }
}
