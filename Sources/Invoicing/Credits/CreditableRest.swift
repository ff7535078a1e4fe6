import Catalog
import Identity
import Monetary

/// What credit notes have left of a line: its amount, and the discounts and taxes that belong to it.
struct CreditableRest {
  private let line: InvoiceLine
  private let amount: Int64
  private let discounts: [DiscountAmount]
  private let taxes: [LineTax]

  /// - Parameter credited: the lines of all credit notes that stand.
  init(of line: InvoiceLine, after credited: [CreditNoteLine]) {
    let before = credited.filter { $0.invoiceLine == line.id }
    self.line = line
    amount = max(0, line.content.amount.minorUnits - before.reduce(0) { $0 + $1.amount })
    discounts = (line.content.discounted ?? []).map { part in
      let known = before.flatMap { $0.discounted ?? [] }.filter { $0.discount.id == part.discount.id }
      return DiscountAmount(part.discount, max(0, part.amount - known.total))
    }
    taxes = (line.content.taxes ?? []).map { tax in
      let known = before.flatMap { $0.taxes ?? [] }.filter { $0.rate.id == tax.rate.id }
      return LineTax(
        rate: tax.rate, amount: max(0, tax.amount - known.reduce(0) { $0 + $1.amount }),
        taxable: max(0, tax.taxable - known.reduce(0) { $0 + $1.taxable }), reason: tax.reason)
    }
  }

  /// With the tax that it holds, after discounts.
  private var charged: Int64 { max(0, amount - discounts.total) }
  private var onTop: Int64 { taxes.reduce(0) { $1.rate.isInclusive ? $0 : $0 + $1.amount } }
  /// What crediting all of it comes to.
  var total: Int64 { Int64(clamping: Int128(charged) + Int128(onTop)) }

  /// A line that comes to `wanted` exactly; tax and discounts have their share of it.
  func creditLine(_ id: CreditNoteLineID, comingTo wanted: Int64) -> CreditNoteLine {
    var tax = Self.share(of: onTop, wanted, of: total)
    // A line that takes back nothing but tax says nothing.
    if tax == wanted, charged > 0 { tax -= 1 }
    let part = wanted - tax
    let discounted = charged == 0 ? [] : discounts.share(part, of: charged).filter { $0.amount != 0 }
    let content = line.content
    return CreditNoteLine(
      id: id, invoiceLine: line.id, description: content.description ?? content.name, quantity: nil,
      amount: part + discounted.total, discounted: discounted.isEmpty ? nil : discounted,
      period: content.period, taxes: content.taxes == nil ? nil : shared(taxes, part, tax))
  }

  private func shared(_ taxes: [LineTax], _ part: Int64, _ tax: Int64) -> [LineTax] {
    var (sums, before): ([Bool: Int64], [Bool: Int64]) = ([:], [:])
    return taxes.map { one in
      let isWithin = one.rate.isInclusive
      sums[isWithin, default: 0] += one.amount
      let share =
        isWithin
        ? Self.share(of: sums[isWithin, default: 0], part, of: charged)
        : Self.share(of: sums[isWithin, default: 0], tax, of: onTop)
      defer { before[isWithin] = share }
      return LineTax(
        rate: one.rate, amount: share - before[isWithin, default: 0],
        taxable: Self.share(of: one.taxable, part, of: charged), reason: one.reason)
    }
  }

  private static func share(of amount: Int64, _ part: Int64, of whole: Int64) -> Int64 {
    guard whole > 0 else { return 0 }
    return Int64(clamping: Rounding.halfAwayFromZero.divide(Int128(amount) * Int128(part), by: Int128(whole)))
  }
}
