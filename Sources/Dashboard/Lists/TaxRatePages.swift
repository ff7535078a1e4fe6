import Catalog
import Operations
import Rating

/// The rates of tax, and another one.
enum TaxRatePages {
  static let routes: [SiteRoute] =
    [.look("/tax-rates") { room in try await list(room) }]
    + SiteRoute.form("/tax-rates/new", needs: .bill, show: { show($0) }, send: { try await send($0) })

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let page = ListPage.page(room.query)
    let found: PageResult<TaxRate>
    do {
      found = try await room.read { try $0.taxRates(TaxRateFilter(), page) }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    var table = RowTable(
      label: say("Tax rates"),
      columns: [
        .init(title: say("Tax rate")), .init(title: say("State")), .init(title: say("How"), isExtra: true),
        .init(title: say("Rate"), isNumber: true),
      ])
    table.rows = found.elements.map { rate in
      [
        "\(rate.displayName)",
        StateWord(text: rate.active ? say("In use") : say("Archived"), tone: rate.active ? .good : .quiet)
          .html,
        "\(rate.isInclusive ? say("Within amounts") : say("On top of amounts"))",
        "\(say("{} %", rate.percentage.text))",
      ]
    }
    let make: HTML =
      room.may(.bill)
      ? """
      <a class="btn pri" href="\(room.path("tax-rates/new"))">\(Icon.plus.html)\(say("New tax rate"))</a>
      """
      : .nothing
    let answer = RoomPage(
      title: say("Tax rates"), section: .catalog, parent: (say("Products and prices"), "products"),
      actions: make,
      body: found.elements.isEmpty
        ? card(
          say("No tax rates yet"),
          #"<p class="lead">\#(say("What the state gets of your amounts appears here."))</p>"#)
        : card(say("Newest first"), table.html)
          + ListPage.links(found, room.path("tax-rates"), room.query) { $0.id.text })
    return answer.answer(in: room)
  }

  private static func show(_ room: Room) -> SiteAnswer { page(room, FormState(fields: FormFields())) }

  private static func page(_ room: Room, _ state: FormState) -> SiteAnswer {
    let name = Field.text(
      "name", say("Name"), state, hint: say("As it stands on invoices, such as VAT."),
      attributes: #" autocomplete="off" maxlength="50""#)
    let percentage = Field.text(
      "percentage", say("Percent"), state,
      attributes: #" inputmode="decimal" autocomplete="off" maxlength="9""#)
    let kind = Field.choice(
      "kind", say("How is it charged?"), state,
      [
        ("exclusive", say("On top of amounts"), say("100.00 with 25 % come to 125.00.")),
        ("inclusive", say("Within amounts"), say("Of 125.00 with 25 %, 25.00 are tax.")),
      ])
    let form = Field.form(
      room, action: room.path("tax-rates/new"), state,
      submit: #"<button class="btn pri">\#(say("Create tax rate"))</button>"#,
      #"<div class="pair">\#(name)\#(percentage)</div>\#(kind)"#)
    let page = RoomPage(
      title: say("New tax rate"), section: .catalog,
      subtitle: "\(say("A rate never changes; another percentage is another rate."))",
      parent: (say("Tax rates"), "tax-rates"), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let name = room.form["name"]
    if (name ?? "").isEmpty || (name ?? "").count > 50 {
      state.complain("name", say("Enter a name of at most 50 characters."))
    }
    let percentage = state.percentage("percentage")
    let kind = room.form["kind"]
    if kind != "exclusive", kind != "inclusive" { state.complain("kind", say("Choose how it is charged.")) }
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
    isInclusive
      ? say("{}, {} % within amounts", displayName, percentage.text)
      : say("{}, {} % on top", displayName, percentage.text)
  }
}
