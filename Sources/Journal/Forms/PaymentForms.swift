import Notation
import Receivables

extension PaymentIntent: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 10)
    object.add("id", id)
    object.add("customer", customer)
    object.add("invoice", invoice)
    object.add("amount", amount)
    object.add("status", status.rawValue)
    object.add("paymentMethod", paymentMethod)
    object.add("latestCharge", latestCharge)
    object.add("lastDecline", lastDecline?.json)
    object.add("canceledAt", canceledAt)
    object.add("created", created)
    return .object(object)
  }
}

extension PaymentAttempt: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 10)
    object.add("id", id)
    object.add("paymentIntent", paymentIntent)
    object.add("customer", customer)
    object.add("invoice", invoice)
    object.add("number", number)
    object.add("paymentMethod", paymentMethod)
    object.add("gatewayReference", gatewayReference)
    object.add("amount", amount)
    object.add("onSession", onSession)
    object.add("startedAt", startedAt)
    return .object(object)
  }
}

extension CardCharge: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 8)
    object.add("id", id)
    object.add("paymentIntent", paymentIntent)
    object.add("customer", customer)
    object.add("invoice", invoice)
    object.add("amount", amount)
    object.add("paymentMethod", paymentMethod)
    object.add("decline", decline?.json)
    object.add("created", created)
    return .object(object)
  }
}

extension Decline: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 3)
    object.add("code", code)
    object.add("declineCode", declineCode)
    object.add("message", message)
    return .object(object)
  }
}
