import Testing

@testable import Dashboard

@Suite("Why there is no page")
struct RefusalTests {
  @Test(
    "Whoever gets no page is told why and what is safe, with a status that says the same",
    arguments: [
      (SiteRefusal.missing, 404, "There is nothing at this address, or nothing that you may see."),
      (SiteRefusal.notAllowed, 403, "Your role in this workspace does not allow this."),
      (SiteRefusal.forged, 403, "It was not opened here in this browser, or too long ago."),
      (SiteRefusal.unreadable, 400, "This form cannot be read"),
      (SiteRefusal.tooLarge, 413, "Nothing was changed. Shorten what was typed."),
      (SiteRefusal.signedOut(wanted: nil), 303, "Sign in again."),
    ])
  func pages(refusal: SiteRefusal, status: Int, words: String) {
    #expect(refusal.status == status)
    let page = ErrorPage.html(refusal, requestID: "req_1")
    #expect(page.text.contains(words))
    #expect(page.text.contains("Request req_1"))
  }
}
