import Analytics
import Chronology
import Monetary

/// A figure's series as a line over the steps, movements as stacked bars with their net; every step is a link
/// to its rows.
struct FigureChart {
  private static let width = 1200.0

  let series: FigureSeries
  let answer: FigureAnswer
  let title: String
  /// The address of the rows behind a step; nil where there are none to open.
  let rows: (FigurePoint) -> String?

  private var points: [FigurePoint] { series.points }
  private var step: Double { Self.width / Double(points.count) }

  var html: HTML {
    let stacks = points.map(stack)
    let values = points.compactMap { height(of: $0.value) } + stacks.joined().flatMap { [$0.bottom, $0.top] }
    guard points.count > 1, let most = values.max(), let least = values.min() else { return .nothing }
    let low = min(least, 0)
    let room = max(most - low, answer.metric.unit == .amount ? 100 : 0.01) * 0.06
    let scale = Geometry(low: low < 0 ? low - room : 0, high: most + room)
    let ticks = scale.ticks(4)
    let labels = ticks.map { FigureWords.short($0, answer.metric, series.currency) }
    let gutter = Double(labels.map(\.count).max() ?? 0) * 0.43 + 0.5
    let lines = zip(ticks, labels).html { tick, label in
      let zero: HTML = tick == 0 ? #" class="zero""# : .nothing
      return #"<i style="top:\#(scale.percent(tick))%"\#(zero)><b>\#(label)</b></i>"#
    }
    let hasBars = stacks.contains { !$0.isEmpty }
    return legend(stacks) + """
      <div class="plot" style="--h:13rem;--gutter:\(gutter)rem;--n:\(points.count)">\
      <div class="grid" aria-hidden="true">\(lines)</div>\
      \(bars(stacks, scale))\(drawing(scale, hasBars: hasBars))\
      <div class="hits">\(links)</div></div>
      <div class="xax" style="--gutter:\(gutter)rem;--n:\(points.count)" aria-hidden="true">\(axis)</div>
      """
  }

  /// Steps without a number are gaps. Over bars the line stands in a halo.
  private func drawing(_ scale: Geometry, hasBars: Bool) -> HTML {
    var stretches: [[(x: Double, y: Double)]] = [[]]
    for (place, point) in points.enumerated() {
      if let value = height(of: point.value) {
        stretches[stretches.count - 1].append((x: step * (Double(place) + 0.5), y: scale.place(value)))
      } else if !(stretches.last ?? []).isEmpty {
        stretches.append([])
      }
    }
    let lines = stretches.filter { !$0.isEmpty }.html { stretch -> HTML in
      let path = Geometry.path(stretch)
      let halo: HTML = hasBars ? #"<path class="halo" d="\#(path)"/>"# : .nothing
      return #"\#(halo)<path class="net" d="\#(path)"/>"#
    }
    let dots =
      points.count > 40
      ? HTML.nothing
      : stretches.joined().map(\.self).html { #"<path class="dot" d="M\#($0.x) \#($0.y)h0"/>"# }
    let interval = FigureWords.one(answer.timeline.interval)
    return """
      <svg class="over" viewBox="0 0 1200 1000" preserveAspectRatio="none" role="img" \
      aria-label="\(say("{} by {}, the same figures as in the table", title, interval))">\
      \(lines)\(dots)</svg>
      """
  }

  private var links: HTML {
    guard points.count <= 40 else { return .nothing }
    return points.enumerated().html { place, point in
      guard let path = rows(point) else { return .nothing }
      let value = FigureWords.text(point.value, answer.metric, series.currency)
      return """
        <a class="month" href="\(path)" style="left:\(100 * Double(place) / Double(points.count))%" \
        aria-label="\(FigureWords.step(point.period, answer.timeline.interval)): \(value)"></a>
        """
    }
  }

  /// A dozen words at most.
  private var axis: HTML {
    let every = (points.count + 11) / 12
    return points.enumerated().html { place, point in
      guard place % every == 0 else { return "<span></span>" }
      let first = point.period.first
      let year: HTML =
        place == 0 || first.month == 1 && answer.timeline.interval == .month
        ? "<em>\(first.year)</em>" : .nothing
      let text: String =
        switch answer.timeline.interval {
        case .day, .week: Language.current.day(first.day, DayText.short(Month(containing: first)))
        case .month: DayText.short(Month(containing: first))
        case .quarter: Language.current.quarter((first.month + 2) / 3)
        case .year: String(first.year)
        }
      return "<span>\(text)\(answer.timeline.interval == .year ? .nothing : year)</span>"
    }
  }

  /// Where a value is in the drawing; what is read is its text.
  private func height(of value: FigureValue?) -> Double? {
    switch value {
    case nil: nil
    case .amount(let amount): Double(amount)
    case .count(let count): Double(count)
    case .share(let share): share
    }
  }
}

extension FigureChart {
  /// One kind of movement in a step.
  private struct Bar {
    let kind: MovementKind
    let bottom: Double
    let top: Double
  }

  private static let barShare = 0.56

  /// A step's movements from zero in both directions; nothing for figures that are no sum of movements.
  private func stack(_ point: FigurePoint) -> [Bar] {
    guard answer.metric == .movements || answer.metric == .netMovements else { return [] }
    var (up, down) = (0.0, 0.0)
    return MovementKind.stacked.compactMap { kind in
      guard let part = point.parts.first(where: { $0.name == kind.rawValue }),
        let amount = height(of: part.value), amount != 0
      else { return nil }
      let start = amount > 0 ? up : down
      let end = start + amount
      if amount > 0 { up = end } else { down = end }
      return Bar(kind: kind, bottom: min(start, end), top: max(start, end))
    }
  }

  private func bars(_ stacks: [[Bar]], _ scale: Geometry) -> HTML {
    guard stacks.contains(where: { !$0.isEmpty }) else { return .nothing }
    let rectangles = stacks.enumerated().html { place, stack in
      let x = step * (Double(place) + (1 - Self.barShare) / 2)
      return stack.html { bar in
        let top = scale.place(bar.top)
        return """
          <rect class="s-\(bar.kind.series)" x="\(x)" y="\(top)" width="\(step * Self.barShare)" \
          height="\(scale.place(bar.bottom) - top)"/>
          """
      }
    }
    return """
      <svg viewBox="0 0 1200 1000" preserveAspectRatio="none" aria-hidden="true">\(rectangles)</svg>
      """
  }

  private func legend(_ stacks: [[Bar]]) -> HTML {
    let shown = Set(stacks.joined().map(\.kind))
    guard !shown.isEmpty else { return .nothing }
    let items = MovementKind.stacked.filter(shown.contains).html {
      #"<li><i class="sw s-\#($0.series)"></i>\#($0.word)</li>"#
    }
    return #"<ul class="lg">\#(items)<li><i class="sw line"></i>\#(say("Net"))</li></ul>"#
  }
}
