/// Where a smooth function of a few numbers is smallest: Nelder and Mead's simplex, begun again where it
/// ended until that gains nothing.
enum Minimizer {
  static func minimum(
    from start: [Double], step: Double = 0.5, _ function: ([Double]) -> Double
  ) -> (place: [Double], value: Double) {
    var best = (place: start, value: function(start))
    for _ in 0..<20 {
      let found = simplex(from: best.place, step: step, function)
      let gain = best.value - found.value
      if found.value <= best.value { best = found }
      if !(gain > 1e-11 * max(1, abs(best.value))) { break }
    }
    return best
  }

  private static func simplex(
    from start: [Double], step: Double, _ function: ([Double]) -> Double
  ) -> (place: [Double], value: Double) {
    var points = [(place: start, value: function(start))]
    for axis in start.indices {
      var place = start
      place[axis] += step
      points.append((place, function(place)))
    }
    let last = points.count - 1
    for _ in 0..<2_000 {
      points.sort { $0.value < $1.value }
      let spread = points[last].value - points[0].value
      let size =
        start.indices.map { axis in abs(points[last].place[axis] - points[0].place[axis]) }
        .max() ?? 0
      if !(spread > 1e-15 * max(1, abs(points[0].value))), size < 1e-9 { break }
      let middle = start.indices.map { axis in
        points[..<last].reduce(0) { $0 + $1.place[axis] } / Double(last)
      }
      func beyond(_ factor: Double) -> (place: [Double], value: Double) {
        let place = start.indices.map { middle[$0] + factor * (points[last].place[$0] - middle[$0]) }
        return (place, function(place))
      }
      let reflected = beyond(-1)
      if reflected.value < points[0].value {
        let expanded = beyond(-2)
        points[last] = expanded.value < reflected.value ? expanded : reflected
      } else if reflected.value < points[last - 1].value {
        points[last] = reflected
      } else {
        let contracted = beyond(reflected.value < points[last].value ? -0.5 : 0.5)
        if contracted.value < min(points[last].value, reflected.value) {
          points[last] = contracted
        } else {
          for index in 1...last {
            let place = start.indices.map { (points[index].place[$0] + points[0].place[$0]) / 2 }
            points[index] = (place, function(place))
          }
        }
      }
    }
    return points.min { $0.value < $1.value } ?? points[0]
  }
}
