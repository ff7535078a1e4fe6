import Catalog
import Chronology
import Identity
import Monetary
import Operations
import Rating

/// Selling something: a new product with its price, or another price of one that is there.
enum PriceForm {
  static let routes: [SiteRoute] = SiteRoute.form(
    "/products/new", needs: .offer, show: { try await show($0) }, send: { try await send($0) })

  /// How often a price recurs, by what the form calls it.
  private static var cadences: [(value: String, label: String, cadence: Cadence?)] {
    [
      ("month", say("Every month"), .monthly), ("quarter", say("Every 3 months"), .every(3, .month)),
      ("half", say("Every 6 months"), .every(6, .month)), ("year", say("Every year"), .yearly),
      ("week", say("Every week"), .weekly), ("day", say("Every day"), .daily), ("once", say("Once"), nil),
    ]
  }

  private static func product(_ fields: FormFields, _ room: Room) async throws -> Product? {
    guard let id = fields["product"] else { return nil }
    return try await room.known { try $0.product(ProductID(id)) }
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: FormFields())
    let product = try await product(room.query, room)
    state.fields["product"] = product?.id.text
    // What was sold last was most likely in the right currency.
    let last = try await room.read { try $0.prices(PriceFilter(), Page(limit: 1)).elements.first }
    state.fields["currency"] = (last?.currency ?? .eur).code
    return page(room, state, product)
  }

  private static func page(_ room: Room, _ state: FormState, _ product: Product?) -> SiteAnswer {
    let name: HTML =
      product.map { Field.hidden("product", $0.id.text) }
      ?? Field.text(
        "name", say("Product"), state, hint: say("As it stands on invoices."),
        attributes: #" autocomplete="off" maxlength="250""#)
    let amount = Field.text(
      "unit_amount", say("Price of one"), state, hint: say("Such as 19 or 19.90."),
      attributes: #" inputmode="decimal" autocomplete="off" maxlength="30""#)
    let currency = Field.select(
      "currency", say("Currency"), state,
      groups: [.init(options: Currency.all.map { ($0.code, $0.isoCode) })])
    let cadence = Field.select(
      "cadence", say("Charged"), state, groups: [.init(options: cadences.map { ($0.value, $0.label) })])
    let form = Field.form(
      room, action: room.path("products/new"), state,
      submit: #"<button class="btn pri">\#(say("Create price"))</button>"#,
      #"\#(name)<div class="pair">\#(amount)\#(currency)</div>\#(cadence)"#)
    let page = RoomPage(
      title: product.map { say("New price of {}", $0.name) } ?? say("New product and price"),
      section: .catalog,
      subtitle: "\(say("A price never changes; a new amount is a new price."))",
      parent: (say("Products and prices"), "products"), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let product = try await product(room.form, room)
    let name = room.form["name"]
    if product == nil, name == nil { state.complain("name", say("Enter what is sold.")) }
    if let name, name.count > 250 { state.complain("name", say("A name has at most 250 characters.")) }
    let currency = room.form["currency"].flatMap { Currency(code: $0) }
    if currency == nil { state.complain("currency", say("Choose a currency.")) }
    let amount = currency.flatMap { state.amount("unit_amount", $0) }
    let cadence = cadences.first { $0.value == room.form["cadence"] }
    if cadence == nil { state.complain("cadence", say("Choose how often.")) }
    guard state.problems.isEmpty, let currency, let amount, let cadence else {
      return page(room, state, product)
    }
    let choice: CreatePrice.ProductChoice =
      product.map { .existing($0.id) } ?? .new(id: nil, name: name ?? "", terms: ProductTerms())
    let command = CreatePrice(
      product: choice,
      terms: .init(
        currency: currency, model: .perUnit(UnitPrice(minorUnits: amount)), cadence: cadence.cadence))
    do {
      return try await room.perform(command) { [product] id in
        product.map { "products/\($0.id)" } ?? "prices/\(id)"
      }
    } catch {
      try state.note(error)
      return page(room, state, product)
    }
  }
}
