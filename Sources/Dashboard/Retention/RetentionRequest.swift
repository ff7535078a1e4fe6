import Analytics
import Catalog
import Chronology
import Monetary
import Operations

/// What the address of a page about retention says: everything that is shown stands in it.
struct RetentionRequest: Sendable {
  let grouping: Dimension?
  let measure: CohortMeasure
  /// The currency whose cohorts were asked for.
  let currency: Currency?
  /// What all currencies are converted to; the cohorts are then of everybody.
  let target: Currency?
  private let query: FormFields

  static let kept = ["by", "measure", "currency", "in"]

  /// - Throws: ``SiteRefusal/missing`` for an address that we do not make.
  init(_ room: Room) throws {
    query = room.query
    grouping = try Self.grouping(query["by"])
    currency = try query.currency("currency")
    target = try query.currency("in")
    measure =
      try query["measure"].map { name in
        guard let measure = CohortMeasure(rawValue: name) else { throw SiteRefusal.missing }
        return measure
      } ?? .customers
  }

  func cohorts(_ money: CohortMoney) -> Cohorts {
    var cohorts = Cohorts(money)
    (cohorts.grouping, cohorts.measure) = (grouping, measure)
    return cohorts
  }

  /// What the cohorts are in; where nobody says it, in this currency.
  func money(else currency: Currency?) -> CohortMoney? {
    target.map { .converted(to: $0) } ?? (self.currency ?? currency).map { .paid(in: $0) }
  }

  /// What the address asks for.
  var address: String {
    Self.kept.compactMap { name in query[name].map { "\(name)=\(ListPage.encoded($0))" } }
      .joined(separator: "&")
  }

  /// The address of a page about the same question.
  /// - Parameters:
  ///   - money: what its amounts are in.
  ///   - more: what else it says.
  func path(
    _ rest: String, _ room: Room, in money: CohortMoney, _ more: [(String, String?)] = []
  ) -> String {
    let code = money.currency.code
    let pair: [(String, String?)] =
      money.isConverted ? [("currency", nil), ("in", code)] : [("currency", code), ("in", nil)]
    return path(rest, room, pair + more)
  }

  private func path(_ rest: String, _ room: Room, _ more: [(String, String?)]) -> String {
    var values = Self.kept.compactMap { name in query[name].map { (name, $0) } }
    for (name, value) in more {
      values.removeAll { $0.0 == name }
      if let value { values.append((name, value)) }
    }
    let text = values.map { "\($0)=\(ListPage.encoded($1))" }.joined(separator: "&")
    return room.path("figures/retention\(rest)") + (text.isEmpty ? "" : "?\(text)")
  }

  /// The form's fields; a metadata key stands in the address alone, and is kept as a choice.
  func form(_ room: Room) -> HTML {
    var state = FormState(fields: query)
    if state.fields["by"] == nil { state.fields["by"] = "" }
    state.fields["measure"] = measure.rawValue
    let own = query["by"].flatMap { $0.hasPrefix("metadata.") ? ($0, String($0.dropFirst(9))) : nil }
    let options = [("", say("Nothing"))] + FigureRequest.groupings.map { ($0.value, $0.label) }
    let groups = Field.select(
      "by", say("Apart by"), state, groups: [.init(options: options + [own].compactMap(\.self))])
    let measures = Field.select(
      "measure", say("Cohorts show"), state,
      groups: [.init(options: CohortMeasure.allCases.map { ($0.rawValue, $0.word) })])
    let target = Field.select(
      "in", say("Shown in"), state,
      groups: [
        .init(options: [("", say("Its own currency"))]),
        .init(options: Currency.all.map { ($0.code, $0.isoCode) }),
      ])
    let currency = currency.map { Field.hidden("currency", $0.code) } ?? .nothing
    return """
      <form class="card ask" method="get" action="\(room.path("figures/retention"))">\
      \(groups)\(measures)\(target)\(currency)\
      <div class="acts"><button class="btn pri">\(say("Show"))</button></div></form>
      """
  }

  private static func grouping(_ name: String?) throws -> Dimension? {
    guard let name else { return nil }
    if name.hasPrefix("metadata."), name.count > 9 { return .metadata(String(name.dropFirst(9))) }
    guard let found = FigureRequest.groupings.first(where: { $0.value == name }) else {
      throw SiteRefusal.missing
    }
    return found.dimension
  }
}

extension CohortMeasure {
  var word: String {
    switch self {
    case .customers: say("Customers")
    case .revenue: say("Revenue")
    case .margin: say("Gross margin")
    }
  }
}
