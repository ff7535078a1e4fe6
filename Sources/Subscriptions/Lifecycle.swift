import Catalog
import Chronology
import Identity
import Monetary

extension Subscription {
  /// How long the first payment may take before the contract expires.
  public static let incompleteSecondsMost: Int64 = 23 * 3600

  /// The first invoice is paid, or owes nothing.
  public func activated() -> Subscription {
    changed { $0.status = .active }
  }

  /// Whether nothing but metadata and the card that pays is different: all that may change while the first
  /// payment is awaited.
  public func differsInNotesOnly(from other: Subscription) -> Bool {
    self
      == other.changed {
        $0.metadata = metadata
        $0.defaultPaymentMethod = defaultPaymentMethod
      }
  }

  /// The first payment did not come in time.
  public func expired(at instant: Instant) -> Subscription {
    changed {
      $0.status = .incompleteExpired
      $0.endedAt = instant
    }
  }

  public func fallenPastDue() -> Subscription {
    changed { $0.status = .pastDue }
  }

  public func becomingUnpaid() -> Subscription {
    changed { $0.status = .unpaid }
  }

  public func recovered() -> Subscription {
    changed { $0.status = .active }
  }

  /// Moves every item whose period is over at `instant` to its next one; removed items leave, and others keep
  /// the longer period they are in.
  ///
  /// Periods are counted from the anchor, so a contract of the 31st comes back to the 31st.
  public func renewed(at instant: Instant) -> Subscription {
    changed { subscription in
      subscription.items = subscription.items.compactMap { item in
        guard item.period.end <= instant else { return item }
        guard !item.isRemoved else { return nil }
        return item.entering(
          subscription.cycle(of: item).period(containing: item.period.end), at: item.period.end)
      }
      subscription.settleCadences()
      if subscription.status == .trialing { subscription.status = .active }
    }
  }

  /// Begins a period anew at `instant`, from which all that follow are counted: a trial is over early, an
  /// interval is another one, a pause has ended. Removed items leave.
  public func restarted(at instant: Instant) -> Subscription {
    changed { subscription in
      subscription.cycleAnchor = instant
      subscription.items = subscription.items.filter { !$0.isRemoved }.map {
        $0.entering(subscription.cycle(of: $0).period(0), at: instant)
      }
      subscription.settleCadences()
      if subscription.status == .trialing { subscription.trial?.end = instant }
      subscription.endWithPeriod()
      if ![.pastDue, .unpaid].contains(subscription.status) { subscription.status = .active }
    }
  }

  /// Goes on in the periods of its cycle that `instant` lies in; time that is paid for is lived on in.
  public func resumed(at instant: Instant, proration: Proration) -> Subscription {
    changed { subscription in
      subscription.items = subscription.items.filter { !$0.isRemoved }.map { item in
        guard !item.hasPaidTime(at: instant) else { return item }
        return item.entering(
          subscription.cycle(of: item).period(containing: instant), at: instant, proration: proration)
      }
      subscription.settleCadences()
      subscription.endWithPeriod()
      subscription.status = .active
    }
  }

  /// Whether the periods in which a pause began still run and nothing of them was given back.
  public func hasPaidTime(at instant: Instant) -> Bool {
    status == .paused && items.allSatisfy { $0.isRemoved || $0.hasPaidTime(at: instant) }
  }

  /// The same of any of its items.
  public func hasSomePaidTime(at instant: Instant) -> Bool {
    status == .paused && items.contains { !$0.isRemoved && $0.hasPaidTime(at: instant) }
  }

  /// Somebody stops it, or its trial is over and there is no card.
  public func paused() -> Subscription {
    changed { $0.status = .paused }
  }

  /// Tries longer, or less long.
  public func trying(until end: Instant) -> Subscription {
    changed { subscription in
      subscription.trial?.end = end
      // An anchor that was chosen stays.
      if subscription.cycleAnchor == subscription.renewal { subscription.cycleAnchor = end }
      for index in subscription.items.indices {
        subscription.items[index].period = Period(start: subscription.items[index].period.start, end: end)
      }
      subscription.endWithPeriod()
    }
  }

  /// Ends at a day of its own, in the middle of a period perhaps.
  public func canceling(
    at end: Instant, proration: Proration, requestedAt: Instant, comment: String? = nil,
    feedback: String? = nil
  ) -> Subscription {
    changed {
      $0.cancellation = Cancellation(
        requestedAt: requestedAt, effectiveAt: end, atPeriodEnd: false, reason: .requested, comment: comment,
        feedback: feedback, proration: proration)
    }
  }

  /// Ends when the paid time does: the first of it, where items recur by intervals of their own, and what is
  /// left of the others is given back.
  public func cancelingAtPeriodEnd(
    requestedAt: Instant, comment: String? = nil, feedback: String? = nil
  ) -> Subscription {
    changed {
      $0.cancellation = Cancellation(
        requestedAt: requestedAt, effectiveAt: $0.renewal, atPeriodEnd: true, reason: .requested,
        comment: comment, feedback: feedback, proration: $0.hasOneCadence ? nil : .prorate)
    }
  }

  /// Goes on after all.
  public func keepingOn() -> Subscription {
    changed { $0.cancellation = nil }
  }

  /// Ends at `instant`. A cancellation that was set for this moment keeps its request's date.
  public func canceled(
    at instant: Instant, reason: Cancellation.Reason, comment: String? = nil, feedback: String? = nil
  ) -> Subscription {
    changed {
      if var planned = $0.cancellation, planned.effectiveAt == instant {
        planned.reason = reason
        $0.cancellation = planned
      } else {
        $0.cancellation = Cancellation(
          requestedAt: instant, effectiveAt: nil, atPeriodEnd: false, reason: reason, comment: comment,
          feedback: feedback)
      }
      $0.status = .canceled
      $0.endedAt = instant
    }
  }

  /// A contract that ends with its period ends with it wherever that is now.
  mutating func endWithPeriod() {
    let end = renewal
    if cancellation?.atPeriodEnd == true { cancellation?.effectiveAt = end }
  }

  func changed(_ change: (inout Subscription) -> Void) -> Subscription {
    var copy = self
    change(&copy)
    return copy
  }
}

extension SubscriptionItem {
  /// Whether the time that `instant` lies in is billed, and nothing of it was given back.
  func hasPaidTime(at instant: Instant) -> Bool { period.contains(instant) && current.step.goesOn }

  /// The item as it begins a period, or joins it in the middle.
  func entering(
    _ period: Period, at instant: Instant, proration: Proration = .prorate
  ) -> SubscriptionItem {
    var next = self
    // A period that begins in the very second of the last one has charges of its own all the same.
    let number = period.start == self.period.start ? current.number + 1 : 0
    next.period = period
    next.revisions = [
      ItemRevision(
        number: number, from: instant, price: price, quantity: quantity, proration: proration, choice: choice)
    ]
    return next
  }

}
