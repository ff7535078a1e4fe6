import Catalog
import Chronology
import Foundation
import Invoicing
import Storage
import TestSupport
import Testing

@testable import Operations

@Suite("A restored live workspace", .serialized)
struct ResumeTests {
  @Test("It is paused: it can be looked at, and nothing changes or leaves", arguments: Engine.allCases)
  func paused(engine: Engine) async throws {
    let folder = try Folder()
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      try await house.subscriber(in: "real")
      try await house.backUp("real", to: "\(folder.path)/backup")
      try await house.directory.delete("real")
      let restored = try await house.restore("\(folder.path)/backup").workspace
      #expect(restored.isPaused && restored.standsBecause == .restored && restored.standsAt == house.now)
      _ = try await house.recurringRevenue(of: "real")
      let (asked, before) = (house.outside.calls, try await house.dump("real"))
      try house.setNow("2027-01-01")
      let workspace = try await house.directory.open("real")
      #expect(try await workspace.doDueWork() == 0)
      try await workspace.forgetOldKeys()
      let paused = WorkspaceRefusal.paused("real")
      await refusal(paused) { try await house.subscriber(in: "real") }
      await refusal(paused) { _ = try await workspace.card(for: "pm_card_visa") }
      await refusal(paused) { try await workspace.liveThrough(house.now) }
      await refusal(paused) {
        let request = RequestIdentity(
          cause: House.cause, requestID: "req_1", key: .init("key-1"), fingerprint: "f")
        _ = try await workspace.reply(
          to: CreateProduct(name: "Plan", terms: ProductTerms()), for: request,
          rendering: .init(outcome: { _, _ in Reply(status: 200, body: []) }, refusal: { _, _ in nil }))
      }
      await refusal(WorkspaceRefusal.live("real")) {
        try await house.directory.advance("real", to: house.now)
      }
      #expect(try await house.recurringRevenue(of: "real").isEmpty == false)
      #expect(house.outside.calls == asked)
      #expect(try await house.dump("real") == before)
      try await house.expectClean("real")
      // A look at what an invoice would be is no change.
      let seen = try await workspace.rehearse(
        CreateProduct(name: "Plan", terms: ProductTerms()), as: House.cause
      ) { id, snapshot in try snapshot.product(id)?.name }
      #expect(seen == "Plan")
    }
  }

  @Test(
    "Resuming asks what came of payments under way, and records an answer that was lost",
    arguments: Engine.allCases)
  func lostAnswer(engine: Engine) async throws {
    let folder = try Folder()
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      try await house.subscriber(in: "real")
      house.outside.setLosingAnswers(true)
      _ = try? await house.subscriber(in: "real")
      // This one never reached the gateway.
      house.outside.setReachable(false)
      let price = try await house.directory.open("real").read {
        try $0.prices(PriceFilter(), Page(limit: 1)).elements[0].id
      }
      let customer = try await house.directory.open("real").read {
        try $0.customers(CustomerFilter(), Page(limit: 1)).elements[0].id
      }
      _ = try? await house.directory.open("real").perform(
        CreateSubscription(customer: customer, items: [.init(price: price)]), as: House.cause)
      try await house.backUp("real", to: "\(folder.path)/backup")
      try await house.directory.delete("real")
      try await house.restore("\(folder.path)/backup")
      await refusal(WorkspaceRefusal.gatewaySilent("real", attempts: 2)) {
        _ = try await house.directory.resume("real")
      }
      #expect(try await house.directory.find("real")?.isPaused == true)
      house.outside.setReachable(true)
      house.outside.setLosingAnswers(false)
      let charges = house.outside.charges
      let resumption = try await house.directory.resume("real")
      #expect(resumption.asked == 2 && resumption.answered == 1)
      #expect(resumption.after.standsAt == nil && !resumption.after.isPaused)
      #expect(house.outside.charges == charges)
      func open() async throws -> Int {
        try await house.directory.open("real").read {
          try $0.invoices(InvoiceFilter(status: .open), Page(limit: 10)).elements.count
        }
      }
      #expect(try await open() == 1)
      try await house.expectClean("real")
      // The one that nobody heard of is collected like any other.
      try await house.live("real", until: "2026-06-01T00:10:00Z")
      #expect(try await open() == 0)
      #expect(house.outside.charges == charges + 1)
      let again = try await house.directory.resume("real")
      #expect(again.asked == 0 && again.after == again.before)
    }
  }

  @Test(
    "Resuming asks what came of refunds under way, and gives nothing back twice", arguments: Engine.allCases)
  func lostRefund(engine: Engine) async throws {
    let folder = try Folder()
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      try await house.subscriber(in: "real")
      let charge = try await house.directory.open("real").read {
        try $0.charges(ChargeFilter(), Page(limit: 1)).elements[0]
      }
      func refund(_ amount: Int64) async throws {
        var command = RefundCharge(.charge(charge.id))
        command.amount = amount
        _ = try? await house.directory.open("real").perform(command, as: House.cause)
      }
      house.outside.setLosingAnswers(true)
      try await refund(400)
      house.outside.setReachable(false)
      try await refund(100)
      try await house.backUp("real", to: "\(folder.path)/backup")
      try await house.directory.delete("real")
      try await house.restore("\(folder.path)/backup")
      house.outside.setReachable(true)
      house.outside.setLosingAnswers(false)
      let resumption = try await house.directory.resume("real")
      #expect(resumption.asked == 2 && resumption.answered == 1 && house.outside.refunded == 1)
      let workspace = try await house.directory.open("real")
      #expect(try await workspace.read { try $0.charge(charge.id)?.refunded } == 400)
      try await house.expectClean("real")
      try await house.live("real", until: "2026-06-01T00:10:00Z")
      #expect(try await workspace.read { try $0.charge(charge.id)?.refunded } == 500)
      #expect(house.outside.refunded == 2)
      try await house.expectClean("real")
    }
  }

  @Test("What the original collected after the backup is not collected again", arguments: Engine.allCases)
  func notTwice(engine: Engine) async throws {
    let folder = try Folder()
    try await House.lend(on: engine) { house in
      try await house.business("real", days: 60)
      try await house.backUp("real", to: "\(folder.path)/backup")
      let atBackup = house.outside.answered
      try await house.live("real", until: "2026-08-15")
      let (answered, charges) = (house.outside.answered, house.outside.charges)
      #expect(answered > atBackup, "the original must have collected something since")
      // The machine is lost, and yesterday's backup is what there is.
      try await house.directory.delete("real")
      try await house.restore("\(folder.path)/backup")
      _ = try await house.directory.resume("real")
      try await house.live("real", until: "2026-08-15")
      #expect(house.outside.answered == answered && house.outside.charges == charges)
      try await house.expectClean("real")
    }
  }

  @Test(
    "A restored test workspace stands still until it is resumed, and is not paused",
    arguments: Engine.allCases)
  func test(engine: Engine) async throws {
    let folder = try Folder()
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "trial", mode: .test)
      try await house.subscriber(in: "trial")
      try await house.backUp("trial", to: "\(folder.path)/trial")
      let restored = try await house.restore("\(folder.path)/trial", as: "again").workspace
      #expect(restored.standsBecause == .restored && !restored.isPaused)
      try await house.live("again", until: "2026-09-15")
      #expect(try await house.invoices(of: "again") == 1)
      _ = try await house.directory.resume("again")
      try await house.live("again", until: "2026-09-15")
      #expect(try await house.invoices(of: "again") == 4)
      #expect(house.outside.calls == 0)
    }
  }

  @Test("A fork out of a backup is a fork, and stands where it stood", arguments: Engine.allCases)
  func fork(engine: Engine) async throws {
    let folder = try Folder()
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      try await house.subscriber(in: "real")
      let fork = try await house.directory.fork("real", as: "copy").workspace
      let day = try #require(Instant(iso: "2026-10-01"))
      try await house.directory.advance("copy", to: day)
      try await house.backUp("copy", to: "\(folder.path)/copy")
      let restored = try await house.restore("\(folder.path)/copy", as: "again").workspace
      #expect(restored.standsBecause == .forked && restored.standsAt == day && restored.mode == .test)
      #expect(restored.forkedFrom == fork.forkedFrom)
      let asked = house.outside.calls
      try await house.directory.advance("again", to: try #require(Instant(iso: "2027-01-01")))
      #expect(house.outside.calls == asked)
      try await house.expectClean("again")
    }
  }

  @Test("An import's standing workspace is resumed as ever", arguments: Engine.allCases)
  func imported(engine: Engine) async throws {
    try await House.lend(on: engine) { house in
      _ = try await house.directory.create(name: "real", mode: .live)
      let snapshot = try #require(Instant(iso: "2026-05-01"))
      try await house.directory.stand("real", at: snapshot, because: .imported)
      try await house.subscriber(in: "real")
      let asked = house.outside.calls
      let resumption = try await house.directory.resume("real")
      #expect(resumption.before.standsAt == snapshot && resumption.after.standsAt == nil)
      #expect(resumption.asked == 0 && house.outside.calls == asked)
      await refusal(WorkspaceRefusal.unknown("nobody")) { _ = try await house.directory.resume("nobody") }
    }
  }
}
