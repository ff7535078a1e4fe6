import Catalog
import Identity
import Monetary
import Relations
import Subscriptions

extension LineContent {
  /// A part of a period that a change gives back or bills. What discounts take off it was settled then.
  public var isProration: Bool { wording == .unusedTime || wording == .remainingTime }

  /// Whether a change in the middle of a period made it, and settled what discounts take off it.
  var isSettled: Bool { item != nil && !(discountable ?? !isProration) }

  /// Whether the discounts of its invoice take something off it, and its own.
  public var isDiscountable: Bool { discountable ?? (!isProration && !amount.isNegative) }

  /// What of its amount discounts may take something off.
  var discountableAmount: Int64 { amount.minorUnits + (creditedBeside ?? 0) }

  /// What all discounts take off it, in minor units.
  public var discount: Int64 { (discounted ?? []).total }
  /// What its own take off it, before those of the invoice.
  public var ownDiscount: Int64 {
    (discounted ?? []).filter { $0.discount.isOfLine }.total
  }
  /// What is left of its amount: with the tax that it holds, without what comes on top.
  public var charged: Money { Money(amount.minorUnits - discount, amount.currency) }
  /// What is left without any tax: what is earned.
  public var net: Int64 { charged.minorUnits - inclusiveTax }

  /// With what discounts take off it as it is, whatever invoice it comes to.
  fileprivate func settled() -> LineContent {
    var settled = self
    if amount.minorUnits > 0 { settled.discountable = isProration ? nil : false }
    settled.discounts = nil
    return settled
  }

  /// The same with what an invoice's discounts take off it.
  func discounted(by parts: [DiscountAmount]) -> LineContent {
    var content = self
    content.discounted = parts.isEmpty ? nil : parts
    return content
  }

  /// With the share of what was taken off a line that the part of it has which is given back: below zero, as
  /// that is.
  public func givingBack(_ billed: LineContent) -> LineContent {
    let whole = billed.amount.minorUnits
    guard whole > 0, !amount.isZero, let parts = billed.discounted else { return self }
    return discounted(by: parts.share(amount.minorUnits, of: whole))
  }
}

extension Discount {
  /// Whether it belongs to a line rather than to the whole invoice.
  public var isOfLine: Bool {
    subject.hasPrefix("\(SubscriptionItemEntity.prefix)_")
      || subject.hasPrefix("\(PendingItemEntity.prefix)_")
  }
}

extension [DiscountAmount] {
  /// What of each falls on `part` of `whole`: the differences of running shares, so that all together are
  /// rounded once and never more than the part.
  func share(_ part: Int64, of whole: Int64) -> [DiscountAmount] {
    var (sum, before): (Int128, Int128) = (0, 0)
    return map { one in
      sum += Int128(one.amount)
      let share = Rounding.halfAwayFromZero.divide(sum * Int128(part), by: Int128(whole))
      defer { before = share }
      return DiscountAmount(one.discount, Int64(clamping: share - before))
    }
  }
}

extension [LineContent] {
  /// The same lines with what discounts take off them: first each line's own, then the invoice's.
  ///
  /// - Parameter shared: those of the invoice that are active.
  /// - Throws: ``InvoicingRefusal/amountTooLarge``.
  func discounted(by shared: [Discount]) throws(InvoicingRefusal) -> [LineContent] {
    guard !shared.isEmpty || contains(where: { $0.discounts != nil || $0.discounted != nil }) else {
      return self
    }
    let places = indices.filter { !self[$0].isSettled }
    // A contract that began in the past has lines of many periods; what is used once comes off the first.
    var used: Set<DiscountID> = []
    let own = places.map { place in
      let content = self[place]
      guard content.isDiscountable, content.discountableAmount > 0 else { return [Discount]() }
      return (content.discounts ?? []).filter { $0.duration != .once || used.insert($0.id).inserted }
    }
    let taken: [[DiscountAmount]]
    do throws(MonetaryRefusal) {
      taken = try Discounting.ofLines.taken(
        off: zip(places, own).map { place, own in
          let content = self[place]
          return Discounting.Part(
            content.isDiscountable ? content.discountableAmount : 0, of: content.product, own: own)
        }, by: shared)
    } catch { throw .amountTooLarge }
    var contents = self
    for (place, parts) in zip(places, taken) { contents[place] = self[place].discounted(by: parts) }
    return contents
  }

