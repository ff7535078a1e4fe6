import Chronology
import Identity
import Operations
import Relations

/// The parameters that say who a customer is.
enum CustomerParameters {
  static let address: [ParameterSpecification] = [
    "city", "country", "line1", "line2", "postal_code", "state",
  ].map {
    .text($0).clearable
  }

  static let terms: [ParameterSpecification] = [
    .text("name", max: 256).clearable, .text("email", max: 512).clearable, .text("phone", max: 20).clearable,
    .text("description").clearable, .object("address", address).clearable,
    .object(
      "shipping", [.object("address", address).required, .text("name").required, .text("phone").clearable]
    ).clearable,
    .text("invoice_prefix", max: 12), .array("preferred_locales", of: .text(20)).clearable,
    .choice("tax_exempt", TaxExemption.allCases.map(\.rawValue)).clearable, .metadata,
    .text("time_zone", max: 64).clearable,
    .text("acquisition_source", max: MarketingSpend.channelLengthMost).clearable,
    .object("invoice_settings", [.text("default_payment_method").clearable]),
  ]

  static func terms(of parameters: RequestParameters) throws -> CustomerTerms {
    var terms = CustomerTerms()
    terms.name = parameters.textPatch("name")
    terms.email = parameters.textPatch("email")
    terms.phone = parameters.textPatch("phone")
    terms.description = parameters.textPatch("description")
    terms.address = parameters.patch("address") { parameters.object($0).map(address) }
    terms.shipping = parameters.patch("shipping") { parameters.object($0).map(shipping) }
    terms.invoicePrefix = parameters.setting("invoice_prefix", parameters.string)
    if case .set(let prefix) = terms.invoicePrefix { try check(prefix: prefix) }
    terms.preferredLocales =
      parameters.isCleared("preferred_locales")
      ? .set([]) : parameters.setting("preferred_locales", parameters.strings)
    terms.taxExemption =
      parameters.isCleared("tax_exempt")
      ? .set(.none)
      : parameters.setting("tax_exempt") { parameters.string($0).flatMap(TaxExemption.init) }
    if let settings = parameters.object("invoice_settings") {
      terms.defaultPaymentMethod = settings.patch("default_payment_method") {
        settings.string($0).map { PaymentMethodID($0) }
      }
    }
    terms.timeZone = try parameters.patch("time_zone") { try parameters.string($0).map(zone) }
    terms.acquisitionSource = try parameters.patch("acquisition_source") {
      try parameters.string($0).map(source)
    }
    terms.metadata = parameters.metadata
    return terms
  }

  static func zone(_ name: String) throws -> Zone {
    guard let zone = Zone(identifier: name) else {
      throw APIError.invalid("time_zone", "A time zone is named as in the IANA database: Europe/Stockholm.")
    }
    return zone
  }

  private static func source(_ text: String) throws -> String {
    guard let name = AcquisitionSource.name(text) else {
      throw APIError.invalid(
        "acquisition_source", "A source is a word of 1 to \(MarketingSpend.channelLengthMost) characters.")
    }
    return name
  }

  static func address(_ parameters: RequestParameters) -> Address {
    var address = Address()
    address.city = parameters.string("city")
    address.country = parameters.string("country")
    address.line1 = parameters.string("line1")
    address.line2 = parameters.string("line2")
    address.postalCode = parameters.string("postal_code")
    address.state = parameters.string("state")
    return address
  }

  private static func shipping(_ parameters: RequestParameters) -> Shipping {
    Shipping(
      name: parameters.string("name") ?? "", phone: parameters.string("phone"),
      address: parameters.object("address").map(address) ?? Address())
  }

  private static func check(prefix: String) throws {
    let isPrefix =
      (3...12).contains(prefix.utf8.count)
      && prefix.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
    let isYear = prefix.utf8.count == 4 && prefix.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard !isYear else {
      throw APIError.invalid("invoice_prefix", "Four digits read as a year, which numbers a series.")
    }
    guard isPrefix else {
      throw APIError.invalid("invoice_prefix", "An invoice prefix is 3 to 12 upper-case letters or digits.")
    }
  }
}
