/// What is said when there is no page: what happened, what is safe, what to do.
enum ErrorPage {
  static func html(_ refusal: SiteRefusal, requestID: String) -> HTML {
    switch refusal {
    case .missing:
      page(
        say("Not found"), say("There is nothing at this address, or nothing that you may see."), requestID)
    case .notAllowed:
      page(
        say("Not allowed"), say("Your role in this workspace does not allow this. Ask an owner of it."),
        requestID)
    case .forged:
      page(
        say("This form cannot be taken"),
        say("It was not opened here in this browser, or too long ago. Nothing was changed. Open it again."),
        requestID)
    case .unreadable:
      page(say("This form cannot be read"), say("Nothing was changed. Open it again."), requestID)
    case .tooLarge:
      page(say("This form is too long"), say("Nothing was changed. Shorten what was typed."), requestID)
    case .signedOut: page(say("Signed out"), say("Sign in again."), requestID)
    }
  }

  static func busy(requestID: String) -> HTML {
    page(
      say("Busy"),
      say("The database was held by somebody else for too long. Nothing was changed. Try again."),
      requestID)
  }

  static func fault(requestID: String) -> HTML {
    page(
      say("Something went wrong here"),
      say(
        """
        This is a fault of ours. What was not confirmed was not done. Try again, or tell us the request's id.
        """),
      requestID)
  }

  private static func page(_ title: String, _ text: String, _ requestID: String) -> HTML {
    Shell.plain(
      title,
      """
      <section class="card"><h1>\(title)</h1><p class="lead">\(text)</p>
      <p><a class="btn" href="/">\(say("To the start"))</a></p>\
      <p class="note mut">\(say("Request {}", requestID))</p></section>
      """)
  }
}
