import Catalog
import Chronology
import Journal
import Monetary
import Operations
import Rating
import Relations
import Subscriptions
import Testing

@testable import Dashboard

/// A small business for pages to show: named customers, who pay in good or bad cards, and leave.
struct Town: Sendable {
  static let cause = FactCause(actor: "test")
  let house: House
  private(set) var price = PriceID("")
  private(set) var product = ProductID("")

  init(_ house: House, minorUnits: Int64 = 2_900) async throws {
    self.house = house
    price = try await house.workspace.perform(
      CreatePrice(
        product: .new(id: nil, name: "Studio", terms: ProductTerms()),
        terms: .init(
          currency: .eur, model: .perUnit(UnitPrice(minorUnits: minorUnits)), cadence: .monthly)),
      as: Self.cause)
    let id = price
    product = try #require(try await house.workspace.read { try $0.price(id)?.product })
  }

  func customer(_ name: String, email: String? = nil, card: String? = "pm_card_visa") async throws
    -> CustomerID
  {
    var terms = CustomerTerms()
    terms.name = .set(name)
    if let email { terms.email = .set(email) }
    guard let card else {
      return try await house.workspace.perform(CreateCustomer(terms: terms), as: Self.cause)
    }
    let found = try #require(try await house.workspace.card(for: card))
    return try await house.workspace.perform(
      CreateCustomer(terms: terms, paymentMethod: .card(found)), as: Self.cause)
  }

  func subscribe(_ customer: CustomerID, quantity: Int64 = 1) async throws -> SubscriptionID {
    try await house.workspace.perform(
      CreateSubscription(customer: customer, items: [.init(price: price, quantity: quantity)]),
      as: Self.cause)
  }

  /// Lets a contract end with its period.
  func end(_ id: SubscriptionID) async throws {
    var command = UpdateSubscription(id)
    command.cancelAtPeriodEnd = true
    _ = try await house.workspace.perform(command, as: Self.cause)
  }

  /// An invoice by hand that nobody pays.
  func invoice(_ customer: CustomerID, amount: Int64, final: Bool = true) async throws -> InvoiceID {
    var command = CreateInvoice(customer: customer)
    command.currency = .eur
    command.collection = .sendInvoice(daysUntilDue: 30)
    let id = try await house.workspace.perform(command, as: Self.cause)
    try await house.workspace.perform(
      AddInvoiceLines(invoice: id, lines: [.new(ItemTerms(pricing: .amount(amount)))]), as: Self.cause)
    if final {
      try await house.workspace.perform(FinalizeInvoiceNow(invoice: id), as: Self.cause)
    }
    return id
  }
}
