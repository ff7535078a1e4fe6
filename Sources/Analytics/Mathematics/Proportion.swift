/// Some of a number of customers, with how sure one can be of it.
public struct Proportion: Hashable, Sendable {
  public let part: Int
  public let whole: Int

  /// Fewer than this are shown, but greyed: a share of so few says little.
  public static let fewMost = 30

  public init(_ part: Int, of whole: Int) {
    self.part = part
    self.whole = whole
  }

  /// Nil of nobody.
  public var value: Double? { whole == 0 ? nil : Double(part) / Double(whole) }
  public var isFromFew: Bool { whole < Proportion.fewMost }

  /// Wilson's score interval; nil of nobody, and for a part that exceeds the whole.
  public func interval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    guard let share = value, (0...whole).contains(part), confidence > 0, confidence < 1 else { return nil }
    let z = Elementary.normalQuantile(confidence: confidence)
    let count = Double(whole)
    let center = share + z * z / (2 * count)
    let reach = z * ((share * (1 - share) + z * z / (4 * count)) / count).squareRoot()
    let scale = 1 + z * z / count
    return max(0, (center - reach) / scale)...min(1, (center + reach) / scale)
  }
}
