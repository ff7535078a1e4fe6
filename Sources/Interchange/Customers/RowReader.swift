import Chronology
import Monetary
import Subscriptions

/// Turns records into rows by a mapping, or says everything that is wrong with one.
struct RowReader: Sendable {
  private let map: ImportMap
  private let width: Int
  let key: BoundTemplate
  let name: BoundTemplate?
  let email: BoundTemplate?
  let metadata: [(key: String, value: BoundTemplate)]
  let product: BoundTemplate
  let amount: BoundTemplate
  let currency: BoundTemplate
  let interval: BoundTemplate
  let intervalCount: BoundTemplate
  let quantity: BoundTemplate
  let start: BoundTemplate
  let end: BoundTemplate?

  /// - Throws: ``ImportFailure/map(_:)`` when the header lacks a column or has one twice.
  init(_ map: ImportMap, header: [String]) throws(ImportFailure) {
    let names = header.map(\.trimmed)
    var places: [String: Int] = [:]
    var problems: [String] = []
    for (place, name) in names.enumerated() {
      if places.updateValue(place, forKey: name) != nil, map.columns.contains(name) {
        problems.append("The file has the column \"\(name)\" twice.")
      }
    }
    var missing = Set<String>()
    for column in map.columns where places[column] == nil && missing.insert(column).inserted {
      problems.append("The file has no column \"\(column)\".")
    }
    guard problems.isEmpty else { throw .map(problems) }
    self.map = map
    width = names.count
    func bound(_ template: TextTemplate) -> BoundTemplate { BoundTemplate(template, places) }
    key = bound(map.key)
    name = map.name.map(bound)
    email = map.email.map(bound)
    metadata = map.metadata.map { ($0.key, bound($0.value)) }
    product = bound(map.price.product)
    amount = bound(map.price.amount)
    currency = bound(map.price.currency)
    interval = bound(map.price.interval)
    intervalCount = bound(map.price.intervalCount)
    quantity = bound(map.quantity)
    switch map.start {
    case .date(let template), .tenureMonths(let template): start = bound(template)
    }
    switch map.end {
    case .never: end = nil
    case .date(let template), .churned(let template, _): end = bound(template)
    }
  }

  func row(_ record: CSVRecord) -> Result<ImportRow, RowProblems> {
    func broken(_ sentence: String) -> Result<ImportRow, RowProblems> {
      .failure(RowProblems(ImportProblem(record.line, nil, sentence)))
    }
    let fields: [String]
    switch record.fields {
    case .success(let read): fields = read
    case .failure(let problem): return broken(problem.sentence)
    }
    guard fields.count == width else {
      return broken("The row has \(fields.count) fields, and the header has \(width).")
    }
    var draft = RowDraft(line: record.line, fields: fields, map: map)
    return draft.row(self)
  }
}
