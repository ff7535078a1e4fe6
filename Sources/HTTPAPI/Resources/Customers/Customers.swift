import Identity
import Notation
import Operations
import Relations

enum Customers {
  static let routes: [Route] = writing + reading

  private static let writing: [Route] = [
    .post(
      "/v1/customers", "Creates a customer, with a card if wanted.", .customer,
      parameters: CustomerParameters.terms + [.text("test_clock"), .text("payment_method")],
      make: { call in
        let parameters = call.parameters
        return CreateCustomer(
          terms: try CustomerParameters.terms(of: parameters),
          testClock: parameters.string("test_clock").map { TestClockID($0) },
          paymentMethod: try await call.paymentMethodSource(
            parameters.string("payment_method"), parameter: "payment_method"))
      }, show: { id, _, scene in try scene.snapshot.customer(id) }),
    .post(
      "/v1/customers/{customer}", "Changes a customer.", .customer, parameters: CustomerParameters.terms,
      make: { call in
        UpdateCustomer(
          CustomerID(call.identifier("customer")), terms: try CustomerParameters.terms(of: call.parameters))
      }, show: { id, _, scene in try scene.snapshot.customer(id) }),
  ]

  private static let reading: [Route] = [
    .show("/v1/customers/{customer}", "Shows a customer, or that there was one.", .customer) { call, scene in
      try scene.customer(CustomerID(call.identifier("customer")))
    },
    .delete(
      "/v1/customers/{customer}", "Deletes a customer and ends the subscriptions.", .customer,
      make: { DeleteCustomer(CustomerID($0.identifier("customer"))) },
      show: { id, _, _ in DeletedObject(id: id.text, type: .customer) }),
    .list(
      "/v1/customers", "Lists customers.", of: .customer,
      parameters: [.text("email", max: 512), .text("test_clock"), .created]
    ) { call, page, scene in
      let filter = CustomerFilter(
        email: call.parameters.string("email"),
        testClock: call.parameters.string("test_clock").map { TestClockID($0) })
      let found = try scene.snapshot.customers(filter, page)
      try scene.prepare(found.elements)
      return found
    },
  ]
}

extension Scene {
  /// The customer, or that the customer was deleted.
  func customer(_ id: CustomerID) throws -> (any WireObject)? {
    if let customer = try snapshot.customer(id) { return customer }
    guard let deleted = try snapshot.deletedCustomer(id) else { return nil }
    return DeletedObject(id: deleted.id.text, type: .customer)
  }

  /// The customer a list is filtered by, who must have existed.
  func customerFilter(_ parameters: RequestParameters) throws -> CustomerID? {
    guard let text = parameters.string("customer") else { return nil }
    let id = CustomerID(text)
    guard try customer(id) != nil else { throw APIError.missing("customer", text, parameter: "customer") }
    return id
  }
}

extension Customer: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) throws {
    try write(to: &writer, standing: scene.standing(of: self), in: scene, expanding: expansion)
  }

  /// - Parameter standing: what the other books say, now or at the time of an event.
  func write(
    to writer: inout JSONWriter, standing: CustomerStanding, in scene: Scene, expanding expansion: Expansion
  ) throws {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"customer""#)
    writer.field("acquisition_source", acquisitionSource)
    writer.field("address", address)
    if let currency {
      writer.field("balance", standing.balance, in: currency)
    } else {
      writer.field("balance", standing.balance)
    }
    writer.field("created", created)
    writer.field("currency", currency?.code)
    writer.members(#""customer_account":null,"default_source":null"#)
    writer.field("delinquent", standing.delinquent)
    writer.field("description", description)
    writer.members(#""discount":null"#)
    writer.field("email", email)
    writer.field("invoice_prefix", invoicePrefix)
    try writeInvoiceSettings(to: &writer, in: scene, expansion.inside("invoice_settings"))
    writer.field("livemode", scene.isLive)
    writer.field("metadata", metadata)
    writer.field("name", name)
    writer.field("next_invoice_sequence", standing.nextInvoiceSequence)
    writer.field("phone", phone)
    writer.field("preferred_locales", preferredLocales)
    writer.field("shipping", shipping)
    writer.field("tax_exempt", taxExemption.rawValue)
    writer.field("time_zone", zone.identifier)
    try writer.reference("test_clock", testClock?.text, expansion["test_clock"], in: scene) {
      try testClock.flatMap { try scene.snapshot.testClock($0) }
    }
    try writeIncluded(to: &writer, in: scene, expansion)
    writer.endObject()
  }

  private func writeInvoiceSettings(
    to writer: inout JSONWriter, in scene: Scene, _ expansion: Expansion
  ) throws {
    try writer.object("invoice_settings") { writer in
      writer.members(#""custom_fields":null"#)
      try writer.reference(
        "default_payment_method", defaultPaymentMethod?.text, expansion["default_payment_method"], in: scene
      ) { try defaultPaymentMethod.flatMap { try scene.snapshot.paymentMethod($0) } }
      writer.members(#""footer":null,"rendering_options":null"#)
    }
  }

  private func writeIncluded(to writer: inout JSONWriter, in scene: Scene, _ expansion: Expansion) throws {
    if expansion.isEmpty { return }
    let url = "/v1/customers/\(id)"
    if expansion["cash_balance"] != nil { writer.members(#""cash_balance":null"#) }
    if expansion["invoice_credit_balance"] != nil { writer.members(#""invoice_credit_balance":{}"#) }
    if expansion["sources"] != nil { writer.emptyList("sources", url: url + "/sources") }
    if expansion["tax_ids"] != nil { writer.emptyList("tax_ids", url: url + "/tax_ids") }
    if expansion["tax"] != nil {
      writer.members(
        #""tax":{"automatic_tax":"not_collecting","ip_address":null,"location":null,"provider":"stripe"}"#)
    }
    if let inside = expansion["subscriptions"] {
      let page = try scene.snapshot.subscriptions(SubscriptionFilter(customer: id), Page(limit: 10))
      try writer.list(
        "subscriptions", page.elements, hasMore: page.hasMore, url: url + "/subscriptions", in: scene,
        expanding: inside)
    }
  }
}
