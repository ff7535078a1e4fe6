import Invoicing
import Notation

extension Invoice: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 36)
    object.add("id", id)
    object.add("customer", customer)
    object.add("subscription", subscription)
    object.add("currency", currency)
    object.add("status", status.rawValue)
    object.add("reason", reason.rawValue)
    object.add("collection", collection.json)
    object.add("number", number)
    object.add("billedTo", billedTo.json)
    object.add("period", period)
    object.add("created", created)
    object.add("subtotal", subtotal)
    object.add("total", total)
    object.add("startingBalance", startingBalance)
    object.add("endingBalance", endingBalance)
    object.add("amountDue", amountDue)
    object.add("amountPaid", amountPaid)
    object.add("amountPaidOutOfBand", amountPaidOutOfBand)
    object.add("attemptCount", attemptCount)
    object.add("attempted", attempted)
    object.add("nextPaymentAttempt", nextPaymentAttempt)
    object.add("autoAdvance", autoAdvance)
    object.add("finalizesAt", finalizesAt)
    object.add("finalizedAt", finalizedAt)
    object.add("paidAt", paidAt)
    object.add("voidedAt", voidedAt)
    object.add("uncollectibleAt", uncollectibleAt)
    object.add("dueDate", dueDate)
    object.add("defaultPaymentMethod", defaultPaymentMethod)
    object.add("description", description)
    object.add("metadata", metadata)
    object.add("subscriptionMetadata", subscriptionMetadata)
    object.add("testClock", testClock)
    return .object(object)
  }
}

extension BilledTo: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 6)
    object.add("name", name)
    object.add("email", email)
    object.add("phone", phone)
    object.add("address", address?.json)
    object.add("shipping", shipping?.json)
    object.add("taxExemption", taxExemption.rawValue)
    return .object(object)
  }
}

extension InvoiceLine: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 4)
    object.add("id", id)
    object.add("invoice", invoice)
    object.add("place", place)
    object.add("content", content.json)
    return .object(object)
  }
}

extension LineContent: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 14)
    object.add("billingKey", billingKey)
    object.add("subscription", subscription)
    object.add("item", item)
    object.add("price", price)
    object.add("product", product)
    object.add("name", name)
    object.add("cadence", cadence)
    object.add("quantity", quantity)
    object.add("amount", amount)
    object.add("period", period)
    object.add("wording", wording.rawValue)
    object.append("explanation", explanation.json)
    if let credits {
      object.append(
        "credits", ["invoice": .string(credits.invoice.text), "line": .string(credits.line.text)])
    }
    object.add("pendingItem", pendingItem)
    return .object(object)
  }
}
