import Notation
import Subscriptions

extension Subscription: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 17)
    object.add("id", id)
    object.add("customer", customer)
    object.add("currency", currency)
    object.add("status", status.rawValue)
    object.append("items", items.json)
    object.add("cycleAnchor", cycleAnchor)
    object.add("cadence", cadence)
    object.add("startDate", startDate)
    object.add("collection", collection.json)
    object.add("defaultPaymentMethod", defaultPaymentMethod)
    object.add("description", description)
    object.add("metadata", metadata)
    object.add("cancellation", cancellation?.json)
    object.add("endedAt", endedAt)
    object.add("latestInvoice", latestInvoice)
    object.add("testClock", testClock)
    object.add("created", created)
    return .object(object)
  }
}

extension Collection: JSONRepresentable {
  public var json: JSON {
    switch self {
    case .chargeAutomatically: ["chargeAutomatically": [:]]
    case .sendInvoice(let days): ["sendInvoice": ["daysUntilDue": .integer(Int64(days))]]
    }
  }
}

extension Cancellation: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 6)
    object.add("requestedAt", requestedAt)
    object.add("effectiveAt", effectiveAt)
    object.add("atPeriodEnd", atPeriodEnd)
    object.add("reason", reason.rawValue)
    object.add("comment", comment)
    object.add("feedback", feedback)
    return .object(object)
  }
}

extension SubscriptionItem: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 5)
    object.add("id", id)
    object.add("period", period)
    object.append("revisions", revisions.json)
    object.add("metadata", metadata)
    object.add("created", created)
    return .object(object)
  }
}

extension ItemRevision: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 6)
    object.add("number", number)
    object.add("from", from)
    object.add("price", price)
    object.add("quantity", quantity)
    object.add("proration", proration.rawValue)
    object.add("step", step.rawValue)
    object.add("choice", choice?.json)
    return .object(object)
  }
}

extension RecurringLevel: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 5)
    object.add("item", item)
    object.add("price", price)
    object.add("quantity", quantity)
    object.add("list", list)
    object.add("net", net)
    return .object(object)
  }
}
