import Catalog
import Chronology
import Identity
import Invoicing
import Monetary
import Notation
import Operations
import Rating
import Relations
import Subscriptions

/// A fact's values as the rest of the pages say them; what is not known here stays as the journal has it.
struct FactWords: Sendable {
  private let room: Room
  private let currency: Currency?
  /// The page and title of each thing that is named.
  private let things: [String: (path: String, title: String)]
  /// What the fact is about, where that has a page.
  let subject: HTML?

  /// A fact of a large invoice names more than anybody reads.
  private static let thingsMost = 200

  init(_ values: FactValues, _ snapshot: Snapshot, _ room: Room) throws {
    self.room = room
    let named = values.all.filter { !$0.isFree }.compactMap { value in
      value.json.string.map { (value.name, $0) }
    }
    var things: [String: (path: String, title: String)] = [:]
    var asked = 0
    for (name, id) in [("", values.subject)] + named where things[id] == nil && asked < Self.thingsMost {
      guard let kind = Kind(name: name, id: id) else { continue }
      asked += 1
      if let title = try kind.title(of: id, snapshot) { things[id] = ("\(kind.rawValue)/\(id)", title) }
    }
    self.things = things
    subject = things[values.subject].map { link(room.path($0.path), $0.title) }
    currency =
      try snapshot.invoice(InvoiceID(values.subject))?.currency
      ?? snapshot.subscription(SubscriptionID(values.subject))?.currency
      ?? snapshot.customer(CustomerID(values.subject))?.currency
  }

  func html(_ value: FactValue) -> HTML {
    if value.isFree { return "\(value.json.string ?? value.json.decimalText ?? "–")" }
    switch value.json {
    case .null: return "–"
    case .bool(let flag): return "\(flag ? say("yes") : say("no"))"
    case .object: return whole(value) ?? .nothing
    case .integer(let number):
      return self.number(value, number).map { "\($0)" as HTML } ?? code("\(number)")
    case .string(let text):
      if let thing = things[text] { return link(room.path(thing.path), thing.title) }
      return self.text(value, text).map { "\($0)" as HTML } ?? code(text)
    case .number(let text): return code(text)
    case .array: return .nothing
    }
  }

  /// As the journal has it, in no language.
  private func code(_ text: String) -> HTML { "<code>\(text)</code>" }

  private func whole(_ value: FactValue) -> HTML? {
    let json = value.json
    if let amount = try? json.decode(Money.self) {
      return #"<data value="\#(amount.minorUnits)">\#(MoneyText.text(amount))</data>"#
    }
    switch value.name {
    case "cadence": return (try? json.decode(Cadence.self)).map { "\($0.pace)" as HTML } ?? code("\(json)")
    case "model":
      guard let model = try? json.decode(PriceModel.self), let currency = value.currency else { break }
      return "\(PricingText.text(model, currency))"
    case "collection":
      guard let days = json["sendInvoice"]?["daysUntilDue"]?.integer else {
        return "\(say("Charged automatically"))"
      }
      return "\(Int(days).counted("By invoice, due within 1 day", "By invoice, due within {} days"))"
    default: break
    }
    return code("\(json)")
  }

  private func number(_ value: FactValue, _ number: Int64) -> String? {
    let name = value.name
    if FactNames.isInstant(name) { return "\(DayText.minute(Instant(seconds: number))) UTC" }
    let currency = value.currency ?? currency
    if value.path.first == "levels", ["list", "net", "amount"].contains(name), let currency {
      // Levels are kept in millionths.
      return MoneyText.text(Int64(Rounding.halfEven.divide(Int128(number), by: 1_000_000)), currency)
    }
    if FactNames.amounts.contains(name), let currency { return MoneyText.text(number, currency) }
    if FactNames.counts.contains(name), number >= 0 { return MoneyText.grouped("\(number)") }
    if name == "basisPoints" { return say("{} %", Language.current.decimals(Self.hundredths(number))) }
    return nil
  }

  /// "72.5" for 7,250 basis points.
  private static func hundredths(_ number: Int64) -> String {
    let (whole, rest) = number.quotientAndRemainder(dividingBy: 100)
    guard rest != 0 else { return "\(whole)" }
    return rest.isMultiple(of: 10) ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  private func text(_ value: FactValue, _ text: String) -> String? {
    switch value.name {
    case "currency": return Currency(code: text)?.isoCode
    case "day": return Day(iso: text).map(DayText.text)
    case "month": return Month(iso: text).map(DayText.full)
    case "percentage", "off": return say("{} %", Language.current.decimals(text))
    case "unitPrice":
      guard let price = UnitPrice(decimal: text), let currency = value.currency ?? currency else {
        return nil
      }
      return MoneyText.text(price, currency)
    case "message": return say(text)
    default: break
    }
    if FactNames.states.contains(value.name), let state = FactNames.state(text) { return state }
    return FactNames.texts.contains(value.name) ? text : nil
  }
}

/// What has a page, by the first word of its address.
private enum Kind: String {
  case customers, subscriptions, invoices, products, prices, coupons

  init?(name: String, id: String) {
    switch name {
    case "coupon": self = .coupons
    case "product", "products": self = .products
    case "price", "defaultPrice": self = .prices
    default:
      let prefixes: [(String, Kind)] = [
        ("cus_", .customers), ("sub_", .subscriptions), ("in_", .invoices), ("prod_", .products),
        ("price_", .prices),
      ]
      guard let found = prefixes.first(where: { id.hasPrefix($0.0) }) else { return nil }
      self = found.1
    }
  }

  /// Nil where there is none.
  func title(of id: String, _ snapshot: Snapshot) throws -> String? {
    switch self {
    case .customers:
      return try (snapshot.customer(CustomerID(id)) ?? snapshot.deletedCustomer(CustomerID(id)))?.title
    case .subscriptions: return try snapshot.subscription(SubscriptionID(id)) == nil ? nil : id
    case .invoices: return try snapshot.invoice(InvoiceID(id))?.title
    case .products: return try snapshot.product(ProductID(id))?.name
    case .prices:
      guard let price = try snapshot.price(PriceID(id)) else { return nil }
      return "\(try snapshot.product(price.product)?.name ?? price.product.text), \(price.text)"
    case .coupons:
      return CouponPages.hasPage(CouponID(id)) ? try snapshot.coupon(CouponID(id))?.title : nil
    }
  }
}
