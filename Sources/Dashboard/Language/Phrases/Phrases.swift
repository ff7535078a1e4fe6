extension Phrases {
  /// What the pages say, room by room.
  static let sources = [shell]
}
