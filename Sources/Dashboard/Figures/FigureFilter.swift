import Analytics
import Monetary
import Operations

/// Which steps, of whom, and in which currency: a form that only asks.
struct FigureFilter {
  let request: FigureRequest
  let state: FormState
  let room: Room

  var html: HTML {
    let interval = Field.select(
      "interval", "By", state,
      groups: [.init(options: Interval.allCases.map { ($0.rawValue, FigureWords.word($0)) })])
    let from = Field.text("from", "From", state, attributes: #" placeholder="2026-01" maxlength="10""#)
    let through = Field.text("through", "Through", state, attributes: #" placeholder="today" maxlength="10""#)
    let every = Field.OptionGroup(options: [("", "All")])
    let currencies = Field.OptionGroup(options: Currency.all.map { ($0.code, $0.isoCode) })
    let currency = Field.select("currency", "Paid in", state, groups: [every, currencies])
    let target = Field.select(
      "in", "Shown in", state, groups: [.init(options: [("", "Its own currency")]), currencies])
    let groups = Field.select(
      "by", "Apart by", state,
      groups: [
        .init(options: [("", "Nothing")] + FigureRequest.groupings.map { ($0.value, $0.label) })
      ])
    let country = Field.text("country", "Country", state, attributes: #" placeholder="SE" maxlength="2""#)
    let source = Field.text("source", "Channel", state, attributes: #" maxlength="80""#)
    let compare = Field.select(
      "compare", say("Compared with"), state,
      groups: [
        .init(options: [
          ("", say("Nothing")), ("previous", say("The time before")), ("year", say("A year before")),
        ])
      ])
    return """
      <form class="card ask" method="get" action="\(room.path("figures/\(request.metric.rawValue)"))">\
      \(interval)\(from)\(through)\(currency)\(target)\(groups)\(country)\(source)\(compare)\
      <div class="acts"><button class="btn pri">Show</button></div></form>
      """
  }
}
