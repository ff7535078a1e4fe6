/// Values at few places of something long: open addressing over the places, which is many times as fast as a
/// dictionary and takes no room for the others.
struct FewPlaces<Value> {
  /// The places that have a value, in the order they got it, and their values.
  private(set) var places: [Int32] = []
  var values: [Value] = []
  /// One more than the index of a place; 0 is free. As many as a power of two, at most half of them taken.
  private var slots: [Int32]

  init() { slots = Array(repeating: 0, count: 256) }

  /// Where in ``values`` a place's value is; nil where it has none.
  @inline(__always)
  func index(of place: Int) -> Int? {
    let found = slots[slot(of: Int32(place))]
    return found == 0 ? nil : Int(found) - 1
  }

  /// The same, and the value is made where there was none.
  @inline(__always)
  mutating func index(of place: Int, or make: () -> Value) -> Int {
    let slot = slot(of: Int32(place))
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    places.append(Int32(place))
    values.append(make())
    slots[slot] = Int32(places.count)
    if places.count * 2 > slots.count { grow() }
    return places.count - 1
  }

  /// The slot in which a place is, or would be.
  @inline(__always)
  private func slot(of place: Int32) -> Int {
    let mask = slots.count - 1
    var slot =
      Int(truncatingIfNeeded: (UInt64(UInt32(bitPattern: place)) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while slots[slot] != 0, places[Int(slots[slot]) - 1] != place { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (index, place) in places.enumerated() { slots[slot(of: place)] = Int32(index) + 1 }
  }
}

/// A long array of which few places change: it lies over another one, which nobody copies. One of its own
/// changes as any array does.
struct Overlay<Element: Sendable>: Sendable {
  /// Its own, or the one it lies over.
  private(set) var ground: [Element]
  private let isOwn: Bool
  /// What stands behind the end of the other one.
  private let rest: Element
  private var changed = FewPlaces<Element>()

  init(own array: [Element], rest: Element) {
    (ground, isOwn, self.rest) = (array, true, rest)
  }

  init(over other: [Element], rest: Element) {
    (ground, isOwn, self.rest) = (other, false, rest)
  }

  @inline(__always)
  subscript(place: Int) -> Element {
    get {
      if isOwn { return ground[place] }
      if let index = changed.index(of: place) { return changed.values[index] }
      return place < ground.count ? ground[place] : rest
    }
    set {
      if isOwn {
        ground[place] = newValue
      } else {
        let index = changed.index(of: place) { newValue }
        changed.values[index] = newValue
      }
    }
  }
}

extension FewPlaces: Sendable where Value: Sendable {}
