import Catalog
import Chronology
import Monetary
import Operations

/// What the lists of spend, rates and margins share: a table, a way to add to it, their place in the menu.
enum InputPage {
  static func answer(
    _ title: String, _ path: String, _ room: Room, make: String, empty: String, table: RowTable,
    _ links: HTML = .nothing
  ) -> SiteAnswer {
    let button: HTML =
      room.may(.bill)
      ? #"<a class="btn pri" href="\#(room.path("\(path)/new"))">\#(Icon.plus.html)\#(make)</a>"# : .nothing
    let page = RoomPage(
      title: title, section: .figures, parent: (say("Figures"), "figures"), actions: button,
      body: table.rows.isEmpty
        ? card(say("Nothing here yet"), #"<p class="lead">\#(empty)</p>"#)
        : card(title, table.html) + links)
    return page.answer(in: room)
  }

  static func form(
    _ title: String, _ subtitle: HTML, _ path: String, _ parent: String, _ room: Room, _ state: FormState,
    submit: String, _ controls: HTML
  ) -> SiteAnswer {
    let form = Field.form(
      room, action: room.path("\(path)/new"), state,
      submit: #"<button class="btn pri">\#(submit)</button>"#, controls)
    let page = RoomPage(
      title: title, section: .figures, subtitle: subtitle, parent: (parent, path), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  static func currencies(_ state: FormState, without left: Set<Currency> = []) -> HTML {
    Field.select(
      "currency", say("Currency"), state,
      groups: [.init(options: Currency.all.filter { !left.contains($0) }.map { ($0.code, $0.isoCode) })])
  }
}

extension FormState {
  /// The currency that a field says; complains there when it says none.
  mutating func currency(_ field: String = "currency") -> Currency? {
    let currency = fields[field].flatMap { Currency(code: $0) }
    if currency == nil { complain(field, say("Choose a currency.")) }
    return currency
  }

  mutating func month(_ field: String) -> Month? {
    let month = fields[field].flatMap { Month(iso: $0) }
    if month == nil { complain(field, say("Write the month as 2026-11.")) }
    return month
  }

  mutating func day(_ field: String) -> Day? {
    let day = fields[field].flatMap { Day(iso: $0) }
    if day == nil { complain(field, say("Write the day as 2026-11-27.")) }
    return day
  }
}
