import Analytics
import Catalog
import Chronology
import Identity
import Monetary
import Relations
import Testing

/// Cohorts again, customer by customer from the movements themselves: slow, and nothing of the columns' code.
private struct CohortRecount {
  struct Change {
    let customer: CustomerID
    let day: Day
    let product: String
    let delta: Int64
  }

  let changes: [Change]
  /// Ten-thousandths.
  let margins: [String: Int64]

  private func level(_ customer: CustomerID, before day: Day, product: String? = nil) -> Int64 {
    changes.filter { $0.customer == customer && $0.day < day && (product == nil || $0.product == product) }
      .reduce(0) { $0 + $1.delta }
  }

  func members(_ period: TimelinePeriod) -> [CustomerID] {
    Dictionary(changes.map { ($0.customer, $0.day) }, uniquingKeysWith: min)
      .filter { $0.value >= period.first && $0.value < period.end }.keys.sorted()
  }

  func levels(_ cohort: TimelinePeriod, _ step: TimelinePeriod) -> [CustomerID: Int64] {
    Dictionary(
      uniqueKeysWithValues: members(cohort).map { ($0, level($0, before: step.end)) }.filter { $0.1 != 0 })
  }

  /// Minor units, half even; nil where something has no margin.
  func margin(_ steps: ArraySlice<TimelinePeriod>, months: (Int128, Int128)) -> Int64? {
    let members = members(steps.first!)
    var sum: Int128 = 0
    for step in steps {
      for product in Set(changes.map(\.product)) {
        let paid = members.reduce(Int128(0)) { $0 + Int128(level($1, before: step.end, product: product)) }
        guard paid != 0 else { continue }
        guard let points = margins[product] else { return nil }
        sum += paid * Int128(points)
      }
    }
    // To millionths, then to minor units, as every amount is shown.
    return Int64(halfEven(halfEven(sum * months.0, 10_000 * months.1), 1_000_000))
  }

  private func halfEven(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    var quotient = numerator / denominator
    var rest = numerator % denominator
    if rest < 0 { (quotient, rest) = (quotient - 1, rest + denominator) }
    if rest * 2 > denominator || (rest * 2 == denominator && quotient % 2 != 0) { quotient += 1 }
    return quotient
  }
}

@Suite("Cohorts apart, their margins, and the customers behind each cell")
struct CohortTests {
  static let seeds: [UInt64] = Array(1...8)
  private static let products = ["price_0": "prod_a", "price_1": "prod_b", "price_2": "prod_a"]

  private func history(_ seed: UInt64) -> History {
    var history = randomHistory(seed: seed, facts: 90)
    for (price, product) in Self.products.sorted(by: { $0.key < $1.key }) {
      history.describe(price: price, product: product, every: .monthly)
    }
    return history
  }

  private func recount(_ movements: [Movement], _ margins: [String: Int64]) -> CohortRecount {
    CohortRecount(
      changes: movements.map {
        .init(
          customer: $0.customer, day: Day(containing: $0.effective, in: .utc),
          product: Self.products[$0.price.text] ?? "", delta: $0.delta)
      }, margins: margins)
  }

  /// What tells a movement's group.
  private func values(_ dimension: Dimension?, _ history: History) -> (Movement) -> String? {
    switch dimension {
    case nil: return { _ in nil }
    case .plan: return { Self.products[$0.price.text] }
    case .price: return { $0.price.text }
    default:
      var countries: [CustomerID: String] = [:]
      for country in ["SE", "DE", "NO"] {
        let rows = history.columns.rows(where: RowFilter(accepted: [.country: [country]])).indices
        for row in rows {
          let payer = history.columns.payers[history.columns.row(row).payer]
          countries[history.columns.customers[payer.customer]] = country
        }
      }
      return { countries[$0.customer] }
    }
  }

