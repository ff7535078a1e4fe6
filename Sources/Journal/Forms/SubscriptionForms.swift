import Notation
import Subscriptions

extension Subscription: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("id", id)
    object.add("customer", customer)
    object.add("currency", currency)
    object.add("status", status.rawValue)
    object.add("items", items)
    object.add("cycleAnchor", cycleAnchor)
    object.add("cadence", cadence)
    if let timeZone { object.add("timeZone", timeZone.identifier) }
    object.add("startDate", startDate)
    object.add("collection", collection)
    object.add("defaultPaymentMethod", defaultPaymentMethod)
    object.add("description", description)
    object.add("metadata", metadata)
    if let defaultTaxRates { object.add("defaultTaxRates", defaultTaxRates) }
    if let discounts { object.add("discounts", discounts) }
    object.add("trial", trial)
    object.add("collectionPause", collectionPause)
    object.add("cancellation", cancellation)
    object.add("endedAt", endedAt)
    object.add("latestInvoice", latestInvoice)
    object.add("testClock", testClock)
    object.add("created", created)
  }
}

extension Collection: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    switch self {
    case .chargeAutomatically: object.add("chargeAutomatically") { _ in }
    case .sendInvoice(let days): object.add("sendInvoice") { $0.add("daysUntilDue", days) }
    }
  }
}

extension Cancellation: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("requestedAt", requestedAt)
    object.add("effectiveAt", effectiveAt)
    object.add("atPeriodEnd", atPeriodEnd)
    object.add("reason", reason.rawValue)
    object.add("comment", comment)
    object.add("feedback", feedback)
    object.add("proration", proration?.rawValue)
  }
}

extension Trial: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("start", start)
    object.add("end", end)
    object.add("withoutCard", withoutCard.rawValue)
  }
}

extension CollectionPause: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("behavior", behavior.rawValue)
    object.add("since", since)
    object.add("resumesAt", resumesAt)
  }
}

extension SubscriptionItem: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("id", id)
    if let cadence { object.add("cadence", cadence) }
    if let timing { object.add("timing", timing.rawValue) }
    object.add("period", period)
    object.add("revisions", revisions)
    object.add("metadata", metadata)
    if let taxRates { object.add("taxRates", taxRates) }
    if let discounts { object.add("discounts", discounts) }
    object.add("created", created)
  }
}

extension ItemRevision: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("number", number)
    object.add("from", from)
    object.add("price", price)
    object.add("quantity", quantity)
    object.add("proration", proration.rawValue)
    object.add("step", step.rawValue)
    object.add("choice", choice)
  }
}

extension RecurringLevel: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("item", item)
    object.add("price", price)
    object.add("quantity", quantity)
    object.add("list", list)
    if let discounts { object.add("discounts", discounts) }
    object.add("net", net)
  }
}

extension LevelDiscount: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("discount", discount)
    object.add("duration", duration.rawValue)
    object.add("amount", amount)
    object.add("counts", counts)
  }
}
