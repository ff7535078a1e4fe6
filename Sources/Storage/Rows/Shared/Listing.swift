import Chronology

/// A list being asked for: a table, what must hold for its rows, and the columns of its order.
///
/// The order is newest first unless `ascending`; `Page.Cursor.after` goes on in the direction of the list.
struct Listing {
  private let table: SQL
  private let order: [SQL]
  private let ascending: Bool
  private var conditions: [SQL] = []
  private var values: [(String, any ValueConvertible)] = []

  /// - Parameter order: together unique, and the columns of an index.
  init(_ table: SQL, order: [SQL] = ["created", "id"], ascending: Bool = false) {
    self.table = table
    self.order = order
    self.ascending = ascending
  }

  mutating func require(_ condition: SQL) {
    conditions.append(condition)
  }

  /// Requires a condition about `name` where a value is given.
  mutating func require(_ condition: SQL, _ name: String, _ value: (some ValueConvertible)?) {
    guard let value else { return }
    conditions.append(condition)
    values.append((name, value))
  }

  mutating func require(_ range: CreatedRange, of column: SQL = "created") {
    require(column + ">= :created_from", "created_from", range.from)
    require(column + "< :created_until", "created_until", range.until)
  }

  /// What stands behind `FROM table` for one page.
  /// - Parameter place: the cursor's values of the columns of the order, looked up by the caller.
  func window(_ page: Page, place: [any ValueConvertible]?) -> Window {
    precondition(page.limit >= 0, "a page has no negative limit")
    var listing = self
    let isBackward: Bool
    if case .before? = page.cursor { isBackward = true } else { isBackward = false }
    let isAscending = ascending != isBackward
    if let place {
      precondition(place.count == order.count, "a cursor has a value for every column of the order")
      let names: [SQL] = [":cursor_1", ":cursor_2", ":cursor_3", ":cursor_4"]
      let columns = SQL.joined(order, by: ",")
      let bound = SQL.joined(Array(names.prefix(order.count)), by: ",")
      listing.conditions.append("(" + columns + ")" + (isAscending ? ">" : "<") + "(" + bound + ")")
      for (number, value) in place.enumerated() { listing.values.append(("cursor_\(number + 1)", value)) }
    }
    listing.values.append(("limit", page.limit + 1))
    let filter: SQL = listing.conditions.isEmpty ? "" : "WHERE" + SQL.joined(listing.conditions, by: "AND")
    let sorted = isAscending ? order : order.map { $0 + "DESC" }
    return Window(
      tail: filter + "ORDER BY" + SQL.joined(sorted, by: ",") + "LIMIT :limit",
      values: Values(listing.values), isReversed: isBackward, limit: page.limit)
  }

  fileprivate var cursorLookup: SQL { "SELECT created FROM" + table + "WHERE id = :id" }
}

/// The part of a statement that picks one page, and how its rows become the page.
struct Window {
  let tail: SQL
  let values: Values
  let isReversed: Bool
  private let limit: Int

  init(tail: SQL, values: Values, isReversed: Bool, limit: Int) {
    self.tail = tail
    self.values = values
    self.isReversed = isReversed
    self.limit = limit
  }

  /// One row more than the page was asked for, only to see whether there is one.
  func result<Element>(_ elements: [Element]) -> PageResult<Element> {
    let shown = elements.prefix(limit)
    return PageResult(
      elements: isReversed ? shown.reversed() : Array(shown), hasMore: elements.count > shown.count)
  }
}

extension Page.Cursor {
  var id: String {
    switch self {
    case .after(let id), .before(let id): id
    }
  }
}

extension Connection {
  /// One page of a list in the order (created, id).
  func window(_ listing: Listing, _ page: Page) throws -> Window {
    guard let cursor = page.cursor else { return listing.window(page, place: nil) }
    let created = try first(listing.cursorLookup, ["id": cursor.id]) { try $0.integer("created") }
    guard let created else { throw UnknownCursor(id: cursor.id) }
    return listing.window(page, place: [created, cursor.id])
  }

  /// - Parameter select: everything up to and with `FROM table`.
  func list<Element>(
    _ select: SQL, _ listing: Listing, _ page: Page, _ read: (any Row) throws -> Element
  ) throws -> PageResult<Element> {
    let window = try window(listing, page)
    return window.result(try query(select + window.tail, window.values, read))
  }

  /// What has one of `ids`, in no order; unknown ones are left out. Eight at a time, so that there are two
  /// texts.
  /// - Parameter select: everything up to and with `WHERE column`.
  func named<Element>(
    _ ids: [String], _ select: SQL, _ read: (any Row) throws -> Element
  ) throws -> [Element] {
    guard ids.count != 1 else { return try query(select + "= :id1", ["id1": ids[0]], read) }
    var found: [Element] = []
    for start in stride(from: 0, to: ids.count, by: 8) {
      // A short last part repeats its last id.
      func id(_ index: Int) -> String { ids[min(start + index, ids.count - 1)] }
      found += try query(
        select + "IN (:id1, :id2, :id3, :id4, :id5, :id6, :id7, :id8)",
        [
          "id1": id(0), "id2": id(1), "id3": id(2), "id4": id(3), "id5": id(4), "id6": id(5), "id7": id(6),
          "id8": id(7),
        ], read)
    }
    return found
  }
}

extension Page {
  /// The page of things that are all loaded already: a list of named things is short.
  func cut<Element>(
    _ elements: [Element], created: (Element) -> Instant, id: (Element) -> String,
    placeOf lookup: (String) throws -> Instant?
  ) throws -> PageResult<Element> {
    func precedes(_ left: (Instant, String), _ right: (Instant, String)) -> Bool {
      left.0 != right.0 ? left.0 < right.0 : left.1.utf8.lexicographicallyPrecedes(right.1.utf8)
    }
    var rest = elements.filter { element in
      let instant = created(element)
      return self.created.from.map { $0 <= instant } ?? true
        && self.created.until.map { instant < $0 } ?? true
    }
    rest.sort { precedes((created($1), id($1)), (created($0), id($0))) }
    guard let cursor else {
      return PageResult(elements: Array(rest.prefix(limit)), hasMore: rest.count > limit)
    }
    guard let instant = try lookup(cursor.id) else { throw UnknownCursor(id: cursor.id) }
    let place = (instant, cursor.id)
    switch cursor {
    case .after: rest.removeAll { !precedes((created($0), id($0)), place) }
    case .before: rest.removeAll { !precedes(place, (created($0), id($0))) }
    }
    let shown = if case .before = cursor { rest.suffix(limit) } else { rest.prefix(limit) }
    return PageResult(elements: Array(shown), hasMore: rest.count > shown.count)
  }
}
