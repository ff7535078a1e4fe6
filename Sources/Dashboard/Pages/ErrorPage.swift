/// What is said when there is no page: what happened, what is safe, what to do.
enum ErrorPage {
  static func html(_ refusal: SiteRefusal, requestID: String) -> HTML {
    switch refusal {
    case .missing:
      page("Not found", "There is nothing at this address, or nothing that you may see.", requestID)
    case .notAllowed:
      page("Not allowed", "You may look at this workspace and not change it. Ask an owner.", requestID)
    case .forged:
      page(
        "This form cannot be taken",
        "It was not opened here in this browser, or too long ago. Nothing was changed. Open it again.",
        requestID)
    case .unreadable:
      page("This form cannot be read", "Nothing was changed. Open it again.", requestID)
    case .tooLarge:
      page("This form is too long", "Nothing was changed. Shorten what was typed.", requestID)
    case .signedOut: page("Signed out", "Sign in again.", requestID)
    }
  }

  static func busy(requestID: String) -> HTML {
    page(
      "Busy", "The database was held by somebody else for too long. Nothing was changed. Try again.",
      requestID)
  }

  static func fault(requestID: String) -> HTML {
    page(
      "Something went wrong here",
      "This is a fault of ours. What was not confirmed was not done. Try again, or tell us the request's id.",
      requestID)
  }

  private static func page(_ title: String, _ text: String, _ requestID: String) -> HTML {
    Shell.plain(
      title,
      """
      <section class="card"><h1>\(title)</h1><p class="lead">\(text)</p>
      <p><a class="btn" href="/">To the start</a></p><p class="note mut">Request \(requestID)</p></section>
      """)
  }
}
