import Chronology
import Foundation
import Identity
import Operations
import Storage
import Subscriptions
import Testing

@Suite("A fork", .serialized)
struct ForkTests {
  @Test(
    "A year on a copy of a live book: nothing leaves, the original stays as it is, and the books hold",
    arguments: Engine.allCases)
  func year(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      try await house.business("real")
      let before = try await house.dump("real")
      let asked = house.outside.calls
      #expect(asked > 0, "the original must have reached the outside, or the test shows nothing")
      let (fork, secret) = try await house.directory.fork("real", as: "next-year")
      #expect(fork.mode == .test && fork.standsBecause == .forked && fork.standsAt == house.now)
      #expect(secret.hasPrefix("sk_test_"))
      let invoices = try await house.invoices(of: "next-year")
      let target = try #require(Instant(iso: "2027-06-01"))
      let journey = try await house.directory.advance("next-year", to: target)
      #expect(journey.reached == target && journey.jobs > 0)
      #expect(try await house.directory.find("next-year")?.standsAt == target)
      #expect(try await house.invoices(of: "next-year") > invoices)
      #expect(house.outside.calls == asked)
      #expect(try await house.dump("real") == before)
      try await house.expectClean("next-year")
      try await house.expectClean("real")
    }
  }

  @Test(
    "At its moment a fork has the original's events, books and recurring revenue, and not its requests",
    arguments: Engine.allCases)
  func equal(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      try await house.business("real", days: 40)
      let instant = house.now
      try await house.database("real").write { rows in
        _ = try rows.claim(
          .init("request-1")!, fingerprint: "f", requestID: "req_1", at: instant)
      }
      _ = try await house.directory.fork("real", as: "copy")
      let (original, copy) = (try await house.dump("real"), try await house.dump("copy"))
      #expect(original.count == copy.count)
      for (one, other) in zip(original, copy) where one.name != "idempotency" { #expect(one == other) }
      let requests = try #require(copy.first { $0.name == "idempotency" })
      #expect(requests.rows == 0)
      #expect(try await house.recurringRevenue(of: "copy") == house.recurringRevenue(of: "real"))
      #expect(try await !house.recurringRevenue(of: "copy").isEmpty)
    }
  }

  @Test(
    "A fork can be forked, has an account and a key of its own, and outlives its original",
    arguments: Engine.allCases)
  func twice(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      try await house.subscriber(in: "real")
      let (first, firstKey) = try await house.directory.fork("real", as: "one")
      let later = try #require(Instant(iso: "2026-09-01"))
      try await house.directory.advance("one", to: later)
      let (second, secondKey) = try await house.directory.fork("one", as: "two")
      #expect(second.standsAt == later && second.forkedFrom == first.account)
      let paths = try await [
        house.directory.open("real"), house.directory.open("one"), house.directory.open("two"),
      ]
      .map { $0.links.path(to: InvoiceID("in_1")).split(separator: "/").last }
      #expect(Set(paths).count == 3, "no address of one opens an invoice of another")
      #expect(Set(try await house.directory.list().map(\.account)).count == 3)
      #expect(try await house.directory.authenticate(secret: firstKey).workspace.name == "one")
      #expect(try await house.directory.authenticate(secret: secondKey).workspace.name == "two")
      try await house.directory.delete("real")
      try await house.directory.delete("one")
      try await house.directory.advance("two", to: try #require(Instant(iso: "2026-12-01")))
      #expect(try await house.invoices(of: "two") == 7)
      try await house.expectClean("two")
      #expect(try await house.host.workspaceKeys() == [second.key])
    }
  }

  @Test("A fork of a workspace that stands still stands there too", arguments: Engine.allCases)
  func standing(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "imported", mode: .live)
      let snapshot = try #require(Instant(iso: "2026-05-01"))
      try await house.directory.stand("imported", at: snapshot, because: .imported)
      let fork = try await house.directory.fork("imported", as: "copy").workspace
      #expect(fork.standsAt == snapshot && fork.standsBecause == .forked)
      #expect(try await house.directory.find("imported")?.standsBecause == .imported)
    }
  }

  @Test(
    "Names that are held and workspaces that are not there are refused, and leave nothing",
    arguments: Engine.allCases)
  func refusals(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      let kept = try await house.directory.create(name: "real", mode: .live).workspace
      await refusal(WorkspaceRefusal.nameTaken("real")) {
        _ = try await house.directory.fork("real", as: "real")
      }
      await refusal(WorkspaceRefusal.nameUnusable("No!")) {
        _ = try await house.directory.fork("real", as: "No!")
      }
      await refusal(WorkspaceRefusal.unknown("nobody")) {
        _ = try await house.directory.fork("nobody", as: "copy")
      }
      #expect(try await house.host.workspaceKeys() == [kept.key])
      #expect(try await house.directory.list().map(\.name) == ["real"])
    }
  }

  @Test(
    "A payment under way in the original is answered in the fork by the test gateway",
    arguments: Engine.allCases)
  func openAttempt(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      house.outside.setLosingAnswers(true)
      _ = try? await house.subscriber(in: "real")
      let asked = house.outside.calls
      _ = try await house.directory.fork("real", as: "copy")
      try await house.directory.advance("copy", to: try #require(Instant(iso: "2026-08-01")))
      #expect(house.outside.calls == asked)
      #expect(try await house.invoices(of: "copy") == 3)
      let status = try await house.directory.open("copy").read {
        try $0.subscriptions(SubscriptionFilter(), Page(limit: 1)).elements.first?.status
      }
      #expect(status == .active)
      try await house.expectClean("copy")
    }
  }
}
