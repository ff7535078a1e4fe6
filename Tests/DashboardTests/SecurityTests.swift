import Hummingbird
import Operations
import Storage
import Testing

@testable import Dashboard

@Suite("Nobody gets in, or gets somebody to do something, who should not")
struct SecurityTests {
  @Test("Signing in and out works, with a token that only a cookie knows", arguments: Engine.allCases)
  func signingIn(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = house.browser()
      let asked = try await browser.get("/w/acme/customers")
      #expect(asked.status == 303)
      #expect(asked.location == "/sign-in?to=/w/acme/customers")
      let page = try await browser.get("/sign-in?to=/w/acme/customers")
      #expect(page.status == 200)
      let before = browser.cookies["browser"]
      let seen = try await browser.send("/sign-in", ["email": House.owner, "password": House.password])
      #expect(seen.status == 303)
      #expect(seen.location == "/w/acme/customers")
      #expect(browser.cookies["browser"] == nil)
      let token = try #require(browser.cookies["session"])
      #expect(token != before)
      let cookie = try #require(seen.headers[values: .setCookie].first { $0.hasPrefix("session=") })
      #expect(cookie == "session=\(token); Path=/; HttpOnly; SameSite=Lax")
      let overview = try await browser.get("/w/acme")
      #expect(overview.status == 200 && !overview.text.contains(token))
      #expect(try await browser.get("/").location == "/w/acme")
      #expect(try await browser.get("/sign-in").location == "/")
      let left = try await browser.send("/sign-out", [:])
      #expect(left.status == 303 && left.location == "/sign-in")
      let thief = house.browser()
      thief.cookies = ["session": token]
      #expect(try await thief.get("/w/acme").status == 303)
    }
  }

  @Test("A wrong password and an unknown user get the same page, and what was typed stays but the password")
  func wrong() async throws {
    try await House.with(.sqlite) { house in
      let browser = house.browser()
      _ = try await browser.get("/sign-in")
      let wrong = try await browser.send("/sign-in", ["email": House.owner, "password": "wrong password"])
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("do not belong together"))
      #expect(wrong.text.contains("value=\"\(House.owner)\""))
      #expect(!wrong.text.contains("wrong password"))
      let unknown = try await browser.send(
        "/sign-in", ["email": "x@example.com", "password": "wrong password"])
      #expect(unknown.status == 422)
      #expect(unknown.text == wrong.text.replacing(House.owner, with: "x@example.com"))
      let empty = try await browser.send("/sign-in", ["email": "", "password": ""])
      #expect(empty.status == 422 && empty.text.contains("Enter your password."))
      #expect(browser.cookies["session"] == nil)
    }
  }

  @Test("A session that somebody prepared does not become the user's")
  func fixation() async throws {
    try await House.with(.sqlite) { house in
      let browser = house.browser()
      let planted = String(repeating: "a", count: 43)
      browser.cookies = ["session": planted, "browser": planted]
      _ = try await browser.get("/sign-in")
      _ = try await browser.send("/sign-in", ["email": House.owner, "password": House.password])
      let token = try #require(browser.cookies["session"])
      #expect(token != planted)
      #expect(try await house.users.visitor(token: planted) == nil)
    }
  }

  @Test("Nobody is sent to another site after signing in")
  func redirects() async throws {
    try await House.with(.sqlite) { house in
      for target in [
        "https://evil.example", "//evil.example", "/w/../../evil", "/w//evil.example", "/\\evil.example",
        "/w/%2e%2e/x", "javascript:alert(1)", "/workspaces", "/w/a?x=//evil", "/w/a\nb",
      ] {
        let browser = house.browser()
        _ = try await browser.get("/sign-in")
        let seen = try await browser.send(
          "/sign-in", ["email": House.owner, "password": House.password, "to": target])
        #expect(seen.location == "/", "\(target)")
      }
    }
  }

  @Test(
    "A form without its proof, with another's, or from another site does nothing", arguments: Engine.allCases)
  func forgery(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn()
      let other = try await house.signedIn()
      _ = try await other.get("/w/acme/customers/new")
      let stolen = try #require(try await other.get("/w/acme/customers/new").hidden("proof"))
      _ = try await browser.get("/w/acme/customers/new")
      let fields = ["name": "Eve"]
      let path = "/w/acme/customers/new"
      #expect(try await browser.send(path, fields, without: ["proof"]).status == 403)
      #expect(try await browser.send(path, fields.merging(["proof": stolen]) { $1 }).status == 403)
      #expect(try await browser.send(path, fields.merging(["proof": ""]) { $1 }).status == 403)
      for (name, value) in [
        (HTTPFields.Element.Name.origin, "https://evil.example"), (.origin, "null"),
        (.fetchSite, "cross-site"), (.fetchSite, "same-site"),
      ] {
        #expect(try await browser.send(path, fields, headers: [name: value]).status == 403, "\(value)")
      }
      #expect(try await browser.send(path, fields, headers: [.contentType: "text/plain"]).status == 400)
      let made = try await house.workspace.read {
        try $0.customers(CustomerFilter(), Page(limit: 9)).elements
      }
      #expect(made.isEmpty)
      #expect(try await browser.send("/sign-out", [:], without: ["proof"]).status == 403)
      #expect(try await browser.get("/w/acme").status == 200)
      _ = try await browser.get(path)
      #expect(try await browser.send(path, fields, headers: [.fetchSite: "same-origin"]).status == 303)
    }
  }

  @Test(
    "A workspace that was not granted is not there, and a viewer changes nothing", arguments: Engine.allCases)
  func roles(engine: Engine) async throws {
    try await House.with(engine) { house in
      let viewer = try await house.signedIn(House.viewer)
      for path in ["/w/secret", "/w/nowhere", "/w/secret/customers", "/w/secret/customers/new"] {
        #expect(try await viewer.get(path).status == 404, "\(path)")
      }
      #expect(try await viewer.get("/w/acme/customers").status == 200)
      #expect(!(try await viewer.get("/w/acme/customers").text.contains("customers/new")))
      for path in ["customers/new", "products/new", "subscriptions/new"] {
        #expect(try await viewer.get("/w/acme/\(path)").status == 403)
        #expect(try await viewer.send("/w/acme/\(path)", ["name": "Eve"]).status == 403)
      }
      try await house.users.grantEverywhere(.owner, to: House.viewer)
      #expect(try await viewer.get("/w/acme/customers/new").status == 200)
      #expect(try await viewer.get("/w/secret").status == 200)
      let choice = try await viewer.get("/workspaces")
      #expect(choice.text.contains("href=\"/w/secret\"") && choice.text.contains("href=\"/w/acme\""))
    }
  }

  @Test("Every answer says that nothing inline runs, nobody frames it and nobody keeps it")
  func headers() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn()
      for path in ["/w/acme", "/sign-in", "/nowhere", "/w/acme/customers/cus_nobody"] {
        let seen = try await browser.get(path)
        let policy = try #require(seen.header("content-security-policy"))
        #expect(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("script-src 'self' 'unsafe"))
        #expect(seen.header("x-content-type-options") == "nosniff")
        #expect(seen.header("cache-control") == "no-store")
        #expect(seen.header("referrer-policy") == "same-origin")
        #expect(seen.header("strict-transport-security") == nil)
        #expect(!seen.text.contains("<script>") && !seen.text.contains(" onclick"))
      }
      let page = try await browser.get("/w/acme")
      let style = try #require(page.text.firstMatch(of: /href="(\/assets\/app\.[0-9a-f]+\.css)"/))
      let asset = try await browser.get(String(style.output.1))
      #expect(asset.status == 200)
      #expect(asset.header("cache-control") == "public, max-age=31536000, immutable")
    }
  }

  @Test("Behind TLS cookies are for TLS alone, and forms come from the public address alone")
  func tls() async throws {
    let settings = try #require(DashboardSettings(publicURL: "https://billing.example.com"))
    try await House.with(.sqlite, settings: settings) { house in
      let browser = house.browser()
      let page = try await browser.get("/sign-in")
      #expect(page.header("strict-transport-security") != nil)
      let wrong = try await browser.send(
        "/sign-in", ["email": House.owner, "password": House.password],
        headers: [.origin: "http://billing.example.com"])
      #expect(wrong.status == 403)
      let seen = try await browser.send(
        "/sign-in", ["email": House.owner, "password": House.password],
        headers: [.origin: "https://billing.example.com"])
      let cookie = try #require(seen.headers[values: .setCookie].first { $0.hasPrefix("__Host-session=") })
      #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
    }
  }

  @Test("Too many tries wait, and a form that is too long is not read")
  func limits() async throws {
    try await House.with(.sqlite) { house in
      let browser = house.browser()
      _ = try await browser.get("/sign-in")
      for _ in 0..<10 {
        #expect(
          try await browser.send("/sign-in", ["email": House.owner, "password": "guess"]).status == 422)
      }
      let slowed = try await browser.send("/sign-in", ["email": House.owner, "password": House.password])
      #expect(slowed.status == 429 && slowed.text.contains("Wait 60 seconds"))
      let long = String(repeating: "x", count: 70_000)
      #expect(try await browser.send("/sign-in", ["email": long]).status == 413)
    }
  }

  @Test("What a customer is called is text on every page, whatever it is")
  func injection() async throws {
    try await House.with(.sqlite) { house in
      let nasty = "<img src=x onerror=alert(1)>\"'&"
      let browser = try await house.signedIn()
      _ = try await browser.get("/w/acme/customers/new")
      let made = try await browser.send(
        "/w/acme/customers/new", ["name": nasty, "payment_method": "pm_card_visa"])
      let place = try #require(made.location)
      for path in [
        place, "/w/acme/customers", place.replacing("customers/", with: "subscriptions/new?customer="),
      ] {
        let page = try await browser.get(path)
        #expect(page.status == 200)
        #expect(!page.text.contains("<img"))
        #expect(page.text.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"))
      }
      let again = try await browser.send("/w/acme/customers/new", ["name": nasty, "email": "<i>"])
      #expect(again.status == 422 && !again.text.contains("<i>") && again.text.contains("&lt;i&gt;"))
    }
  }
}
