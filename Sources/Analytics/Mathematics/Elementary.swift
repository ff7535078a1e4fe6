#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// The functions of the C library that models need. They have no state; `lgamma`, which has, is our own.
enum Elementary {
  static func ln(_ x: Double) -> Double { log(x) }
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func cosine(_ x: Double) -> Double { cos(x) }
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

  /// ln Γ(x) for x > 0, to about 14 digits: Stirling's series beyond 10, reached by Γ(x+1) = x Γ(x).
  static func lnGamma(_ x: Double) -> Double {
    var shifted = x
    var product = 1.0
    while shifted < 10 {
      product *= shifted
      shifted += 1
    }
    let square = 1 / (shifted * shifted)
    let terms: [Double] = [
      1 / 12.0, -1 / 360.0, 1 / 1260.0, -1 / 1680.0, 1 / 1188.0, -691 / 360_360.0, 1 / 156.0,
    ]
    let series = terms.reversed().reduce(0) { $0 * square + $1 } / shifted
    let halfLnTwoPi = 0.918938533204672741780329736406
    return (shifted - 0.5) * ln(shifted) - shifted + halfLnTwoPi + series - ln(product)
  }

  static func lnBeta(_ a: Double, _ b: Double) -> Double { lnGamma(a) + lnGamma(b) - lnGamma(a + b) }

  /// How far from the mean the middle part of a normal distribution reaches: 1.96 for 95 %.
  ///
  /// Bisection on the error function's continued form; confidence lies between 0 and 1.
  static func normalQuantile(confidence: Double) -> Double {
    var low = 0.0
    var high = 40.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if erfc(middle / 2.0.squareRoot()) > 1 - confidence { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
