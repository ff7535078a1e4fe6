import Operations

/// Coming in, choosing a workspace, and leaving.
enum SignInPages {
  static let routes: [SiteRoute] = [
    SiteRoute(.get, "/", .signedIn { _, visitor in start(visitor) }),
    SiteRoute(.get, "/sign-in", .open { visit in show(visit) }),
    SiteRoute(.post, "/sign-in", .open { visit in try await signIn(visit) }),
    SiteRoute(.post, "/sign-out", .signedIn { visit, _ in try await signOut(visit) }),
    SiteRoute(.get, "/workspaces", .signedIn { visit, visitor in workspaces(visit, visitor) }),
  ]

  /// Whoever sees one workspace need not choose.
  private static func start(_ visitor: Visitor) -> SiteAnswer {
    guard visitor.workspaces.count == 1 else { return .redirect("/workspaces") }
    return .redirect("/w/\(pathName(visitor.workspaces[0].workspace))")
  }

  private static func pathName(_ workspace: Workspace) -> String {
    workspace.name.allSatisfy { $0 == "." } ? workspace.account : workspace.name
  }

  private static func show(_ visit: Visit) -> SiteAnswer {
    guard visit.visitor == nil else { return .redirect("/") }
    var state = FormState(fields: FormFields())
    state.fields["to"] = destination(visit.query)
    return .page(page(visit, state))
  }

  private static func signIn(_ visit: Visit) async throws -> SiteAnswer {
    var state = FormState(fields: visit.form)
    let email = visit.form["email"] ?? ""
    let password = visit.form.exactly("password")
    if email.isEmpty { state.complain("email", say("Enter your e-mail address.")) }
    if password.isEmpty { state.complain("password", say("Enter your password.")) }
    guard state.problems.isEmpty else { return .page(page(visit, state), status: 422) }
    do {
      switch try await visit.users.signIn(email: email, password: password, from: visit.address) {
      case .signedIn(let token): return welcome(visit, token)
      case .codeNeeded(let token): return CodePage.answer(visit, halfway: token)
      }
    } catch {
      let status = try state.note(signIn: error)
      return .page(page(visit, state), status: status)
    }
  }

  /// Whoever is signed in from now on goes on to the page that was wanted.
  static func welcome(_ visit: Visit, _ token: String) -> SiteAnswer {
    let cookies = visit.cookies
    return .redirect(
      destination(visit.form) ?? "/",
      cookies: [cookies.setting(cookies.session, to: token), cookies.clearing(cookies.browser)])
  }

  private static func signOut(_ visit: Visit) async throws -> SiteAnswer {
    try await visit.users.signOut(token: visit.token)
    return .redirect("/sign-in", cookies: [visit.cookies.clearing(visit.cookies.session)])
  }

  /// Where somebody wanted to go before signing in: a page of a workspace here, never another site.
  static func destination(_ fields: FormFields) -> String? {
    guard let path = fields["to"], path.hasPrefix("/w/"), !path.contains("//"), !path.contains(".."),
      path.utf8.count <= 300,
      path.utf8.allSatisfy(isOfPath)
    else { return nil }
    return path
  }

  /// Letters, digits and "-./_": what the paths here consist of.
  static func isOfPath(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }

  private static func page(_ visit: Visit, _ state: FormState) -> HTML {
    let to = destination(state.fields).map { Field.hidden("to", $0) } ?? .nothing
    var shown = state
    shown.fields["password"] = nil
    let password: HTML = #" type="password" autocomplete="current-password""#
    let email: HTML = #" type="email" autocomplete="username" autofocus"#
    return Shell.plain(
      say("Sign in"),
      """
      \(Field.summary(state))
      <form class="card form" method="post" action="/sign-in" novalidate><h1>\(say("Sign in"))</h1>
      \(Field.proof(visit))\(to)
      \(Field.text("email", say("E-mail"), shown, attributes: email))
      \(Field.text("password", say("Password"), shown, attributes: password))
      <div class="acts"><button class="btn pri">\(say("Sign in"))</button></div>
      <p class="hint">\(HTML.say(
        "Forgotten? Whoever runs this program gives you a new one: {}.",
        "<code>perennial user reset</code>"))</p>
      </form>
      \(LanguageChoice.links(on: visit))
      """)
  }

  private static func workspaces(_ visit: Visit, _ visitor: Visitor) -> SiteAnswer {
    let items = visitor.workspaces.html { entry in
      """
      <li><a href="/w/\(pathName(entry.workspace))"><span><b>\(entry.workspace.name)</b>\
      <small>\(entry.workspace.mode == .live ? say("Live") : say("Test")) · \
      \(entry.powers.title)\
      </small></span>\(Icon.next.html)</a></li>
      """
    }
    let list: HTML =
      visitor.workspaces.isEmpty
      ? """
      <p class="lead">\(HTML.say(
        "No workspace was granted to you yet. Whoever runs this program does it: {}.",
        "<code>perennial user grant</code>"))</p>
      """
      : #"<ul class="picks">\#(items)</ul>"#
    return .page(
      Shell.plain(
        say("Workspaces"),
        """
        <section class="card"><h1>\(say("Workspaces"))</h1>\(list)
        <form method="post" action="/sign-out">\(Field.proof(visit))\
        <p class="note"><a href="/account">\(visitor.user.email)</a> \
        <button class="btn sm">\(say("Sign out"))</button></p>\
        </form></section>
        \(LanguageChoice.links(on: visit))
        """))
  }
}
