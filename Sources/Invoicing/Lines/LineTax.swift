import Catalog
import Monetary
import Rating
import Relations

/// What one rate comes to on one line.
public struct LineTax: Hashable, Sendable, Codable {
  /// Why it is as much as it is.
  public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
    case standardRated = "standard_rated"
    case zeroRated = "zero_rated"
    case customerExempt = "customer_exempt"
    /// The customer owes it to the state themselves.
    case reverseCharge = "reverse_charge"
  }

  public let rate: TaxTerms
  /// Minor units; below zero on a credit.
  public let amount: Int64
  /// What it is charged on, without any tax.
  public let taxable: Int64
  public let reason: Reason

  public init(rate: TaxTerms, amount: Int64, taxable: Int64, reason: Reason) {
    self.rate = rate
    self.amount = amount
    self.taxable = taxable
    self.reason = reason
  }
}

extension LineContent {
  /// The same with its taxes worked out: each rate on what discounts leave of each line, rounded once, half
  /// away from zero.
  ///
  /// - Parameters:
  ///   - defaults: the invoice's own rates, for what somebody asked for by hand without rates of its own.
  ///     What a contract owes carries the contract's.
  ///   - exemption: of the customer, who then pays none; an amount that holds tax stays what it is.
  /// - Throws: ``InvoicingRefusal/amountTooLarge``.
  public func taxed(
    by defaults: [TaxTerms]?, exemption: TaxExemption
  ) throws(InvoicingRefusal) -> LineContent {
    let rates = taxRates ?? (item == nil ? defaults : nil) ?? []
    var content = self
    guard !rates.isEmpty else {
      content.taxes = nil
      return content
    }
    let whole: Int128 = 1_000_000_000_000 + rates.inclusiveOfOne
    let amounts = rates.map { rate -> Int128 in
      guard exemption == .none else { return 0 }
      let numerator = Int128(charged.minorUnits) * rate.percentage.ofOne.trillionths
      return Rounding.halfAwayFromZero.divide(
        numerator, by: rate.isInclusive ? whole : 1_000_000_000_000)
    }
    let inclusive = zip(rates, amounts).reduce(Int128(0)) { $1.0.isInclusive ? $0 + $1.1 : $0 }
    let all = amounts.reduce(0, +)
    // Together they are an amount too, so that nobody who adds them up needs more room.
    guard let taxable = Int64(exactly: Int128(charged.minorUnits) - inclusive), Int64(exactly: all) != nil
    else { throw .amountTooLarge }
    var taxes: [LineTax] = []
    for (rate, tax) in zip(rates, amounts) {
      guard let tax = Int64(exactly: tax) else { throw .amountTooLarge }
      taxes.append(
        LineTax(rate: rate, amount: tax, taxable: taxable, reason: Self.reason(rate, exemption)))
    }
    content.taxes = taxes
    return content
  }

  /// What is left of it after its own discounts and before those of the invoice, without the tax it holds.
  public var netOfOwnDiscounts: Int64 {
    let left = amount.minorUnits - ownDiscount
    guard left != charged.minorUnits else { return net }
    let rates = (taxes ?? []).filter { $0.rate.isInclusive && $0.amount != 0 }.map(\.rate)
    return rates.reduce(left) { sum, rate in
      let tax = Rounding.halfAwayFromZero.divide(
        Int128(left) * rate.percentage.ofOne.trillionths, by: 1_000_000_000_000 + rates.inclusiveOfOne)
      return sum - Int64(clamping: tax)
    }
  }

  private static func reason(_ rate: TaxTerms, _ exemption: TaxExemption) -> LineTax.Reason {
    switch exemption {
    case .exempt: .customerExempt
    case .reverse: .reverseCharge
    case .none: rate.percentage.ofOne.trillionths == 0 ? .zeroRated : .standardRated
    }
  }

  /// What the line's amount holds of tax.
  public var inclusiveTax: Int64 { sum { $0.rate.isInclusive } }
  /// What comes on top of it.
  public var exclusiveTax: Int64 { sum { !$0.rate.isInclusive } }

  private func sum(_ isWanted: (LineTax) -> Bool) -> Int64 {
    (taxes ?? []).reduce(0) { isWanted($1) ? $0 + $1.amount : $0 }
  }
}

extension [InvoiceLine] {
  /// The taxes of all lines, by rate and reason, in the order in which they first come.
  public var taxes: [LineTax] { flatMap { $0.content.taxes ?? [] }.summed }
}

extension [LineTax] {
  /// The same added up by rate and reason, in the order in which they first come.
  public var summed: [LineTax] {
    var order: [LineTax] = []
    for tax in self {
      let place = order.firstIndex { $0.rate.id == tax.rate.id && $0.reason == tax.reason }
      guard let place else {
        order.append(tax)
        continue
      }
      // The document's own sum was checked to fit.
      let sum = order[place]
      order[place] = LineTax(
        rate: tax.rate, amount: sum.amount &+ tax.amount, taxable: sum.taxable &+ tax.taxable,
        reason: tax.reason)
    }
    return order
  }
}
