import Catalog
import Invoicing
import Monetary
import Operations
import Rating
import Subscriptions
import Testing

/// What coupons and their codes take off.
extension Business {
  /// Contracts that something is taken off, in every way there is, and an invoice with discounts of its own.
  func discount(_ monthly: PriceID, _ other: PriceID) async throws {
    let third = try await coupon("33.3", .repeating, months: 2)
    let short = try await coupon("5", .repeating, months: 1)
    let (tenth, once) = (try await coupon("10", .forever), try await coupon("50", .once))
    let amount = try await perform(
      CreateCoupon { id, created in
        Coupon(id: id, reduction: .amounts(off: [Money(1_01, .eur)]), duration: .forever, created: created)
      })
    var naming = UpdateCoupon(tenth)
    naming.name = .set("A tenth")
    try await perform(naming)
    try await perform(DeleteCoupon(try await coupon("1", .once)))
    var codes = CreatePromotionCodes(of: tenth)
    codes.count = 3
    codes.minimums = [Money(1, .eur)]
    let code = try await perform(codes)
    var closing = UpdatePromotionCode(code[1])
    closing.active = false
    try await perform(closing)
    let vat = try await taxRate("25", true)
    let contract = try await subscribe("Duff", "pm_card_visa", [monthly, other]) {
      $0.discounts = [.code(code[0]), .coupon(amount), .coupon(third)]
      $0.items[1].discounts = [.coupon(once)]
      $0.defaultTaxRates = [vat]
    }
    try await change(contract, at: 0, quantity: 3, .alwaysInvoice)
    _ = try await subscribe("Kwik-E-Mart", "pm_card_visa", [other]) { $0.discounts = [.coupon(short)] }
    var command = CreateInvoice(customer: try await customer(of: contract))
    command.discounts = [.coupon(amount)]
    let invoice = try await perform(command)
    var terms = ItemTerms(pricing: .amount(90_00))
    terms.discounts = .set([.coupon(tenth)])
    try await perform(
      AddInvoiceLines(invoice: invoice, lines: [.new(terms), .new(ItemTerms(pricing: .amount(-5_00)))]))
    try await perform(FinalizeInvoiceNow(invoice: invoice))
    let line = try await workspace.read { try $0.lines(of: invoice)[0].id }
    try await perform(IssueCreditNote(invoice: invoice, lines: [.amount(10_00, of: line)]))
  }

  private func coupon(
    _ percent: String, _ duration: CouponDuration, months: Int? = nil
  ) async throws -> CouponID {
    let percentage = try #require(Percentage(percent: percent))
    return try await perform(
      CreateCoupon { id, created in
        Coupon(
          id: id, reduction: .percent(off: percentage), duration: duration, months: months, created: created)
      })
  }
}
