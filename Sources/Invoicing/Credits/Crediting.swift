import Catalog
import Chronology
import Identity
import Monetary
import Subscriptions

extension Invoice {
  /// What a credit note does with what was paid already.
  public struct CreditParts: Hashable, Sendable {
    public var toBalance: Int64?
    public var outOfBand: Int64?
    public var refunds: [CreditedRefund] = []

    public init(toBalance: Int64? = nil, outOfBand: Int64? = nil) {
      self.toBalance = toBalance
      self.outOfBand = outOfBand
    }

    /// The parameter to look at when the parts do not come to the whole.
    fileprivate var field: String {
      if outOfBand != nil { return "out_of_band_amount" }
      return refunds.isEmpty ? "credit_amount" : "refund_amount"
    }
  }

  /// A credit note over parts of this invoice.
  ///
  /// Each line is credited up to what it billed. Its taxes are worked out for all that is credited of it so
  /// far, less what was before, so that crediting it in parts comes to the whole. So is what discounts had
  /// taken off.
  ///
  /// - Parameter earlier: every credit note of this invoice, void ones too.
  public func creditNote(
    _ id: CreditNoteID, over wishes: [CreditWish], of lines: [InvoiceLine], after earlier: [CreditNote],
    parts: CreditParts, reason: CreditNote.Reason?, at instant: Instant
  ) throws -> CreditNote {
    try checkCreditable()
    guard !wishes.isEmpty else { throw CreditRefusal.nothingCredited(field: "lines") }
    var credited = earlier.filter { $0.status == .issued }.flatMap(\.lines)
    var made: [CreditNoteLine] = []
    for wish in wishes {
      let line = try creditLine(wish, lines, after: credited, at: instant)
      credited.append(line)
      made.append(line)
    }
    return try creditNote(id, made: made, after: earlier, parts: parts, reason: reason, at: instant)
  }

  /// A credit note that comes to an amount with tax: it takes from every line by what is left of it.
  ///
  /// - Parameter newID: makes the ids of its lines.
  public func creditNote(
    _ id: CreditNoteID, comingTo amount: Int64, of lines: [InvoiceLine], after earlier: [CreditNote],
    parts: CreditParts, reason: CreditNote.Reason?, at instant: Instant, newID: () -> CreditNoteLineID
  ) throws -> CreditNote {
    try checkCreditable()
    guard amount > 0 else { throw CreditRefusal.amountNotPositive(field: "amount") }
    let credited = earlier.filter { $0.status == .issued }.flatMap(\.lines)
    let rests = lines.map { CreditableRest(of: $0, after: credited) }.filter { $0.total > 0 }
    let most = rests.reduce(Int128(0)) { $0 + Int128($1.total) }
    guard Int128(amount) <= most else {
      throw CreditRefusal.exceedsInvoice(id: self.id.text, most: Int64(clamping: most))
    }
    let shares = Money(amount, currency).split(by: rests.map(\.total))
    let made = zip(rests, shares).filter { !$0.1.isZero }
      .map { $0.0.creditLine(newID(), comingTo: $0.1.minorUnits) }
    return try creditNote(id, made: made, after: earlier, parts: parts, reason: reason, at: instant)
  }

  private func checkCreditable() throws(CreditRefusal) {
    guard isAskedFor || status == .paid, number != nil else {
      throw .notCreditable(id: id.text, status: status)
    }
  }

  /// Whether money may still come for it, expected or not.
  public var isAskedFor: Bool { status == .open || status == .uncollectible }

  private func creditNote(
    _ id: CreditNoteID, made: [CreditNoteLine], after earlier: [CreditNote], parts: CreditParts,
    reason: CreditNote.Reason?, at instant: Instant
  ) throws -> CreditNote {
    let standing = earlier.filter { $0.status == .issued }
    let sums = try Self.sums(of: made)
    let left = total - standing.reduce(0) { $0 + $1.total }
    guard sums.total <= left else { throw CreditRefusal.exceedsInvoice(id: self.id.text, most: left) }
    let prePayment = isAskedFor ? min(sums.total, amountRemaining) : 0
    let paid = sums.total - prePayment
    let (balance, outside) = (parts.toBalance ?? 0, parts.outOfBand ?? 0)
    let returned = parts.refunds.reduce(Int128(0)) { $0 + Int128($1.amount) }
    guard balance >= 0, outside >= 0, Int128(balance) + Int128(outside) + returned == Int128(paid) else {
      throw CreditRefusal.partsDiffer(expected: paid, field: parts.field)
    }
    let place = String(earlier.count + 1)
    return CreditNote(
      id: id, invoice: self.id, customer: customer, currency: currency,
      number: "\(number ?? "")-CN-\(place.count < 2 ? "0" : "")\(place)", status: .issued, reason: reason,
      metadata: [:], lines: made, subtotal: sums.subtotal,
      discount: made.contains { $0.discounted != nil } ? sums.discount : nil, tax: sums.tax,
      total: sums.total,
      prePayment: prePayment, toBalance: balance, outOfBand: outside,
      refunds: parts.refunds.isEmpty ? nil : parts.refunds, created: instant)
  }

