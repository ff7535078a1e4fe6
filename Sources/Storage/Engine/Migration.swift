/// One forward step of a schema. Frozen once released, and it knows no Swift type.
public struct Migration: Sendable {
  /// 1, 2, 3 … without gaps.
  public let number: Int
  public let name: String
  /// Statements in the three-word type vocabulary of ``Engine/translate(_:)``.
  public let statements: [String]
  /// Queries over the old schema that must each return one row with the column `holds` = 1, or nothing is
  /// done.
  public let holdsBefore: [SQL]
  /// The same over the new schema, before the commit.
  public let holdsAfter: [SQL]

  public init(
    number: Int, name: String, statements: [String], holdsBefore: [SQL] = [], holdsAfter: [SQL] = []
  ) {
    self.number = number
    self.name = name
    self.statements = statements
    self.holdsBefore = holdsBefore
    self.holdsAfter = holdsAfter
  }
}
