import Chronology
import Storage
import Testing

@testable import Dashboard
@testable import Operations

@Suite("Whoever is signed in keeps the password, the sessions and the codes")
struct AccountTests {
  private static let path = "/account/two-factor"

  /// What a camera would read from the page.
  private func readCode(in page: String) throws -> String? {
    let drawing = try #require(
      page.firstMatch(
        of: /<svg class="qr" viewBox="0 0 (\d+) \d+" role="img" aria-label="[^"]+"[^>]*><path d="([^"]+)"/))
    let size = try #require(Int(drawing.output.1))
    return QRReader(path: String(drawing.output.2), size: size, frame: 4)?.text
  }

  @Test("Any address of a secret is read back from its code, and what fits in none has none")
  func codes() throws {
    let signs = Array("abcdefghij:/?&=%ÅZ27")
    for length in 1...200 {
      let text = String((0..<length).map { signs[$0 % signs.count] })
      let drawing = try #require(QRCode(text)).html(label: "a <code>").text
      #expect(try readCode(in: drawing) == text)
      #expect(drawing.contains("aria-label=\"a &lt;code&gt;\""))
    }
    #expect(QRCode("") == nil && QRCode(String(repeating: "a", count: 5_000)) == nil)
  }

  /// Turns codes on for the owner and returns the secret and a recovery code.
  private func turnOn(_ browser: Browser) async throws -> (secret: String, code: String, recovery: String) {
    _ = try await browser.get(Self.path)
    let started = try await browser.send("\(Self.path)/start", ["password": House.password])
    #expect(started.status == 303 && started.location == Self.path)
    let shown = try await browser.get(Self.path)
    let address = try #require(shown.text.firstMatch(of: /secret=([A-Z2-7]{32})&amp;issuer=Perennial/))
    let secret = String(address.output.1)
    let whole = try #require(shown.text.firstMatch(of: /href="(otpauth:[^"]+)"/)?.output.1)
    #expect(try readCode(in: shown.text) == String(whole).replacing("&amp;", with: "&"))
    #expect(shown.text.firstMatch(of: /<title>[^<]*/)?.output.contains(secret) == false)
    let step = OneTimeCode.step(at: House.now)
    let code = OneTimeCode.code(of: step, secret: try #require(Base32.bytes(secret)))
    let wrong = try await browser.send("\(Self.path)/confirm", ["code": "000"])
    #expect(wrong.status == 422 && wrong.text.contains("Each code counts once."))
    #expect(!wrong.text.contains("value=\"000\""))
    let on = try await browser.send("\(Self.path)/confirm", ["code": code])
    #expect(on.status == 200 && on.text.contains("shown this once"))
    let recovery = on.text.matches(of: /<li><code>([A-Z2-7-]{19})<\/code><\/li>/).map { String($0.output.1) }
    #expect(recovery.count == 10)
    #expect(!(try await browser.get(Self.path).text.contains(recovery[0])))
    let next = OneTimeCode.code(of: step + 1, secret: try #require(Base32.bytes(secret)))
    return (secret, next, try #require(recovery.first))
  }

  @Test(
    "The name leads to the account, where the password is changed and other sessions end",
    arguments: Engine.allCases)
  func password(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      let other = try await house.signedIn()
      #expect(try await browser.get("/w/acme").text.contains("href=\"/account\""))
      let account = try await browser.get("/account")
      #expect(account.status == 200 && account.text.contains(House.owner))
      #expect(account.text.contains("This one") && account.text.contains("End all others"))
      _ = try await browser.get("/account/password")
      let new = "a brand new password"
      let path = "/account/password"
      let wrong = try await browser.send(path, ["old": "guess", "new": new, "again": new])
      #expect(wrong.status == 422 && wrong.text.contains("This is not your password."))
      #expect(!wrong.text.contains(new))
      let short = try await browser.send(path, ["old": House.password, "new": "x", "again": "x"])
      #expect(short.status == 422 && short.text.contains("at least 12 characters"))
      let two = try await browser.send(path, ["old": House.password, "new": new, "again": "y"])
      #expect(two.status == 422 && two.text.contains("These are two passwords."))
      let forged = try await browser.send(
        path, ["old": House.password, "new": new, "again": new], without: ["proof"])
      #expect(forged.status == 403)
      let token = try #require(browser.cookies["session"])
      let done = try await browser.send(path, ["old": House.password, "new": new, "again": new])
      #expect(done.status == 303 && done.location == "/account")
      let fresh = try #require(browser.cookies["session"])
      #expect(fresh != token)
      #expect(try await house.users.visitor(token: token) == nil)
      #expect(try await browser.get("/account").status == 200)
      #expect(try await other.get("/account").location == "/sign-in")
      #expect(try await house.browser().get("/account").location == "/sign-in")
    }
  }

  @Test("One session or all others end, and only one's own", arguments: Engine.allCases)
  func sessions(engine: Engine) async throws {
    try await House.with(engine) { house in
      let viewer = try await house.signedIn(House.viewer)
      let browser = try await house.signedIn()
      let (second, third) = (try await house.signedIn(), try await house.signedIn())
      let page = try await browser.get("/account")
      let names = page.text.matches(of: /name="session" value="([0-9a-f]{20})"/).map { String($0.output.1) }
      #expect(names.count == 2)
      _ = try await viewer.get("/account")
      #expect(try await viewer.send("/account/sessions/end", ["session": names[0]]).status == 303)
      #expect(try await second.get("/account").status == 200)
      #expect(try await third.get("/account").status == 200)
      _ = try await browser.get("/account")
      #expect(try await browser.send("/account/sessions/end", ["session": names[0]]).status == 303)
      let left = [try await second.get("/account").status, try await third.get("/account").status]
      #expect(left.sorted() == [200, 303])
      _ = try await browser.get("/account")
      #expect(try await browser.send("/account/sessions/end-others", [:]).status == 303)
      #expect(try await second.get("/account").status == 303)
      #expect(try await third.get("/account").status == 303)
      #expect(try await browser.get("/account").status == 200)
      #expect(try await viewer.get("/account").status == 200)
    }
  }

  @Test("Signing in then takes two steps, each with a token of its own", arguments: Engine.allCases)
  func twoSteps(engine: Engine) async throws {
    try await House.with(engine) { house in
      let (_, code, recovery) = try await turnOn(try await house.signedIn())
      let browser = house.browser()
      _ = try await browser.get("/sign-in?to=/w/acme/customers")
      let before = try #require(browser.cookies["browser"])
      let half = try await browser.send("/sign-in", ["email": House.owner, "password": House.password])
      #expect(half.status == 303 && half.location == "/sign-in/code?to=/w/acme/customers")
      let token = try #require(browser.cookies["browser"])
      #expect(token != before && browser.cookies["session"] == nil)
      let thief = house.browser()
      thief.cookies = ["session": token]
      #expect(try await thief.get("/w/acme").status == 303)
      _ = try await browser.get("/sign-in/code?to=/w/acme/customers")
      let wrong = try await browser.send("/sign-in/code", ["code": "123"])
      #expect(wrong.status == 422 && wrong.text.contains("Each code counts once."))
      #expect(try await browser.send("/sign-in/code", ["code": ""]).status == 422)
      let done = try await browser.send("/sign-in/code", ["code": code])
      #expect(done.status == 303 && done.location == "/w/acme/customers")
      let session = try #require(browser.cookies["session"])
      #expect(session != token && browser.cookies["browser"] == nil)
      #expect(try await browser.get("/w/acme/customers").status == 200)
      // Another browser has not come halfway by this one's password.
      let other = house.browser()
      _ = try await other.get("/sign-in/code")
      let refused = try await other.send("/sign-in/code", ["code": recovery])
      #expect(refused.status == 422 && refused.text.contains("Start again"))
      _ = try await other.get("/sign-in")
      _ = try await other.send("/sign-in", ["email": House.owner, "password": House.password])
      _ = try await other.get("/sign-in/code")
      #expect(try await other.send("/sign-in/code", ["code": recovery]).location == "/")
    }
  }

  @Test("It is turned off with the password and a code", arguments: Engine.allCases)
  func off(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      _ = try await browser.get(Self.path)
      let wrong = try await browser.send("\(Self.path)/start", ["password": "guess"])
      #expect(wrong.status == 422 && wrong.text.contains("This is not your password."))
      let (_, code, _) = try await turnOn(browser)
      #expect(try await browser.get("/account").text.contains("Unused recovery codes"))
      _ = try await browser.get(Self.path)
      #expect(try await browser.send("\(Self.path)/start", ["password": House.password]).status == 303)
      let refused = try await browser.send("\(Self.path)/off", ["password": House.password, "code": "1"])
      #expect(refused.status == 422)
      let done = try await browser.send("\(Self.path)/off", ["password": House.password, "code": code])
      #expect(done.status == 303 && done.location == "/account")
      #expect(try await browser.send("\(Self.path)/off", ["password": House.password]).location == Self.path)
      _ = try await house.signedIn()
    }
  }
}
