import Operations

/// Pages over a list of which only some elements are wanted, when the condition is none that the list knows.
///
/// Reads on until the page is full; each reading starts where the last one ended, so nothing is seen twice.
enum Walk {
  private static let readingMost = 100

  static func page<Element: Sendable>(
    _ page: Page, id: (Element) -> String, read: (Page) throws -> PageResult<Element>,
    matching isWanted: (Element) throws -> Bool
  ) throws -> PageResult<Element> {
    var found: [Element] = []
    var cursor = page.cursor
    while true {
      let part = try read(Page(limit: readingMost, cursor: cursor, created: page.created))
      let wanted = try part.elements.filter(isWanted)
      let isBackward = if case .before = page.cursor { true } else { false }
      found = isBackward ? wanted + found : found + wanted
      // A page before a cursor ends at the cursor, so further readings lie before what was read.
      let edge = isBackward ? part.elements.first : part.elements.last
      guard found.count <= page.limit, part.hasMore, let edge else {
        let shown = isBackward ? found.suffix(page.limit) : found.prefix(page.limit)
        return PageResult(elements: Array(shown), hasMore: found.count > page.limit)
      }
      cursor = isBackward ? .before(id(edge)) : .after(id(edge))
    }
  }
}
