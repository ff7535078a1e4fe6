/// Rows of one query in the order of their keys, fetched a page at a time, so that a table of any size passes
/// through little memory on both engines.
final class KeyedStream<Element> {
  static var pageLength: Int { 2_000 }

  private let fetch: (Element?) throws -> [Element]
  private var page: [Element] = []
  private var place = 0
  private var isExhausted = false

  /// - Parameter fetch: the next page after an element, or the first page: ``pageLength`` elements, or fewer
  ///   when there are no more.
  init(_ fetch: @escaping (Element?) throws -> [Element]) {
    self.fetch = fetch
  }

  func peek() throws -> Element? {
    if place < page.count { return page[place] }
    guard !isExhausted else { return nil }
    page = try fetch(page.last)
    place = 0
    isExhausted = page.count < Self.pageLength
    return page.first
  }

  func next() throws -> Element? {
    guard let element = try peek() else { return nil }
    place += 1
    return element
  }

  /// Takes elements while they satisfy `condition`.
  func take(while condition: (Element) -> Bool) throws -> [Element] {
    var taken: [Element] = []
    while let element = try peek(), condition(element) {
      taken.append(element)
      place += 1
    }
    return taken
  }

  func forEach(_ body: (Element) throws -> Void) throws {
    while let element = try next() { try body(element) }
  }
}

/// The order that both databases sort text in: by bytes.
func precedes(_ one: String, _ other: String) -> Bool {
  one.utf8.lexicographicallyPrecedes(other.utf8)
}

/// The earliest of keys that may be absent.
func earliest(_ keys: String?...) -> String? {
  keys.compactMap { $0 }.min(by: precedes)
}
