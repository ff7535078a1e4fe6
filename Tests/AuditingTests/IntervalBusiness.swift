import Catalog
import Chronology
import Identity
import Monetary
import Operations
import Rating
import Storage
import Subscriptions
import Testing

@testable import Auditing

/// A business with contracts of several intervals, in several calendars, and with things that cost nothing.
@Suite("An audit of intervals, calendars and what is free", .serialized)
struct IntervalBusiness {
  private func price(_ amount: Int64, _ cadence: Cadence, in business: Business) async throws -> PriceID {
    try await business.perform(
      CreatePrice(
        product: .new(id: nil, name: "\(amount) \(cadence)", terms: ProductTerms()),
        terms: .init(currency: .eur, model: .perUnit(UnitPrice(minorUnits: amount)), cadence: cadence)))
  }

  private func subscribe(
    to prices: [PriceID], zone: String? = nil, in business: Business,
    adjusting adjust: (inout CreateSubscription) -> Void = { _ in }
  ) async throws -> SubscriptionID {
    var terms = CustomerTerms()
    terms.timeZone = .set(zone.flatMap { Zone(identifier: $0) })
    let customer = try await business.perform(CreateCustomer(terms: terms))
    var command = CreateSubscription(customer: customer, items: prices.map { .init(price: $0) })
    command.collection = .sendInvoice(daysUntilDue: 30)
    adjust(&command)
    return try await business.perform(command)
  }

  private func swap(_ contract: SubscriptionID, to price: PriceID, in business: Business) async throws {
    var change = UpdateSubscription(contract)
    let item = try #require(try await business.workspace.read { try $0.subscription(contract) }).items[0]
    change.items = [.update(item.id, price: price, quantity: nil)]
    try await business.perform(change)
  }

  @Test(
    "Periods of every interval and calendar audit clean, and a lie about one is found",
    arguments: Engine.allCases)
  func everyInterval(engine: Engine) async throws {
    try await Business.lend(on: engine) { business in
      try await business.on("2026-05-01")
      let (free, paid) = (
        try await price(0, .monthly, in: business), try await price(31_00, .monthly, in: business)
      )
      let (week, year) = (
        try await price(7_00, .weekly, in: business), try await price(365_00, .yearly, in: business)
      )
      let mixed = try await subscribe(to: [paid, year, week], in: business)
      let swapped = try await subscribe(to: [paid, week], in: business)
      let freed = try await subscribe(to: [paid], in: business)
      let raised = try await subscribe(to: [free], in: business)
      _ = try await subscribe(to: [free], zone: "Asia/Kathmandu", in: business)
      let zoned = try await subscribe(to: [paid, year], zone: "America/New_York", in: business)
      _ = try await subscribe(to: [paid, week], zone: "Pacific/Apia", in: business) { $0.trial = .days(9) }
      try await business.on("2026-06-17T10:11:12Z")
      try await swap(swapped, to: year, in: business)
      try await swap(freed, to: free, in: business)
      try await business.on("2026-08-03")
      try await swap(swapped, to: paid, in: business)
      try await swap(raised, to: paid, in: business)
      try await business.on("2026-08-29")
      try await swap(freed, to: paid, in: business)
      var removal = UpdateSubscription(mixed)
      let weekly = try #require(try await business.workspace.read { try $0.subscription(mixed) }).items[2]
      removal.items = [.remove(weekly.id)]
      try await business.perform(removal)
      try await business.on("2027-03-12")
      _ = try await business.workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
      let findings = try await business.audit().findings
      #expect(findings == [], "\(findings)")
      let lies: [(SubscriptionID, SQL)] = [
        (
          mixed,
          """
          DELETE FROM invoice_line WHERE period_start > 1801440000 AND subscription = (
            SELECT s.id FROM subscription s JOIN subscription_item i ON i.subscription = s.id
            WHERE s.time_zone IS NULL AND i.cadence_unit = 'year')
          """
        ),
        (zoned, "UPDATE subscription SET time_zone = 'Europe/Berlin' WHERE time_zone = 'America/New_York'"),
        (
          raised,
          """
          DELETE FROM invoice_line WHERE period_start > 1796083200 AND subscription = (
            SELECT subscription FROM invoice_line GROUP BY subscription HAVING MIN(period_start) > 1784505600)
          """
        ),
      ]
      for (contract, lie) in lies {
        let tampered = Tampered(original: business.database, statements: [lie])
        let found = try await Auditor.audit(tampered).findings
        let isFound = found.contains { finding in
          [.periods, .currentPeriods].contains(finding.check) && finding.subjects.contains(contract.text)
        }
        #expect(isFound, "\(lie)")
      }
    }
  }
}
