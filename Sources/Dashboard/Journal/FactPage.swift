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
    let values = try FactValues(recorded.fact)
    let words = try await room.read { try FactWords(values, $0, room) }
    var facts = Facts()
    facts.add(say("About"), words.subject ?? subject(recorded.fact.subject, room))
    facts.add(say("True from"), "\(DayText.minute(recorded.effective)) UTC")
    facts.add(say("Written down"), "\(DayText.minute(recorded.recorded)) UTC")
    facts.add(say("By ¦ who"), "<code>\(recorded.cause.actor)</code>" as HTML)
    facts.add(say("Request"), recorded.cause.requestID)
    facts.add(say("Fact"), "<code>\(id.text)</code>" as HTML)
    let page = RoomPage(
      title: self.words(recorded.fact.kind), section: .overview, subtitle: "\(say("A fact of the journal"))",
      parent: (say("Overview"), ""),
      body: card(say("What happened"), facts.html) + changed(values, words)
        + values.parts.html { part($0.name, $0.values, words) })
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

  private static func changed(_ values: FactValues, _ words: FactWords) -> HTML {
    guard !values.changes.isEmpty else { return .nothing }
    var table = RowTable(
      label: say("Changed values"),
      columns: [.init(title: say("Value")), .init(title: say("Before")), .init(title: say("After"))])
    table.rows = values.changes.map { change in
      [
        FactNames.html(change.path), change.before.map(words.html) ?? "–",
        change.after.map(words.html) ?? "–",
      ]
    }
    return card(say("What changed"), table.html)
  }

  private static func part(_ name: String, _ values: [FactValue], _ words: FactWords) -> HTML {
    guard !values.isEmpty else { return .nothing }
    let title =
      switch name {
      case "levels": say("Recurring levels")
      case "lines": say("Lines")
      case "standing": say("Standing")
      default: say("Values")
      }
    var table = RowTable(label: title, columns: [.init(title: say("Value")), .init(title: say("Is"))])
    table.rows = values.map { [FactNames.html($0.path), words.html($0)] }
    return card(title, table.html)
  }
}
