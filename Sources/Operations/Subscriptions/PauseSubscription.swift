import Chronology
import Identity
import Invoicing
import Relations
import Storage
import Subscriptions

/// Lets a contract stand still: nothing is delivered, billed or counted as recurring until it is resumed.
public struct PauseSubscription: SettlingCommand {
  /// What becomes of the time that is paid for and left.
  public enum UnusedTime: Hashable, Sendable {
    /// It stays the customer's: who resumes in it goes on in it.
    case kept
    /// It is given back with the next invoice, or by one of its own now.
    case givenBack(invoicingNow: Bool)
  }

  public let subscription: SubscriptionID
  public var unusedTime = UnusedTime.kept

  public init(_ subscription: SubscriptionID) {
    self.subscription = subscription
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.subscription(subscription).map { [.customer($0.customer)] } ?? []
  }

  public func run(in session: Session) throws -> SubscriptionID {
    let found = try session.known(
      session.states.subscription(subscription), .subscription, subscription.text, field: nil)
    guard found.status == .active else { throw SubscriptionRefusal.notActive(id: found.id.text) }
    guard found.cancellation == nil else { throw SubscriptionRefusal.ending(id: found.id.text) }
    guard let customer = try session.states.customer(found.customer) else {
      throw Refusal.customerDeleted(id: found.customer.text)
    }
    let instant = try session.now(for: customer)
    var current = found
    if case .givenBack(let invoicingNow) = unusedTime {
      current = try session.giveBackUnusedTime(of: found, customer, at: instant)
      if invoicingNow {
        current = try session.invoiceNow(
          current, customer, contents: [], isPreview: false, onSession: true, at: instant)
      }
    }
    try session.pause(current, at: instant)
    return found.id
  }

  public static func subject(of outcome: SubscriptionID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> SubscriptionID? { SubscriptionID(subject) }
}
