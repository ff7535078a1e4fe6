import Notation
import Relations

extension Customer: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("id", id)
    object.add("name", name)
    object.add("email", email)
    object.add("phone", phone)
    object.add("description", description)
    object.add("address", address)
    object.add("shipping", shipping)
    object.add("currency", currency)
    object.add("invoicePrefix", invoicePrefix)
    object.add("defaultPaymentMethod", defaultPaymentMethod)
    object.add("preferredLocales", preferredLocales)
    object.add("taxExemption", taxExemption.rawValue)
    if let timeZone { object.add("timeZone", timeZone.identifier) }
    if let acquisitionSource { object.add("acquisitionSource", acquisitionSource) }
    object.add("testClock", testClock)
    object.add("metadata", metadata)
    object.add("created", created)
  }
}

extension CustomerStanding: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("balance", balance)
    object.add("nextInvoiceSequence", nextInvoiceSequence)
    object.add("delinquent", delinquent)
  }
}

extension Address: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("line1", line1)
    object.add("line2", line2)
    object.add("city", city)
    object.add("state", state)
    object.add("postalCode", postalCode)
    object.add("country", country)
  }
}

extension Shipping: JSONRepresentable {
  public func write(to object: inout JSONForm) {
    object.add("name", name)
    object.add("phone", phone)
    object.add("address", address)
  }
}
