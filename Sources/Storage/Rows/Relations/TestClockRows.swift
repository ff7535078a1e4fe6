import Chronology
import Identity
import Relations

/// Test clocks have nothing to choose by yet.
public struct TestClockFilter: Sendable {
  public init() {}
}

extension Connection {
  public func insert(_ clock: TestClock) throws {
    try execute(
      """
      INSERT INTO test_clock (id, name, frozen_time, target, created, deleted)
      VALUES (:id, :name, :frozen_time, :target, :created, 0)
      """,
      [
        "id": clock.id, "name": clock.name, "frozen_time": clock.frozenTime, "target": clock.target,
        "created": clock.created,
      ])
  }

  public func update(_ clock: TestClock) throws {
    try changeOne(
      "updating a test clock",
      "UPDATE test_clock SET name = :name, frozen_time = :frozen_time, target = :target WHERE id = :id",
      ["name": clock.name, "frozen_time": clock.frozenTime, "target": clock.target, "id": clock.id])
  }

  /// The row stays, because its customers name it; nothing shows it any more.
  public func markDeleted(testClock id: TestClockID) throws {
    try changeOne(
      "deleting a test clock", "UPDATE test_clock SET deleted = 1 WHERE id = :id AND deleted = 0", ["id": id])
  }

  public func testClock(_ id: TestClockID) throws -> TestClock? {
    try first(Statements.byID, ["id": id], testClock)
  }

  public func testClocks(_ filter: TestClockFilter, _ page: Page) throws -> PageResult<TestClock> {
    var listing = Listing("test_clock")
    listing.require("deleted = 0")
    listing.require(page.created)
    return try list(Statements.select, listing, page, testClock)
  }

  private func testClock(_ row: any Row) throws -> TestClock {
    var clock = TestClock(
      id: try row.identifier("id"), name: try row.textOrNil("name"),
      frozenTime: try row.instant("frozen_time"),
      created: try row.instant("created"))
    clock.target = try row.instantOrNil("target")
    return clock
  }
}

private enum Statements {
  static let select: SQL = "SELECT id, name, frozen_time, created, target FROM test_clock"
  static let byID = select + "WHERE id = :id AND deleted = 0"
}
