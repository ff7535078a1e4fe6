#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// The functions of the C library that models need. They have no state, as `lgamma` has.
enum Elementary {
  static func ln(_ x: Double) -> Double { log(x) }
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func cosine(_ x: Double) -> Double { cos(x) }
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

  /// What Stirling's formula leaves, for x of 10 or more.
  @inline(__always)
  private static func stirling(_ x: Double) -> Double {
    let square = 1 / (x * x)
    var sum = 1 / 156.0
    sum = sum * square - 691 / 360_360.0
    sum = sum * square + 1 / 1188.0
    sum = sum * square - 1 / 1680.0
    sum = sum * square + 1 / 1260.0
    sum = sum * square - 1 / 360.0
    sum = sum * square + 1 / 12.0
    return sum / x
  }

  /// ln Γ(x) − ln Γ(x+a) for x > 0 and a > 0, to about 14 digits: Stirling's formula beyond 10, reached by
  /// Γ(x+1) = x Γ(x). Neither is worked out for itself, so that little is lost where both are large.
  static func lnGammaFall(_ x: Double, by a: Double) -> Double {
    var shifted = x
    var product = 1.0
    while shifted < 10 {
      product *= (shifted + a) / shifted
      shifted += 1
    }
    let above = shifted + a
    return ln(product) - (shifted - 0.5) * log1p(a / shifted) - a * ln(above) + a + stirling(shifted)
      - stirling(above)
  }

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
