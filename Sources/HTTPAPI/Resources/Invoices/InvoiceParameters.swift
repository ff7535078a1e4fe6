import Catalog
import Identity
import Invoicing
import Operations
import Receivables
import Relations
import Subscriptions

/// What an invoice says beside its lines.
enum InvoiceParameters {
  static let terms: [ParameterSpecification] = [
    .boolean("auto_advance"), .choice("collection_method", ["charge_automatically", "send_invoice"]),
    .init(
      "custom_fields",
      .array(.object([.text("name", max: 40).required, .text("value", max: 140).required]), 4)
    ).clearable,
    .integer("days_until_due", 0...3_650), .timestamp("due_date"), .text("description", max: 1_500).clearable,
    .text("footer", max: 5_000).clearable, .metadata, TaxRates.specification("default_tax_rates"),
    Discounts.specification,
  ]

  static func customFields(_ parameters: RequestParameters) -> [CustomField]? {
    parameters.objects("custom_fields")?.map {
      CustomField(name: $0.string("name") ?? "", value: $0.string("value") ?? "")
    }
  }

  /// How it is paid; a day that is due stands for so many days.
  /// - Parameter current: how it is paid so far, for a change.
  static func collection(
    _ parameters: RequestParameters, _ current: Collection? = nil
  ) throws -> Collection? {
    guard parameters.isGiven("due_date") else {
      return try SubscriptionParameters.collection(parameters, current)
    }
    if parameters.isGiven("days_until_due") {
      throw APIError.exclusiveParameters(["due_date", "days_until_due"])
    }
    guard (parameters.string("collection_method") ?? current?.method) == "send_invoice" else {
      throw APIError.invalid("due_date", "due_date can be set with collection_method=send_invoice only.")
    }
    if case .sendInvoice? = current { return nil }
    return .sendInvoice(daysUntilDue: 0)
  }

  static func create(_ parameters: RequestParameters) throws -> CreateInvoice {
    var command = CreateInvoice(customer: CustomerID(parameters.string("customer") ?? ""))
    command.subscription = parameters.string("subscription").map { SubscriptionID($0) }
    command.currency = parameters.currency("currency")
    command.collection = try collection(parameters) ?? .chargeAutomatically
    command.dueDate = parameters.instant("due_date")
    command.includesWaiting = parameters.string("pending_invoice_items_behavior") == "include"
    command.autoAdvance = parameters.boolean("auto_advance") ?? false
    command.defaultPaymentMethod = parameters.string("default_payment_method").map { PaymentMethodID($0) }
    command.defaultTaxRates = parameters.strings("default_tax_rates")?.map { TaxRateID($0) }
    command.discounts = try Discounts.wishes(parameters)
    command.description = parameters.string("description")
    command.footer = parameters.string("footer")
    command.customFields = customFields(parameters) ?? []
    command.metadata = try parameters.newMetadata()
    return command
  }

  static func update(_ current: Invoice, _ parameters: RequestParameters) throws -> UpdateInvoice {
    var command = UpdateInvoice(invoice: current.id)
    command.description = parameters.textPatch("description")
    command.footer = parameters.textPatch("footer")
    command.customFields = parameters.patch("custom_fields") { _ in customFields(parameters) }
    command.metadata = parameters.metadata
    command.collection = try collection(parameters, current.collection)
    command.dueDate = parameters.instant("due_date")
    command.defaultPaymentMethod = parameters.patch("default_payment_method") { name in
      parameters.string(name).map { PaymentMethodID($0) }
    }
    command.autoAdvance = parameters.boolean("auto_advance")
    command.defaultTaxRates = TaxRates.patch(parameters, "default_tax_rates")
    command.discounts = try Discounts.wishes(parameters)
    return command
  }
}
