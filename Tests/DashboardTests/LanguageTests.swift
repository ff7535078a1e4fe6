import Chronology
import Invoicing
import Journal
import Monetary
import Operations
import Rating
import Relations
import Subscriptions
import Testing

@testable import Dashboard

@Suite("Pages speak the reader's language")
struct LanguageTests {
  private func said<Answer>(in code: String, _ text: () throws -> Answer) throws -> Answer {
    try Language.$current.withValue(#require(Language(rawValue: code)), operation: text)
  }

  @Test(
    "What a browser asks for decides, by weight and then by order; what is not there is English",
    arguments: [
      (nil, "en"), ("", "en"), ("sv", "sv"), ("sv-FI,sv;q=0.9", "sv"), ("no", "nb"), ("nn-NO", "nb"),
      ("nb-NO,nb;q=0.9,no;q=0.8", "nb"), ("fr", "en"), ("fr-CH,fr;q=0.9,de;q=0.4,en;q=0.3", "de"),
      ("en;q=0.5,nl;q=0.8", "nl"), ("de;q=0.5,sv;q=0.5", "de"), ("de;q=0,sv;q=0.1", "sv"),
      ("de;q=zero,nl", "nl"), ("*", "en"), (" DE-de ; q=0.7 , en ; q=0.6", "de"), ("q=1", "en"),
      ("de;q=0.005,en;q=0.004", "de"), ("sve", "en"),
    ] as [(String?, String)])
  func negotiation(header: String?, code: String) {
    #expect(Language(accepting: header).rawValue == code)
  }

  @Test(
    "Amounts, days and shares are written as each country writes them",
    arguments: [
      (
        "en",
        [
          "€1,234.50", "−€0.05", "SEK\u{A0}1,234,567.00", "€12.3k", "€0.00125", "22\u{A0}Nov\u{A0}2026",
          "November\u{A0}2026", "4.2\u{A0}%", "1\u{A0}Mar", "Q4\u{A0}2026", "12,345 rows",
        ]
      ),
      (
        "sv",
        [
          "1\u{A0}234,50\u{A0}€", "−0,05\u{A0}€", "1\u{A0}234\u{A0}567,00\u{A0}SEK", "12\u{A0}345\u{A0}€",
          "0,00125\u{A0}€", "22\u{A0}nov.\u{A0}2026", "november\u{A0}2026", "4,2\u{A0}%", "1\u{A0}mars",
          "K4\u{A0}2026", "12\u{A0}345 rader",
        ]
      ),
      (
        "nb",
        [
          "1\u{A0}234,50\u{A0}€", "−0,05\u{A0}€", "1\u{A0}234\u{A0}567,00\u{A0}SEK", "12\u{A0}345\u{A0}€",
          "0,00125\u{A0}€", "22.\u{A0}nov.\u{A0}2026", "november\u{A0}2026", "4,2\u{A0}%", "1.\u{A0}mars",
          "4.\u{A0}kv.\u{A0}2026", "12\u{A0}345 rader",
        ]
      ),
      (
        "nl",
        [
          "€\u{A0}1.234,50", "−€\u{A0}0,05", "SEK\u{A0}1.234.567,00", "€\u{A0}12.345", "€\u{A0}0,00125",
          "22\u{A0}nov\u{A0}2026", "november\u{A0}2026", "4,2%", "1\u{A0}mrt", "K4\u{A0}2026",
          "12.345 rijen",
        ]
      ),
      (
        "de",
        [
          "1.234,50\u{A0}€", "−0,05\u{A0}€", "1.234.567,00\u{A0}SEK", "12.345\u{A0}€", "0,00125\u{A0}€",
          "22.\u{A0}Nov.\u{A0}2026", "November\u{A0}2026", "4,2\u{A0}%", "1.\u{A0}März", "Q4\u{A0}2026",
          "12.345 Zeilen",
        ]
      ),
    ])
  func formats(code: String, texts: [String]) throws {
    let day = try #require(Day(iso: "2026-11-22"))
    let march = try #require(Month(iso: "2026-03"))
    let sek = try #require(Currency(code: "sek"))
    let price = try #require(UnitPrice(decimal: "0.125"))
    let said = try said(in: code) {
      [
        MoneyText.text(123_450, .eur), MoneyText.text(-5, .eur), MoneyText.text(123_456_700, sek),
        MoneyText.short(1_234_500, .eur), MoneyText.text(price, .eur), DayText.text(day),
        DayText.full(Month(containing: day)), FigureWords.percent(0.042), DayText.first(of: march),
        "\(Language.current.quarter(4))\u{A0}2026", 12_345.counted("row"),
      ]
    }
    #expect(said == texts)
  }

  @Test("Values take the places that a language gives them, and notes are never seen")
  func phrases() throws {
    #expect(Phrases.filled("{2} of {1}", ["a", "b"]) == "b of a")
    #expect(say("Credit ¦ balance") == "Credit" && say("Credit ¦ column") == "Credit")
    #expect(
      try said(in: "de") { [say("Credit ¦ balance"), say("Credit ¦ column")] } == ["Guthaben", "Haben"])
    #expect(say("{} for {} ¦ customer", "Team", "Ada") == "Team for Ada")
    let html = try said(in: "sv") {
      HTML.say("Forgotten? Whoever runs this program gives you a new one: {}.", "<code>x</code>")
    }
    #expect(html.text == "Glömt? Den som driver programmet skapar ett nytt: <code>x</code>.")
    #expect(1.counted("customer") == "1 customer" && 1_000.counted("month") == "1,000 months")
    #expect(try said(in: "sv") { Cadence.every(3, .month).pace } == "var 3:e månad")
    #expect(try said(in: "de") { Cadence.monthly.pace } == "pro Monat")
  }

