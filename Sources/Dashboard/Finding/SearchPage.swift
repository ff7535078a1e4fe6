import Identity
import Operations

/// Finding anything by what it is called: a page of its own, and what the palette shows of it.
///
/// What is typed comes by POST, because names and e-mail addresses in an address end up in histories and
/// logs; a link may ask by its address.
enum SearchPage {
  static let routes: [SiteRoute] = [
    .look("/search") { room in try await show(room, room.query) },
    SiteRoute(
      .post, "/w/{workspace}/search", .room(.look) { room in try await show(room, room.form) }),
    .look("/keyboard") { room in KeyboardPage.show(room) },
  ]

  /// - Parameter asked: where the words come from; with `part` only the results are answered.
  private static func show(_ room: Room, _ asked: FormFields) async throws -> SiteAnswer {
    let typed = String((asked["q"] ?? "").prefix(200))
    let found = try await SearchResults(typed, room)
    if asked["part"] != nil { return .page(found.html) }
    let page = RoomPage(
      title: say("Search"), section: nil,
      subtitle: typed.isEmpty ? .nothing : "\(say("What begins with {}", typed))",
      body: form(room, typed) + #"<div class="card found">\#(found.html)</div>"#)
    return page.answer(in: room)
  }

  private static func form(_ room: Room, _ typed: String) -> HTML {
    """
    <form class="search" role="search" method="post" action="\(room.path("search"))">\
    \(Field.proof(room.visit))<label class="vh" for="f-search">\(say("Search or jump to"))</label>\
    <input id="f-search" name="q" type="search" autocomplete="off" value="\(typed)" \
    placeholder="\(say("Search or jump to"))">\
    <button class="btn">\(Icon.search.html)\(say("Find"))</button></form>
    """
  }

  /// The field of the menu, which the script opens as the palette.
  static func opener(_ room: Room) -> HTML {
    """
    <form class="finder" role="search" method="post" action="\(room.path("search"))" data-palette>\
    \(Field.proof(room.visit))\(Icon.search.html)\
    <input name="q" type="search" autocomplete="off" aria-label="\(say("Search or jump to"))" \
    placeholder="\(say("Search or jump to"))"><kbd aria-hidden="true" hidden></kbd></form>
    """
  }
}
