import Catalog
import Operations

/// What is left of revenue after the cost of delivering it.
enum MarginPages {
  static let routes: [SiteRoute] =
    [.look("/margins") { room in try await list(room) }]
    + SiteRoute.form("/margins/new", needs: .bill, show: { try await show($0) }, send: { try await send($0) })

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let (margins, names) = try await room.read { snapshot in
      let margins = try snapshot.grossMargins()
      let products = try margins.compactMap(\.product).compactMap { try snapshot.product($0) }
      return (margins, Dictionary(products.map { ($0.id, $0.name) }, uniquingKeysWith: { $1 }))
    }
    var table = RowTable(
      label: say("Gross margins"),
      columns: [.init(title: say("Of ¦ which")), .init(title: say("Gross margin"), isNumber: true)])
    table.rows = margins.map { margin in
      let name: HTML =
        margin.product.map { link(room.path("products/\($0)"), names[$0] ?? $0.text) }
        ?? "\(say("Everything else"))"
      return [name, "\(Language.current.percent(Language.current.decimals(margin.percentText)))"]
    }
    return InputPage.answer(
      say("Gross margins"), "margins", room, make: say("New margin"),
      empty:
        say(
          "What is left of revenue after the cost of delivering it makes lifetime value and payback known."),
      table: table)
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    try await page(room, FormState(fields: FormFields()))
  }

  private static func page(_ room: Room, _ state: FormState) async throws -> SiteAnswer {
    let products = try await room.read { try $0.products(ProductFilter(), Page(limit: 100)).elements }
    let percent = Field.text(
      "percent", say("Percent of revenue"), state, hint: say("Such as 80 or 72.5."),
      attributes: #" inputmode="decimal" autocomplete="off" maxlength="6""#)
    let product = Field.select(
      "product", say("Of ¦ which"), state,
      groups: [
        .init(options: [("", say("The business as a whole"))]),
        .init(label: say("One product"), options: products.map { ($0.id.text, $0.name) }),
      ])
    return InputPage.form(
      say("New margin"), "\(say("A product without a margin of its own has the business's."))", "margins",
      say("Gross margins"),
      room, state, submit: say("Save margin"), #"<div class="pair">\#(product)\#(percent)</div>"#)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let product = room.form["product"].map { ProductID($0) }
    let typed = room.form["percent"]?.replacing(",", with: ".") ?? ""
    guard let margin = GrossMargin(product: product, percent: typed) else {
      state.complain("percent", say("A margin is 0 to 100 percent, with two decimals at most."))
      return try await page(room, state)
    }
    do {
      return try await room.perform(ChooseMargin(margin)) { _ in "margins" }
    } catch {
      try state.note(error)
      return try await page(room, state)
    }
  }
}