  @Test("Grouped cohorts and their margins equal a recount, and every cell is its rows", arguments: seeds)
  func grouped(_ seed: UInt64) throws {
    let history = history(seed)
    let dimension: Dimension? = [.plan, .price, .country, nil][Int(seed) % 4]
    let interval: (Interval, (Int128, Int128)) =
      [(.month, (1, 1)), (.quarter, (3, 1)), (.week, (84, 365))][Int(seed) % 3]
    let span = history.columns.span!
    let timeline = try #require(
      Timeline(interval.0, from: span.first, through: min(span.last, span.first.adding(days: 100))))
    var margins: [String: Int64] = ["prod_a": 7_250]
    if !seed.isMultiple(of: 4) { margins["prod_b"] = 9_001 }
    var question = CohortQuestion(in: .usd, over: timeline)
    question.grouping = dimension
    question.margins = GrossMargins(
      margins.map { GrossMargin(product: ProductID($0.key), basisPoints: $0.value)! })
    let groups = try #require(history.columns.cohorts(question)).groups
    let value = values(dimension, history)
    #expect(!groups.isEmpty)
    for group in groups {
      let movements = history.movements.filter { $0.currency == .usd && value($0) == group.group }
      let recount = recount(movements, margins)
      for (cohort, row) in group.rows.enumerated() {
        for (step, cell) in row.cells.enumerated() {
          let levels = recount.levels(row.period, cell.period)
          #expect(cell.customers.part == levels.values.count { $0 > 0 }, "seed \(seed)")
          let steps = timeline.periods[cohort...(cohort + step)]
          #expect(cell.margin == recount.margin(steps, months: interval.1), "seed \(seed), step \(step)")
          var cut = question
          cut.grouping = nil
          if let dimension, let value = group.group { cut.filter.accepted[dimension] = [value] }
          cut.timeline = try #require(
            Timeline(interval.0, from: row.period.first, through: cell.period.first))
          try expectRows(history.columns, cut, cell, levels)
        }
      }
    }
  }

  private func expectRows(
    _ columns: MovementColumns, _ question: CohortQuestion, _ cell: CohortRow.Cell,
    _ levels: [CustomerID: Int64]
  ) throws {
    var question = question
    for measure in [CohortMeasure.customers, .revenue] {
      question.measure = measure
      let rows = try columns.rows(behind: question)
      #expect(Set(rows.map(\.customer)) == Set(levels.keys) && rows.count == levels.count)
      #expect(rows.reduce(0) { $0 + $1.amount } == cell.revenue)
      for row in rows {
        #expect(abs(row.amount * 1_000_000 - (levels[row.customer] ?? 0)) <= 1_000_000)
      }
    }
    question.measure = .margin
    if let margin = cell.margin {
      let rows = try columns.rows(behind: question)
      #expect(rows.reduce(0) { $0 + $1.amount } == margin)
    } else {
      #expect(throws: UnknownMargin(products: ["prod_b"])) { try columns.rows(behind: question) }
    }
  }

  @Test("80 % of 100 a month for three months are 240; a quarter of it counts three months")
  func margin() throws {
    var history = History()
    history.change("a", on: "2026-01-05", 100)
    history.describe(price: "basic", product: "prod_a", every: .monthly)
    func margins(_ interval: Interval) throws -> [Int64?] {
      let timeline = try #require(
        Timeline(interval, from: History.day("2026-01-01"), through: History.day("2026-03-31")))
      var question = CohortQuestion(in: .usd, over: timeline)
      question.margins = GrossMargins([GrossMargin(product: nil, basisPoints: 8_000)!])
      return try #require(history.columns.cohorts(question)).groups[0].rows[0].cells.map(\.margin)
    }
    #expect(try margins(.month) == [80_00, 160_00, 240_00])
    #expect(try margins(.quarter) == [240_00])
    let table = try #require(
      history.columns.cohorts(in: history.months("2026-01", "2026-03"), of: history.all))
    let accumulated = table.accumulatedMargin(
      cohort: 0, currency: .usd, through: 2, marginMillionths: 800_000)
    #expect(units(accumulated) == 240)
  }

  @Test("Without a margin there is none, from the step on in which something without one is paid for")
  func unknown() throws {
    var history = History()
    history.change("a", on: "2026-01-05", 100, price: "known")
    history.change("a", on: "2026-03-05", 50, price: "unknown")
    history.describe(price: "known", product: "prod_a", every: .monthly)
    history.describe(price: "unknown", product: "prod_b", every: .monthly)
    var question = CohortQuestion(in: .usd, over: history.months("2026-01", "2026-04"))
    question.margins = GrossMargins([GrossMargin(product: ProductID("prod_a"), basisPoints: 5_000)!])
    let group = try #require(history.columns.cohorts(question)).groups[0]
    #expect(group.rows[0].cells.map(\.margin) == [50_00, 100_00, nil, nil])
    #expect(group.productsWithoutMargin == ["prod_b"])
    question.margins = nil
    #expect(
      try #require(history.columns.cohorts(question)).groups[0].rows[0].cells.allSatisfy { $0.margin == nil })
  }

  @Test("More groups than tables are compared in are none")
  func tooMany() {
    var history = History()
    for number in 0...CohortQuestion.groupsMost {
      history.change("c\(number)", on: "2026-01-05", 10)
      history.describe("c\(number)", CustomerTraits(source: "source \(number)"))
    }
    var question = CohortQuestion(in: .usd, over: history.months("2026-01", "2026-01"))
    question.grouping = .source
    #expect(history.columns.cohorts(question)?.groups == nil)
    question.filter.accepted[.source] = ["source 1", "source 2"]
    #expect(history.columns.cohorts(question)?.groups.map(\.group) == ["source 1", "source 2"])
  }
}
