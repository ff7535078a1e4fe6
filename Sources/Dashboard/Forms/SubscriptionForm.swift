import Catalog
import Identity
import Invoicing
import Monetary
import Operations
import Relations
import Subscriptions

/// Subscribing a customer: what and how it is paid, then the first invoice as it will be, then the
/// confirmation.
enum SubscriptionForm {
  static let routes: [SiteRoute] = SiteRoute.form(
    "/subscriptions/new", needs: .serve, show: { try await show($0) }, send: { try await send($0) })

  /// How many prices one form takes.
  private static let rows = 0..<3
  private static let daysUntilDue = 30
  private static let quantityMost: Int64 = 1_000_000

  /// What the form chooses from, and for whom.
  private struct Offer: Sendable {
    let customer: Customer
    let prices: [Price]
    let products: [ProductID: Product]
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    guard room.query["customer"] != nil else { return try await choose(room) }
    let offer = try await offer(room, room.query)
    var state = FormState(fields: FormFields())
    state.fields["collection"] = offer.customer.defaultPaymentMethod == nil ? "send_invoice" : "charge"
    return page(room, state, offer)
  }

  /// First of all, for whom.
  private static func choose(_ room: Room) async throws -> SiteAnswer {
    let found = try await CustomerPages.newest(room)
    let body = CustomerPages.chooser(found, room, "subscriptions/new") {
      room.path("subscriptions/new?customer=\($0)")
    }
    let page = RoomPage(
      title: say("New subscription"), section: .subscriptions, subtitle: "\(say("For whom?"))",
      parent: (say("Subscriptions"), "subscriptions"),
      actions: """
        <a class="btn" href="\(room.path("customers/new"))">\(Icon.plus.html)\(say("New customer"))</a>
        """,
      body: body)
    return page.answer(in: room)
  }

  private static func offer(_ room: Room, _ fields: FormFields) async throws -> Offer {
    let id = CustomerID(fields["customer"] ?? "")
    return try await room.known { snapshot -> Offer? in
      guard let customer = try snapshot.customer(id) else { return nil }
      let filter = PriceFilter(active: true, currency: customer.currency, recurring: true)
      // The form has no fields for what a price leaves open.
      let prices = try snapshot.prices(filter, Page(limit: 500)).elements
        .filter { (try? $0.model.check(nil)) != nil }
      var products: [ProductID: Product] = [:]
      for product in Set(prices.map(\.product)) { products[product] = try snapshot.product(product) }
      return Offer(customer: customer, prices: prices, products: products)
    }
  }

