import Notation
import Relations

extension Customer: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 15)
    object.add("id", id)
    object.add("name", name)
    object.add("email", email)
    object.add("phone", phone)
    object.add("description", description)
    object.add("address", address?.json)
    object.add("shipping", shipping?.json)
    object.add("currency", currency)
    object.add("invoicePrefix", invoicePrefix)
    object.add("defaultPaymentMethod", defaultPaymentMethod)
    object.append("preferredLocales", .array(preferredLocales.map(JSON.string)))
    object.add("taxExemption", taxExemption.rawValue)
    object.add("testClock", testClock)
    object.add("metadata", metadata)
    object.add("created", created)
    return .object(object)
  }
}

extension CustomerStanding: JSONRepresentable {
  public var json: JSON {
    [
      "balance": .integer(balance), "nextInvoiceSequence": .integer(nextInvoiceSequence),
      "delinquent": .bool(delinquent),
    ]
  }
}

extension Address: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 6)
    object.add("line1", line1)
    object.add("line2", line2)
    object.add("city", city)
    object.add("state", state)
    object.add("postalCode", postalCode)
    object.add("country", country)
    return .object(object)
  }
}

extension Shipping: JSONRepresentable {
  public var json: JSON {
    var object = JSONObject(minimumCapacity: 3)
    object.add("name", name)
    object.add("phone", phone)
    object.append("address", address.json)
    return .object(object)
  }
}
