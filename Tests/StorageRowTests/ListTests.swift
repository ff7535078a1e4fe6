import Catalog
import Chronology
import Identity
import Relations
import Storage
import TestSupport
import Testing

@Suite("Lists page by key")
struct ListTests {
  /// Customers in sixes, created in the same second, with ids whose order as bytes is no other order.
  private static let ids = (0..<40).map { "cus_" + (["a", "B", "_", "é", "Z", "z"][$0 % 6]) + "\($0)" }

  private static func fill(_ rows: any Connection) throws -> [String] {
    var all: [(created: Int64, id: String)] = []
    for (number, id) in ids.enumerated() {
      let created = Int64(number / 6)
      all.append((created, id))
      try rows.insert(
        Customer(
          id: CustomerID(id), invoicePrefix: "P\(number)", testClock: nil, created: Sample.instant(created)))
    }
    all.sort { left, right in
      left.created != right.created
        ? left.created > right.created : right.id.utf8.lexicographicallyPrecedes(left.id.utf8)
    }
    return all.map(\.id)
  }

  @Test(
    "Walking forward sees everything once, newest first, also where instants tie",
    arguments: Engine.allCases, [1, 4, 39, 40, 41])
  func forward(_ engine: Engine, _ limit: Int) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let expected = try Self.fill(rows)
        var seen: [String] = []
        var page = Page(limit: limit)
        while true {
          let result = try rows.customers(CustomerFilter(), page)
          seen += result.elements.map(\.id.text)
          #expect(result.hasMore == (seen.count < expected.count))
          guard result.hasMore, let last = seen.last else { break }
          page = Page(limit: limit, cursor: .after(last))
        }
        #expect(seen == expected)
      }
    }
  }

  @Test(
    "Walking back sees the same, each page still newest first", arguments: Engine.allCases, [1, 4, 39, 40])
  func backward(_ engine: Engine, _ limit: Int) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let expected = try Self.fill(rows)
        var seen = [expected[expected.count - 1]]
        while true {
          let result = try rows.customers(CustomerFilter(), Page(limit: limit, cursor: .before(seen[0])))
          seen = result.elements.map(\.id.text) + seen
          #expect(result.hasMore == (seen.count < expected.count))
          guard result.hasMore else { break }
        }
        #expect(seen == expected)
      }
    }
  }

  @Test("Bounds on creation hold together with a cursor", arguments: Engine.allCases)
  func bounds(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let expected = try Self.fill(rows)
        let range = CreatedRange(from: Sample.instant(2), until: Sample.instant(4))
        let all = try rows.customers(CustomerFilter(), Page(limit: 50, created: range)).elements
        #expect(
          all.map(\.created.seconds).allSatisfy { $0 >= range.from!.seconds && $0 < range.until!.seconds })
        #expect(all.count == 12)
        let rest = try rows.customers(
          CustomerFilter(), Page(limit: 50, cursor: .after(all[4].id.text), created: range))
        #expect(rest.elements == Array(all[5...]))
        #expect(!rest.hasMore)
        // A cursor outside the bounds is a place like any other.
        let from = try rows.customers(
          CustomerFilter(), Page(limit: 50, cursor: .after(expected[0]), created: range))
        #expect(from.elements == all)
      }
    }
  }

  @Test("A page of no rows only tells whether there are any", arguments: Engine.allCases)
  func nothing(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      let empty = try await database.read { try $0.customers(CustomerFilter(), Page(limit: 0)) }
      #expect(empty.elements.isEmpty && !empty.hasMore)
      let some = try await database.write { rows in
        try rows.insert(Sample.customer(1))
        return try rows.customers(CustomerFilter(), Page(limit: 0))
      }
      #expect(some.elements.isEmpty && some.hasMore)
    }
  }

  @Test("A cursor that names nothing is refused by its name", arguments: Engine.allCases)
  func unknown(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      for cursor in [Page.Cursor.after("cus_nobody"), .before("cus_nobody")] {
        let refused = await failure(UnknownCursor.self) {
          _ = try await database.read { try $0.customers(CustomerFilter(), Page(limit: 1, cursor: cursor)) }
        }
        #expect(refused == UnknownCursor(id: "cus_nobody"))
      }
    }
  }
}
