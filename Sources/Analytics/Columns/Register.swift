/// Few values in the order they came, each with its index: columns keep the index.
public struct Register<Value: Hashable & Sendable>: Sendable {
  public private(set) var ids: [Value] = []
  private var places: [Value: UInt32] = [:]

  public init() {}

  /// Nil for two equal values, which no register has.
  init?(ids: [Value]) {
    self.ids = ids
    places.reserveCapacity(ids.count)
    for (place, id) in ids.enumerated() where places.updateValue(UInt32(place), forKey: id) != nil {
      return nil
    }
  }

  public var count: Int { ids.count }
  public subscript(index: UInt32) -> Value { ids[Int(index)] }
  public func index(of id: Value) -> UInt32? { places[id] }

  /// The value's index; one that is not known yet joins at the end.
  public mutating func index(adding id: Value) -> UInt32 {
    if let known = places[id] { return known }
    let place = UInt32(ids.count)
    ids.append(id)
    places[id] = place
    return place
  }
}

/// A text for each member of a register, such as each customer's country: a small number into few values.
///
/// Value 0 is the empty text: the trait is not known.
struct TraitColumn: Sendable {
  var values = Register<String>()
  var ofMember: [UInt32] = []

  init() { _ = values.index(adding: "") }

  mutating func set(_ text: String, at member: Int) {
    if member >= ofMember.count {
      ofMember.append(contentsOf: repeatElement(0, count: member + 1 - ofMember.count))
    }
    ofMember[member] = values.index(adding: text)
  }

  func value(at member: Int) -> UInt32 { member < ofMember.count ? ofMember[member] : 0 }
}
