import Identity
import Rating

public enum GrossMarginEntity: Identified {
  public static let prefix = "margin"
}
public typealias GrossMarginID = Identifier<GrossMarginEntity>

/// How much of what comes in is left after the cost of delivering it: of one product, or of whatever has none
/// of its own.
public struct GrossMargin: Hashable, Sendable, Codable {
  /// Nil is the business as a whole.
  public let product: ProductID?
  /// Ten-thousandths of revenue, 0 to 10,000.
  public let basisPoints: Int64

  public static let basisPointsMost: Int64 = 10_000

  /// There is one of each: `margin`, `margin_prod_…`.
  public var id: GrossMarginID { Self.id(of: product) }

  public static func id(of product: ProductID?) -> GrossMarginID {
    GrossMarginID([GrossMarginEntity.prefix, product?.text].compactMap(\.self).joined(separator: "_"))
  }

  /// Nil when it is less than nothing or more than everything.
  public init?(product: ProductID?, basisPoints: Int64) {
    guard (0...Self.basisPointsMost).contains(basisPoints) else { return nil }
    self.product = product
    self.basisPoints = basisPoints
  }

  /// Reads "80" or "72.5": nil for what is no percentage, or has more than two decimals.
  public init?(product: ProductID?, percent text: String) {
    guard let percentage = Percentage(percent: text) else { return nil }
    let (points, rest) = percentage.ofOne.trillionths.quotientAndRemainder(dividingBy: 100_000_000)
    guard rest == 0, let basisPoints = Int64(exactly: points) else { return nil }
    self.init(product: product, basisPoints: basisPoints)
  }

  /// "80", "72.5".
  public var percentText: String {
    let (whole, rest) = basisPoints.quotientAndRemainder(dividingBy: 100)
    guard rest != 0 else { return "\(whole)" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
