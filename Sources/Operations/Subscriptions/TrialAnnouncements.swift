import Chronology
import Identity
import Relations
import Storage
import Subscriptions

extension Session {
  /// How long before its end a trial is announced to be over soon.
  private static let noticeSeconds: Int64 = 3 * 86_400

  /// Leaves work for three days before the end of a trial; a shorter one is announced at once.
  func scheduleTrialNotice(of subscription: Subscription, customer: Customer, at instant: Instant) throws {
    guard subscription.status == .trialing, let end = subscription.trial?.end else { return }
    try enqueue(
      .announceTrialEnd, subscription.id.text, customer: customer,
      due: max(instant, end.adding(seconds: -Self.noticeSeconds)))
  }

  func cancelTrialNotice(of subscription: Subscription) throws {
    guard subscription.trial != nil else { return }
    try cancelJob(.announceTrialEnd, subscription.id.text)
  }
}

/// A trial ends in three days: whoever listens can ask for a card, or say goodbye.
struct AnnounceTrialEnd: Command {
  let subscription: SubscriptionID

  func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.subscription(subscription).map { [.customer($0.customer)] } ?? []
  }

  func run(in session: Session) throws {
    guard let trying = try session.states.subscription(subscription), trying.status == .trialing,
      let customer = try session.states.customer(trying.customer)
    else { return }
    session.announce(.trialWillEnd, of: trying, at: try session.now(for: customer))
  }
}
