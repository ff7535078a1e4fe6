import Identity
import Rating

/// The contract saying no. `field` names the input as the caller knows it.
public enum SubscriptionRefusal: Error, Hashable, Sendable {
  case noItems
  case currenciesDiffer(field: String)
  case priceInactive(id: String, field: String)
  case priceNotRecurring(id: String, field: String)
  case duplicatePrice(id: String, field: String)
  case unknownItem(id: String, field: String)
  case lastItem
  case ended(id: String)
  /// Only metadata and the card that pays may change while the first payment is awaited.
  case incomplete(id: String)
  case quantityNegative(field: String)
  case changeOutsidePeriod(field: String)
  case amountTooLarge(field: String)
  /// A moment that must lie ahead does not.
  case momentNotAhead(field: String)
  /// A moment that must be over is not.
  case momentNotPast(field: String)
  /// A moment lies further away than it may; `most` is how far that is, in words.
  case momentTooFar(field: String, most: String)
  /// A day of the month anchors months and years only.
  case anchorUnfit(field: String)
  case notTrialing(id: String)
  case notPaused(id: String)
  case notActive(id: String)
  /// Its end is planned.
  case ending(id: String)
  /// Its first period begins when its trial ends.
  case onTrial(id: String)
  /// What stands still is resumed before its items change.
  case paused(id: String)
  /// The price leaves something open, and this item does not settle it.
  case choiceRefused(ChoiceRefusal, id: String, field: String)
}
