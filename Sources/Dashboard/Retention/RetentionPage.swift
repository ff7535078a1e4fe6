import Analytics
import Chronology
import Monetary
import Operations

/// Who stays: the share that stays longer than so many months, by what tells customers apart, and month by
/// month of those who began together.
enum RetentionPage {
  static let routes: [SiteRoute] =
    [
      .look("/figures/retention") { room in try await show(room) },
      .look("/figures/retention/csv") { room in try await file(room) },
    ] + CohortRowsPage.routes

  private static let marks = [1, 3, 6, 12, 24, 36, 48, 60]
  private static let groupsMost = 6

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let request = try RetentionRequest(room)
    var survival = SurvivalCurves()
    survival.grouping = request.grouping
    let curves = try await room.workspace.answer(survival)
    let currencies = try await currencies(room)
    if let wanted = request.currency, !currencies.contains(wanted) { throw SiteRefusal.missing }
    let shown = request.money(else: currencies.first)
    let names = try await GroupNames.of(curves.compactMap(\.group), room)
    var cohorts: HTML = .nothing
    if let shown { cohorts = try await Self.cohorts(request, shown, names, room) }
    let page = RoomPage(
      title: say("Retention"), section: .figures,
      subtitle: "\(say("Counted in whole months from a customer's first payment to its first stop"))",
      parent: (say("Figures"), "figures"),
      actions: switches(currencies, shown, request, room)
        + (shown.map { files($0, request, room) } ?? .nothing),
      body: request.form(room)
        + (try await SavedViews.bar("figures/retention", query: request.address, room))
        + card(say("Who stays longer"), table(curves, names)) + cohorts
        + #"<p class="mut defs">\#(definition)</p>"#)
    return page.answer(in: room)
  }

  private static func currencies(_ room: Room) async throws -> [Currency] {
    try await room.workspace.answer(FigureHistory(.recurringRevenue)).series.compactMap(\.currency)
  }

  /// A card for each group, the largest first.
  private static func cohorts(
    _ request: RetentionRequest, _ money: CohortMoney, _ names: [String: String], _ room: Room
  ) async throws -> HTML {
    let answer: CohortAnswer
    do {
      answer = try await room.workspace.answer(request.cohorts(money))
    } catch FigureRefusal.tooManyGroups {
      let text = say("Cohorts apart by this are more tables than can be compared. Choose something else.")
      return #"<p class="notice">\#(Icon.alert.html)\#(text)</p>"#
    }
    let groups = answer.groups
    let shown = groups.sorted { ($1.customers, $0.group ?? "") < ($0.customers, $1.group ?? "") }
      .prefix(groupsMost)
    let cards = shown.map(\.self).html { one in
      let title = [FigureWords.group(one.group, names), one.currency.isoCode].compactMap(\.self)
      let heat = CohortHeat(
        rows: one.rows, currency: one.currency, measure: request.measure,
        opens: CohortRowsPage.path(request, one.money, one.group, room))
      return card(
        say("By month of the first payment, {}", title.joined(separator: ", ")), heat.html)
    }
    let rest: HTML =
      groups.count > shown.count
      ? """
      <p class="mut defs">\
      \(say("The first {} of {} are shown; the file has all.", "\(shown.count)", "\(groups.count)"))</p>
      """ : .nothing
    // A table of customers needs no rate.
    let rates = request.measure == .customers ? .nothing : RatePages.lacking(answer.missingRates, room)
    let how: HTML = money.isConverted ? #"<p class="mut defs">\#(conversion)</p>"# : .nothing
    return rates + (try await lacking(groups, room)) + cards + rest + how
  }

  /// What is sold without a margin that anybody said.
  private static func lacking(_ groups: [CohortGroup], _ room: Room) async throws -> HTML {
    let products = Set(groups.flatMap(\.productsWithoutMargin)).sorted()
    guard !products.isEmpty else { return .nothing }
    let names = try await GroupNames.of(products, room)
    let listed = products.prefix(5).compactMap { FigureWords.group($0, names) }.joined(separator: ", ")
    let text = say("No gross margin is known of {}: cohorts that pay for it show none from then on.", listed)
    return """
      <p class="notice">\(Icon.alert.html)\(text) \(link(room.path("margins"), say("Gross margins")))</p>
      """
  }

  private static func files(_ money: CohortMoney, _ request: RetentionRequest, _ room: Room) -> HTML {
    func path(_ dialect: CSVDialect) -> String {
      request.path("/csv", room, in: money, [("as", dialect.rawValue)])
    }
    return """
      <a class="btn" href="\(path(.plain))" download>CSV</a>\
      <a class="btn" href="\(path(.excel))" download>\(say("CSV for Excel"))</a>
      """
  }

  private static func file(_ room: Room) async throws -> SiteAnswer {
    let request = try RetentionRequest(room)
    guard let money = request.money(else: nil),
      let dialect = CSVDialect(rawValue: room.query["as"] ?? "plain")
    else { throw SiteRefusal.missing }
    do {
      let groups = try await room.workspace.answer(request.cohorts(money)).groups
      return .file("cohorts.csv", Array(CohortGroup.csv(groups, request.measure, dialect).utf8))
    } catch is FigureRefusal {
      throw SiteRefusal.missing
    }
  }

  private static var conversion: String {
    say(
      """
      Who pays in several currencies is one customer, and began with the first payment in any. Each month is \
      converted at the rate of its last day, the one that goes on at today's.
      """)
  }

  private static var definition: String {
    say(
      """
      The share that stays longer is Kaplan and Meier's estimate: who still pays counts for as long as they \
      were seen. Below it stands its 95 % interval. Groups of fewer than thirty are grey.
      """)
  }

  /// Each currency by itself, beside all of them where they are converted.
  private static func switches(
    _ currencies: [Currency], _ shown: CohortMoney?, _ request: RetentionRequest, _ room: Room
  ) -> HTML {
    let all = request.target.map { CohortMoney.converted(to: $0) }
    guard currencies.count > 1 || all != nil else { return .nothing }
    let choices = [all].compactMap(\.self) + currencies.map { .paid(in: $0) }
    let links = choices.html { money in
      let current: HTML = money == shown ? #" aria-current="true""# : .nothing
      let code = money.currency.isoCode
      let word = money.isConverted ? say("All in {}", code) : code
      return #"<a href="\#(request.path("", room, in: money))"\#(current)>\#(word)</a>"#
    }
    return #"<nav class="seg" aria-label="\#(say("Currency"))">\#(links)</nav>"#
  }

  private static func table(_ curves: [SurvivalCurve], _ names: [String: String]) -> HTML {
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
      let name = FigureWords.group(one.group, names) ?? say("All")
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
