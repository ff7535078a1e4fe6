import Catalog
import Chronology
import Hummingbird
import Invoicing
import Journal
import Monetary
import Operations
import Rating
import Relations
import Subscriptions
import Testing

@testable import Dashboard

@Suite("No page forgets a word in English")
struct TranslationTests {
  /// Words that German and English share, and words of nobody's language: names, codes, units.
  private static let shared: Set<String> = Set(
    """
    MRR ARR LTV CAC UTC CSV ID Id Test Name Code Codes Perennial English Svenska Norsk Nederlands Deutsch \
    April August September November Quick Ratio Visa Mastercard Zeta Ada Bo Cy acme owner viewer example com \
    support finance A B O SE search test VAT
    """.split(separator: " ").map(String.init)
  ).union(Currency.all.map(\.isoCode))

  /// A business with something of everything.
  private func fill(_ house: House) async throws {
    let cause = FactCause(actor: "test")
    let workspace = house.workspace
    func price(_ name: String, _ cadence: Cadence?) async throws -> PriceID {
      try await workspace.perform(
        CreatePrice(
          product: .new(id: nil, name: name, terms: ProductTerms()),
          terms: .init(
            currency: .eur, model: .perUnit(UnitPrice(minorUnits: 19_00)), cadence: cadence)),
        as: cause)
    }
    let prices = [try await price("Zeta A", .monthly), try await price("Zeta B", .every(3, .month))]
    for (name, token) in [("Ada", "pm_card_visa"), ("Bo", "pm_card_chargeCustomerFail"), ("Cy", nil)] {
      var terms = CustomerTerms()
      terms.name = .set(name)
      terms.email = .set("\(name)@example.com")
      var card: PaymentMethodSource?
      if let token { card = try await workspace.card(for: token).map { .card($0) } }
      let customer = try await workspace.perform(
        CreateCustomer(terms: terms, paymentMethod: card), as: cause)
      var subscription = CreateSubscription(
        customer: customer, items: prices.map { .init(price: $0, quantity: 2) })
      if token == nil { subscription.collection = .sendInvoice(daysUntilDue: 30) }
      let id = try? await workspace.perform(subscription, as: cause)
      if let id, token == nil { try await workspace.perform(CancelSubscription(id), as: cause) }
      var invoice = CreateInvoice(customer: customer)
      invoice.currency = .eur
      invoice.collection = .sendInvoice(daysUntilDue: 30)
      let written = try await workspace.perform(
        WriteInvoice(invoice, lines: [ItemTerms(pricing: .amount(90_00))]), as: cause)
      guard token != nil else { continue }
      try await workspace.perform(FinalizeInvoiceNow(invoice: written), as: cause)
      var note = IssueCreditNote(invoice: written)
      note.amount = 10_00
      try await workspace.perform(note, as: cause)
    }
    let browser = try await house.signedIn()
    for (path, fields) in [
      ("tax-rates/new", ["name": "VAT", "percentage": "25", "kind": "exclusive"]),
      ("coupons/new", ["name": "Zeta", "off": "12.5", "unit": "percent", "duration": "forever"]),
      ("spend/new", ["channel": "search", "month": "2026-10", "amount": "7", "currency": "eur"]),
      ("rates/new", ["day": "2026-11-20", "rate": "11,4385", "currency": "sek"]),
      ("margins/new", ["percent": "72,5", "product": ""]),
    ] {
      _ = try await browser.get("/w/acme/\(path)")
      #expect(try await browser.send("/w/acme/\(path)", fields).status == 303, "\(path)")
    }
  }

  /// The texts of a page that have letters: between tags, and in the attributes that are read out or shown.
  private func texts(_ page: String) -> Set<String> {
    let plain = page.replacing(/<code[^>]*>[^<]*<\/code>/, with: "").replacing(
      /<(svg|script).*?<\/\1>/, with: "")
    let between = plain.matches(of: />([^<>]+)</).map { String($0.output.1) }
    let attributes = plain.matches(of: /(?:aria-label|title|placeholder|label)="([^"]*)"/)
      .map { String($0.output.1) }
    return Set((between + attributes).filter { $0.contains(where: \.isLetter) })
  }

  /// Whether a text is nothing but names, codes and what both languages write alike.
  private func isShared(_ text: String) -> Bool {
    let bare = text.replacing(/&#?\w+;/, with: " ").replacing(/\b[a-z]+_[A-Za-z0-9]{6,}/, with: " ")
      .replacing(/\b[A-Z0-9]{8}-\d{4}(?:-CN-\d\d)?\b/, with: " ")
    return bare.split { !$0.isLetter }.allSatisfy { Self.shared.contains(String($0)) }
  }

  @Test("Every page of a business in German has no text of the English page but names and codes")
  func walk() async throws {
    try await House.with(.sqlite) { house in
      try await fill(house)
      _ = try await house.workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
      let english = try await house.signedIn()
      let german = try await house.signedIn()
      var waiting = ["/w/acme", "/workspaces", "/w/acme/nowhere", "/w/acme/figures/nrr?from=x"]
      var seen = Set(waiting)
      var forgotten: [String: String] = [:]
      while let path = waiting.popLast(), seen.count < 400 {
        let page = try await english.get(path)
        let other = try await german.get(path, headers: [.acceptLanguage: "de"])
        #expect(page.status == other.status, "\(path)")
        #expect(page.status < 400 || path.contains("nowhere") || path.contains("=x"))
        #expect(other.location != nil || other.text.contains("<html lang=\"de\">"), "\(path)")
        for text in texts(page.text).intersection(texts(other.text)) where !isShared(text) {
          forgotten[text] = path
        }
        for match in page.text.matches(of: /href="(\/(?:w\/acme|i)\b[^"]*)"/) {
          let next = String(match.output.1).replacing("&amp;", with: "&")
          guard !next.contains("/csv"), seen.insert(next).inserted else { continue }
          waiting.append(next)
        }
      }
      #expect(seen.count > 100)
      for (text, path) in forgotten.sorted(by: { $0.key < $1.key }) {
        Issue.record("\(path) has in German what it has in English: \(text)")
      }
    }
  }
}