  /// What stands on an invoice: the lines with their discounts, and the taxes on what is left.
  ///
  /// - Parameters:
  ///   - discounts: those of the invoice that are active.
  ///   - rates, exemption: as for ``LineContent/taxed(by:exemption:)``.
  ///   - credits: what was given back of these lines already, by their place.
  public func billed(
    discounts: [Discount], rates: [TaxTerms]?, exemption: TaxExemption, credits: [Int: LineContent] = [:]
  ) throws(InvoicingRefusal) -> [LineContent] {
    var contents: [LineContent] = []
    for (place, content) in try discounted(by: discounts).enumerated() {
      let kept = content.isSettled ? content : content.keeping(credits[place])
      contents.append(try kept.taxed(by: rates, exemption: exemption))
    }
    return contents
  }

  /// The same where no invoice of their contract will take them, because it ends: its discounts come off now,
  /// and none of whichever invoice does.
  ///
  /// - Throws: ``InvoicingRefusal/amountTooLarge``.
  public func settled(by shared: [Discount]) throws(InvoicingRefusal) -> [LineContent] {
    try discounted(by: shared).map { $0.settled() }
  }

  /// The same where a change in the middle of a period made them: what it takes back of discounts goes to
  /// what it bills, and percentages that still run are worked out anew. One that is used once waits for an
  /// invoice of its own.
  ///
  /// - Parameter shared: the discounts of the contract that are active.
  public func prorating(by shared: [Discount]) -> [LineContent] {
    var room: [DiscountAmount] = flatMap { $0.discounted ?? [] }
      .map { DiscountAmount($0.discount, -$0.amount) }.summed
    return map { content in
      guard content.item != nil, content.amount.minorUnits > 0 else { return content }
      var (left, parts) = (content.amount.minorUnits, [DiscountAmount]())
      func take(_ amount: Int64, _ discount: Discount) {
        guard amount > 0 else { return }
        left -= amount
        parts.append(DiscountAmount(discount, amount))
      }
      let percentages = ((content.discounts ?? []) + shared).filter { $0.isRunningPercentage }
      for discount in percentages where discount.applies(to: content.product) {
        take(Discounting.ofLines.off(discount, left), discount)
      }
      for place in room.indices {
        let (discount, amount) = (room[place].discount, room[place].amount)
        guard discount.applies(to: content.product), !percentages.contains(where: { $0.id == discount.id }),
          !discount.isOfItem || content.item.map({ discount.subject == $0.text }) ?? false
        else { continue }
        let taken = Swift.min(amount, left)
        take(taken, discount)
        room[place] = DiscountAmount(discount, amount - Swift.max(0, taken))
      }
      return content.discounted(by: parts).settled()
    }
  }
}

extension Discount {
  fileprivate var isOfItem: Bool { subject.hasPrefix("\(SubscriptionItemEntity.prefix)_") }

  fileprivate var isRunningPercentage: Bool {
    if case .percent = reduction { duration != .once } else { false }
  }
}

extension [LineContent] {
  /// The discounts that these lines use up, which are used once. What a change in the middle of a period
  /// moved to a line was used up before.
  public var discountsUsedOnce: [Discount] {
    filter { !$0.isSettled }.flatMap { $0.discounted ?? [] }
      .filter { $0.amount > 0 && $0.discount.duration == .once }.summed.map(\.discount)
  }
}

extension [InvoiceLine] {
  /// What discounts take off all lines, by discount.
  public var discounts: [DiscountAmount] { flatMap { $0.content.discounted ?? [] }.summed }
}
