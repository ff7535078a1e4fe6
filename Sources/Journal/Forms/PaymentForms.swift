import Notation
import Receivables

extension PaymentIntent: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("id", id)
    object.add("customer", customer)
    object.add("invoice", invoice)
    object.add("amount", amount)
    object.add("status", status.rawValue)
    object.add("paymentMethod", paymentMethod)
    object.add("latestCharge", latestCharge)
    object.add("lastDecline", lastDecline)
    object.add("canceledAt", canceledAt)
    if let metadata { object.add("metadata", metadata) }
    object.add("created", created)
  }
}

extension PaymentAttempt: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("id", id)
    object.add("paymentIntent", paymentIntent)
    object.add("customer", customer)
    object.add("invoice", invoice)
    object.add("number", number)
    object.add("paymentMethod", paymentMethod)
    object.add("gatewayReference", gatewayReference)
    object.add("amount", amount)
    object.add("onSession", onSession)
    if let authenticated { object.add("authenticated", authenticated) }
    object.add("startedAt", startedAt)
  }
}

extension CardCharge: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("id", id)
    object.add("paymentIntent", paymentIntent)
    object.add("customer", customer)
    object.add("invoice", invoice)
    object.add("amount", amount)
    object.add("paymentMethod", paymentMethod)
    object.add("decline", decline)
    object.add("refunded", refunded)
    object.add("created", created)
  }
}

extension Decline: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("code", code)
    object.add("declineCode", declineCode)
    object.add("message", message)
  }
}
