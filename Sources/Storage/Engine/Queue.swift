/// First in, first out, in constant time.
package struct Queue<Element> {
  private var elements: [Element?] = []
  private var start = 0

  package init() {}

  package var isEmpty: Bool { start == elements.count }

  package var first: Element? { isEmpty ? nil : elements[start] }

  package mutating func append(_ element: Element) {
    elements.append(element)
  }

  package mutating func popFirst() -> Element? {
    guard start < elements.count else { return nil }
    let element = elements[start]
    elements[start] = nil
    start += 1
    if start == elements.count {
      elements.removeAll(keepingCapacity: elements.capacity < 4_096)
      start = 0
    } else if start >= 1_024, start * 2 >= elements.count {
      elements.removeFirst(start)
      start = 0
    }
    return element
  }
}
