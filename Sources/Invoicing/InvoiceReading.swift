import Catalog
import Chronology
import Identity
import Monetary
import Notation
import Rating
import Relations
import Subscriptions

// Lists read one of each with every invoice, which Codable makes the most expensive part of a list.

extension LineContent: JSONReadable {
  public init(json: JSON) throws {
    var members = try JSONMembers(json)
    billingKey = try members.text("billingKey")
    subscription = try members.optionalText("subscription").map { SubscriptionID($0) }
    item = try members.optionalText("item").map { SubscriptionItemID($0) }
    price = try members.optionalText("price").map { PriceID($0) }
    product = try members.optionalText("product").map { ProductID($0) }
    name = try members.text("name")
    cadence = try members.optional("cadence").map { try Self.cadence($0) }
    quantity = try members.integer("quantity")
    amount = try Self.money(members.value("amount"))
    period = try Self.period(members.value("period"))
    wording = try members.choice("wording")
    explanation = try Explanation(json: members.value("explanation"))
    credits = try members.optional("credits").map { json in
      var line = try JSONMembers(json)
      return CreditedLine(
        invoice: InvoiceID(try line.text("invoice")), line: InvoiceLineID(try line.text("line")))
    }
    timeZone = try members.optionalText("timeZone").map(Self.zone)
    pendingItem = try members.optionalText("pendingItem").map { PendingItemID($0) }
    description = try members.optionalText("description")
    metadata = try members.optional("metadata").map { try $0.decode([String: String].self) }
    taxRates = try members.optional("taxRates").map { try [TaxTerms](json: $0) }
    taxes = try members.optional("taxes").map { try [LineTax](json: $0) }
    discounts = try members.optional("discounts").map { try $0.decode([Discount].self) }
    discountable = try members.optional("discountable").map { try $0.decode(Bool.self) }
    discounted = try members.optional("discounted").map { try $0.decode([DiscountAmount].self) }
  }

  private static func cadence(_ json: JSON) throws -> Cadence {
    var members = try JSONMembers(json)
    let unit: Cadence.Unit = try members.choice("unit")
    guard let count = Int(exactly: try members.integer("count")),
      let cadence = Cadence(unit: unit, count: count)
    else { throw MemberUnreadable(key: "count") }
    return cadence
  }

  private static func zone(_ name: String) throws -> Zone {
    guard let zone = Zone(identifier: name) else { throw MemberUnreadable(key: "timeZone") }
    return zone
  }

  private static func money(_ json: JSON) throws -> Money {
    var members = try JSONMembers(json)
    let units = try members.integer("minorUnits")
    guard let currency = Currency(code: try members.text("currency")) else {
      throw MemberUnreadable(key: "currency")
    }
    return Money(units, currency)
  }

  private static func period(_ json: JSON) throws -> Period {
    var members = try JSONMembers(json)
    guard let start = Instant(exactly: try members.integer("start")),
      let end = Instant(exactly: try members.integer("end")), start <= end
    else { throw MemberUnreadable(key: "period") }
    return Period(start: start, end: end)
  }
}

extension BilledTo: JSONReadable {
  public init(json: JSON) throws {
    var members = try JSONMembers(json)
    name = try members.optionalText("name")
    email = try members.optionalText("email")
    phone = try members.optionalText("phone")
    address = try members.optional("address").map { try $0.decode(Address.self) }
    shipping = try members.optional("shipping").map { try $0.decode(Shipping.self) }
    taxExemption = try members.choice("taxExemption")
  }
}

extension LineTax: JSONReadable {
  public init(json: JSON) throws {
    var members = try JSONMembers(json)
    self.init(
      rate: try TaxTerms(json: members.value("rate")), amount: try members.integer("amount"),
      taxable: try members.integer("taxable"), reason: try members.choice("reason"))
  }
}

extension TaxTerms: JSONReadable {
  public init(json: JSON) throws {
    var members = try JSONMembers(json)
    let id = TaxRateID(try members.text("id"))
    guard let percentage = Percentage(percent: try members.text("percentage")),
      case .bool(let isInclusive) = try members.value("isInclusive")
    else { throw MemberUnreadable(key: "percentage") }
    self.init(id: id, percentage: percentage, isInclusive: isInclusive)
  }
}
