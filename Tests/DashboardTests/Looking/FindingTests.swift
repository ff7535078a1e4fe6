import Operations
import Storage
import Testing

@testable import Dashboard

@Suite("Everything is found by what it is called, and what is looked at often is kept")
struct FindingTests {
  @Test("The search finds people, papers, products, pages and figures", arguments: Engine.allCases)
  func search(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      let ada = try await town.customer("Ada Lovelace", email: "ada@example.com")
      let contract = try await town.subscribe(ada)
      let invoice = try #require(
        try await house.workspace.read {
          try $0.invoices(InvoiceFilter(customer: ada), Page(limit: 1)).elements.first
        })
      let number = try #require(invoice.number)
      let browser = try await house.signedIn()
      func find(_ text: String, part: Bool = false) async throws -> Seen {
        _ = try await browser.get("/w/acme/search")
        return try await browser.send("/w/acme/search", part ? ["q": text, "part": "list"] : ["q": text])
      }
      for (text, path) in [
        ("ada l", "customers/\(ada)"), ("ADA@", "customers/\(ada)"), (ada.text, "customers/\(ada)"),
        (number.lowercased(), "invoices/\(invoice.id)"), (invoice.id.text, "invoices/\(invoice.id)"),
        (contract.text, "subscriptions/\(contract)"), ("stud", "products/\(town.product)"),
        (town.price.text, "prices/\(town.price)"), ("churn", "figures/customer_churn"),
        ("nrr", "figures/nrr"), ("inv", "invoices/new"), ("reten", "figures/retention"),
      ] {
        let seen = try await find(text)
        #expect(seen.status == 200 && seen.text.contains("<a href=\"/w/acme/\(path)\"><svg"), "\(text)")
      }
      let none = try await find("zzz <b>")
      #expect(none.text.contains("Nothing begins with zzz &lt;b&gt;."))
      let part = try await find("ada", part: true)
      #expect(!part.text.contains("<html") && part.text.hasPrefix("<h2>Customers</h2>"))
      let empty = try await browser.get("/w/acme/search")
      #expect(empty.text.contains("<a href=\"/w/acme/books\"><svg"))
      #expect(try await browser.get("/w/acme/search?q=ada").text.contains(ada.text))
    }
  }

  @Test("Every entry of the search and every key leads to a page that is there")
  func entries() async throws {
    try await House.with(.sqlite) { house in
      for email in [House.owner, House.viewer] {
        let browser = try await house.signedIn(email)
        let page = try await browser.get("/w/acme/search")
        let paths = page.text.matches(of: /<a href="(\/w\/acme[^"]*)"/).map { String($0.output.1) }
        #expect(paths.count > 20)
        for path in Set(paths) { #expect(try await browser.get(path).status == 200, "\(path)") }
        #expect(page.text.contains("customers/new") == (email == House.owner))
        for key in ["o", "c", "s", "i", "f"] { #expect(page.text.contains("data-key=\"\(key)\"")) }
        let keys = try await browser.get("/w/acme/keyboard?part=list")
        #expect(keys.text.hasPrefix("<h2") && keys.text.contains(">Invoices</dt>"))
      }
    }
  }

  @Test(
    "A view is kept under a name, shown as a chip and found, and can be deleted", arguments: Engine.allCases)
  func views(engine: Engine) async throws {
    try await House.with(engine) { house in
      _ = try await Town(house)
      let browser = try await house.signedIn(House.viewer)
      let place = "/w/acme/invoices?state=overdue"
      let list = try await browser.get(place)
      #expect(list.text.contains("Save this view"))
      #expect(try await !browser.get("/w/acme/invoices").text.contains("Save this view"))
      _ = try await browser.get(place)
      let fields = ["name": "To chase <1>", "page": "invoices", "query": "state=overdue"]
      let saved = try await browser.send("/w/acme/views", fields)
      #expect(saved.status == 303 && saved.location == place)
      let shown = try await browser.get("/w/acme/invoices")
      #expect(
        shown.text.contains("href=\"/w/acme/invoices?state=overdue\"")
          && shown.text.contains("To chase &lt;1&gt;"))
      #expect(try await browser.get(place).text.contains("Save this view") == false, "it is kept already")
      #expect(try await browser.get("/w/acme/search").text.contains("To chase &lt;1&gt;"))
      let other = try await house.signedIn()
      #expect(try await !other.get("/w/acme/invoices").text.contains("To chase"), "each has their own")

      let id = try #require(shown.text.firstMatch(of: /views\/(view_[A-Za-z0-9]+)\/delete/)?.output.1)
      _ = try await other.get("/w/acme/invoices?state=open")
      #expect(try await other.send("/w/acme/views/\(id)/delete", [:]).status == 404)
      _ = try await browser.get("/w/acme/invoices")
      let gone = try await browser.send("/w/acme/views/\(id)/delete", ["back": ""])
      #expect(gone.location == "/w/acme/invoices")
      #expect(try await !browser.get("/w/acme/invoices").text.contains("To chase"))
    }
  }

  @Test(
    "A narrowed list of customers, a report and a figure are kept too, and opened and removed",
    arguments: Engine.allCases)
  func more(engine: Engine) async throws {
    try await House.with(engine) { house in
      _ = try await Town(house).customer("Ada")
      let browser = try await house.signedIn(House.viewer)
      let pages = [
        ("customers", "state=this_month"), ("reports/cash", "interval=quarter&from=2026-01"),
        ("reports/renewals_due", "days=90"), ("figures/mrr", "interval=week&by=country"),
        ("figures/retention", "by=country"),
      ]
      for (page, query) in pages {
        let plain = try await browser.get("/w/acme/\(page)")
        #expect(plain.status == 200 && !plain.text.contains("Save this view"), "\(page)")
        let asked = try await browser.get("/w/acme/\(page)?\(query)")
        let sent = query.replacing("&", with: "&amp;")
        #expect(asked.text.contains("name=\"query\" value=\"\(sent)\""), "\(page)")
        let saved = try await browser.send(
          "/w/acme/views", ["name": "My \(page)", "query": query])
        #expect(saved.status == 303 && saved.location == "/w/acme/\(page)?\(query)", "\(page)")
        let shown = try await browser.get("/w/acme/\(page)")
        #expect(shown.text.contains("My \(page)</a>"), "\(page)")
        #expect(try await browser.get("/w/acme/\(page)?\(query)").text.contains("aria-current=\"true\""))
        let id = try #require(shown.text.firstMatch(of: /views\/(view_[A-Za-z0-9]+)\/delete/)?.output.1)
        let gone = try await browser.send("/w/acme/views/\(id)/delete", ["back": ""])
        #expect(gone.location == "/w/acme/\(page)", "\(page)")
        #expect(try await !browser.get("/w/acme/\(page)").text.contains("My \(page)"), "\(page)")
      }
      let wrong = try await browser.get("/w/acme/reports/renewals_due?days=many")
      #expect(wrong.status == 422 && !wrong.text.contains("Save this view"))
      _ = try await browser.get("/w/acme/customers?state=this_month")
      let found = try await browser.send("/w/acme/customers/find", ["q": "Nobody"])
      #expect(found.status == 200 && !found.text.contains("Save this view"))
    }
  }

  @Test("A month's movements are kept, and those of the month that goes on go on", arguments: Engine.allCases)
  func movements(engine: Engine) async throws {
    try await House.with(engine) { house in
      let browser = try await house.signedIn(House.viewer)
      for (path, kept) in [("2026-11", "now"), ("2026-10", "2026-10")] {
        let query = "currency=eur&kind=new"
        let shown = try await browser.get("/w/acme/movements/\(path)?\(query)")
        #expect(shown.text.contains("name=\"page\" value=\"movements/\(kept)\""), "\(path)")
        let saved = try await browser.send("/w/acme/views", ["name": "New ones", "query": query])
        #expect(saved.status == 303 && saved.location == "/w/acme/movements/\(kept)?\(query)")
        let again = try await browser.get("/w/acme/movements/\(kept)?\(query)").text
        #expect(again.contains("New ones</a>") && !again.contains("Save this view"))
        #expect(try await browser.get("/w/acme/movements/\(path)?currency=eur").text.contains("New ones</a>"))
      }
      let now = try await browser.get("/w/acme/movements/now?currency=eur").text
      #expect(now.contains("Save this view") && now.contains("/w/acme/movements/2026-11?currency=eur"))
      for (page, query) in [
        ("movements/2026-13", "currency=eur"), ("movements/soon", "currency=eur"),
        ("movements", "currency=eur"),
        ("movements/now", "currency=eur&q=Ada"), ("movements/now/csv", "currency=eur"),
      ] {
        let saved = try await browser.send("/w/acme/views", ["name": "V", "page": page, "query": query])
        #expect(saved.status == 400, "\(page)?\(query)")
      }
    }
  }

  @Test("What is no view of a page of ours is not kept; a name is asked for")
  func wrong() async throws {
    try await House.with(.sqlite) { house in
      let browser = try await house.signedIn()
      func save(_ name: String, _ page: String, _ query: String) async throws -> Seen {
        _ = try await browser.get("/w/acme/invoices?state=open")
        return try await browser.send("/w/acme/views", ["name": name, "page": page, "query": query])
      }
      #expect(try await save("", "invoices", "state=open").text.contains("Enter a name of at most 60"))
      #expect(try await save(String(repeating: "x", count: 61), "invoices", "state=open").status == 422)
      for (page, query) in [
        ("customers/new", "a=b"), ("figures/lies", "a=b"), ("invoices", "\"><script>"), ("invoices", ""),
        ("reports/lies", "interval=month"), ("reports/cash/csv", "interval=month"), ("figures", "by=country"),
        ("customers", "q=Ada"), ("customers", "state=this_month&q=Ada"), ("customers", "state=Ada"),
        ("invoices", "state=open&name=Ada"), ("reports/cash", "interval=month&q=Ada"),
      ] {
        #expect(try await save("V", page, query).status == 400, "\(page)")
      }
      #expect(try await save("Churn", "figures/customer_churn", "by=country").status == 303)
      let churn = try await browser.get("/w/acme/figures/customer_churn")
      #expect(churn.text.contains("href=\"/w/acme/figures/customer_churn?by=country\""))
      for number in 1...49 { #expect(try await save("V\(number)", "invoices", "state=open").status == 303) }
      let full = try await save("One more", "invoices", "state=open")
      #expect(full.status == 422 && full.text.contains("You keep fifty views already."))
      try await house.users.delete(House.owner)
    }
  }
}
