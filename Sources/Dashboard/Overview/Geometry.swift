/// Where things are in a drawing. Amounts become places here, and places only; every figure is text
/// elsewhere.
struct Geometry {
  let low: Double
  let high: Double

  /// From the top: a share of the height, 0 to 100.
  func percent(_ value: Double) -> Double { 100 * (high - value) / (high - low) }

  /// From the top of the stretched drawing, 0 to 1000.
  func place(_ value: Double) -> Double { 10 * percent(value) }

  /// Round values inside the range, about `count` of them; the range need not end on one.
  func ticks(_ count: Double) -> [Double] {
    let raw = (high - low) / count
    var power = 1.0
    while power * 10 <= raw { power *= 10 }
    while power > raw { power /= 10 }
    let step = [1, 2, 2.5, 5, 10].map { $0 * power }.min { abs($0 - raw) < abs($1 - raw) } ?? raw
    var tick = (low / step).rounded(.up) * step
    var ticks: [Double] = []
    while tick <= high, ticks.count < 20 {
      ticks.append(tick)
      tick += step
    }
    return ticks
  }

  static func path(_ points: [(x: Double, y: Double)]) -> HTML {
    guard let first = points.first else { return .nothing }
    let rest = points.dropFirst().html { "L\($0.x) \($0.y)" }
    return "M\(first.x) \(first.y)\(rest)"
  }
}
