import Chronology

/// Which part of a list: by key, never by offset. Newest first.
public struct Page: Sendable {
  public enum Cursor: Hashable, Sendable {
    /// Older than the thing with this id.
    case after(String)
    /// Newer than the thing with this id; still delivered newest first.
    case before(String)
  }

  public let limit: Int
  public let cursor: Cursor?
  public let created: CreatedRange

  public init(limit: Int, cursor: Cursor? = nil, created: CreatedRange = CreatedRange()) {
    self.limit = limit
    self.cursor = cursor
    self.created = created
  }
}

/// Bounds on when things were created; all given ones hold.
public struct CreatedRange: Hashable, Sendable {
  /// The first instant that counts, and the first that does not any more.
  public var from: Instant?
  public var until: Instant?

  public init(from: Instant? = nil, until: Instant? = nil) {
    self.from = from
    self.until = until
  }

  public func contains(_ instant: Instant) -> Bool {
    (from.map { $0 <= instant } ?? true) && (until.map { instant < $0 } ?? true)
  }
}

extension Page {
  /// The page of a list that is there as a whole, newest first.
  public func cut<Element>(
    _ elements: [Element], id: (Element) -> String
  ) throws(UnknownCursor) -> PageResult<Element> {
    guard let cursor else {
      return PageResult(elements: Array(elements.prefix(limit)), hasMore: elements.count > limit)
    }
    guard let place = elements.firstIndex(where: { id($0) == cursor.id }) else {
      throw UnknownCursor(id: cursor.id)
    }
    let rest = if case .before = cursor { elements[..<place] } else { elements[(place + 1)...] }
    let shown = if case .before = cursor { rest.suffix(limit) } else { rest.prefix(limit) }
    return PageResult(elements: Array(shown), hasMore: rest.count > shown.count)
  }
}

/// One part of a list and whether there is more beyond it.
public struct PageResult<Element: Sendable>: Sendable {
  public let elements: [Element]
  public let hasMore: Bool

  public init(elements: [Element], hasMore: Bool) {
    self.elements = elements
    self.hasMore = hasMore
  }
}

/// A cursor that names nothing in the list.
public struct UnknownCursor: Error, Hashable, Sendable {
  public let id: String

  public init(id: String) {
    self.id = id
  }
}
