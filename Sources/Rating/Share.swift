/// A part of a period as an exact fraction, usually seconds left of seconds in all.
public struct Share: Hashable, Sendable, Codable {
  public let numerator: Int64
  public let denominator: Int64

  public static let whole = Share(1, of: 1)

  public init(_ numerator: Int64, of denominator: Int64) {
    precondition(denominator > 0, "a share is of something")
    self.numerator = numerator
    self.denominator = denominator
  }
}
