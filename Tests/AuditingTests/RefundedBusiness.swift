import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Operations
import Receivables
import Relations
import Subscriptions
import Testing

/// What somebody does with the gateway beside paying: money that goes back alone, with a credit note, later
/// or not at all, payments that are confirmed, and cards that are set up.
extension Business {
  func refund(_ starter: PriceID) async throws {
    let dunder = try await subscribe("Dunder", "pm_card_visa", [starter])
    let (invoice, charge) = try await firstPayment(of: dunder)
    try await perform(RefundCharge(.charge(charge), 1_00))
    let before = try await perform(RefundCharge(.charge(charge), 2_00))
    var described = DescribeRefund(before)
    described.metadata.entries = ["case": "11"]
    try await perform(described)
    var note = IssueCreditNote(invoice: invoice, lines: [])
    note.amount = 5_00
    note.refunds = [(before, 1_50)]
    note.refundAmount = 3_00
    note.parts.outOfBand = 50
    try await perform(note)

    let hydra = try await subscribe("Hydra", "pm_card_refundFail", [starter])
    try await perform(RefundCharge(.charge(try await firstPayment(of: hydra).charge), nil))
    let mesa = try await subscribe("Black Mesa", "pm_card_pendingRefund", [starter])
    try await perform(RefundCharge(.charge(try await firstPayment(of: mesa).charge), 4_00))
  }

  /// First payments that are confirmed, and cards that are set up for later.
  func confirm(_ starter: PriceID) async throws {
    let weyland = try await subscribe("Weyland", "pm_card_authenticationRequired", [starter]) {
      $0.firstPayment = .defaultIncomplete
    }
    let intent = try await workspace.read { snapshot in
      let invoice = try snapshot.invoices(InvoiceFilter(subscription: weyland), Page(limit: 1)).elements[0]
      return try #require(try snapshot.paymentIntent(for: invoice.id)).id
    }
    try await perform(ConfirmPaymentIntent(intent))
    try await perform(AuthenticatePaymentIntent(intent, succeeds: false))
    try await perform(ConfirmPaymentIntent(intent))
    try await perform(AuthenticatePaymentIntent(intent, succeeds: true))
    var described = DescribePaymentIntent(intent)
    described.metadata.entries = ["cart": "12"]
    try await perform(described)

    let customer = try await customer(of: weyland)
    var setup = CreateSetupIntent()
    setup.paymentMethod = .card(try #require(try await workspace.card(for: "pm_card_visa")))
    setup.description = "for later"
    let unowned = try await perform(setup)
    var owning = UpdateSetupIntent(unowned)
    owning.customer = customer
    try await perform(owning)
    try await perform(ConfirmSetupIntent(unowned))
    setup.customer = customer
    setup.paymentMethod = .card(
      try #require(try await workspace.card(for: "pm_card_authenticationRequiredOnSetup")))
    setup.confirms = true
    let careful = try await perform(setup)
    try await perform(AuthenticateSetupIntent(careful, succeeds: true))
    setup.paymentMethod = .card(try #require(try await workspace.card(for: "pm_card_chargeDeclined")))
    _ = try? await perform(setup)
    setup.confirms = false
    try await perform(CancelSetupIntent(try await perform(setup)))
  }

  /// On its way at the end, without an answer.
  func refundWithoutAnswer(_ starter: PriceID, _ cut: () -> Void) async throws {
    let ollivander = try await subscribe("Ollivander", "pm_card_visa", [starter])
    let charge = try await firstPayment(of: ollivander).charge
    cut()
    _ = try? await perform(RefundCharge(.charge(charge), 1_00))
    var setup = CreateSetupIntent()
    setup.paymentMethod = .card(try #require(try await workspace.card(for: "pm_card_visa")))
    setup.confirms = true
    _ = try? await perform(setup)
  }

  private func firstPayment(
    of contract: SubscriptionID
  ) async throws -> (invoice: InvoiceID, charge: ChargeID) {
    try await workspace.read { snapshot in
      let invoice = try snapshot.invoices(InvoiceFilter(subscription: contract), Page(limit: 1)).elements[0]
      return (invoice.id, try #require(try snapshot.paymentIntent(for: invoice.id)?.latestCharge))
    }
  }
}

extension RefundCharge {
  fileprivate init(_ subject: Subject, _ amount: Int64?) {
    self.init(subject)
    self.amount = amount
  }
}
