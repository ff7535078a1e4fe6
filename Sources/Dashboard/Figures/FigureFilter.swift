import Analytics
import Catalog
import Monetary
import Operations

/// Which steps, of whom, and in which currency: a form that only asks.
struct FigureFilter {
  let request: FigureRequest
  let state: FormState
  /// What is sold, to choose from.
  let products: [Product]
  let room: Room

  var html: HTML {
    let interval = Field.select(
      "interval", say("By ¦ steps"), state,
      groups: [.init(options: Interval.allCases.map { ($0.rawValue, FigureWords.word($0)) })])
    let from = Field.text("from", say("From"), state, attributes: #" placeholder="2026-01" maxlength="10""#)
    let through = Field.text(
      "through", say("Through"), state, attributes: #" placeholder="\#(say("today"))" maxlength="10""#)
    let every = Field.OptionGroup(options: [("", say("All"))])
    let currencies = Field.OptionGroup(options: Currency.all.map { ($0.code, $0.isoCode) })
    let currency = Field.select("currency", say("Paid in"), state, groups: [every, currencies])
    let target = Field.select(
      "in", say("Shown in"), state, groups: [.init(options: [("", say("Its own currency"))]), currencies])
    let groups = FigureGrouping.field(state) { $0 != .currency }
    let country = Field.text(
      "country", say("Country"), state, attributes: #" placeholder="SE" maxlength="2""#)
    let source = Field.text("source", say("Channel"), state, attributes: #" maxlength="80""#)
    let product = Field.select(
      "product", say("Product"), state,
      groups: [every, .init(options: products.map { ($0.id.text, $0.name) })])
    let zone = Self.zone(state)
    let metadata =
      Field.text("key", say("Metadata"), state, attributes: #" maxlength="40""#)
      + Field.text("value", say("Its value"), state, attributes: #" maxlength="500""#)
    let compare = Self.comparison(state)
    return """
      <form class="card ask" method="get" action="\(room.path("figures/\(request.metric.rawValue)"))">\
      \(interval)\(from)\(through)\(currency)\(target)\(groups)\
      \(product)\(country)\(source)\(metadata)\(zone)\(compare)\
      <div class="acts"><button class="btn pri">\(say("Show"))</button></div></form>
      """
  }

  static func zone(_ state: FormState) -> HTML {
    Field.text("zone", say("Whose days"), state, attributes: #" placeholder="UTC" maxlength="64""#)
  }

  /// What each step is set beside; reports ask the same.
  static func comparison(_ state: FormState) -> HTML {
    Field.select(
      "compare", say("Compared with"), state,
      groups: [
        .init(options: [
          ("", say("Nothing")), ("previous", say("The time before")), ("year", say("A year before")),
        ])
      ])
  }
}
