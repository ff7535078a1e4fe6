import Catalog
import Chronology
import Identity
import Monetary
import Relations

public enum SubscriptionEntity: Identified {
  public static let prefix = "sub"
}
public typealias SubscriptionID = Identifier<SubscriptionEntity>

/// Named here because a contract knows its latest invoice; the document itself is Invoicing's.
public enum InvoiceEntity: Identified {
  public static let prefix = "in"
}
public typealias InvoiceID = Identifier<InvoiceEntity>

/// The prices a decision needs, by id.
public typealias PriceBook = [PriceID: Price]

/// One contract: what a customer gets again and again, and until when it is paid.
public struct Subscription: Hashable, Sendable, Codable {
  public let id: SubscriptionID
  public let customer: CustomerID
  public let currency: Currency
  public var status: SubscriptionStatus
  public var items: [SubscriptionItem]
  /// Where the periods are counted from: `billing_cycle_anchor` of the format.
  public var cycleAnchor: Instant
  /// How often it recurs: what the most frequent of its items recur by.
  public var cadence: Cadence
  /// Where its calendar days begin, settled when it is made; nil is in UTC.
  public let timeZone: Zone?
  public let startDate: Instant
  public var collection: Collection
  public var defaultPaymentMethod: PaymentMethodID?
  public var description: String?
  public var metadata: [String: String]
  /// The rates that tax items without rates of their own; nil is none.
  public var defaultTaxRates: [TaxTerms]?
  /// What takes something off all items, in the order in which it does; nil is nothing.
  public var discounts: [Discount]?
  public var trial: Trial?
  public var collectionPause: CollectionPause?
  public var cancellation: Cancellation?
  public var endedAt: Instant?
  public var latestInvoice: InvoiceID?
  public let testClock: TestClockID?
  public let created: Instant

  public init(
    id: SubscriptionID, customer: CustomerID, currency: Currency, cadence: Cadence, items: [SubscriptionItem],
    startDate: Instant, testClock: TestClockID?, collection: Collection, timeZone: Zone? = nil,
    created: Instant? = nil
  ) {
    self.id = id
    self.customer = customer
    self.currency = currency
    self.status = .incomplete
    self.items = items
    self.cycleAnchor = startDate
    self.cadence = cadence
    self.timeZone = timeZone
    self.startDate = startDate
    self.collection = collection
    self.metadata = [:]
    self.testClock = testClock
    self.created = created ?? startDate
  }

  /// When the next period begins: the end of the one that ends first.
  public var renewal: Instant { period.end }

  /// When time next does something with the contract: it renews, or ends before that.
  public var nextTurn: Instant { min(renewal, cancellation?.effectiveAt ?? renewal) }

  /// The period that ends first: all items of one cadence share it.
  public var period: Period {
    items.first { !$0.isRemoved }.map { first in
      items.reduce(first.period) { $1.period.end < $0.end && !$1.isRemoved ? $1.period : $0 }
    } ?? items[0].period
  }

  /// When the last of its periods began. Every renewal moves it.
  public var lastTurn: Instant {
    items.reduce(period.start) { $1.period.start > $0 && !$1.isRemoved ? $1.period.start : $0 }
  }

  /// When the first of its periods began: nothing that is billed for time before it is owed still.
  public var openSince: Instant { items.map(\.period.start).min() ?? cycleAnchor }

  /// Whether all that goes on of it recurs alike.
  public var hasOneCadence: Bool { items.allSatisfy { $0.cadence == nil || $0.isRemoved } }

  /// When the last of the periods that run now ends.
  public var lastPeriodEnd: Instant { items.filter { !$0.isRemoved }.map(\.period.end).max() ?? renewal }

  /// What is billed of an item's period: from where the contract, or its trial's end, cuts into it.
  public func billedPeriod(of item: SubscriptionItem) -> Period {
    let cuts = [startDate, trial?.end].compactMap { $0 }.filter(item.period.contains)
    return Period(start: cuts.max() ?? item.period.start, end: item.period.end)
  }

  /// The rates that tax an item.
  public func taxRates(of item: SubscriptionItem) -> [TaxTerms]? { item.taxRates ?? defaultTaxRates }

  public var zone: Zone { timeZone ?? .utc }

  /// What the periods of the most frequent items are counted by.
  public var cycle: BillingCycle { BillingCycle(anchor: cycleAnchor, cadence: cadence, zone: zone) }

  /// What an item's periods are counted by: all are counted from one anchor.
  public func cycle(of item: SubscriptionItem) -> BillingCycle { cycle(every: item.cadence ?? cadence) }

  public func cycle(every cadence: Cadence) -> BillingCycle {
    BillingCycle(anchor: cycleAnchor, cadence: cadence, zone: zone)
  }
}

public enum SubscriptionStatus: String, Hashable, Sendable, Codable, CaseIterable {
  /// The first invoice waits for its payment; nothing recurs yet.
  case incomplete
  /// It waited for 23 hours in vain.
  case incompleteExpired = "incomplete_expired"
  /// Nothing is billed yet.
  case trialing
  case active
  /// A renewal's payment failed and is tried again.
  case pastDue = "past_due"
  /// Nothing that was tried brought the money: it goes on, and what it bills is not asked for.
  case unpaid
  /// Stopped by hand, or the trial is over and there is no card: nothing is delivered and nothing is billed.
  case paused
  case canceled

  /// Nothing leads out of these.
  public var isTerminal: Bool { self == .canceled || self == .incompleteExpired }
  /// Whether its amounts count as recurring revenue.
  public var isRecurring: Bool { self == .active || self == .pastDue }
  /// Whether its periods follow each other.
  public var isRunning: Bool { isRecurring || self == .trialing || self == .unpaid }
}

/// How invoices are paid.
public enum Collection: Hashable, Sendable, Codable {
  case chargeAutomatically
  case sendInvoice(daysUntilDue: Int)
}

/// That, when and why a contract ends.
public struct Cancellation: Hashable, Sendable, Codable {
  public enum Reason: String, Hashable, Sendable, Codable {
    case requested = "cancellation_requested"
    case paymentFailed = "payment_failed"
    case paymentDisputed = "payment_disputed"
  }

  /// When the request was made.
  public var requestedAt: Instant
  /// When it takes effect; nil once it has, if it was at once.
  public var effectiveAt: Instant?
  public var atPeriodEnd: Bool
  public var reason: Reason
  public var comment: String?
  public var feedback: String?
  /// Whether the time that is left then is given back; nil where none can be.
  public var proration: Proration?

  public init(
    requestedAt: Instant, effectiveAt: Instant?, atPeriodEnd: Bool, reason: Reason, comment: String? = nil,
    feedback: String? = nil, proration: Proration? = nil
  ) {
    self.requestedAt = requestedAt
    self.effectiveAt = effectiveAt
    self.atPeriodEnd = atPeriodEnd
    self.reason = reason
    self.comment = comment
    self.feedback = feedback
    self.proration = proration
  }
}
