import Analytics
import Chronology
import Monetary
import Operations

/// What a question about a figure may say: which steps, whose days, of whom, in which currency.
enum FigureParameters {
  static let metadataKeysMost = 10

  static let filters: [ParameterSpecification] = [
    .currency("currency"), .array("price", of: .text(255), max: 100),
    .array("product", of: .text(255), max: 100), .array("country", of: .text(2), max: 100),
    .array("acquisition_source", of: .text(80), max: 100),
    .init("metadata", .dictionary(metadataKeysMost)), .boolean("include_test_clocks"),
  ]

  /// Of figures that are not made of movements: a payment is of a customer and of no price.
  static let customerFilters: [ParameterSpecification] = [
    .currency("currency"), .array("country", of: .text(2), max: 100),
    .array("acquisition_source", of: .text(80), max: 100),
    .init("metadata", .dictionary(metadataKeysMost)),
  ]

  static let specifications: [ParameterSpecification] =
    [
      .choice("interval", Interval.allCases.map(\.rawValue)), .text("from", max: 10),
      .text("through", max: 10), .text("time_zone", max: 64), .currency("reporting_currency"),
      .text("group_by", max: 60), .choice("compare", Comparison.allCases.map(\.rawValue)),
      .timestamp("as_of"), .choice("format", ["json", "csv"]),
    ] + filters

  static func history(_ metric: Metric, _ parameters: RequestParameters) throws -> FigureHistory {
    var history = FigureHistory(metric)
    history.interval = parameters.string("interval").flatMap(Interval.init) ?? .month
    history.from = try day("from", parameters)
    history.through = try day("through", parameters, isEnd: true)
    history.zone = try zone(parameters)
    history.filter = try filter(parameters)
    history.reportingCurrency = parameters.currency("reporting_currency")
    history.grouping = try grouping(parameters)
    history.comparison = parameters.string("compare").flatMap(Comparison.init)
    return history
  }

  /// A day, or a month for its first or last one.
  static func day(_ name: String, _ parameters: RequestParameters, isEnd: Bool = false) throws -> Day? {
    guard let text = parameters.string(name) else { return nil }
    if let month = Month(iso: text) { return isEnd ? month.lastDay : month.firstDay }
    return try CalendarParameters.day(name, parameters)
  }

  static func zone(_ parameters: RequestParameters) throws -> Zone {
    try parameters.string("time_zone").map(CustomerParameters.zone) ?? .utc
  }

  static func filter(_ parameters: RequestParameters) throws -> RowFilter {
    var filter = RowFilter.everything
    filter.includesTestClocks = parameters.boolean("include_test_clocks") ?? false
    filter.recordedThrough = parameters.instant("as_of")
    if let currency = parameters.currency("currency") { filter.accepted[.currency] = [currency.code] }
    for (name, dimension) in lists {
      if let values = parameters.strings(name) { filter.accepted[dimension] = Set(values) }
    }
    for (key, value) in parameters.dictionary("metadata") ?? [:] {
      filter.accepted[.metadata(key)] = [value]
    }
    return filter
  }

  private static let lists: [(String, Dimension)] = [
    ("price", .price), ("product", .plan), ("country", .country), ("acquisition_source", .source),
  ]

  static func grouping(_ parameters: RequestParameters) throws -> Dimension? {
    guard let name = parameters.string("group_by") else { return nil }
    if name.hasPrefix("metadata."), name.count > 9 { return .metadata(String(name.dropFirst(9))) }
    guard let dimension = dimensions[name] else {
      throw APIError.invalid(
        "group_by",
        "Group by currency, price, product, billing_interval, country, acquisition_source or metadata.KEY.")
    }
    return dimension
  }

  private static let dimensions: [String: Dimension] = [
    "currency": .currency, "price": .price, "product": .plan, "billing_interval": .interval,
    "country": .country, "acquisition_source": .source,
  ]
}
