import Chronology
import Invoicing
import Journal
import Monetary
import Operations
import Relations
import Storage
import Subscriptions
import Testing

@testable import Dashboard

@Suite("An invoice as its customer sees it")
struct HostedInvoiceTests {
  private static let cause = FactCause(actor: "test", requestID: nil)

  /// A draft with two lines, a memo, a footer and an order number.
  private func draft(_ house: House) async throws -> InvoiceID {
    let workspace = house.workspace
    var terms = CustomerTerms()
    terms.name = .set("Ada <Lovelace>")
    terms.email = .set("ada@example.com")
    let customer = try await workspace.perform(CreateCustomer(terms: terms), as: Self.cause)
    var invoice = CreateInvoice(customer: customer)
    invoice.currency = .eur
    invoice.collection = .sendInvoice(daysUntilDue: 30)
    invoice.description = "Thank you for <b>coming</b>"
    invoice.footer = "Acme Ltd, London"
    invoice.customFields = [CustomField(name: "Order", value: "44-b")]
    let id = try await workspace.perform(invoice, as: Self.cause)
    for (amount, text) in [(Int64(90_00), "Workshop"), (Int64(-10_00), "For the trouble")] {
      var item = ItemTerms()
      item.pricing = .amount(amount)
      item.description = .set(text)
      var command = CreateInvoiceItem(customer: customer, terms: item)
      command.invoice = id
      try await workspace.perform(command, as: Self.cause)
    }
    return id
  }

  private func finalize(_ id: InvoiceID, _ house: House) async throws {
    try await house.workspace.perform(FinalizeInvoiceNow(invoice: id), as: Self.cause)
  }

  @Test("It says everything the invoice says, to whoever has the address", arguments: Engine.allCases)
  func says(engine: Engine) async throws {
    try await House.with(engine) { house in
      let id = try await draft(house)
      let path = house.workspace.links.path(to: id)
      #expect(try await house.browser().get(path).status == 404, "a draft has no address yet")
      try await finalize(id, house)
      let browser = house.browser()
      let seen = try await browser.get(path)
      #expect(seen.status == 200)
      let number = try #require(try await house.workspace.read { try $0.invoice(id)?.number })
      for text in [
        "Invoice \(number)", "<b>acme</b>", "Test", "Ada &lt;Lovelace&gt;", "ada@example.com", "Workshop",
        "For the trouble", "<h1 id=\"asked\">€80.00</h1>", "To be paid by 22\u{A0}Dec\u{A0}2026", "44-b",
        "Thank you for &lt;b&gt;coming&lt;/b&gt;", "Acme Ltd, London", "name=\"robots\"",
      ] { #expect(seen.text.contains(text), "\(text)") }
      #expect(seen.amounts == [90_00, -10_00, 80_00])
      #expect(!seen.text.contains("<script") && !seen.text.contains("href=\"/w/"))
      #expect(browser.cookies.isEmpty && seen.headers[values: .setCookie].isEmpty)
      #expect(seen.header("referrer-policy") == "no-referrer")
      #expect(seen.header("x-robots-tag") == "noindex, nofollow, noarchive")
      #expect(seen.header("cache-control") == "no-store")
      #expect(seen.header("content-security-policy")?.contains("default-src 'none'") == true)
    }
  }

  @Test("It follows what becomes of the invoice")
  func follows() async throws {
    try await House.with(.sqlite) { house in
      let (paid, void, lost) = (
        try await draft(house), try await draft(house), try await draft(house)
      )
      for id in [paid, void, lost] { try await finalize(id, house) }
      let workspace = house.workspace
      func text(_ id: InvoiceID) async throws -> String {
        try await house.browser().get(workspace.links.path(to: id)).text
      }
      var note = IssueCreditNote(invoice: paid)
      note.amount = 20_00
      note.parts = Invoice.CreditParts()
      let noted = try await workspace.perform(note, as: Self.cause)
      let number = try #require(try await workspace.read { try $0.creditNote(noted)?.number })
      let credited = try await text(paid)
      #expect(credited.contains("<h1 id=\"asked\">€60.00</h1>") && credited.contains(number))
      try await workspace.perform(PayInvoice(invoice: paid, outOfBand: true), as: Self.cause)
      #expect(try await text(paid).contains("Paid on 22\u{A0}Nov\u{A0}2026. Nothing is due."))
      try await workspace.perform(VoidInvoice(invoice: void), as: Self.cause)
      #expect(try await text(void).contains("Void since 22\u{A0}Nov\u{A0}2026. Nothing is to be paid."))
      try await workspace.perform(MarkInvoiceUncollectible(invoice: lost), as: Self.cause)
      #expect(try await text(lost).contains("Not paid"))
    }
  }

  @Test("Any other address is one of nothing, and tells no more than that", arguments: Engine.allCases)
  func others(engine: Engine) async throws {
    try await House.with(engine) { house in
      let (id, other) = (try await draft(house), try await draft(house))
      for id in [id, other] { try await finalize(id, house) }
      let path = house.workspace.links.path(to: id)
      let token = String(path.split(separator: "/")[3])
      let account = house.workspace.record.account
      let secret = try #require(try await house.users.workspaces.find("secret"))
      for wrong in [
        "/i/\(account)/\(other)/\(token)", "/i/\(secret.account)/\(id)/\(token)", "/i/acct_no/\(id)/\(token)",
        "/i/\(account)/in_no/\(token)", "\(path)0", String(path.dropLast()), "/i/\(account)/\(id)",
        "/i/\(account)/\(id)/%00", "/i/\(account)/\(id)/\(String(repeating: "a", count: 256))",
        "/i/\(account)//\(token)", "/i", "/i/acme/\(id)/\(token)",
      ] {
        let seen = try await house.browser().get(wrong)
        #expect(seen.status == 404, "\(wrong)")
        #expect(!seen.text.contains("Ada") && !seen.text.contains(id.text), "\(wrong)")
      }
      let owner = try await house.signedIn()
      #expect(try await owner.get("/w/acme/invoices/\(id)").text.contains("href=\"\(path)\""))
    }
  }
}
