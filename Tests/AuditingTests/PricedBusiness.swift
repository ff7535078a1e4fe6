import Catalog
import Chronology
import Identity
import Monetary
import Notation
import Operations
import Rating
import Storage
import Subscriptions
import Testing

@testable import Auditing

/// A business that sells by every price model.
@Suite("An audit of every price model", .serialized)
struct PricedBusiness {
  private struct Offer {
    let model: PriceModel
    var choice: PriceChoice?
    /// What is bought first, and what it becomes in mid-period.
    var quantities: (Int64, Int64) = (150, 40)
    /// A contract in the option's currency instead.
    var option: CurrencyOption?
  }

  private static func unit(_ text: String) -> UnitPrice { UnitPrice(decimal: text)! }

  private static let tiers = try! Tiers([
    .init(upTo: 100, unitPrice: unit("10.5"), flat: unit("300")), .init(upTo: 120, unitPrice: unit("7")),
    .init(upTo: nil, unitPrice: unit("3.333333"), flat: unit("99")),
  ])

  private static let offers: [Offer] = [
    Offer(model: .flat(unit("4999")), quantities: (0, 3)), Offer(model: .graduated(tiers)),
    Offer(model: .graduated(tiers), quantities: (0, 5)), Offer(model: .volume(tiers)),
    Offer(model: .package(Package(price: unit("700"), size: 100, rounding: .up))),
    Offer(model: .package(Package(price: unit("700"), size: 60, rounding: .down))),
    Offer(model: .percentage(Percentage(percent: "2.9")!), quantities: (123_456, 7_777)),
    Offer(
      model: .graduatedPercentage(
        try! PercentageTiers([
          .init(upTo: 100_000, percentage: Percentage(percent: "2.9")!, flat: unit("30")),
          .init(upTo: nil, percentage: Percentage(percent: "1.75")!),
        ])), quantities: (234_567, 99)),
    Offer(
      model: .matrix(
        try! PriceMatrix(
          rows: "region", columns: "size", [.init(row: "eu", column: "large", unitPrice: unit("900.5"))])),
      choice: .cell(row: "eu", column: "large")),
    Offer(model: .customAmount(CustomAmount(minimum: 100)!), choice: .amount(750)),
    Offer(model: .allowing(free: 100, then: .graduated(tiers))),
    Offer(
      model: .bounded(.perUnit(unit("10")), AmountLimits(minimum: unit("500"), maximum: unit("1000"))!)),
    Offer(
      model: .perUnit(unit("10")), quantities: (3, 5),
      option: CurrencyOption(currency: .jpy, model: .graduated(tiers))),
  ]

  @Test(
    "Contracts of every model, changed in mid-period and renewed, audit clean", arguments: Engine.allCases)
  func everyModel(engine: Engine) async throws {
    try await Business.lend(on: engine) { business in
      let contracts = try await sell(on: business)
      try await business.on("2026-05-15")
      for (contract, offer) in zip(contracts, Self.offers) {
        var change = UpdateSubscription(contract)
        let item = try #require(try await business.workspace.read { try $0.subscription(contract) }).items[0]
        change.items = [.update(item.id, price: nil, quantity: offer.quantities.1)]
        change.prorationBehavior = .alwaysInvoice
        try await business.perform(change)
      }
      try await business.on("2026-06-12")
      _ = try await business.workspace.answer(RecurringRevenueHistory(patience: .seconds(120)))
      let report = try await business.audit()
      #expect(report.findings == [])
      #expect(report.recurringRevenue.contains { $0.currency == "jpy" })
      // The same books with one amount that its price never charged.
      let invoice = try #require(
        try await business.workspace.read {
          try $0.invoices(InvoiceFilter(subscription: contracts[1]), Page(limit: 1)).elements.first
        })
      let tampered = Tampered(
        original: business.database,
        statements: [
          SQL(
            stringLiteral:
              "UPDATE price SET model = replace(model, '10.5', '10.6') WHERE model LIKE '%graduated%'")
        ])
      let found = try await Auditor.audit(tampered).findings
      #expect(found.contains { $0.check == .lineAmounts && $0.subjects.contains(invoice.id.text) })
    }
  }

  private func sell(on business: Business) async throws -> [SubscriptionID] {
    var contracts: [SubscriptionID] = []
    for (number, offer) in Self.offers.enumerated() {
      let price = try await business.perform(
        CreatePrice(
          product: .new(id: nil, name: "Offer \(number)", terms: ProductTerms()),
          terms: .init(
            currency: .eur, model: offer.model, cadence: .monthly,
            currencyOptions: offer.option.map { [$0] } ?? [])))
      let customer = try await business.perform(CreateCustomer(terms: CustomerTerms()))
      var command = CreateSubscription(
        customer: customer,
        items: [.init(price: price, quantity: offer.quantities.0, choice: offer.choice)])
      command.collection = .sendInvoice(daysUntilDue: 30)
      command.currency = offer.option?.currency
      contracts.append(try await business.perform(command))
    }
    return contracts
  }

  @Test("The audit's own rating, worked out the long way, is the engine's")
  func ratings() throws {
    for offer in Self.offers {
      let text = try JSON(encoding: offer.model).text
      let audited = try #require(AuditedModel(parsed(text)))
      let choice: AuditedChoice? =
        switch offer.choice {
        case .amount(let amount)?: .amount(amount)
        case .cell(let row, let column)?: .cell(row: row, column: column)
        case nil: nil
        }
      for quantity in [0, 1, 59, 60, 61, 99, 100, 101, 119, 120, 121, 100_000, 100_001, 250_000] as [Int64] {
        #expect(
          try audited.whole(quantity, choice) == offer.model.exact(quantity: quantity, choice: offer.choice),
          "\(offer.model), \(quantity)")
      }
    }
  }
}
