import Catalog
import Invoicing
import Notation

extension Invoice: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("id", id)
    object.add("customer", customer)
    object.add("subscription", subscription)
    object.add("currency", currency)
    object.add("status", status.rawValue)
    object.add("reason", reason.rawValue)
    object.add("collection", collection)
    object.add("number", number)
    object.add("billedTo", billedTo)
    object.add("period", period)
    object.add("created", created)
    object.add("subtotal", subtotal)
    if let discounts { object.add("discounts", discounts) }
    object.add("discount", discount)
    object.add("tax", tax)
    if let defaultTaxRates { object.add("defaultTaxRates", defaultTaxRates) }
    object.add("total", total)
    object.add("startingBalance", startingBalance)
    object.add("endingBalance", endingBalance)
    object.add("amountDue", amountDue)
    object.add("amountPaid", amountPaid)
    object.add("creditedOpen", creditedOpen)
    object.add("creditedPaid", creditedPaid)
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
    object.add("footer", footer)
    if let customFields { object.add("customFields", customFields) }
    object.add("sentAt", sentAt)
    object.add("metadata", metadata)
    object.add("subscriptionMetadata", subscriptionMetadata)
    object.add("testClock", testClock)
  }
}

extension CustomField: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("name", name)
    object.add("value", value)
  }
}

extension BilledTo: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("name", name)
    object.add("email", email)
    object.add("phone", phone)
    object.add("address", address)
    object.add("shipping", shipping)
    object.add("taxExemption", taxExemption.rawValue)
  }
}

extension InvoiceLine: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("id", id)
    object.add("invoice", invoice)
    object.add("place", place)
    object.add("content", content)
  }
}

extension LineContent: JSONRepresentable {
  public func write(to object: inout JSONForm) {
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
    if let timeZone { object.add("timeZone", timeZone.identifier) }
    object.add("wording", wording.rawValue)
    object.add("explanation", explanation)
    if let credits {
      object.add("credits") { line in
        line.add("invoice", credits.invoice)
        line.add("line", credits.line)
      }
    }
    object.add("pendingItem", pendingItem)
    object.add("description", description)
    if let metadata { object.add("metadata", metadata) }
    if let taxRates { object.add("taxRates", taxRates) }
    if let taxes { object.add("taxes", taxes) }
    if let discounts { object.add("discounts", discounts) }
    if let discountable { object.add("discountable", discountable) }
    if let discounted { object.add("discounted", discounted) }
  }
}

extension LineTax: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("rate", rate)
    object.add("amount", amount)
    object.add("taxable", taxable)
    object.add("reason", reason.rawValue)
  }
}

extension TaxTerms: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("id", id)
    object.add("percentage", percentage.percentText)
    object.add("isInclusive", isInclusive)
  }
}
