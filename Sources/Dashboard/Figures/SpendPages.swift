import Chronology
import Monetary
import Operations
import Relations

/// What winning customers cost, by channel and month.
enum SpendPages {
  static let routes: [SiteRoute] =
    [.look("/spend") { room in try await list(room) }]
    + SiteRoute.form("/spend/new", needs: .bill, show: { try await show($0) }, send: { try await send($0) })

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let page = ListPage.page(room.query)
    let found: PageResult<MarketingSpend>
    do {
      found = try await room.read { try $0.marketingSpend(MarketingSpendFilter(), page) }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    var table = RowTable(
      label: say("Marketing spend"),
      columns: [
        .init(title: say("Channel")), .init(title: say("Month")), .init(title: say("Amount"), isNumber: true),
      ])
    table.rows = found.elements.map { spend in
      let amount = spend.amount
      return [
        "\(spend.channel)", "\(DayText.text(spend.month))",
        #"<data value="\#(amount.minorUnits)">\#(MoneyText.text(amount))</data>"#,
      ]
    }
    return InputPage.answer(
      say("Marketing spend"), "spend", room, make: say("New amount"),
      empty: say("What winning customers costs appears here, and makes acquisition cost and payback known."),
      table: table, ListPage.links(found, room.path("spend"), room.query) { $0.id.text })
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: FormFields())
    let last = try await room.read {
      try $0.marketingSpend(MarketingSpendFilter(), Page(limit: 1)).elements.first
    }
    let month = Month(containing: room.workspace.now, in: .utc).adding(months: -1)
    state.fields["month"] = month.isoText
    state.fields["currency"] = (last?.amount.currency ?? .eur).code
    return try await page(room, state)
  }

  private static func page(_ room: Room, _ state: FormState) async throws -> SiteAnswer {
    let sources = try await room.read { try $0.acquisitionSources() }
    let options = sources.html { #"<option value="\#($0)">"# }
    let channel = Field.text(
      "channel", say("Channel"), state,
      hint: say("As customers' acquisition source is called, such as search or partner."),
      attributes: #" list="sources" autocomplete="off" maxlength="80""#)
    let month = Field.text(
      "month", say("Month"), state, hint: say("Such as 2026-11."),
      attributes: #" type="month" autocomplete="off" maxlength="7""#)
    let amount = Field.text(
      "amount", say("Amount"), state,
      hint: say("Everything that winning customers cost: media, people, fees."),
      attributes: #" inputmode="decimal" autocomplete="off" maxlength="30""#)
    return InputPage.form(
      say("New spend"),
      "\(say("An amount that is there already for the channel, month and currency is replaced."))",
      "spend", say("Marketing spend"), room, state, submit: say("Save amount"),
      """
      <div class="pair">\(channel)\(month)</div><datalist id="sources">\(options)</datalist>\
      <div class="pair">\(amount)\(InputPage.currencies(state))</div>
      """)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let channel = room.form["channel"].flatMap { AcquisitionSource.name($0) }
    if channel == nil { state.complain("channel", say("Enter a channel of 1 to 80 characters.")) }
    let month = state.month("month")
    let currency = state.currency()
    let amount = currency.flatMap { state.amount("amount", $0) }
    guard state.problems.isEmpty, let channel, let month, let currency, let amount else {
      return try await page(room, state)
    }
    do {
      let spend = try MarketingSpend(channel: channel, month: month, amount: Money(amount, currency))
      return try await room.perform(RecordSpend([spend])) { _ in "spend" }
    } catch {
      try state.note(error)
      return try await page(room, state)
    }
  }
}
