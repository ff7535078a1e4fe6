import Analytics
import Testing

@Suite("Shares and how sure they are")
struct ProportionTests {
  /// scipy 1.17, `binomtest(k, n).proportion_ci(0.95, "wilson")`.
  @Test("Wilson's interval equals scipy's")
  func wilson() {
    let table: [(Int, Int, Double, Double)] = [
      (0, 10, 0, 0.277532800), (1, 10, 0.017876213, 0.404150027), (15, 100, 0.093059853, 0.232835596),
      (100, 100, 0.963006502, 1), (3, 7, 0.158219855, 0.749541635),
    ]
    for (part, whole, low, high) in table {
      let interval = Proportion(part, of: whole).interval()
      #expect(isNear(interval?.lowerBound, low, 1e-8) && isNear(interval?.upperBound, high, 1e-8))
    }
  }

  @Test("Nobody has no share, few are marked, and what exceeds the whole has no interval")
  func edges() {
    #expect(Proportion(0, of: 0).value == nil && Proportion(0, of: 0).interval() == nil)
    #expect(Proportion(3, of: 29).isFromFew && !Proportion(3, of: 30).isFromFew)
    #expect(Proportion(120, of: 100).value == 1.2 && Proportion(120, of: 100).interval() == nil)
  }
}
