import Identity

/// Companies that do not exist.
struct Names {
  private static let first = [
    "Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Garnet", "Harbor", "Indigo", "Juniper", "Kestrel",
    "Linden", "Maple", "Nordic", "Orchid", "Pine", "Quarry", "River", "Saffron", "Tundra", "Umber", "Velvet",
    "Willow", "Yarrow", "Zephyr",
  ]
  private static let second = [
    "Analytics", "Bakery", "Clinic", "Design", "Energy", "Foods", "Gardens", "Health", "Instruments",
    "Journal", "Kitchens", "Logistics", "Media", "Networks", "Optics", "Press", "Robotics", "Studio", "Tools",
    "Works",
  ]

  private var randomness: SeededRandomness
  private var left: [String] = []
  private var rounds = 0

  init(_ randomness: SeededRandomness) {
    self.randomness = randomness
  }

  /// A name that nobody has yet.
  mutating func next() -> String {
    if left.isEmpty {
      rounds += 1
      let suffix = rounds == 1 ? "" : " \(rounds)"
      left = Self.first.flatMap { first in Self.second.map { "\(first) \($0)\(suffix)" } }
    }
    return left.remove(at: randomness.next(in: 0..<left.count))
  }
}