  @Test("An amount that a page writes is read back as the same amount", arguments: Language.allCases)
  func readBack(language: Language) throws {
    for code in ["eur", "sek", "jpy", "gbp"] {
      let currency = try #require(Currency(code: code))
      for amount in [0, 5, 100, 9_999, 123_450, 1_234_567, 12_345_678_901] as [Int64] {
        let text = Language.$current.withValue(language) { MoneyText.text(amount, currency) }
        let typed = text.filter { $0.isNumber || $0 == "." || $0 == "," || $0 == "\u{A0}" }
        #expect(try MoneyInput.minorUnits(typed, currency) == amount, "\(text)")
      }
    }
  }

  @Test("Whoever chooses a language stays on the page, and is never led to another site")
  func choosing() async throws {
    try await House.with(.sqlite) { house in
      let browser = house.browser()
      let first = try await browser.get("/sign-in?to=/w/acme/customers")
      #expect(first.text.contains("<html lang=\"en\">"))
      let way = "/language/de?to=%2Fsign-in%3Fto%3D%2Fw%2Facme%2Fcustomers"
      #expect(first.text.contains("<a href=\"\(way)\" lang=\"de\" hreflang=\"de\">Deutsch</a>"))
      let chosen = try await browser.get(way)
      #expect(chosen.status == 303 && chosen.location == "/sign-in?to=/w/acme/customers")
      #expect(chosen.headers[values: .setCookie].contains { $0.hasPrefix("language=de; Path=/; HttpOnly") })
      let german = try await browser.get("/sign-in")
      #expect(german.text.contains("<html lang=\"de\">") && german.text.contains("<h1>Anmelden</h1>"))
      #expect(german.text.contains("lang=\"de\" hreflang=\"de\" aria-current=\"true\">Deutsch</a>"))
      for code in ["fr", "EN", "..", "de%0d"] {
        #expect(try await browser.get("/language/\(code)").status == 404)
      }
      for place in [
        "https://example.com", "//example.com", "/%5Cexample.com", "/a//example.com", "/w/../sign-in",
        "/language/sv?to=/", "/w/acme%0d%0aX:1", "/w/acme?a=%0aX:1", "javascript:alert(1)", "w/acme", "",
      ] {
        #expect(try await browser.get("/language/sv?to=\(place)").location == "/", "\(place)")
      }
      let page = try await browser.get("/language/nl?to=/w/acme/customers%3Fafter%3Dcus_1%26x%3Da%2520b")
      #expect(page.location == "/w/acme/customers?after=cus_1&x=a%20b")
    }
  }

  @Test("A customer reads an invoice in the language that the business noted for them")
  func customers() async throws {
    try await House.with(.sqlite) { house in
      func invoice(_ locales: [String]) async throws -> String {
        var terms = CustomerTerms()
        terms.preferredLocales = .set(locales)
        let cause = FactCause(actor: "test")
        let customer = try await house.workspace.perform(CreateCustomer(terms: terms), as: cause)
        var command = CreateInvoice(customer: customer)
        command.currency = .eur
        command.collection = .sendInvoice(daysUntilDue: 30)
        let id = try await house.workspace.perform(command, as: cause)
        var item = ItemTerms(pricing: .amount(90_00))
        item.description = .set("Workshop")
        try await house.workspace.perform(
          AddInvoiceLines(invoice: id, lines: [.new(item)]), as: cause)
        try await house.workspace.perform(FinalizeInvoiceNow(invoice: id), as: cause)
        return house.workspace.links.path(to: id)
      }
      let german = try await house.browser().get(invoice(["fr", "de-AT"]))
      #expect(german.text.contains("<html lang=\"de\">") && german.text.contains("90,00\u{A0}€"))
      #expect(german.text.contains("Zu zahlen bis 22.\u{A0}Dez.\u{A0}2026"))
      let other = try await house.browser().get(invoice(["fr"]))
      #expect(other.text.contains("<html lang=\"en\">") && other.text.contains("To be paid by"))
    }
  }
}
