import Chronology
import Identity

public enum ProductEntity: Identified {
  public static let prefix = "prod"
}
public typealias ProductID = Identifier<ProductEntity>

/// Something that is sold. Its prices say for how much.
public struct Product: Hashable, Sendable, Codable {
  public let id: ProductID
  public var name: String
  public var description: String?
  public var active: Bool
  public var defaultPrice: PriceID?
  public var unitLabel: String?
  public var statementDescriptor: String?
  public var url: String?
  public var images: [String]
  public var metadata: [String: String]
  public let created: Instant
  public var updated: Instant

  public init(id: ProductID, name: String, created: Instant) {
    self.id = id
    self.name = name
    self.active = true
    self.images = []
    self.metadata = [:]
    self.created = created
    self.updated = created
  }
}
