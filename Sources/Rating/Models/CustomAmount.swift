import Monetary

/// Pay what you want: the buyer names what one unit costs, within bounds. Minor units.
public struct CustomAmount: Hashable, Sendable, Codable {
  public let minimum: Int64?
  public let maximum: Int64?
  /// What is proposed to the buyer; never taken for an answer.
  public let preset: Int64?

  /// Nil for bounds that nothing fits, or that the proposal does not.
  public init?(minimum: Int64? = nil, maximum: Int64? = nil, preset: Int64? = nil) {
    let bounds = [minimum, preset, maximum].compactMap { $0 }
    guard bounds.allSatisfy({ $0 >= 0 }), bounds == bounds.sorted() else { return nil }
    self.minimum = minimum
    self.maximum = maximum
    self.preset = preset
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let minimum = try container.decodeIfPresent(Int64.self, forKey: .minimum)
    let maximum = try container.decodeIfPresent(Int64.self, forKey: .maximum)
    let preset = try container.decodeIfPresent(Int64.self, forKey: .preset)
    guard let bounds = CustomAmount(minimum: minimum, maximum: maximum, preset: preset) else {
      throw DecodingError.dataCorruptedError(
        forKey: .minimum, in: container, debugDescription: "bounds that nothing fits")
    }
    self = bounds
  }
}
