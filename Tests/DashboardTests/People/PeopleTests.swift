import Operations
import Storage
import Testing

@testable import Dashboard

@Suite("Owners see who may come in and what they did, and others neither")
struct PeopleTests {
  @Test("People are listed with their roles, and an owner changes one", arguments: Engine.allCases)
  func roles(engine: Engine) async throws {
    try await House.with(engine) { house in
      _ = try await house.users.create(email: "chief@example.com", password: House.password)
      try await house.users.grantEverywhere(.finance, to: "chief@example.com")
      let owner = try await house.signedIn()
      let list = try await owner.get("/w/acme/people")
      #expect(list.status == 200)
      for email in [House.owner, House.viewer, House.support, House.finance, "chief@example.com"] {
        #expect(list.text.contains(email))
      }
      #expect(list.text.contains("Finance <span class=\"mut\">in all workspaces</span>"))
      let people = try await house.users.people(of: house.workspace.record)
      func id(_ email: String) throws -> String { try #require(people.first { $0.email == email }).id.text }
      let support = try id(House.support)
      let form = try await owner.get("/w/acme/people/\(support)")
      #expect(form.status == 200 && form.text.contains("value=\"support\" checked"))
      let wrong = try await owner.send("/w/acme/people/\(support)", ["role": "king"])
      #expect(wrong.status == 422 && wrong.text.contains("Choose a role."))
      let done = try await owner.send("/w/acme/people/\(support)", ["role": "finance"])
      #expect(done.status == 303 && done.location == "/w/acme/people")
      _ = try await owner.get("/w/acme/people/\(support)")
      #expect(try await owner.send("/w/acme/people/\(support)", ["role": "none"]).status == 303)
      #expect(try await owner.get("/w/acme/people/\(support)").status == 404)
      #expect(try await owner.get("/w/acme/people/\(try id("chief@example.com"))").status == 404)
      let me = try id(House.owner)
      _ = try await owner.get("/w/acme/people/\(me)")
      let last = try await owner.send("/w/acme/people/\(me)", ["role": "viewer"])
      #expect(last.status == 422 && last.text.contains("A workspace keeps an owner."))
      let forged = try await owner.send(
        "/w/acme/people/\(try id(House.viewer))", ["role": "owner"], without: ["proof"])
      #expect(forged.status == 403)
      try await house.users.grant(.owner, to: House.viewer, in: house.workspace.record)
      _ = try await owner.get("/w/acme/people/\(me)")
      #expect(try await owner.send("/w/acme/people/\(me)", ["role": "viewer"]).location == "/")
      #expect(try await owner.get("/w/acme/people").status == 403)
    }
  }

  @Test("A role opens its own forms, shows its own buttons, and nothing else", arguments: Engine.allCases)
  func forms(engine: Engine) async throws {
    try await House.with(engine) { house in
      let serving = ["customers/new", "subscriptions/new"]
      let billing = ["invoices/new", "tax-rates/new", "spend/new", "rates/new", "margins/new"]
      let offering = ["products/new", "coupons/new"]
      let governing = ["people", "people/log"]
      let all = serving + billing + offering + governing
      for (email, own) in [
        (House.viewer, []), (House.support, serving), (House.finance, billing), (House.owner, all),
      ] {
        let browser = try await house.signedIn(email)
        for path in all {
          let isOwn = own.contains(path)
          #expect(
            try await browser.get("/w/acme/\(path)").status == (isOwn ? 200 : 403), "\(email) \(path)")
          guard !governing.contains(path), !isOwn else { continue }
          _ = try await browser.get("/w/acme/customers")
          #expect(try await browser.send("/w/acme/\(path)", ["name": "Eve"]).status == 403)
        }
        for (list, path) in [
          ("customers", "customers/new"), ("subscriptions", "subscriptions/new"),
          ("invoices", "invoices/new"), ("tax-rates", "tax-rates/new"), ("spend", "spend/new"),
          ("products", "products/new"), ("coupons", "coupons/new"), ("figures", "w/acme/people\""),
        ] {
          let page = try await browser.get("/w/acme/\(list)")
          let isOwn = own.contains(path) || (path.hasPrefix("w/") && email == House.owner)
          #expect(page.status == 200 && page.text.contains(path) == isOwn, "\(email) \(list)")
        }
      }
    }
  }

  @Test(
    "The log shows sign-ins and facts with their makers, and each fact leads to its page",
    arguments: Engine.allCases)
  func log(engine: Engine) async throws {
    try await House.with(engine) { house in
      _ = try await house.users.create(email: "stranger@example.com", password: House.password)
      let stranger = house.browser()
      _ = try await stranger.get("/sign-in")
      _ = try await stranger.send(
        "/sign-in", ["email": "stranger@example.com", "password": House.password])
      let support = try await house.signedIn(House.support)
      _ = try await support.get("/w/acme/customers/new")
      let made = try await support.send("/w/acme/customers/new", ["name": "Globex"])
      #expect(made.status == 303)
      let owner = try await house.signedIn()
      let log = try await owner.get("/w/acme/people/log")
      #expect(log.status == 200)
      let fact = try #require(log.text.firstMatch(of: /href="(\/w\/acme\/facts\/[^"]+)">Customer created</))
      #expect(try await owner.get(String(fact.output.1)).status == 200)
      #expect(log.text.contains("<td>\(House.support)</td>"))
      #expect(log.text.contains("Role granted<small>Support</small>"))
      #expect(log.text.contains("Signed in") && log.text.contains("The command line"))
      #expect(!log.text.contains("stranger@"))
      for number in 0..<30 {
        let browser = try await house.signedIn(House.viewer)
        #expect(try await browser.send("/sign-out", [:]).status == 403, "\(number)")
        _ = try await browser.get("/account")
        #expect(try await browser.send("/sign-out", [:]).status == 303)
      }
      let first = try await owner.get("/w/acme/people/log")
      let older = try #require(first.text.firstMatch(of: /href="(\/w\/acme\/people\/log\?[^"]+)"/))
      let second = try await owner.get(String(older.output.1).replacing("&amp;", with: "&"))
      #expect(second.status == 200 && second.text.contains("Customer created"))
      #expect(!first.text.contains("Customer created"))
      #expect(try await owner.get("/w/acme/people/log?entry=log_none").status == 404)
    }
  }
}
