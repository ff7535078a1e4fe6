import Analytics
import Chronology
import Monetary
import Operations

/// Who stays: the share that stays longer than so many months, by what tells customers apart, and month by
/// month of those who began together.
enum RetentionPage {
  static let routes: [SiteRoute] = [.look("/figures/retention") { room in try await show(room) }]

  static let kept = ["by", "currency"]
  private static let marks = [1, 3, 6, 12, 24, 36, 48, 60]
  private static let groupsMost = 6

  private static func show(_ room: Room) async throws -> SiteAnswer {
    var survival = SurvivalCurves()
    survival.grouping = try grouping(room.query["by"])
    let curves = try await room.workspace.answer(survival)
    let stock = FigureHistory(.recurringRevenue)
    let currencies = try await room.workspace.answer(stock).series.compactMap(\.currency)
    let wanted = room.query["currency"].flatMap { Currency(code: $0) }
    if room.query["currency"] != nil, wanted.map({ !currencies.contains($0) }) ?? true {
      throw SiteRefusal.missing
    }
    var cohorts: HTML = .nothing
    if let currency = wanted ?? currencies.first {
      let rows = try await room.workspace.answer(Cohorts(in: currency))
      cohorts = card(say("By month of the first payment, {}", currency.isoCode), CohortHeat(rows: rows).html)
    }
    let page = RoomPage(
      title: say("Retention"), section: .figures,
      subtitle: "\(say("Counted in whole months from a customer's first payment to its first stop"))",
      parent: (say("Figures"), "figures"), actions: switches(currencies, wanted, room),
      body: ask(room) + (try await SavedViews.bar("figures/retention", query: address(room), room))
        + card(say("Who stays longer"), table(curves)) + cohorts
        + #"<p class="mut defs">\#(definition)</p>"#)
    return page.answer(in: room)
  }

  private static var definition: String {
    say(
      """
      The share that stays longer is Kaplan and Meier's estimate: who still pays counts for as long as they \
      were seen. Below it stands its 95 % interval. Groups of fewer than thirty are grey.
      """)
  }

  private static func grouping(_ name: String?) throws -> Dimension? {
    guard let name else { return nil }
    if name.hasPrefix("metadata."), name.count > 9 { return .metadata(String(name.dropFirst(9))) }
    guard let found = FigureRequest.groupings.first(where: { $0.value == name }) else {
      throw SiteRefusal.missing
    }
    return found.dimension
  }

  /// What the address asks for.
  private static func address(_ room: Room) -> String {
    kept.compactMap { name in
      room.query[name].map { "\(name)=\(ListPage.encoded($0))" }
    }.joined(separator: "&")
  }

  private static func ask(_ room: Room) -> HTML {
    var state = FormState(fields: room.query)
    if state.fields["by"] == nil { state.fields["by"] = "" }
    let own = room.query["by"].flatMap { $0.hasPrefix("metadata.") ? ($0, String($0.dropFirst(9))) : nil }
    let options = [("", say("Nothing"))] + FigureRequest.groupings.map { ($0.value, $0.label) }
    let select = Field.select(
      "by", say("Apart by"), state, groups: [.init(options: options + [own].compactMap(\.self))])
    return """
      <form class="card ask" method="get" action="\(room.path("figures/retention"))">\(select)\
      <div class="acts"><button class="btn pri">\(say("Show"))</button></div></form>
      """
  }

  private static func switches(_ currencies: [Currency], _ wanted: Currency?, _ room: Room) -> HTML {
    guard currencies.count > 1 else { return .nothing }
    let links = currencies.html { currency in
      let current: HTML = currency == wanted ?? currencies.first ? #" aria-current="true""# : .nothing
      let path = room.path("figures/retention?currency=\(currency.code)")
      return #"<a href="\#(path)"\#(current)>\#(currency.isoCode)</a>"#
    }
    return #"<nav class="seg" aria-label="\#(say("Currency"))">\#(links)</nav>"#
  }

  private static func table(_ curves: [SurvivalCurve]) -> HTML {
    let longest = curves.map(\.curve.observedThrough).max() ?? 0
    let shown = marks.filter { $0 <= longest }
    guard !shown.isEmpty else {
      return #"<p class="lead">\#(say("Nobody has paid for a month yet."))</p>"#
    }
    var table = RowTable(
      label: say("Survival"),
      columns: [.init(title: say("Customers")), .init(title: say("How many"), isNumber: true)]
        + shown.map { .init(title: $0.counted("month"), isNumber: true) })
    table.rows = curves.map { one in
      let name = one.group.map { $0.isEmpty ? say("Not known") : $0 } ?? say("All")
      let few: HTML = one.curve.count < Proportion.fewMost ? #" class="mut""# : .nothing
      return ["\(name)", "\(MoneyText.grouped(String(one.curve.count)))"]
        + shown.map { month in
          guard let survival = one.curve.survival(at: month) else { return #"<span class="mut">–</span>"# }
          let interval = one.curve.interval(at: month).map { interval in
            let (low, high) = (interval.lowerBound, interval.upperBound)
            return "<small>\(FigureWords.percent(low)) – \(FigureWords.percent(high))</small>" as HTML
          }
          return "<span\(few)>\(FigureWords.percent(survival))</span>\(interval ?? .nothing)"
        }
    }
    return table.html
  }
}

/// A triangle of shares, darker where more stayed.
struct CohortHeat {
  let rows: [CohortRow]

  var html: HTML {
    guard rows.contains(where: { ($0.cells.first?.customers.whole ?? 0) > 0 }) else {
      return #"<p class="lead">\#(say("Nobody began to pay in this time."))</p>"#
    }
    let steps = rows.first?.cells.count ?? 0
    let heads = (0..<steps).map(\.self).html { #"<th scope="col">\#($0)</th>"# }
    let body = rows.html { row in
      let cells = row.cells.html { cell in
        guard let share = cell.customers.value else { return #"<td class="n">–</td>"# }
        let title = "\(cell.customers.part) / \(cell.customers.whole)"
        let few: HTML = cell.customers.isFromFew ? #" class="few""# : .nothing
        let text = String(FigureWords.percent(share).prefix { $0.isNumber || $0 == "\u{2212}" })
        return #"<td style="--v:\#(min(max(share, 0), 1))" title="\#(title)"\#(few)>\#(text)</td>"#
      }
      let month = Month(containing: row.period.first)
      let blanks = (row.cells.count..<steps).map(\.self).html { _ in "<td></td>" }
      return """
        <tr><th scope="row">\(DayText.text(month))</th>\
        <td class="n">\(row.cells.first?.customers.whole ?? 0)</td>\(cells)\(blanks)</tr>
        """
    }
    let label = say("Retention by cohort: table, scrolls sideways")
    let caption = say(
      "Share of customers still paying, per cent, by months since the first payment")
    let note = say(
      """
      Per cent of customers still paying, by months since the first payment; cohorts of fewer than thirty \
      are lighter.
      """)
    return """
      <div class="tw" tabindex="0" role="region" aria-label="\(label)">\
      <table class="heat"><caption class="vh">\(caption)</caption><thead><tr>\
      <th scope="col">\(say("Began"))</th><th scope="col">\(say("Size"))</th>\(heads)</tr>\
      </thead><tbody>\(body)</tbody></table></div>
      <p class="note mut">\(note)</p>
      """
  }
}
