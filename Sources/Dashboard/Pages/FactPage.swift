import Chronology
import Identity
import Journal
import Notation
import Operations

/// One fact of the journal: what happened, when, because of whom, and which values it changed.
enum FactPage {
  static let routes: [SiteRoute] = [.look("/facts/{fact}") { room in try await show(room) }]

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = FactID(room.visit.name("fact"))
    let recorded = try await room.known { try $0.fact(id) }
    let payload = try recorded.fact.payload()
    var facts = Facts()
    facts.add(say("About"), subject(recorded.fact.subject, room))
    facts.add(say("True from"), "\(DayText.minute(recorded.effective)) UTC")
    facts.add(say("Written down"), "\(DayText.minute(recorded.recorded)) UTC")
    facts.add(say("By ¦ who"), "<code>\(recorded.cause.actor)</code>" as HTML)
    facts.add(say("Request"), recorded.cause.requestID)
    facts.add(say("Fact"), "<code>\(id.text)</code>" as HTML)
    let page = RoomPage(
      title: words(recorded.fact.kind), section: .overview, subtitle: "\(say("A fact of the journal"))",
      parent: (say("Overview"), ""), body: card(say("What happened"), facts.html) + values(payload))
    return page.answer(in: room)
  }

  /// "subscription.items_changed" as words.
  static func words(_ kind: String) -> String {
    let words = kind.replacing(".", with: " ").replacing("_", with: " ")
    return say(words.prefix(1).uppercased() + words.dropFirst())
  }

  /// A link where the thing has a page.
  static func subject(_ id: String, _ room: Room) -> HTML {
    let pages = [
      "sub_": "subscriptions", "cus_": "customers", "in_": "invoices", "prod_": "products",
      "price_": "prices",
    ]
    guard let page = pages.first(where: { id.hasPrefix($0.key) }) else { return "<code>\(id)</code>" }
    return link(room.path("\(page.value)/\(id)"), id)
  }

  /// Before and after for a change; the first state of a thing as it is.
  private static func values(_ payload: JSON) -> HTML {
    if let before = payload["before"], let after = payload["after"] {
      let old = Dictionary(flattened(before), uniquingKeysWith: { $1 })
      let new = Dictionary(flattened(after), uniquingKeysWith: { $1 })
      var table = RowTable(
        label: say("Changed values"),
        columns: [.init(title: say("Value")), .init(title: say("Before")), .init(title: say("After"))])
      table.rows = Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { name in
        [data(name), data(old[name] ?? "–"), data(new[name] ?? "–")]
      }
      let levels = payload["levels"].map { ["levels": $0] as JSON }
      return card(say("What changed"), table.html)
        + (levels.map { plain(say("Recurring levels"), $0) } ?? .nothing)
    }
    return plain(say("Values"), payload)
  }

  /// As the journal has it, in no language.
  private static func data(_ text: String) -> HTML { "<code>\(text)</code>" }

  private static func plain(_ title: String, _ json: JSON) -> HTML {
    var table = RowTable(label: title, columns: [.init(title: say("Value")), .init(title: say("Is"))])
    table.rows = flattened(json).map { [data($0.0), data($0.1)] }
    return card(title, table.html)
  }

  /// Every value under its path: `items.0.price`.
  private static func flattened(_ json: JSON, under path: String = "") -> [(String, String)] {
    func step(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    switch json {
    case .object(let object):
      return object.keys.flatMap { flattened(object[$0] ?? .null, under: step($0)) }
    case .array(let elements):
      return elements.enumerated().flatMap { flattened($0.element, under: step("\($0.offset)")) }
    case .null: return [(path, "–")]
    case .string(let text): return [(path, text)]
    case .bool(let value): return [(path, value ? say("yes") : say("no"))]
    case .integer, .number: return [(path, json.decimalText ?? "")]
    }
  }
}
