import Operations

/// The parts of the site that the menu leads to.
enum Section: String, CaseIterable {
  case overview = "Overview"
  case figures = "Figures"
  case customers = "Customers"
  case subscriptions = "Subscriptions"
  case invoices = "Invoices"
  case catalog = "Products and prices"
  case books = "Books"
  case people = "People"

  /// What somebody must be allowed to do for it to be in the menu.
  var needs: Permission { self == .people ? .govern : .look }

  var path: String {
    switch self {
    case .overview: ""
    case .figures: "figures"
    case .customers: "customers"
    case .subscriptions: "subscriptions"
    case .invoices: "invoices"
    case .catalog: "products"
    case .books: "books"
    case .people: "people"
    }
  }

  var icon: Icon {
    switch self {
    case .overview: .home
    case .figures: .chart
    case .customers: .users
    case .subscriptions: .repeating
    case .invoices: .receipt
    case .catalog: .tag
    case .books: .table
    case .people: .shield
    }
  }
}

/// What a page of a workspace consists of; the shell puts menu and frame around it.
struct RoomPage {
  var title: String
  /// Nil for a page that belongs to none.
  var section: Section?
  var subtitle: HTML = .nothing
  /// Where the page belongs: a list above it, and the like.
  var parent: (title: String, path: String)?
  var actions: HTML = .nothing
  var body: HTML

  /// - Parameter isCurrent: whether this is the section's own page.
  func answer(in room: Room, status: Int = 200) -> SiteAnswer {
    .page(Shell.page(self, in: room), status: status)
  }
}

enum Shell {
  static func page(_ page: RoomPage, in room: Room) -> HTML {
    let record = room.workspace.record
    let crumb = page.parent.map { parent in
      #"<a class="crumb" href="\#(room.path(parent.path))">\#(Icon.back.html)\#(parent.title)</a>"# as HTML
    }
    let content: HTML = """
      <header class="top"><button class="btn ghost ic" type="button" popovertarget="nav" \
      aria-label="\(say("Menu"))">\
      \(Icon.menu.html)</button><span class="ten">\(Icon.mark)<b>\(record.name)</b></span>\
      <span class="sp"></span><a class="btn ghost ic" href="\(room.path("search"))" data-finds \
      aria-label="\(say("Search"))">\(Icon.search.html)</a></header>
      \(menu(page, room))
      <main id="main">
      <header class="ph"><div>\(crumb ?? .nothing)<h1>\(page.title)</h1>\(subtitle(page))</div>\
      <div class="acts">\(page.actions)</div></header>
      \(page.body)
      </main>
      """
    return document("\(page.title) · \(record.name)", "room", content)
  }

  private static func subtitle(_ page: RoomPage) -> HTML {
    page.subtitle.isEmpty ? .nothing : #"<p class="mut">\#(page.subtitle)</p>"#
  }

  private static func menu(_ page: RoomPage, _ room: Room) -> HTML {
    let record = room.workspace.record
    let mode = record.mode == .live ? say("Live") : say("Test")
    let standing = record.standsAt == nil ? mode : say("{} · stands still", mode)
    let name: HTML = "\(Icon.mark)<span><b>\(record.name)</b><small>\(standing)</small></span>"
    let head: HTML =
      room.visitor.workspaces.count > 1
      ? """
      <a class="ten" href="/workspaces" aria-label="\(say("{}: choose another workspace", record.name))">\
      \(name)\(Icon.upDown.html)</a>
      """
      : #"<span class="ten">\#(name)</span>"#
    let items = Section.allCases.filter { room.may($0.needs) }.html { section in
      let current: HTML = section == page.section ? #" aria-current="page""# : .nothing
      let key: HTML = KeyboardPage.letter(of: section).map { #" data-key="\#($0)""# } ?? .nothing
      return """
        <li><a href="\(room.path(section.path))"\(current)\(key)>\(section.icon.html)\
        <span>\(say(section.rawValue))</span></a></li>
        """
    }
    let email = room.visitor.user.email
    return """
      <nav class="side" id="nav" popover aria-label="\(say("Main"))">\(head)\(SearchPage.opener(room))\
      <ul>\(items)</ul>
      \(LanguageChoice.links(on: room.visit))
      <form class="me" method="post" action="/sign-out">\(Field.proof(room.visit))\
      <span class="av" aria-hidden="true">\(email.prefix(1).uppercased())</span>\
      <span><a href="/account" title="\(say("Your account"))"><b>\(email)</b></a>\
      <small>\(room.powers.title)</small></span>\
      <button class="btn ghost ic" aria-label="\(say("Sign out"))" title="\(say("Sign out"))">\
      \(Icon.leave.html)</button></form></nav>
      """
  }

  /// A page without a workspace: signing in, choosing, errors.
  static func plain(_ title: String, _ body: HTML, isWide: Bool = false) -> HTML {
    document(
      title, "plain",
      """
      <main id="main" class="sheet\(isWide ? " wide" : "")"><p class="brand">\(Icon.mark)<b>Perennial</b></p>
      \(body)
      </main>
      """)
  }

  /// A page for a customer of the business: nothing of ours on it, no menu, and nothing runs.
  static func paper(_ title: String, _ body: HTML) -> HTML {
    document(title, "paper", body, head: #"<meta name="robots" content="noindex">"#)
  }

  private static func document(
    _ title: String, _ kind: String, _ content: HTML,
    head: HTML = #"<script src="\#(Asset.script.path)" defer></script>"#
  ) -> HTML {
    """
    <!doctype html>
    <html lang="\(Language.current.rawValue)">
    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">\
    <title>\(title)</title><meta name="color-scheme" content="light dark">
    <link rel="icon" href="\(Asset.icon.path)"><link rel="stylesheet" href="\(Asset.style.path)">\
    \(head)</head>
    <body class="\(kind)"><a class="skip" href="#main">\(say("Skip to content"))</a>
    \(content)
    </body></html>
    """
  }
}
