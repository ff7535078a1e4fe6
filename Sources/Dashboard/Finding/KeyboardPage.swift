/// The keys that the script listens to. Without it they do nothing, and every page is a link away.
enum KeyboardPage {
  /// What `g` and a letter lead to: the menu's entries carry their letters.
  static func letter(of section: Section) -> String? {
    switch section {
    case .overview: "o"
    case .customers: "c"
    case .subscriptions: "s"
    case .invoices: "i"
    case .figures: "f"
    default: nil
    }
  }

  static func show(_ room: Room) -> SiteAnswer {
    if room.query["part"] != nil {
      return .page(
        """
        <h2 id="h-keys">\(say("Keyboard shortcuts"))</h2>\(list)\
        <form method="dialog"><button class="btn">\(say("Close"))</button></form>
        """)
    }
    let page = RoomPage(
      title: say("Keyboard shortcuts"), section: nil, body: #"<div class="card">\#(list)</div>"#)
    return page.answer(in: room)
  }

  private static var list: HTML {
    let jumps = Section.allCases.compactMap { section in
      letter(of: section).map { (["g", $0], say(section.rawValue)) }
    }
    let keys: [([String], String)] =
      [(["Ctrl K", "⌘K"], say("Search or jump to")), (["/"], say("Search or jump to"))] + jumps
      + [
        (["↑", "↓"], say("Walk what was found")), (["Esc"], say("Close")),
        (["?"], say("Keyboard shortcuts")),
      ]
    let rows = keys.html { keys, text in
      let marks = keys.html { #"<code class="key">\#($0)</code>"# }
      return "<div><dt>\(text)</dt><dd>\(marks)</dd></div>"
    }
    return #"<dl class="keys">\#(rows)</dl>"#
  }
}
