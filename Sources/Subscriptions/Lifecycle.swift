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

  /// Moves every item whose period is over at `instant` to its next one; removed items leave.
  ///
  /// Periods are counted from the anchor, so a contract of the 31st comes back to the 31st.
  public func renewed(at instant: Instant) -> Subscription {
    changed { subscription in
      let cycle = subscription.cycle
      subscription.items = subscription.items.compactMap { item in
        guard item.period.end <= instant else { return item }
        guard !item.isRemoved else { return nil }
        return item.entering(cycle.period(containing: item.period.end), at: item.period.end)
      }
      if subscription.status == .trialing { subscription.status = .active }
    }
  }

  /// Begins a period anew at `instant`, from which all that follow are counted: a trial is over early, an
  /// interval is another one, a pause has ended. Removed items leave.
  public func restarted(at instant: Instant, every cadence: Cadence? = nil) -> Subscription {
    changed { subscription in
      subscription.cadence = cadence ?? subscription.cadence
      subscription.cycleAnchor = instant
      let period = subscription.cycle.period(0)
      subscription.items = subscription.items.filter { !$0.isRemoved }.map {
        $0.entering(period, at: instant)
      }
      if subscription.status == .trialing { subscription.trial?.end = instant }
      subscription.endWithPeriod()
      if ![.pastDue, .unpaid].contains(subscription.status) { subscription.status = .active }
    }
  }

  /// Goes on in the period of its cycle that `instant` lies in.
  public func resumed(at instant: Instant, proration: Proration) -> Subscription {
    changed { subscription in
      let period = subscription.cycle.period(containing: instant)
      subscription.items = subscription.items.filter { !$0.isRemoved }.map {
        $0.entering(period, at: instant, proration: proration)
      }
      subscription.endWithPeriod()
      subscription.status = .active
    }
  }

  /// Whether the period in which a pause began still runs and nothing of it was given back.
  public func hasPaidTime(at instant: Instant) -> Bool {
    status == .paused && period.contains(instant)
      && items.allSatisfy { $0.isRemoved || $0.current.step.goesOn }
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

  /// Ends when the paid time does.
  public func cancelingAtPeriodEnd(
    requestedAt: Instant, comment: String? = nil, feedback: String? = nil
  ) -> Subscription {
    changed {
      $0.cancellation = Cancellation(
        requestedAt: requestedAt, effectiveAt: $0.renewal, atPeriodEnd: true, reason: .requested,
        comment: comment, feedback: feedback)
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
  private mutating func endWithPeriod() {
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
  /// The item as it begins a period, or joins it in the middle.
  fileprivate func entering(
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
