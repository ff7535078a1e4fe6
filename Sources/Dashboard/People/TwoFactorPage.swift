import Operations

/// Codes besides the password: from a secret that is shown to an app, through its first code, to the recovery
/// codes for whoever loses it; and off again.
enum TwoFactorPage {
  private static let path = "/account/two-factor"
  private static var title: String { say("Two-factor sign-in") }

  static let routes: [SiteRoute] = [
    SiteRoute(
      .get, path,
      .signedIn { visit, visitor in try await show(visit, visitor, FormState(fields: FormFields())) }),
    SiteRoute(.post, "\(path)/start", .signedIn { visit, visitor in try await start(visit, visitor) }),
    SiteRoute(.post, "\(path)/confirm", .signedIn { visit, visitor in try await confirm(visit, visitor) }),
    SiteRoute(.post, "\(path)/off", .signedIn { visit, visitor in try await turnOff(visit, visitor) }),
  ]

  private static func show(
    _ visit: Visit, _ visitor: Visitor, _ state: FormState, status: Int = 200
  ) async throws -> SiteAnswer {
    var shown = state
    for field in ["password", "code"] { shown.fields[field] = nil }
    let form: HTML =
      switch try await visit.users.secondFactor(of: visitor.user) {
      case .off: starting(visit, shown)
      case .proposed(let secret, let address): confirming(visit, shown, secret, address)
      case .on: ending(visit, shown)
      }
    return .page(
      Shell.plain(title, Field.summary(state) + form + AccountPage.leave, isWide: true), status: status)
  }

  private static func form(_ visit: Visit, _ step: String, _ text: String, _ button: HTML, _ fields: HTML)
    -> HTML
  {
    """
    <form class="card form" method="post" action="\(path)/\(step)" novalidate><h1>\(title)</h1>
    \(Field.proof(visit))<p class="lead">\(text)</p>
    \(fields)
    <div class="acts">\(button)<a class="btn ghost" href="/account">\(say("Leave it"))</a></div></form>
    """
  }

  private static func starting(_ visit: Visit, _ state: FormState) -> HTML {
    form(
      visit, "start",
      say("Signing in then asks for a code of an app too, so that a stolen password is not enough."),
      #"<button class="btn pri">\#(say("Go on"))</button>"#,
      AccountPage.password("password", say("Your password"), state))
  }

  private static func confirming(
    _ visit: Visit, _ state: FormState, _ secret: String, _ address: String
  ) -> HTML {
    let groups = stride(from: 0, to: secret.count, by: 4).map { secret.dropFirst($0).prefix(4) }
    var facts = Facts()
    facts.add(say("Secret"), "<code>\(groups.joined(separator: " "))</code>" as HTML)
    facts.add(say("Or as an address"), #"<a href="\#(address)"><code>\#(address)</code></a>"# as HTML)
    let drawing = QRCode(address)?.html(label: say("QR code of the secret, which stands below as text"))
    return form(
      visit, "confirm",
      say("Scan the code with your app, or enter the secret there: by time, with six digits.") + " "
        + say("Then show that it makes the right codes."),
      #"<button class="btn pri">\#(say("Turn on"))</button>"#,
      (drawing ?? .nothing) + facts.html + code(state))
  }

  private static func ending(_ visit: Visit, _ state: FormState) -> HTML {
    form(
      visit, "off", say("It is on. Turned off, the password alone is enough again."),
      #"<button class="btn danger">\#(say("Turn off"))</button>"#,
      AccountPage.password("password", say("Your password"), state) + code(state))
  }

  private static func code(_ state: FormState) -> HTML {
    Field.text(
      "code", say("Code"), state, attributes: #" autocomplete="one-time-code" maxlength="40""#)
  }

  private static func start(_ visit: Visit, _ visitor: Visitor) async throws -> SiteAnswer {
    try await answer(visit, visitor) {
      try await visit.users.proposeSecondFactor(
        of: visitor.user, password: visit.form.exactly("password"), from: visit.address)
      return .redirect(path)
    }
  }

  private static func confirm(_ visit: Visit, _ visitor: Visitor) async throws -> SiteAnswer {
    try await answer(visit, visitor) {
      let codes = try await visit.users.confirmSecondFactor(
        of: visitor.user, code: visit.form["code"] ?? "", from: visit.address)
      return .page(
        Shell.plain(
          title,
          """
          <section class="card"><h1>\(say("Two-factor sign-in is on"))</h1>
          <p class="lead">\(say("These recovery codes are shown this once.")) \
          \(say("Keep them where your phone is not: each lets you in once without the app."))</p>
          <ul class="codes">\(codes.html { "<li><code>\($0)</code></li>" })</ul>
          <p class="note"><a class="btn pri" href="/account">\(say("I have kept them"))</a></p></section>
          """, isWide: true))
    }
  }

  private static func turnOff(_ visit: Visit, _ visitor: Visitor) async throws -> SiteAnswer {
    try await answer(visit, visitor) {
      try await visit.users.turnOffSecondFactor(
        of: visitor.user, password: visit.form.exactly("password"), code: visit.form["code"] ?? "",
        from: visit.address)
      return .redirect("/account")
    }
  }

  private static func answer(
    _ visit: Visit, _ visitor: Visitor, _ work: () async throws -> SiteAnswer
  ) async throws -> SiteAnswer {
    do {
      return try await work()
    } catch is SecondFactorRefusal {
      // Done in another window: the page shows how it stands.
      return .redirect(path)
    } catch {
      var state = FormState(fields: FormFields())
      let status = try state.note(signIn: error, code: "code", password: "password")
      return try await show(visit, visitor, state, status: status)
    }
  }
}
