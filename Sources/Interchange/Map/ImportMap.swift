import Chronology
import Subscriptions

/// How the columns of a file become customers: the mapping file, read and checked. `docs/import.md` shows it.
struct ImportMap: Sendable {
  enum Start: Sendable {
    case date(TextTemplate)
    /// Whole months before the snapshot.
    case tenureMonths(TextTemplate)
  }

  enum End: Sendable {
    /// Nobody has left.
    case never
    /// Empty while the contract runs.
    case date(TextTemplate)
    /// Ended at the snapshot where the text is this value.
    case churned(TextTemplate, equals: String)
  }

  enum DateOrder: String, Sendable, CaseIterable {
    case yearMonthDay = "ymd"
    case dayMonthYear = "dmy"
    case monthDayYear = "mdy"
  }

  struct Price: Sendable {
    let product: TextTemplate
    let amount: TextTemplate
    let currency: TextTemplate
    let interval: TextTemplate
    let intervalCount: TextTemplate
  }

  /// Names this import among others of the workspace; a row's key is its own within it.
  let source: String
  let key: TextTemplate
  let name: TextTemplate?
  let email: TextTemplate?
  let metadata: [(key: String, value: TextTemplate)]
  let price: Price
  let quantity: TextTemplate
  /// The day the file was taken; the workspace stands still there.
  let snapshot: Day
  let start: Start
  let end: End
  let collection: Subscriptions.Collection

  let separator: UInt8
  let decimalMark: Character
  let dateOrder: DateOrder
  /// Fields that stand for nothing, such as `NA`.
  let nothing: Set<String>

  /// Every column the mapping names.
  var columns: [String] {
    var templates = [
      key, price.product, price.amount, price.currency, price.interval, price.intervalCount, quantity,
    ]
    templates += [name, email].compactMap { $0 } + metadata.map(\.value)
    switch start {
    case .date(let template), .tenureMonths(let template): templates.append(template)
    }
    switch end {
    case .date(let template), .churned(let template, _): templates.append(template)
    case .never: break
    }
    return templates.flatMap(\.columns)
  }
}