  private static func sums(
    of lines: [CreditNoteLine]
  ) throws(InvoicingRefusal) -> (subtotal: Int64, discount: Int64, tax: Int64, total: Int64) {
    var sums: (subtotal: Int128, discount: Int128, tax: Int128, total: Int128) = (0, 0, 0, 0)
    for line in lines {
      sums.subtotal += Int128(line.amount)
      sums.discount += Int128(line.discount)
      sums.tax += Int128(line.exclusiveTax) + Int128(line.inclusiveTax)
      sums.total += Int128(line.amount) - Int128(line.discount) + Int128(line.exclusiveTax)
    }
    guard let subtotal = Int64(exactly: sums.subtotal), let discount = Int64(exactly: sums.discount),
      let tax = Int64(exactly: sums.tax), let total = Int64(exactly: sums.total)
    else { throw .amountTooLarge }
    return (subtotal, discount, tax, total)
  }

  private func creditLine(
    _ wish: CreditWish, _ lines: [InvoiceLine], after credited: [CreditNoteLine], at instant: Instant
  ) throws -> CreditNoteLine {
    switch wish.subject {
    case .custom(let amount, let quantity, let description, let rates):
      guard amount > 0 else { throw CreditRefusal.amountNotPositive(field: "\(wish.field)[unit_amount]") }
      let content = try LineContent(
        crediting: Money(amount, currency), by: rates, period: Period(start: instant, end: instant)
      ).taxed(by: nil, exemption: billedTo.taxExemption)
      return CreditNoteLine(
        id: wish.id, invoiceLine: nil, description: description, quantity: quantity, amount: amount,
        discounted: nil, period: content.period, taxes: content.taxes)
    case .amount(let amount, let id): return try creditLine(wish, amount, nil, of: id, lines, credited)
    case .quantity(let quantity, let id):
      guard let line = lines.first(where: { $0.id == id }), line.content.quantity > 0 else {
        throw CreditRefusal.exceedsLine(id: id.text, most: 0, field: "\(wish.field)[quantity]")
      }
      let numerator = Int128(line.content.amount.minorUnits) * Int128(quantity)
      let share = Rounding.halfAwayFromZero.divide(numerator, by: Int128(line.content.quantity))
      guard let amount = Int64(exactly: share) else { throw InvoicingRefusal.amountTooLarge }
      return try creditLine(wish, amount, quantity, of: id, lines, credited)
    }
  }

  private func creditLine(
    _ wish: CreditWish, _ amount: Int64, _ quantity: Int64?, of id: InvoiceLineID, _ lines: [InvoiceLine],
    _ credited: [CreditNoteLine]
  ) throws -> CreditNoteLine {
    guard let content = lines.first(where: { $0.id == id })?.content else {
      preconditionFailure("a line that is credited was looked up")
    }
    let field = "\(wish.field)[\(quantity == nil ? "amount" : "quantity")]"
    let before = credited.filter { $0.invoiceLine == id }
    let sum = before.reduce(0) { $0 + $1.amount }
    let whole = content.amount.minorUnits
    guard amount > 0 else { throw CreditRefusal.amountNotPositive(field: field) }
    guard amount <= whole - sum else {
      throw CreditRefusal.exceedsLine(id: id.text, most: max(0, whole - sum), field: field)
    }
    func soFar(_ part: Int64) -> Int64 {
      Int64(Rounding.halfAwayFromZero.divide(Int128(part) * Int128(sum + amount), by: Int128(whole)))
    }
    func share(_ part: Int64, _ earlier: (LineTax) -> Int64, _ rate: LineTax) -> Int64 {
      let known = before.flatMap { $0.taxes ?? [] }.filter { $0.rate.id == rate.rate.id }
      // A note that came to an amount may have taken a unit more of it before.
      return max(0, soFar(part) - known.reduce(0) { $0 + earlier($1) })
    }
    let discounted = content.discounted?.share(sum + amount, of: whole).map { part in
      let known = before.flatMap { $0.discounted ?? [] }.filter { $0.discount.id == part.discount.id }
      return DiscountAmount(part.discount, max(0, part.amount - known.total))
    }
    let taxes = content.taxes?.map { tax in
      LineTax(
        rate: tax.rate, amount: share(tax.amount, \.amount, tax),
        taxable: share(tax.taxable, \.taxable, tax), reason: tax.reason)
    }
    return CreditNoteLine(
      id: wish.id, invoiceLine: id, description: content.description ?? content.name, quantity: quantity,
      amount: amount, discounted: discounted, period: content.period, taxes: taxes)
  }

  /// With a credit note, or without one that became void.
  public func crediting(_ note: CreditNote) -> Invoice {
    var invoice = self
    let sign: Int64 = note.status == .issued ? 1 : -1
    invoice.creditedOpen = (creditedOpen ?? 0) + sign * note.prePayment
    invoice.creditedPaid = (creditedPaid ?? 0) + sign * note.postPayment
    return invoice
  }

  /// Nothing is left to pay, because all of it was credited.
  public func settledByCredit(at instant: Instant) -> Invoice {
    precondition(amountRemaining == 0, "what is still asked for is not settled")
    var invoice = self
    invoice.settleByCredit(at: instant)
    return invoice
  }

  /// Refuses to void a note that has left the invoice.
  public func checkVoidable(_ note: CreditNote) throws(CreditRefusal) {
    guard note.status == .issued, note.postPayment == 0, status == .open || status == .uncollectible else {
      throw .notVoidable(id: note.id.text)
    }
  }
}

extension LineContent {
  /// Only to be taxed: an amount of a credit note that takes no line back.
  fileprivate init(crediting amount: Money, by rates: [TaxTerms], period: Period) throws(MonetaryRefusal) {
    try self.init(
      item: PendingItemID(""), subscription: nil, pricing: .amount(amount), description: nil, period: period)
    taxRates = rates
  }
}
