import Catalog
import Operations
import Rating

/// The rates of tax, and another one.
enum TaxRatePages {
  static let routes: [SiteRoute] =
    [.look("/tax-rates") { room in try await list(room) }]
    + SiteRoute.form("/tax-rates/new", show: { show($0) }, send: { try await send($0) })

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let page = ListPage.page(room.query)
    let found: PageResult<TaxRate>
    do {
      found = try await room.read { try $0.taxRates(TaxRateFilter(), page) }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    var table = RowTable(
      label: "Tax rates",
      columns: [
        .init(title: "Tax rate"), .init(title: "State"), .init(title: "How", isExtra: true),
        .init(title: "Rate", isNumber: true),
      ])
    table.rows = found.elements.map { rate in
      [
        "\(rate.displayName)",
        StateWord(text: rate.active ? "In use" : "Archived", tone: rate.active ? .good : .quiet).html,
        "\(rate.isInclusive ? "Within amounts" : "On top of amounts")", "\(rate.percentage.percentText) %",
      ]
    }
    let make: HTML =
      room.mayChange
      ? #"<a class="btn pri" href="\#(room.path("tax-rates/new"))">\#(Icon.plus.html)New tax rate</a>"#
      : .nothing
    let answer = RoomPage(
      title: "Tax rates", section: .catalog, parent: ("Products and prices", "products"), actions: make,
      body: found.elements.isEmpty
        ? card("No tax rates yet", #"<p class="lead">What the state gets of your amounts appears here.</p>"#)
        : card("Newest first", table.html)
          + ListPage.links(found, room.path("tax-rates"), room.query) { $0.id.text })
    return answer.answer(in: room)
  }

  private static func show(_ room: Room) -> SiteAnswer { page(room, FormState(fields: FormFields())) }

  private static func page(_ room: Room, _ state: FormState) -> SiteAnswer {
    let name = Field.text(
      "name", "Name", state, hint: "As it stands on invoices, such as VAT.",
      attributes: #" autocomplete="off" maxlength="50""#)
    let percentage = Field.text(
      "percentage", "Percent", state, attributes: #" inputmode="decimal" autocomplete="off" maxlength="9""#)
    let kind = Field.choice(
      "kind", "How is it charged?", state,
      [
        ("exclusive", "On top of amounts", "100.00 with 25 % come to 125.00."),
        ("inclusive", "Within amounts", "Of 125.00 with 25 %, 25.00 are tax."),
      ])
    let form = Field.form(
      room, action: room.path("tax-rates/new"), state,
      submit: #"<button class="btn pri">Create tax rate</button>"#,
      #"<div class="pair">\#(name)\#(percentage)</div>\#(kind)"#)
    let page = RoomPage(
      title: "New tax rate", section: .catalog,
      subtitle: "A rate never changes; another percentage is another rate.",
      parent: ("Tax rates", "tax-rates"), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let name = room.form["name"]
    if (name ?? "").isEmpty || (name ?? "").count > 50 {
      state.complain("name", "Enter a name of at most 50 characters.")
    }
    let percentage = state.percentage("percentage")
    let kind = room.form["kind"]
    if kind != "exclusive", kind != "inclusive" { state.complain("kind", "Choose how it is charged.") }
    guard state.problems.isEmpty, let name, let percentage else { return page(room, state) }
    do {
      let command = CreateTaxRate(
        displayName: name, percentage: percentage, isInclusive: kind == "inclusive")
      return try await room.perform(command) { _ in "tax-rates" }
    } catch {
      try state.note(error)
      return page(room, state)
    }
  }
}

extension TaxRate {
  /// "VAT, 25 % on top"
  var title: String {
    "\(displayName), \(percentage.percentText) % \(isInclusive ? "within amounts" : "on top")"
  }
}
