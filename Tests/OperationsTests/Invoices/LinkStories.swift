import Chronology
import Identity
import Storage
import Subscriptions
import TestSupport
import Testing

@testable import Operations

@Suite("The addresses of invoices")
struct LinkStories {
  private let invoice = InvoiceID("in_1")

  private func directory(_ host: any DatabaseHost) async throws -> WorkspaceDirectory {
    try await WorkspaceDirectory(
      host: host, gateway: { _ in ScriptedGateway() }, clock: WallClock { Instant(seconds: 1_790_000_000) })
  }

  @Test("A token opens the invoice that it was made for, in the workspace that it was made for, and no other")
  func own() {
    let links = InvoiceLinks(account: "acct_1", secret: "secret")
    let parts = links.path(to: invoice).split(separator: "/").map(String.init)
    #expect(parts.prefix(3) == ["i", "acct_1", "in_1"] && parts.count == 4)
    #expect(parts[3].count == 40 && parts[3].allSatisfy(\.isHexDigit))
    #expect(links.isToken(parts[3], for: invoice))
    #expect(!links.isToken(parts[3], for: InvoiceID("in_2")))
    #expect(!InvoiceLinks(account: "acct_2", secret: "secret").isToken(parts[3], for: invoice))
    #expect(!InvoiceLinks(account: "acct_1", secret: "Secret").isToken(parts[3], for: invoice))
    for wrong in ["", String(parts[3].dropLast()), parts[3] + "0", parts[3].uppercased()] {
      #expect(!links.isToken(wrong, for: invoice))
    }
  }

  @Test(
    "They stay through every opening, each workspace has its own, and one from before draws them late",
    arguments: Engine.allCases)
  func kept(engine: Engine) async throws {
    try await TestHost.with(engine) { host in
      let first = try await self.directory(host)
      let acme = try await first.create(name: "acme", mode: .live).workspace
      _ = try await first.create(name: "other", mode: .live)
      let path = try await first.open("acme").links.path(to: invoice)
      #expect(try await self.directory(host).open("acme").links.path(to: invoice) == path)
      #expect(try await first.open("other").links.path(to: invoice) != path)
      #expect(try await first.find(account: acme.account)?.name == "acme")
      #expect(try await first.find(account: "acct_nobody") == nil)
      try await host.workspace(acme.key).write { rows in
        try rows.execute("DELETE FROM workspace_setting WHERE name = 'link_secret'")
      }
      let late = try await self.directory(host).open("acme").links.path(to: invoice)
      #expect(late != path)
      #expect(try await self.directory(host).open("acme").links.path(to: invoice) == late)
    }
  }
}
