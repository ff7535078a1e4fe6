import Analytics
import Monetary

/// How much a figure differs from what it was: an arrow, how much, and compared with what. Its colour says
/// better or worse, which for churn is not up or down.
struct FigureDelta {
  let metric: Metric
  let now: FigureValue?
  let before: FigureValue?
  /// "vs 22 Oct"
  let compared: String

  var html: HTML {
    guard let (isUp, amount) = change else {
      return #"<span class="mut">\#(say("nothing to compare"))</span>"#
    }
    guard let amount else { return #"<span class="mut">\#(say("unchanged")) \#(compared)</span>"# }
    let isBetter = isUp == metric.isBetterWhenMore
    let word = isBetter ? say("better") : say("worse")
    return """
      <span class="\(isBetter ? "good" : "bad")"><span aria-hidden="true">\(isUp ? "↑" : "↓")</span>\
      <span class="vh">\(isUp ? say("up") : say("down")), \(word):</span> \(amount)</span> \
      <span class="mut">\(compared)</span>
      """
  }

  /// Amounts change by a share of what they were, counts by a number, shares by points.
  private var change: (isUp: Bool, text: String?)? {
    switch (now, before) {
    case (.amount(let now), .amount(let before)):
      guard before != 0 else { return nil }
      let tenths = Rounding.halfEven.divide(
        (Int128(now) - Int128(before)) * 1_000, by: Int128(before.magnitude))
      return (tenths > 0, tenths == 0 ? nil : FigureWords.percent(Double(tenths.magnitude) / 1_000))
    case (.count(let now), .count(let before)):
      let difference = now - before
      return (
        difference > 0, difference == 0 ? nil : MoneyText.grouped(String(difference.magnitude))
      )
    case (.share(let now), .share(let before)):
      let hundredths = ((now - before) * 10_000).rounded()
      guard hundredths.magnitude < 1_000_000 else { return nil }
      return (hundredths > 0, hundredths == 0 ? nil : points(Int64(hundredths.magnitude)))
    default: return nil
    }
  }

  /// "0.06 points"
  private func points(_ hundredths: Int64) -> String {
    let rest = String(hundredths % 100)
    let decimals = String(repeating: "0", count: 2 - rest.count) + rest
    let number = "\(hundredths / 100)\(Language.current.decimalMark)\(decimals)"
    return say("{} points", number)
  }
}

/// A small line without words; steps without a number are left out.
struct Sparkline {
  let values: [Double?]
  let isArea: Bool

  var html: HTML {
    let known = values.enumerated().compactMap { place, value in value.map { (place, $0) } }
    guard let low = known.map(\.1).min(), let high = known.map(\.1).max(), known.count > 1 else {
      return .nothing
    }
    let range = high > low ? high - low : 1
    let points = known.map { place, value in
      (x: 2 + 96 * Double(place) / Double(values.count - 1), y: 3 + 30 * (high - value) / range)
    }
    let path = Geometry.path(points)
    let (start, end) = (points[0], points[points.count - 1])
    return """
      <svg class="spark\(isArea ? " area" : "")" viewBox="0 0 100 36" preserveAspectRatio="none" \
      aria-hidden="true"><path class="a" d="\(path)L\(end.x) 36L\(start.x) 36Z"/>\
      <path class="l" d="\(path)"/><path class="d" d="M\(end.x) \(end.y)h0"/></svg>
      """
  }
}
