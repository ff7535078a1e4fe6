import Analytics
import Operations

/// Pages that somebody wants to see again: chips above a list, and a form to keep what is shown.
enum SavedViews {
  static let routes: [SiteRoute] = [
    SiteRoute(.post, "/w/{workspace}/views", .room(.look) { room in try await save(room) }),
    SiteRoute(
      .post, "/w/{workspace}/views/{view}/delete", .room(.look) { room in try await delete(room) }),
  ]

  private static let nameMost = 60

  /// What the address of a page may ask for to be kept; nil for a page that is not kept at all.
  private static func names(of page: String) -> [String]? {
    switch page {
    case "customers": return CustomerPages.kept
    case "subscriptions", "invoices": return ListFilter.kept
    case "figures/retention": return RetentionRequest.kept
    default: break
    }
    let parts = page.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    return switch parts[0] {
    case "figures": Metric(rawValue: parts[1]) == nil ? nil : FigureRequest.kept
    case "reports": Report(rawValue: parts[1]) == nil ? nil : ReportRequest.kept
    case "movements": RevenuePages.namesMonth(parts[1]) ? RevenuePages.kept : nil
    default: nil
    }
  }

  /// Whether this is an address of a page that is kept, which asks for nothing but what that page's own
  /// addresses do: nothing that was typed to find somebody.
  private static func isKept(_ page: String, _ query: String) -> Bool {
    guard !query.isEmpty, let names = names(of: page), let fields = FormFields(query.utf8),
      fields.names.isSubset(of: names), LanguageChoice.place("/\(page)?\(query)") != nil
    else { return false }
    return page != "customers" || CustomerPages.states.contains { $0.name == fields["state"] }
  }

  /// Above the page: its views, and a form that keeps what it shows now.
  /// - Parameter query: what the page's address asks for; nothing is kept of a page that asks for nothing.
  static func bar(_ page: String, query: String, _ room: Room) async throws -> HTML {
    let views = try await SavedView.all(in: room).filter { $0.page == page }
    guard !views.isEmpty || !query.isEmpty else { return .nothing }
    let chips = views.html { view in
      let isShown = view.query == query
      let current: HTML = isShown ? #" aria-current="true""# : .nothing
      return """
        <span class="view"><a class="chip\(isShown ? " set" : "")" href="\(view.path(in: room))"\(current)>\
        \(Icon.star.html)\(view.name)</a>\
        <form method="post" action="\(room.path("views/\(view.id)/delete"))">\
        \(Field.proof(room.visit))\(Field.hidden("back", query))<button class="chip plain" \
        aria-label="\(say("Delete the view {}", view.name))">\(Icon.cross.html)</button></form></span>
        """
    }
    let isKnown = views.contains { $0.query == query }
    let keep =
      query.isEmpty || isKnown ? HTML.nothing : form(page, query, FormState(fields: FormFields()), room)
    let more: HTML =
      keep.isEmpty
      ? .nothing
      : """
      <details class="keep"><summary class="chip plain">\(Icon.plus.html)\(say("Save this view"))</summary>\
      \(keep)</details>
      """
    return #"<div class="flt views" role="group" aria-label="\#(say("Saved views"))">\#(chips)\#(more)</div>"#
  }

  private static func form(_ page: String, _ query: String, _ state: FormState, _ room: Room) -> HTML {
    let name = Field.text(
      "name", say("Name of the view"), state, attributes: #" maxlength="60" autocomplete="off" required"#)
    return """
      <form class="card form" method="post" action="\(room.path("views"))">\(Field.proof(room.visit))\
      \(Field.hidden("page", page))\(Field.hidden("query", query))\(name)\
      <div class="acts"><button class="btn pri">\(say("Save view"))</button></div></form>
      """
  }

  private static func save(_ room: Room) async throws -> SiteAnswer {
    let page = room.form["page"] ?? ""
    let query = room.form["query"] ?? ""
    guard isKept(page, query) else { throw SiteRefusal.unreadable }
    var state = FormState(fields: room.form)
    let name = room.form["name"] ?? ""
    if name.isEmpty || name.count > nameMost {
      state.complain("name", say("Enter a name of at most 60 characters."))
    } else {
      let isKept = try await room.visit.users.saveView(
        name, of: page, query: query, for: room.visitor.user, in: room.workspace.record)
      if isKept { return .redirect(room.path("\(page)?\(query)")) }
      state.complain("", say("You keep fifty views already. Delete one first."))
    }
    let answer = RoomPage(
      title: say("Save this view"), section: nil, body: Field.summary(state) + form(page, query, state, room))
    return answer.answer(in: room, status: 422)
  }

  /// The page that the view was of stays as it was.
  private static func delete(_ room: Room) async throws -> SiteAnswer {
    let id = SavedViewID(room.visit.name("view"))
    let view = try await SavedView.all(in: room).first { $0.id == id }
    guard let view, try await room.visit.users.deleteView(id, of: room.visitor.user) else {
      throw SiteRefusal.missing
    }
    let back = room.form["back"].map { "?\($0)" } ?? ""
    let isOurs = LanguageChoice.place("/\(view.page)\(back)") != nil
    return .redirect(room.path(view.page + (isOurs ? back : "")))
  }
}

extension SavedView {
  /// The visitor's own views of this workspace.
  static func all(in room: Room) async throws -> [SavedView] {
    try await room.visit.users.savedViews(of: room.visitor.user, in: room.workspace.record)
  }

  func path(in room: Room) -> String { room.path("\(page)?\(query)") }
}
