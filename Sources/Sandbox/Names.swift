import Identity

/// Companies that do not exist.
enum Names {
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

  static func company(_ randomness: inout SeededRandomness) -> String {
    "\(first[randomness.next(in: 0..<first.count)]) \(second[randomness.next(in: 0..<second.count)])"
  }
}
