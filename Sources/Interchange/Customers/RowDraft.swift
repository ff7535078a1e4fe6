import Chronology
import Monetary
import Subscriptions

/// Everything that is wrong with one row.
struct RowProblems: Error {
  var problems: [ImportProblem]

  init(_ problems: ImportProblem...) {
    self.problems = problems
  }
}

/// One row while it is read; problems are collected, not thrown one by one.
struct RowDraft {
  let line: Int
  let fields: [String]
  let map: ImportMap
  private var found = RowProblems()

  init(line: Int, fields: [String], map: ImportMap) {
    self.line = line
    self.fields = fields
    self.map = map
  }

  private func text(_ template: BoundTemplate) -> String { template.text(fields, nothing: map.nothing) }

  private mutating func problem(_ template: BoundTemplate?, _ sentence: String) {
    found.problems.append(ImportProblem(line, template?.column, sentence))
  }
}

extension RowDraft {
  /// Sentences name what is wrong and never what stands there, which may be about a person.
  mutating func row(_ reader: RowReader) -> Result<ImportRow, RowProblems> {
    let key = key(reader.key)
    let name = text(reader.name, most: 256)
    let email = email(reader.email)
    let metadata = metadata(reader.metadata)
    let price = price(reader)
    let quantity = quantity(reader.quantity, price)
    guard let start = start(reader.start), let end = end(reader.end, after: start) else {
      return .failure(found)
    }
    guard found.problems.isEmpty, let price, let quantity else { return .failure(found) }
    return .success(
      ImportRow(
        line: line, key: key, name: name.isEmpty ? nil : name, email: email, metadata: metadata, price: price,
        quantity: quantity, start: start, end: end.instant, collection: map.collection))
  }

  private mutating func key(_ template: BoundTemplate) -> String {
    let key = text(template)
    if key.isEmpty { problem(template, "The row has no key.") }
    if key.utf8.count > 200 { problem(template, "The key is longer than 200 bytes.") }
    return key
  }

  private mutating func text(_ template: BoundTemplate?, most: Int) -> String {
    guard let template else { return "" }
    let text = text(template)
    if text.count > most { problem(template, "The text is longer than \(most) letters.") }
    return text
  }

  private mutating func email(_ template: BoundTemplate?) -> String? {
    guard let template else { return nil }
    let email = text(template, most: 512)
    guard !email.isEmpty else { return nil }
    let parts = email.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count != 2 || parts.contains(where: \.isEmpty) || email.contains(" ") {
      problem(template, "This is no e-mail address.")
    }
    return email
  }

  private mutating func metadata(_ templates: [(key: String, value: BoundTemplate)]) -> [String: String] {
    var metadata: [String: String] = [:]
    for (key, template) in templates {
      let value = text(template, most: 500)
      if !value.isEmpty { metadata[key] = value }
    }
    return metadata
  }

  private mutating func price(_ reader: RowReader) -> ImportedPrice? {
    let product = text(reader.product, most: 250)
    if product.isEmpty { problem(reader.product, "The product has no name.") }
    guard let currency = Currency(code: text(reader.currency)) else {
      problem(reader.currency, "This is no currency.")
      return nil
    }
    let amount = FieldText.price(text(reader.amount), currency: currency, decimalMark: map.decimalMark)
    if amount == nil {
      problem(reader.amount, "This is no amount of \(currency.isoCode), such as 12\(map.decimalMark)34.")
    }
    let unit = Cadence.Unit(rawValue: text(reader.interval).lowercased())
    if unit == nil { problem(reader.interval, "The interval is none of day, week, month and year.") }
    let count = FieldText.count(text(reader.intervalCount)).flatMap { Int(exactly: $0) }
    let cadence = unit.flatMap { unit in count.flatMap { Cadence(unit: unit, count: $0) } }
    if unit != nil, cadence == nil { problem(reader.intervalCount, "This is no count of intervals.") }
    guard let amount, let cadence else { return nil }
    return ImportedPrice(product: product, currency: currency, amount: amount, cadence: cadence)
  }

  private mutating func quantity(_ template: BoundTemplate, _ price: ImportedPrice?) -> Int64? {
    guard let quantity = FieldText.count(text(template)) else {
      problem(template, "The quantity is no whole number.")
      return nil
    }
    guard let price else { return quantity }
    do {
      _ = try price.monthly(quantity: quantity)
    } catch {
      problem(template, "The amount is too large.")
    }
    return quantity
  }

  private mutating func start(_ template: BoundTemplate) -> Instant? {
    let day: Day
    if case .tenureMonths = map.start {
      guard let months = FieldText.count(text(template)), months <= 12_000 else {
        problem(template, "The tenure is no whole number of months.")
        return nil
      }
      day = map.snapshot.adding(months: -Int(months))
    } else {
      guard let read = FieldText.day(text(template), order: map.dateOrder) else {
        problem(template, "This is no day.")
        return nil
      }
      day = read
    }
    guard day <= map.snapshot else {
      problem(template, "The contract begins after the snapshot.")
      return nil
    }
    return day.start(in: .utc)
  }

  /// An end that may be absent; nil when it cannot be read.
  private struct Ending {
    let instant: Instant?
  }

  private mutating func end(_ template: BoundTemplate?, after start: Instant) -> Ending? {
    guard let template else { return Ending(instant: nil) }
    let text = text(template)
    if case .churned(_, let value) = map.end {
      return Ending(instant: text == value ? map.snapshot.start(in: .utc) : nil)
    }
    guard !text.isEmpty else { return Ending(instant: nil) }
    guard let day = FieldText.day(text, order: map.dateOrder) else {
      problem(template, "This is no day.")
      return nil
    }
    let end = day.start(in: .utc)
    guard day <= map.snapshot else {
      problem(template, "The contract ends after the snapshot; leave the end of running contracts empty.")
      return nil
    }
    guard end >= start else {
      problem(template, "The contract ends before it begins.")
      return nil
    }
    return Ending(instant: end)
  }
}
