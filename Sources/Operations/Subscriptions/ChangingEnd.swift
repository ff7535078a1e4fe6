import Chronology
import Subscriptions

/// When a contract that is changed shall end, or that it shall not after all.
extension UpdateSubscription {
  func withCancellation(
    _ subscription: Subscription, at instant: Instant
  ) throws -> Subscription {
    var new = subscription
    switch cancelAt {
    case .keep: break
    case .set(nil): new = subscription.keepingOn()
    case .set(let end?): new = try ending(subscription, end, at: instant)
    }
    if cancelAtPeriodEnd == true { try requireNoPause(of: subscription) }
    if let cancelAtPeriodEnd, cancelAtPeriodEnd != (subscription.cancellation?.atPeriodEnd ?? false) {
      new =
        cancelAtPeriodEnd ? subscription.cancelingAtPeriodEnd(requestedAt: instant) : subscription.keepingOn()
    }
    if let cancellationComment { new.cancellation?.comment = cancellationComment }
    if let cancellationFeedback { new.cancellation?.feedback = cancellationFeedback }
    return new
  }

  private func ending(
    _ subscription: Subscription, _ planned: PlannedEnd, at instant: Instant
  ) throws -> Subscription {
    let end = planned.instant(for: subscription)
    guard end > instant else { throw SubscriptionRefusal.momentNotAhead(field: "cancel_at") }
    try requireNoPause(of: subscription)
    return subscription.canceling(
      at: end, proration: prorationBehavior == .none ? .none : .prorate, requestedAt: instant)
  }

  /// The end of a period is that of the periods there are after the change.
  func endingAnew(
    _ old: Subscription, _ session: Session, at instant: Instant
  ) throws -> Subscription {
    guard case .set(let planned?) = cancelAt, old.status.isRunning,
      let end = old.cancellation?.effectiveAt, end != planned.instant(for: old)
    else { return old }
    var new = try ending(old, planned, at: instant)
    new.cancellation?.comment = old.cancellation?.comment
    new.cancellation?.feedback = old.cancellation?.feedback
    try session.change(old, to: new, because: .cancellationScheduled, at: instant)
    return new
  }

  /// While it stands still no time comes that could end it.
  private func requireNoPause(of subscription: Subscription) throws(SubscriptionRefusal) {
    guard subscription.status != .paused else { throw .paused(id: subscription.id.text) }
  }
}
