import Catalog
import Chronology
import Monetary
import Operations
import Rating
import Storage
import Subscriptions
import Testing

@testable import Auditing

/// A business whose customers look at things and leave, in the second in which they came.
@Suite("An audit of trials that end where they began", .serialized)
struct TriedBusiness {
  private enum End: CaseIterable {
    case canceled, billedNow, billedAndCanceled, canceledLater, paused
  }

  private static let tiers = try! Tiers([
    .init(upTo: nil, unitPrice: UnitPrice(minorUnits: 5), flat: UnitPrice(minorUnits: 7_00))
  ])

  @Test(
    "A trial that is as long as a period and ends in its first second owes nothing and audits clean",
    arguments: Engine.allCases)
  func inOneSecond(engine: Engine) async throws {
    try await Business.lend(on: engine) { business in
      let models: [PriceModel] = [.perUnit(UnitPrice(minorUnits: 10_00)), .graduated(Self.tiers)]
      for (cadence, days) in [(Cadence.daily, 1), (.weekly, 7), (.every(10, .day), 10)] {
        for model in models {
          let price = try await business.perform(
            CreatePrice(
              product: .new(id: nil, name: "tried", terms: ProductTerms()),
              terms: .init(currency: .eur, model: model, cadence: cadence)))
          for (end, quantity) in End.allCases.flatMap({ end in [0, 1].map { (end, Int64($0)) } }) {
            let customer = try await business.perform(CreateCustomer(terms: CustomerTerms()))
            var command = CreateSubscription(
              customer: customer, items: [.init(price: price, quantity: quantity)])
            command.collection = .sendInvoice(daysUntilDue: 30)
            command.trial = .days(days)
            let contract = try await business.perform(command)
            try await self.end(contract, end, in: business)
          }
        }
      }
      try await business.on("2026-05-20")
      _ = try await business.workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
      let findings = try await business.audit().findings
      #expect(findings == [], "\(findings)")
    }
  }

  @Test(
    "A contract that ends while it is paused audits clean, and not without the movement that says so",
    arguments: Engine.allCases)
  func endedPause(engine: Engine) async throws {
    try await Business.lend(on: engine) { business in
      let price = try await business.perform(
        CreatePrice(
          product: .new(id: nil, name: "gym", terms: ProductTerms()),
          terms: .init(currency: .eur, model: .perUnit(UnitPrice(minorUnits: 10_00)), cadence: .monthly)))
      let customer = try await business.perform(CreateCustomer(terms: CustomerTerms()))
      var contracts: [SubscriptionID] = []
      for _ in 0..<2 {
        var command = CreateSubscription(customer: customer, items: [.init(price: price)])
        command.collection = .sendInvoice(daysUntilDue: 30)
        contracts.append(try await business.perform(command))
      }
      for contract in contracts { try await business.perform(PauseSubscription(contract)) }
      for contract in contracts { try await business.perform(CancelSubscription(contract)) }
      _ = try await business.workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
      let findings = try await business.audit().findings
      #expect(findings == [], "\(findings)")
      let last = contracts[1]
      try await business.database.write { rows in
        try rows.execute(
          "DELETE FROM movement WHERE delta = 0 AND subscription = :contract", ["contract": last])
      }
      #expect(try await business.audit().findings.map(\.check) == [.movements])
    }
  }

  private func end(_ contract: SubscriptionID, _ end: End, in business: Business) async throws {
    var update = UpdateSubscription(contract)
    switch end {
    case .canceled: try await business.perform(CancelSubscription(contract))
    case .billedNow, .billedAndCanceled, .paused:
      update.trialEnd = .now
      try await business.perform(update)
      if end == .billedAndCanceled { try await business.perform(CancelSubscription(contract)) }
      if end == .paused { try await business.perform(PauseSubscription(contract)) }
    case .canceledLater:
      update.cancelAtPeriodEnd = true
      try await business.perform(update)
    }
  }
}
