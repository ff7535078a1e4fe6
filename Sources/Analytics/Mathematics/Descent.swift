/// Where a smooth function of a few numbers is smallest, near a place that is not far from it: Newton's steps
/// from differences, shortened until the function falls.
enum Descent {
  /// How far apart the values lie that slopes and curvatures are read from.
  private static let reach = 1e-3
  /// No step goes further.
  private static let stepMost = 1.5

  private static let stepsMost = 60
  /// Less damping than this is none; where more of it does not help, nothing falls.
  private static let damping = 1e-12...1e9

  static func minimum(
    from start: [Double], _ function: ([Double]) -> Double
  ) -> (place: [Double], value: Double) {
    var best = (place: start, value: function(start))
    var damping = 1e-4
    for _ in 0..<stepsMost {
      let slope = Slope(at: best, reach: reach, function)
      guard let found = fall(from: best, slope, &damping, function) else { break }
      let gain = best.value - found.value
      let length = zip(found.place, best.place).reduce(0) { max($0, abs($1.0 - $1.1)) }
      best = found
      // A likelihood to a hundred-millionth, and no step that is worth taking.
      if gain < 1e-10 || (gain < 1e-8 && length < 1e-3) { break }
    }
    return best
  }

  /// A step that gains something; nil where none does.
  private static func fall(
    from best: (place: [Double], value: Double), _ slope: Slope, _ damping: inout Double,
    _ function: ([Double]) -> Double
  ) -> (place: [Double], value: Double)? {
    while damping < Self.damping.upperBound {
      if let step = slope.step(damping, most: stepMost) {
        let place = zip(best.place, step).map { $0 + $1 }
        let value = function(place)
        if value < best.value {
          damping = max(damping / 30, Self.damping.lowerBound)
          return (place, value)
        }
      }
      damping *= 10
    }
    return nil
  }

  /// A function's slopes and curvatures at a place.
  private struct Slope {
    private let slopes: [Double]
    private var curvatures: [[Double]]

    init(at point: (place: [Double], value: Double), reach: Double, _ function: ([Double]) -> Double) {
      let axes = point.place.indices
      func value(_ moves: (axis: Int, by: Double)...) -> Double {
        var place = point.place
        for move in moves { place[move.axis] += move.by }
        return function(place)
      }
      let (up, down) = (axes.map { value(($0, reach)) }, axes.map { value(($0, -reach)) })
      slopes = axes.map { (up[$0] - down[$0]) / (2 * reach) }
      curvatures = axes.map { axis in
        let own = (up[axis] + down[axis] - 2 * point.value) / (reach * reach)
        return axes.map { $0 == axis ? own : 0 }
      }
      for one in axes {
        for other in axes where other > one {
          let both = value((one, reach), (other, reach))
          let mixed = (both - up[one] - up[other] + point.value) / (reach * reach)
          curvatures[one][other] = mixed
          curvatures[other][one] = mixed
        }
      }
    }

    /// Towards where the slopes end; nil where the damped curvature is not that of a valley.
    func step(_ damping: Double, most: Double) -> [Double]? {
      let count = slopes.count
      var rows = curvatures
      var values = slopes.map { -$0 }
      for axis in 0..<count { rows[axis][axis] += damping * max(abs(rows[axis][axis]), 1e-3) }
      for pivot in 0..<count {
        guard rows[pivot][pivot] > 0 else { return nil }
        for row in (pivot + 1)..<max(count, pivot + 1) {
          let factor = rows[row][pivot] / rows[pivot][pivot]
          for column in pivot..<count { rows[row][column] -= factor * rows[pivot][column] }
          values[row] -= factor * values[pivot]
        }
      }
      for row in (0..<count).reversed() {
        for column in (row + 1)..<max(count, row + 1) { values[row] -= rows[row][column] * values[column] }
        values[row] /= rows[row][row]
      }
      let length = values.reduce(0) { max($0, abs($1)) }
      guard length.isFinite else { return nil }
      return length > most ? values.map { $0 * most / length } : values
    }
  }
}
