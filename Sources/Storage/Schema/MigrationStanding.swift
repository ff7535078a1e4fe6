/// How a database's schema stands to what the program knows.
public enum MigrationStanding: Hashable, Sendable {
  case current
  /// So many migrations are missing; the program applies them when it next opens the database.
  case behind(by: Int)
  /// A newer program has been here.
  case newer(at: Int, known: Int)
  /// This number was applied under another name, or is missing between others.
  case different(number: Int)
}

extension Connection {
  /// Looks and applies nothing. A database without the table of migrations is a failure like any other.
  public func standing(to migrations: [Migration]) throws -> MigrationStanding {
    let present = try query("SELECT number, name FROM migration ORDER BY number") {
      (number: Int(try $0.integer("number")), name: try $0.text("name"))
    }
    for (index, row) in present.enumerated() {
      guard row.number == index + 1 else { return .different(number: index + 1) }
      guard index >= migrations.count || migrations[index].name == row.name else {
        return .different(number: row.number)
      }
    }
    if present.count > migrations.count { return .newer(at: present.count, known: migrations.count) }
    return present.count == migrations.count ? .current : .behind(by: migrations.count - present.count)
  }
}
