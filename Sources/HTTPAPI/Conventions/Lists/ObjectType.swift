import Operations

/// A kind of object on the wire, by the name in its `object` member.
struct ObjectType: Hashable, Sendable {
  let name: String

  init(_ name: String) { self.name = name }

  /// Where an expandable property leads.
  enum Target: Hashable, Sendable {
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
  var expandable: [String: Target] { ExpansionTable.expandable[self] ?? [:] }
}

extension ObjectType {
  /// What errors call an object of this type: "No such customer: 'cus_1'".
  var noun: String {
    switch self {
    case .paymentMethod: "PaymentMethod"
    case .testClock: "test_clock"
    default: name
    }
  }

  /// The same for what Operations does not find.
  static func noun(of kind: EntityKind) -> String {
    kind == .paymentMethod ? ObjectType.paymentMethod.noun : kind.rawValue
  }
}
