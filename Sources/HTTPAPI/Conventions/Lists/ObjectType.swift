/// A kind of object on the wire, by the name in its `object` member.
public struct ObjectType: Hashable, Sendable {
  public let name: String

  public init(_ name: String) { self.name = name }

  /// Where an expandable property leads.
  public enum Target: Hashable, Sendable {
    /// An id that becomes the object.
    case reference(ObjectType)
    /// A member that is absent unless asked for.
    case included(ObjectType?)
    /// A part that is written anyway; only properties inside it expand.
    case part(ObjectType)

    var type: ObjectType? {
      switch self {
      case .reference(let type), .part(let type): type
      case .included(let type): type
      }
    }
  }

  /// What can be expanded, by property.
  public var expandable: [String: Target] { ExpansionTable.expandable[self] ?? [:] }
}
