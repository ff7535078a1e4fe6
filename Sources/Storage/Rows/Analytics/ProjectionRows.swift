import Journal

extension Connection {
  /// How far a projection has read the journal; one that never ran stands at the start.
  public func cursor(of name: String) throws -> JournalPlace {
    try first("SELECT stamp, position FROM projection WHERE name = :name", ["name": name]) {
      JournalPlace(stamp: try $0.integer("stamp"), position: try $0.integer("position"))
    } ?? .start
  }

  /// Belongs in the transaction that writes what the projection made of the facts up to `place`.
  public func setCursor(_ name: String, _ place: JournalPlace) throws {
    try execute(
      """
      INSERT INTO projection (name, stamp, position) VALUES (:name, :stamp, :position)
      ON CONFLICT (name) DO UPDATE SET stamp = excluded.stamp, position = excluded.position
      """, ["name": name, "stamp": place.stamp, "position": place.position])
  }
}
