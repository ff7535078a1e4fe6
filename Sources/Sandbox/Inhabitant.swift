import Catalog
import Chronology
import Identity
import Monetary
import Operations
import Relations
import Subscriptions

/// One customer of the demo business, and what they have.
struct Inhabitant: Sendable {
  let customer: CustomerID
  let currency: Currency
  let isYearly: Bool
  var subscription: SubscriptionID
  var plan: Int
  var quantity: Int64
  /// Whether the card in their pocket fails.
  var cardFails: Bool
}

/// What an inhabitant may do on a day, with how likely it is in a month.
enum Deed: CaseIterable {
  case upgrade, downgrade, addSeats, removeSeats, leaveAtPeriodEnd, leaveNow, loseCard, pause

  var chanceInMonth: Double {
    switch self {
    case .upgrade: 0.030
    case .downgrade: 0.008
    case .addSeats: 0.030
    case .removeSeats: 0.010
    case .leaveAtPeriodEnd: 0.018
    case .leaveNow: 0.004
    case .loseCard: 0.015
    case .pause: 0.006
    }
  }
}
