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
        var next = item
        next.period = cycle.period(containing: item.period.end)
        next.revisions = [
          ItemRevision(
            number: 0, from: next.period.start, price: item.price, quantity: item.quantity,
            proration: .prorate, choice: item.choice)
        ]
        return next
      }
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
      if var planned = $0.cancellation, planned.atPeriodEnd, planned.effectiveAt == instant {
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

  func changed(_ change: (inout Subscription) -> Void) -> Subscription {
    var copy = self
    change(&copy)
    return copy
  }
}
