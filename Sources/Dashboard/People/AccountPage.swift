import Operations

/// What is about whoever is signed in, in whichever workspaces: the password, where else one is signed in,
/// and codes.
enum AccountPage {
  static let routes: [SiteRoute] = [
    SiteRoute(.get, "/account", .signedIn { visit, visitor in try await show(visit, visitor) }),
    SiteRoute(.get, "/account/password", .signedIn { visit, visitor in passwordForm(visit, visitor) }),
    SiteRoute(
      .post, "/account/password",
      .signedIn { visit, visitor in try await changePassword(visit, visitor) }),
    SiteRoute(
      .post, "/account/sessions/end", .signedIn { visit, visitor in try await end(visit, visitor) }),
    SiteRoute(
      .post, "/account/sessions/end-others",
      .signedIn { visit, visitor in
        try await visit.users.endOtherSessions(of: visitor.user.id, token: visit.token)
        return .redirect("/account")
      }),
  ]

  private static func show(_ visit: Visit, _ visitor: Visitor) async throws -> SiteAnswer {
    let sessions = try await visit.users.sessions(of: visitor.user.id, token: visit.token)
    let factor = try await visit.users.secondFactor(of: visitor.user)
    let isOn = if case .on = factor { true } else { false }
    var facts = Facts()
    facts.add(say("E-mail"), visitor.user.email)
    facts.add(
      say("Two-factor sign-in"),
      StateWord(text: isOn ? say("On ¦ switched") : say("Off"), tone: isOn ? .good : .quiet).html)
    if case .on(_, let codes) = factor { facts.add(say("Unused recovery codes"), "\(codes)") }
    let about: HTML = """
      <section class="card"><h1>\(say("Your account"))</h1>\(facts.html)
      <p class="note acts"><a class="btn" href="/account/password">\(say("Change password"))</a> \
      <a class="btn" href="/account/two-factor">\
      \(isOn ? say("Turn two-factor sign-in off") : say("Turn two-factor sign-in on"))</a></p></section>
      """
    return .page(
      Shell.plain(
        say("Your account"),
        """
        \(about)
        \(card(say("Where you are signed in"), table(sessions, visit)))
        <form method="post" action="/sign-out">\(Field.proof(visit))\
        <a class="btn ghost" href="/">\(Icon.back.html)\(say("To the start"))</a> \
        <button class="btn ghost">\(Icon.leave.html)\(say("Sign out"))</button></form>
        """, isWide: true))
  }

  /// The way back to the workspaces.
  static var leave: HTML {
    #"<p><a class="btn ghost" href="/">\#(Icon.back.html)\#(say("To the start"))</a></p>"#
  }

  private static func table(_ sessions: [OpenSession], _ visit: Visit) -> HTML {
    var table = RowTable(
      label: say("Where you are signed in"),
      columns: [.init(title: say("Signed in")), .init(title: say("Last seen")), .init(title: "")])
    table.rows = sessions.map { session in
      let ending: HTML = """
        <form method="post" action="/account/sessions/end">\(Field.proof(visit))\
        \(Field.hidden("session", session.name))<button class="btn sm">\(say("End"))</button></form>
        """
      return [
        "\(DayText.minute(session.since)) UTC", "\(DayText.minute(session.lastSeen)) UTC",
        session.isThis ? StateWord(text: say("This one"), tone: .good).html : ending,
      ]
    }
    guard sessions.count > 1 else { return table.html }
    return table.html
      + """
      <form class="note" method="post" action="/account/sessions/end-others">\(Field.proof(visit))\
      <button class="btn">\(say("End all others"))</button></form>
      """
  }

  private static func end(_ visit: Visit, _ visitor: Visitor) async throws -> SiteAnswer {
    guard let name = visit.form["session"] else { throw SiteRefusal.unreadable }
    try await visit.users.endSession(named: name, of: visitor.user.id)
    return .redirect("/account")
  }

  // MARK: The password

  private static func passwordForm(_ visit: Visit, _ visitor: Visitor) -> SiteAnswer {
    .page(passwordPage(visit, visitor, FormState(fields: FormFields())))
  }

  private static func passwordPage(_ visit: Visit, _ visitor: Visitor, _ state: FormState) -> HTML {
    var shown = state
    for field in ["old", "new", "again"] { shown.fields[field] = nil }
    let new: HTML = #" type="password" autocomplete="new-password""#
    return Shell.plain(
      say("Change password"),
      """
      \(Field.summary(state))
      <form class="card form" method="post" action="/account/password" novalidate>\
      <h1>\(say("Change password"))</h1>
      \(Field.proof(visit))
      \(password("old", say("Password now"), shown))
      \(Field.text("new", say("New password"), shown, hint: say("At least 12 characters."), attributes: new))
      \(Field.text("again", say("The same once more"), shown, attributes: new))
      <div class="acts"><button class="btn pri">\(say("Change password"))</button>\
      <a class="btn ghost" href="/account">\(say("Leave it"))</a></div>
      <p class="hint">\(say("Wherever else you are signed in, you are out then."))</p>
      </form>
      """)
  }

  /// The field of a password that is known already.
  static func password(_ name: String, _ label: String, _ state: FormState) -> HTML {
    Field.text(
      name, label, state, attributes: #" type="password" autocomplete="current-password""#)
  }

  private static func changePassword(_ visit: Visit, _ visitor: Visitor) async throws -> SiteAnswer {
    var state = FormState(fields: visit.form)
    let (old, new) = (visit.form.exactly("old"), visit.form.exactly("new"))
    if old.isEmpty { state.complain("old", say("Enter your password.")) }
    if new != visit.form.exactly("again") { state.complain("again", say("These are two passwords.")) }
    guard state.problems.isEmpty else {
      return .page(passwordPage(visit, visitor, state), status: 422)
    }
    do {
      let token = try await visit.users.changePassword(
        of: visitor.user, from: old, to: new, at: visit.address)
      let cookies = visit.cookies
      return .redirect("/account", cookies: [cookies.setting(cookies.session, to: token)])
    } catch let refusal as UserRefusal {
      switch refusal {
      case .passwordTooShort: state.complain("new", say("A password has at least 12 characters."))
      case .passwordTooLong: state.complain("new", say("A password has at most 256 bytes."))
      default: throw refusal
      }
      return .page(passwordPage(visit, visitor, state), status: 422)
    } catch {
      let status = try state.note(signIn: error, password: "old")
      return .page(passwordPage(visit, visitor, state), status: status)
    }
  }
}
