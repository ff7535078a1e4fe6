import Notation

/// What a thing is, by the first word of its facts' kinds.
enum Theme: String, CaseIterable, Hashable {
  case product, price, customer, subscription, invoice
  case taxRate = "tax_rate"
  case coupon
  case promotionCode = "promotion_code"
  case testClock = "test_clock"
  case paymentMethod = "payment_method"
  case paymentIntent = "payment_intent"
  case charge = "card"
  case refund
  case setupIntent = "setup_intent"
  case pendingItem = "item"
  case adjustment = "balance"
  case creditNote = "credit_note"
  case bookClose = "books"
  case workspace
  case rates, spend, margin

  /// The kinds of facts there are, without the theme.
  var actions: Set<String> {
    switch self {
    case .product: ["created", "changed", "deleted"]
    case .price, .taxRate: ["created", "changed"]
    case .coupon: ["created", "updated", "redeemed", "withdrawn"]
    case .promotionCode: ["created", "updated", "redeemed"]
    case .customer: ["created", "changed", "deleted"]
    case .testClock: ["created", "advancing", "ready", "deleted"]
    case .paymentMethod: ["attached", "changed", "detached"]
    case .paymentIntent:
      [
        "created", "attempted", "succeeded", "failed", "action_required", "canceled", "updated",
        "amount_changed",
      ]
    case .charge: ["charged", "refunded", "refund_failed"]
    case .setupIntent:
      ["created", "updated", "attempted", "succeeded", "failed", "action_required", "canceled"]
    case .refund: ["created", "updated", "pending", "succeeded", "failed"]
    case .pendingItem: ["queued", "changed", "deleted"]
    case .adjustment: ["adjusted", "changed"]
    case .workspace: ["dunning_chosen"]
    case .rates, .spend: ["recorded"]
    case .margin: ["chosen"]
    case .creditNote: ["issued", "updated", "voided"]
    case .bookClose: ["close_begun", "revenue_recognized", "close_finished"]
    case .subscription:
      [
        "started", "updated", "items_changed", "interval_changed", "renewed", "invoiced", "activated",
        "fell_past_due",
        "recovered", "became_unpaid", "paused", "resumed", "discounts_changed", "discount_expired",
        "trial_will_end",
        "cancellation_scheduled", "cancellation_withdrawn", "canceled", "expired",
      ]
    case .invoice:
      [
        "drafted", "updated", "finalized", "paid", "payment_failed", "payment_action_required", "voided",
        "marked_uncollectible", "abandoned", "sent", "credited", "lines_changed", "deleted",
      ]
    }
  }
}

/// One thing as its facts tell it: each first fact holds the whole state, each later one what changed.
struct FoldedSubject {
  let id: String
  let theme: Theme
  private(set) var state = JSONObject()
  private(set) var isDeleted = false
  /// The lines of an invoice, in their places.
  private(set) var lines: [JSON] = []
  /// The attempts that were made under a payment intent.
  private(set) var attempts: [JSON] = []
  /// The customer that the facts say they are about.
  let customer: String?

  init(id: String, theme: Theme, customer: String?) {
    self.id = id
    self.theme = theme
    self.customer = customer
  }

  var isBlank: Bool { state.isEmpty }

  mutating func replace(with state: JSONObject, lines: [JSON]) {
    self.state = state
    isDeleted = false
    if !lines.isEmpty { self.lines = lines }
  }

  /// Lays what changed over the state, and tells whether the fact saw the state that was there.
  mutating func apply(before: JSONObject, after: JSONObject) -> Bool {
    let isContinuous = before.allSatisfy { saysTheSame($0.value, state[$0.key]) }
    for (key, value) in after { state[key] = value.isNull ? nil : value }
    return isContinuous
  }

  /// Lays other lines over those that were there.
  mutating func changeLines(put: [JSON], removed: [JSON]) {
    let gone = Set(removed.compactMap(\.string)).union(put.compactMap { $0["id"]?.string })
    lines.removeAll { line in line["id"]?.string.map(gone.contains) ?? false }
    lines += put
    lines.sort { ($0["place"]?.integer ?? 0) < ($1["place"]?.integer ?? 0) }
  }

  mutating func attempt(_ attempt: JSON) { attempts.append(attempt) }

  mutating func delete() {
    isDeleted = true
    lines = []
  }
}
