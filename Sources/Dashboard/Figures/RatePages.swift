import Analytics
import Catalog
import Chronology
import Monetary
import Operations

/// What one euro bought, day by day: what figures in several currencies are converted by.
enum RatePages {
  static let routes: [SiteRoute] =
    [.look("/rates") { room in try await list(room) }]
    + SiteRoute.form("/rates/new", needs: .bill, show: { show($0) }, send: { try await send($0) })

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let page = ListPage.page(room.query)
    let found: PageResult<ReferenceRates>
    do {
      found = try await room.read { try $0.referenceRates(from: nil, through: nil, page) }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    var table = RowTable(
      label: say("Exchange rates"), columns: [.init(title: say("Day")), .init(title: say("One euro buys"))])
    table.rows = found.elements.map { sheet in
      let rates = sheet.perEuro.sorted { $0.key < $1.key }
        .map { "\(Language.current.decimals($0.value.decimalText))\u{00A0}\($0.key.isoCode)" }
      return ["\(DayText.text(sheet.day))", "\(rates.joined(separator: " · "))"]
    }
    return InputPage.answer(
      say("Exchange rates"), "rates", room, make: say("New rate"),
      empty: say(
        """
        With rates, figures of all currencies are shown together in one. The file of the European Central \
        Bank comes in by perennial rates import.
        """),
      table: table, ListPage.links(found, room.path("rates"), room.query) { $0.id.text })
  }

  /// Above a figure that was to be converted, and what it lacks for that.
  static func lacking(_ rates: [MissingRate], _ room: Room) -> HTML {
    guard let first = rates.first else { return .nothing }
    let (code, day) = (first.currency.isoCode, DayText.text(first.day))
    let text =
      rates.count == 1
      ? say("Nothing is converted: there is no rate of {} on {}.", code, day)
      : say(
        "Nothing is converted: there is no rate of {} on {}, and of {} more days.", code, day,
        MoneyText.grouped(String(rates.count - 1)))
    return """
      <p class="notice">\(Icon.alert.html)\(text) \(link(room.path("rates"), say("Exchange rates")))</p>
      """
  }

  private static func show(_ room: Room) -> SiteAnswer {
    var state = FormState(fields: FormFields())
    state.fields["day"] = Day(containing: room.workspace.now, in: .utc).isoText
    state.fields["currency"] = Currency.usd.code
    return page(room, state)
  }

  private static func page(_ room: Room, _ state: FormState) -> SiteAnswer {
    let day = Field.text(
      "day", say("Day"), state, hint: say("Such as 2026-11-27."),
      attributes: #" type="date" autocomplete="off" maxlength="10""#)
    let rate = Field.text(
      "rate", say("One euro buys"), state, hint: say("Such as 11.4385."),
      attributes: #" inputmode="decimal" autocomplete="off" maxlength="21""#)
    return InputPage.form(
      say("New rate"), "\(say("A rate that is there already for the day and currency is replaced."))",
      "rates",
      say("Exchange rates"), room, state, submit: say("Save rate"),
      #"\#(day)<div class="pair">\#(rate)\#(InputPage.currencies(state, without: [.eur]))</div>"#)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let day = state.day("day")
    let currency = state.currency()
    if currency == .eur {
      state.complain("currency", say("One euro buys one euro. Choose another currency."))
    }
    let rate = room.form["rate"].flatMap { ExchangeRate(decimal: $0.replacing(",", with: ".")) }
    if rate == nil {
      state.complain(
        "rate", say("A rate is a number of more than zero with up to nine decimals, such as 11.4385."))
    }
    guard state.problems.isEmpty, let day, let currency, let rate else { return page(room, state) }
    do {
      let sheet = try ReferenceRates(day: day, perEuro: [currency: rate])
      return try await room.perform(RecordRates([sheet])) { _ in "rates" }
    } catch {
      try state.note(error)
      return page(room, state)
    }
  }
}
