import Chronology
import Identity
import Monetary

public enum MarketingSpendEntity: Identified {
  public static let prefix = "spend"
}
public typealias MarketingSpendID = Identifier<MarketingSpendEntity>

/// What winning customers through one channel cost in one month, fully loaded: media, people, fees. What
/// keeps customers is not in it.
///
/// There is one amount a channel, month and currency; naming it again replaces it. A customer whose
/// acquisition source is the channel's name came through it.
public struct MarketingSpend: Hashable, Sendable, Codable {
  public let channel: String
  public let month: Month
  /// Zero or more.
  public let amount: Money

  /// Characters that a channel's name, like a customer's acquisition source, may have.
  public static let channelLengthMost = 80

  public var id: MarketingSpendID {
    MarketingSpendID("\(MarketingSpendEntity.prefix)_\(month.isoText)_\(amount.currency.code)_\(channel)")
  }

  /// - Throws: ``SpendRefusal``.
  public init(channel: String, month: Month, amount: Money) throws(SpendRefusal) {
    guard let name = AcquisitionSource.name(channel) else { throw .channelOutOfRange }
    guard amount.minorUnits >= 0 else { throw .amountNegative }
    self.channel = name
    self.month = month
    self.amount = amount
  }
}

/// Why spend is not taken.
public enum SpendRefusal: Error, Hashable, Sendable {
  case channelOutOfRange
  case amountNegative
}

/// Where customers come from: a word of the business's own, such as `search` or `partner`.
public enum AcquisitionSource {
  /// The word as it is kept: without blanks around it. Nil when nothing is left, or more than 80 characters,
  /// or a control character is in it.
  public static func name(_ text: String) -> String? {
    let trimmed = text.trimming { $0.properties.isWhitespace }
    let isShort = trimmed.unicodeScalars.count <= MarketingSpend.channelLengthMost
    let isPlain = trimmed.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    return trimmed.isEmpty || !isShort || !isPlain ? nil : trimmed
  }
}

extension String {
  fileprivate func trimming(_ isBlank: (Unicode.Scalar) -> Bool) -> String {
    let scalars = unicodeScalars.drop(while: isBlank)
    let end = scalars.lastIndex { !isBlank($0) }
    return end.map { String(scalars[...$0]) } ?? ""
  }
}
