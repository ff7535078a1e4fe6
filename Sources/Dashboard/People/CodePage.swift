import Operations

/// The second step of signing in: the code of whoever has shown the password.
enum CodePage {
  static let routes: [SiteRoute] = [
    SiteRoute(.get, "/sign-in/code", .open { visit in show(visit) }),
    SiteRoute(.post, "/sign-in/code", .open { visit in try await signIn(visit) }),
  ]

  /// Where the code is asked for; the browser gets a new token, which stands for having come halfway.
  static func answer(_ visit: Visit, halfway token: String) -> SiteAnswer {
    let to = SignInPages.destination(visit.form).map { "?to=\($0)" } ?? ""
    return .redirect(
      "/sign-in/code\(to)", cookies: [visit.cookies.setting(visit.cookies.browser, to: token)])
  }

  private static func show(_ visit: Visit) -> SiteAnswer {
    guard visit.visitor == nil else { return .redirect("/") }
    var state = FormState(fields: FormFields())
    state.fields["to"] = SignInPages.destination(visit.query)
    return .page(page(visit, state))
  }

  private static func signIn(_ visit: Visit) async throws -> SiteAnswer {
    var state = FormState(fields: visit.form)
    guard let code = visit.form["code"] else {
      state.complain("code", say("Enter the code."))
      return .page(page(visit, state), status: 422)
    }
    do {
      let token = try await visit.users.signIn(code: code, halfway: visit.token, from: visit.address)
      return SignInPages.welcome(visit, token)
    } catch {
      let status = try state.note(signIn: error, code: "code")
      return .page(page(visit, state), status: status)
    }
  }

  private static func page(_ visit: Visit, _ state: FormState) -> HTML {
    let to = SignInPages.destination(state.fields).map { Field.hidden("to", $0) } ?? .nothing
    var shown = state
    shown.fields["code"] = nil
    return Shell.plain(
      say("Enter your code"),
      """
      \(Field.summary(state))
      <form class="card form" method="post" action="/sign-in/code" novalidate>\
      <h1>\(say("Enter your code"))</h1>
      \(Field.proof(visit))\(to)
      \(Field.text(
        "code", say("Code"), shown, hint: say("The six digits of your app, or one of your recovery codes."),
        attributes: #" autocomplete="one-time-code" autofocus maxlength="40""#))
      <div class="acts"><button class="btn pri">\(say("Sign in"))</button>\
      <a class="btn ghost" href="/sign-in">\(say("Start again"))</a></div>
      <p class="hint">\(HTML.say(
        "Both lost? Whoever runs this program lets you in without: {}.",
        "<code>perennial user reset --without-two-factor</code>"))</p>
      </form>
      """)
  }
}

extension FormState {
  /// Puts a refusal of passwords and codes into words.
  /// - Parameters:
  ///   - code: the field of the code.
  ///   - password: the field of the password, where it is asked for again.
  /// - Returns: the status of the answer.
  mutating func note(signIn error: any Error, code: String = "", password: String = "") throws -> Int {
    switch error as? SignInRefusal {
    case .wrong:
      complain(
        password,
        password.isEmpty
          ? say("The e-mail address and the password do not belong together.")
          : say("This is not your password."))
      return 422
    case .wrongCode:
      complain(code, say("This is not the code of this moment. Each code counts once."))
      return 422
    case .halfwayOver:
      complain("", say("Too much time went by since the password. Start again."))
      return 422
    case .tooMany(let seconds):
      complain(
        "",
        seconds.counted(
          "Too many tries. Wait a second and try again.", "Too many tries. Wait {} seconds and try again."))
      return 429
    case .busy:
      complain("", say("Too many people sign in at this moment. Try again."))
      return 503
    case nil: throw error
    }
  }
}