  private static func page(_ room: Room, _ state: FormState, _ offer: Offer) -> SiteAnswer {
    let body: HTML =
      offer.prices.isEmpty
      ? card(
        say("Nothing to subscribe to"),
        """
        <p class="lead">\(lacking(offer.customer.currency))</p>\
        \(link(room.path("products/new"), say("New product and price")))
        """)
      : Field.form(
        room, action: room.path("subscriptions/new"), state,
        submit:
          #"<button class="btn pri" name="step" value="preview">\#(say("Preview the invoice"))</button>"#,
        controls(state, offer))
    let page = RoomPage(
      title: say("New subscription for {}", offer.customer.title), section: .subscriptions,
      subtitle: "\(say("Nothing is billed before you confirm."))",
      parent: (offer.customer.title, "customers/\(offer.customer.id)"), body: body)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func lacking(_ currency: Currency?) -> String {
    currency.map { say("There is no price that recurs in {}, which this customer pays in.", $0.isoCode) }
      ?? say("There is no price that recurs.")
  }

  private static func controls(_ state: FormState, _ offer: Offer) -> HTML {
    let groups = offer.products.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map { product in
      Field.OptionGroup(
        label: product.name,
        options: offer.prices.filter { $0.product == product.id }.map {
          ($0.id.text, "\(product.name), \($0.nickname.map { "\($0), " } ?? "")\($0.text)")
        })
    }
    func row(_ number: Int) -> HTML {
      let first: [Field.OptionGroup] = [
        .init(options: [("", number == 0 ? say("Choose a price") : say("None ¦ price"))])
      ]
      let price = Field.select(
        "price\(number)", number == 0 ? say("Price") : say("Another price"), state, groups: first + groups)
      var typed = state
      typed.fields["quantity\(number)"] = state.fields["quantity\(number)"] ?? "1"
      let quantity = Field.text(
        "quantity\(number)", say("Quantity"), typed,
        attributes: #" inputmode="numeric" autocomplete="off" maxlength="9""#)
      return #"<div class="pair">\#(price)\#(quantity)</div>"#
    }
    let isOpen = rows.dropFirst().contains { state.fields["price\($0)"] != nil }
    let more: HTML = """
      <details class="morefields"\(isOpen ? " open" as HTML : .nothing)>\
      <summary>\(say("More than one price"))</summary>\
      \(rows.dropFirst().html(row))</details>
      """
    let collection = Field.choice(
      "collection", say("How is it paid?"), state,
      [
        ("charge", say("Charge the payment method"), say("At once, and at every renewal.")),
        (
          "send_invoice", say("Send invoices"),
          daysUntilDue.counted("Due within 1 day.", "Due within {} days.")
        ),
      ])
    let code = Field.text(
      "code", say("Promotion code"), state, hint: say("If the customer has one."),
      attributes: #" autocomplete="off" autocapitalize="characters" maxlength="500""#)
    return "\(Field.hidden("customer", offer.customer.id.text))\(row(0))\(more)\(code)\(collection)"
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    let offer = try await offer(room, room.form)
    var state = FormState(fields: room.form)
    var command = command(&state, offer)
    if let typed = room.form["code"], let code = try await code(typed, room, &state, offer) {
      command?.discounts = [.code(code)]
    }
    guard let command, state.problems.isEmpty, room.form["step"] != "edit" else {
      return page(room, state, offer)
    }
    do {
      if room.form["step"] == "confirm", let quote = room.form["quote"].flatMap({ Int64($0) }) {
        var confirmed = command
        confirmed.quote = quote
        return try await room.perform(confirmed) { "subscriptions/\($0)" }
      }
      return try await preview(room, state, offer, command)
    } catch Refusal.quoteOutdated {
      try state.note(Refusal.quoteOutdated)
      return try await preview(room, state, offer, command)
    } catch {
      try state.note(error, field: fieldName)
      return page(room, state, offer)
    }
  }

  /// The open code of that word that this customer can use.
  private static func code(
    _ typed: String, _ room: Room, _ state: inout FormState, _ offer: Offer
  ) async throws -> PromotionCodeID? {
    var filter = PromotionCodeFilter()
    filter.code = typed
    filter.active = true
    let found = try await room.read { [filter] in try $0.promotionCodes(filter, Page(limit: 100)).elements }
    let code = found.first { $0.customer == nil || $0.customer == offer.customer.id.text }
    if code == nil {
      state.complain("code", say("There is no code \"{}\" that this customer can use.", typed))
    }
    return code?.id
  }

  /// "items[1][price]" is the form's second price.
  private static func fieldName(_ name: String) -> String {
    if name.hasPrefix("discounts") { return "code" }
    guard let match = name.firstMatch(of: /^items\[(\d)\]/) else { return name }
    return "price\(match.output.1)"
  }

  private static func command(_ state: inout FormState, _ offer: Offer) -> CreateSubscription? {
    var items: [CreateSubscription.Item] = []
    for number in rows {
      guard let id = state.fields["price\(number)"] else { continue }
      guard offer.prices.contains(where: { $0.id.text == id }) else {
        state.complain("price\(number)", say("Choose a price of the list."))
        continue
      }
      guard let quantity = state.fields["quantity\(number)"].flatMap({ Int64($0) }),
        (1...quantityMost).contains(quantity)
      else {
        state.complain("quantity\(number)", say("A quantity is a whole number from 1 to 1,000,000."))
        continue
      }
      items.append(.init(price: PriceID(id), quantity: quantity))
    }
    if items.isEmpty, state.problems.isEmpty { state.complain("price0", say("Choose a price.")) }
    var command = CreateSubscription(customer: offer.customer.id, items: items)
    switch state.fields["collection"] {
    case "charge":
      if offer.customer.defaultPaymentMethod == nil {
        state.complain(
          "collection", say("This customer has no payment method to charge. Send invoices instead."))
      }
    case "send_invoice": command.collection = .sendInvoice(daysUntilDue: daysUntilDue)
    default: state.complain("collection", say("Choose how it is paid."))
    }
    return state.problems.isEmpty ? command : nil
  }

  /// The first invoice, made by the command itself and rolled back. Confirming bills this amount or nothing.
  private static func preview(
    _ room: Room, _ state: FormState, _ offer: Offer, _ command: CreateSubscription
  ) async throws -> SiteAnswer {
    let language = Language.current
    let (invoice, shown) = try await room.workspace.preview(InvoicePreview(.new(command)), as: room.cause) {
      invoice, lines, snapshot in
      try Language.$current.withValue(language) { (invoice, try InvoiceTable(invoice, lines, snapshot)) }
    }
    let names = ["customer", "collection", "code"] + rows.flatMap { ["price\($0)", "quantity\($0)"] }
    let kept = names.compactMap { name in state.fields[name].map { Field.hidden(name, $0) } }
    let due = MoneyText.text(invoice.amountDue, invoice.currency)
    let deed =
      command.collection == .chargeAutomatically
      ? say("{} is charged at once.", due)
      : say(
        "An invoice of {} is made, final within the hour and due {} days later.", due, String(daysUntilDue))
    var fresh = state
    fresh.problems = []
    let form = Field.form(
      room, action: room.path("subscriptions/new"), fresh,
      submit: """
        <button class="btn pri" name="step" value="confirm">\(say("Start subscription"))</button>\
        <button class="btn ghost" name="step" value="edit">\(say("Change it"))</button>
        """,
      "\(kept)\(Field.hidden("quote", String(invoice.amountDue)))<p class=\"lead\">\(deed)</p>")
    let page = RoomPage(
      title: say("New subscription for {}", offer.customer.title), section: .subscriptions,
      subtitle: "\(say("This is the first invoice. Confirm it, or change it."))",
      parent: (offer.customer.title, "customers/\(offer.customer.id)"),
      body: Field.summary(state) + card(say("First invoice"), shown.html) + form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }
}
