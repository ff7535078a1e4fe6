import Identity
import Journal
import Operations

/// What happened, as the format publishes it. Events are not stored: each is a fact, rendered when read.
enum Events {
  static let routes: [Route] = [
    .show("/v1/events/{event}", "Shows an event.", .event) { call, scene in
      guard let id = EventID(call.identifier("event")), let fact = try scene.snapshot.fact(id.fact) else {
        return nil
      }
      return EventObject.all(of: fact).first { $0.id == id }
    },
    .list(
      "/v1/events", "Lists events, also by type or by a family of types such as `invoice.*`.", of: .event,
      parameters: [
        .text("type"), .array("types", of: .text(100), max: 20), .boolean("delivery_success"), .created,
      ]
    ) { call, page, scene -> PageResult<EventObject> in
      let parameters = call.parameters
      if parameters.isGiven("type") && parameters.isGiven("types") {
        throw APIError.exclusiveParameters(["type", "types"])
      }
      // Nobody is waiting for a delivery, so none failed.
      if parameters.boolean("delivery_success") == false { return .empty }
      let patterns = parameters.string("type").map { [$0] } ?? parameters.strings("types")
      return try EventList(scene: scene, patterns: patterns).page(page)
    },
  ]
}

/// An event's id: its fact's, and which of the fact's events it is.
struct EventID: Hashable {
  let fact: FactID
  /// From 0, the oldest first.
  let ordinal: Int

  /// As many events as one fact can be: one digit tells them apart.
  static let most = 36
  private static let prefix = "evt_"

  init(fact: FactID, ordinal: Int) {
    self.fact = fact
    self.ordinal = ordinal
  }

  init?(_ text: String) {
    guard text.hasPrefix(Self.prefix), let digit = text.last, !digit.isUppercase,
      let ordinal = Int(String(digit), radix: Self.most)
    else { return nil }
    self.init(
      fact: FactID("\(FactEntity.prefix)_\(text.dropFirst(Self.prefix.count).dropLast())"), ordinal: ordinal)
  }

  var text: String {
    "\(Self.prefix)\(fact.text.dropFirst(FactEntity.prefix.count + 1))\(String(ordinal, radix: Self.most))"
  }
}

/// Pages of events over pages of facts, newest first.
private struct EventList {
  let scene: Scene
  /// Types and families that are wanted; nil is all.
  let patterns: [String]?

  private static let readingMost = 100

  func page(_ page: Page) throws -> PageResult<EventObject> {
    switch page.cursor {
    case nil: return try older(than: nil, page)
    case .after(let id): return try older(than: try known(id), page)
    case .before(let id): return try newer(than: try known(id), page)
    }
  }

  private func older(than cursor: EventID?, _ page: Page) throws -> PageResult<EventObject> {
    var found = try siblings(of: cursor) { $0 < $1 }
    var edge = cursor?.fact
    var hasMore = true
    while found.count <= page.limit, hasMore {
      let part = try facts(edge.map { .after($0.text) }, page)
      found += part.elements.flatMap(events)
      edge = part.elements.last?.id
      hasMore = part.hasMore
    }
    return PageResult(elements: Array(found.prefix(page.limit)), hasMore: found.count > page.limit)
  }

  private func newer(than cursor: EventID, _ page: Page) throws -> PageResult<EventObject> {
    var found = try siblings(of: cursor) { $0 > $1 }
    var edge: FactID? = cursor.fact
    var hasMore = true
    while found.count <= page.limit, hasMore, let before = edge {
      let part = try facts(.before(before.text), page)
      found = part.elements.flatMap(events) + found
      edge = part.elements.first?.id
      hasMore = part.hasMore
    }
    return PageResult(elements: Array(found.suffix(page.limit)), hasMore: found.count > page.limit)
  }

  private func facts(_ cursor: Page.Cursor?, _ page: Page) throws -> PageResult<RecordedFact> {
    let kinds = patterns.map { _ in EventTypes.kinds(isWanted) }
    if kinds?.isEmpty == true { return .empty }
    return try scene.snapshot.facts(
      kinds: kinds, Page(limit: Self.readingMost, cursor: cursor, created: page.created))
  }

  private func known(_ text: String) throws -> EventID {
    guard let id = EventID(text), try scene.snapshot.fact(id.fact) != nil else {
      throw UnknownCursor(id: text)
    }
    return id
  }

  /// The other events of the cursor's own fact.
  private func siblings(of cursor: EventID?, _ lies: (Int, Int) -> Bool) throws -> [EventObject] {
    guard let cursor, let fact = try scene.snapshot.fact(cursor.fact) else { return [] }
    return events(of: fact).filter { lies($0.id.ordinal, cursor.ordinal) }
  }

  private func events(of fact: RecordedFact) -> [EventObject] {
    EventObject.all(of: fact).reversed().filter { isWanted($0.type) }
  }

  private func isWanted(_ type: String) -> Bool {
    patterns?.contains { EventTypes.matches(type, $0) } ?? true
  }
}
