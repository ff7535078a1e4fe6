/// Where a value stands in an array, found by its hash: open addressing over indices, nothing of the value.
///
/// Empty after a cold load, when nobody has asked yet; the first question builds it.
struct IndexTable: Sendable {
  /// One more than the index; 0 is free. As many slots as a power of two, at most half of them taken.
  private var slots: [UInt32] = []
  private var taken = 0

  /// How many it holds.
  var count: Int { taken }

  func find(_ hash: UInt64, isIt: (UInt32) -> Bool) -> UInt32? {
    guard !slots.isEmpty else { return nil }
    var place = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
    while slots[place] != 0 {
      if isIt(slots[place] - 1) { return slots[place] - 1 }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Takes in all that are not in it yet, up to `count`.
  mutating func catchUp(to count: Int, hash: (UInt32) -> UInt64) {
    guard taken < count else { return }
    if count * 2 > slots.count {
      var size = 16
      while size < count * 4 { size *= 2 }
      slots = Array(repeating: 0, count: size)
      taken = 0
    }
    slots.withUnsafeMutableBufferPointer { slots in
      for index in taken..<count {
        var place = Int(truncatingIfNeeded: hash(UInt32(index)) >> 20) & (slots.count - 1)
        while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = UInt32(index) + 1
      }
    }
    taken = count
  }

  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return mixed(hash)
  }

  static func mixed(_ word: UInt64) -> UInt64 {
    let spread = (word ^ word >> 32) &* 0x9E37_79B9_7F4A_7C15
    return (spread ^ spread >> 29) &* 0xBF58_476D_1CE4_E5B9
  }
}
