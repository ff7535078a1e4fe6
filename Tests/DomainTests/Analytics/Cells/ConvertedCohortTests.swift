import Analytics
import Catalog
import Chronology
import Identity
import Monetary
import Relations
import Testing

/// Cohorts over currencies again, customer by customer from the movements themselves: slow, and nothing of
/// the columns' code.
private struct Recount {
  let movements: [Movement]
  let target: Currency
  let today: Day
  /// What a euro costs on every day, in billionths.
  let rates: [Currency: [Day: Int64]]
  let margins: [String: Int64]

  static let products = ["price_0": "prod_a", "price_1": "prod_b", "price_2": "prod_a"]

  private func day(_ movement: Movement) -> Day { Day(containing: movement.effective, in: .utc) }

  func members(_ period: TimelinePeriod) -> Set<CustomerID> {
    let firsts = Dictionary(movements.map { ($0.customer, day($0)) }, uniquingKeysWith: min)
    return Set(firsts.filter { $0.value >= period.first && $0.value < period.end }.keys)
  }

  private func brings(_ customer: CustomerID, _ step: TimelinePeriod) -> [Movement] {
    movements.filter { $0.customer == customer && day($0) < step.end }
  }

  private func convert(_ amount: Int128, _ currency: Currency, _ step: TimelinePeriod) -> Int128? {
    guard currency != target, amount != 0 else { return amount }
    let on = min(step.last, today)
    func rate(_ currency: Currency) -> Int128? {
      currency == .eur ? 1_000_000_000 : rates[currency]?[on].map { Int128($0) }
    }
    guard let from = rate(currency), let to = rate(target) else { return nil }
    return amount * to / from
  }

  /// What everybody of these brings at a step's end; nil where a rate lacks.
  func revenue(_ members: Set<CustomerID>, _ step: TimelinePeriod) -> Int128? {
    var sum: Int128 = 0
    for customer in members {
      for (currency, rows) in Dictionary(grouping: brings(customer, step), by: \.currency) {
        guard let part = convert(rows.reduce(0) { $0 + Int128($1.delta) }, currency, step) else { return nil }
        sum += part
      }
    }
    return sum
  }

  func paying(_ members: Set<CustomerID>, _ step: TimelinePeriod) -> Int {
    members.count { customer in
      Dictionary(grouping: brings(customer, step), by: \.currency)
        .contains { $0.value.reduce(0) { $0 + $1.delta } > 0 }
    }
  }

  /// Ten-thousandths of what everybody of these has brought over these steps; nil where a margin lacks.
  func margin(_ members: Set<CustomerID>, _ steps: ArraySlice<TimelinePeriod>) -> Int128? {
    var sum: Int128 = 0
    for step in steps {
      for product in ["prod_a", "prod_b"] {
        for currency in Set(movements.map(\.currency)) {
          let level = members.reduce(Int128(0)) { sum, customer in
            brings(customer, step).filter {
              $0.currency == currency && Self.products[$0.price.text] == product
            }
            .reduce(sum) { $0 + Int128($1.delta) }
          }
          guard level != 0 else { continue }
          guard let points = margins[product], let part = convert(level * Int128(points), currency, step)
          else { return nil }
          sum += part
        }
      }
    }
    return sum
  }
}

@Suite("Cohorts over all currencies, converted into one")
struct ConvertedCohortTests {
  static let seeds: [UInt64] = Array(1...12)

  /// Two currencies and sometimes a third, in which some pay first and others later.
  private func history(_ seed: UInt64) -> History {
    var history = randomHistory(seed: seed, facts: 80)
    for (price, product) in Recount.products.sorted(by: { $0.key < $1.key }) {
      history.describe(price: price, product: product, every: .monthly)
    }
    guard !seed.isMultiple(of: 3) else { return history }
    var chance = SeededRandomness(seed: seed + 7)
    for customer in 0..<8 {
      let start = History.day("2025-01-01").adding(days: chance.next(in: 0..<60))
      let level = Int64(chance.next(in: 10..<900))
      history.change("cus_\(customer)", on: start.isoText, level, in: .sek, price: "price_2")
      guard chance.chance(0.5) else { continue }
      let end = start.adding(days: chance.next(in: 1..<90)).isoText
      history.change("cus_\(customer)", on: end, -level, in: .sek, price: "price_2")
    }
    return history
  }

  private func rates(_ seed: UInt64, from first: Day, through last: Day) -> [Currency: [Day: Int64]] {
    var chance = SeededRandomness(seed: seed)
    var rates: [Currency: [Day: Int64]] = [:]
    for day in 0...(last - first) {
      let day = first.adding(days: day)
      rates[.usd, default: [:]][day] = Int64(chance.next(in: 1_000_000_000..<1_300_000_000))
      rates[.sek, default: [:]][day] = Int64(chance.next(in: 9_000_000_000..<13_000_000_000))
    }
    return rates
  }

  private func table(_ rates: [Currency: [Day: Int64]]) -> ExchangeRates {
    var table = ExchangeRates(base: .eur, carriedDays: 0)
    for (currency, days) in rates {
      for (day, rate) in days { table.set(currency, on: day, billionths: rate) }
    }
    return table
  }

  private func question(_ seed: UInt64, _ history: History, today: Day) throws -> CohortQuestion {
    let interval: Interval = [.month, .quarter, .week][Int(seed) % 3]
    let first = History.day("2025-01-01").adding(days: seed.isMultiple(of: 4) ? 35 : 0)
    let timeline = try #require(
      Timeline(interval, from: first, through: min(today, first.adding(days: 100))))
    let target: Currency = [.eur, .usd, .sek][Int(seed / 3) % 3]
    var question = CohortQuestion(.converted(to: target), over: timeline)
    if seed.isMultiple(of: 5) { question.filter.accepted[.currency] = ["usd", "eur"] }
    if seed.isMultiple(of: 2) { question.grouping = .country }
    return question
  }

  private func movements(
    _ history: History, _ question: CohortQuestion, _ group: String?
  ) -> [Movement] {
    let accepted = question.filter.accepted[.currency]
    let rows = group.map { history.columns.rows(where: RowFilter(accepted: [.country: [$0]])).indices }
    let chosen = rows.map { rows in
      Set(
        rows.map { history.columns.customers[history.columns.payers[history.columns.row($0).payer].customer] }
      )
    }
    return history.movements.filter {
      (accepted?.contains($0.currency.code) ?? true) && (chosen?.contains($0.customer) ?? true)
    }
  }

  /// Half a minor unit of rounding, and what a recount rounds otherwise.
  private func isShown(_ amount: Int64?, _ exact: Int128) -> Bool {
    guard let amount else { return false }
    return abs(Int128(amount) * 1_000_000 - exact) <= 500_500
  }

  @Test("Every cell equals a recount, and the rows behind it sum to it exactly", arguments: seeds)
  func cells(_ seed: UInt64) throws {
    let history = history(seed)
    let today = history.columns.span!.last.adding(days: -Int(seed) % 9)
    var asked = try question(seed, history, today: today)
    // Later days have no rate, so the step that goes on is converted at today's.
    let rates = rates(seed, from: History.day("2024-12-01"), through: today)
    var margins: [String: Int64] = ["prod_a": 7_250, "prod_b": 9_001]
    if seed.isMultiple(of: 6) { margins["prod_b"] = nil }
    asked.margins = GrossMargins(
      margins.map { GrossMargin(product: ProductID($0.key), basisPoints: $0.value)! })
    asked.measure = .margin
    let answer = try #require(history.columns.cohorts(asked, at: table(rates), today: today))
    #expect(answer.missingRates.isEmpty && answer.groups.allSatisfy(\.money.isConverted))
    for group in answer.groups {
      let recount = Recount(
        movements: movements(history, asked, group.group), target: asked.money.currency, today: today,
        rates: rates, margins: margins)
      for (cohort, row) in group.rows.enumerated() {
        let members = recount.members(row.period)
        for (step, cell) in row.cells.enumerated() {
          #expect(cell.customers.part == recount.paying(members, cell.period), "seed \(seed)")
          let revenue = try #require(recount.revenue(members, cell.period))
          #expect(
            isShown(cell.revenue, revenue), "seed \(seed) \(cell.period): \(cell.revenue ?? 0) \(revenue)")
          let steps = asked.timeline.periods[cohort...(cohort + step)]
          let months: (Int128, Int128) =
            [.month: (1, 1), .quarter: (3, 1), .week: (84, 365)][asked.timeline.interval]!
          let margin = recount.margin(members, steps).map { $0 * months.0 / (10_000 * months.1) }
          #expect((cell.margin == nil) == (margin == nil), "seed \(seed)")
          if let margin { #expect(isShown(cell.margin, margin), "seed \(seed) \(cell.period)") }
          try expectRows(history, asked, group, row, cell, recount, table(rates), today)
        }
      }
    }
  }

  private func expectRows(
    _ history: History, _ asked: CohortQuestion, _ group: CohortGroup, _ row: CohortRow,
    _ cell: CohortRow.Cell, _ recount: Recount, _ rates: ExchangeRates, _ today: Day
  ) throws {
    var cut = asked
    cut.grouping = nil
    if let value = group.group { cut.filter.accepted[.country] = [value] }
    cut.timeline = try #require(
      Timeline(asked.timeline.interval, from: row.period.first, through: cell.period.first))
    for (measure, shown) in [(CohortMeasure.customers, cell.revenue), (.revenue, cell.revenue)] {
      cut.measure = measure
      let rows = try history.columns.rows(behind: cut, at: rates, today: today)
      #expect(Set(rows.map(\.customer)).count == cell.customers.part)
      #expect(rows.reduce(0) { $0 + ($1.converted?.amount ?? 0) } == shown)
      for row in rows {
        #expect(row.converted?.day == min(cell.period.last, today))
        let own = recount.movements.filter { $0.customer == row.customer && $0.currency == row.currency }
        let part = Recount(
          movements: own, target: recount.target, today: today, rates: recount.rates, margins: [:])
        let exact = part.revenue([row.customer], cell.period) ?? 0
        #expect(abs(Int128(row.converted?.amount ?? 0) * 1_000_000 - exact) <= 2_000_000)
      }
    }
    cut.measure = .margin
    if let margin = cell.margin {
      let rows = try history.columns.rows(behind: cut, at: rates, today: today)
      #expect(rows.reduce(0) { $0 + ($1.converted?.amount ?? 0) } == margin)
    } else {
      #expect(throws: UnknownMargin(products: ["prod_b"])) {
        try history.columns.rows(behind: cut, at: rates, today: today)
      }
    }
  }

  private var example: History {
    var history = History()
    history.change("a", on: "2026-01-10", 100)
    history.change("a", on: "2026-02-10", 50, in: .eur)
    history.change("a", on: "2026-02-20", -100)
    history.change("b", on: "2026-02-15", 200, in: .eur)
    history.describe(price: "basic", product: "prod_a", every: .monthly)
    return history
  }

  @Test("Who pays in two currencies is one customer, of the cohort of its first, at each step's rate")
  func workedExample() throws {
    let history = example
    var rates = ExchangeRates(base: .eur)
    for (day, dollars) in [("2026-01-31", 125), ("2026-02-28", 160), ("2026-03-10", 200)] {
      rates.set(.usd, on: Day(iso: day)!, billionths: Int64(dollars) * 10_000_000)
    }
    var question = CohortQuestion(.converted(to: .usd), over: history.months("2026-01", "2026-03"))
    question.measure = .margin
    question.margins = GrossMargins([GrossMargin(product: nil, basisPoints: 5_000)!])
    let today = Day(iso: "2026-03-10")!
    let answer = try #require(history.columns.cohorts(question, at: rates, today: today))
    let rows = answer.groups[0].rows
    #expect(
      rows[0].cells.map(\.customers) == [Proportion(1, of: 1), Proportion(1, of: 1), Proportion(1, of: 1)])
    // 50 euros at 1.60, and at 2.00, today's.
    #expect(rows[0].cells.map(\.revenue) == [100_00, 80_00, 100_00])
    #expect(rows[1].cells.map(\.revenue) == [320_00, 400_00] && rows[1].cells[0].customers.whole == 1)
    #expect(rows[0].cells.map(\.margin) == [50_00, 90_00, 140_00])
    // In dollars alone the same customer is lost in February, and in euros it begins there.
    let own = try #require(
      history.columns.cohorts(CohortQuestion(in: .usd, over: question.timeline))
    ).groups[0]
    #expect(own.rows[0].cells.map(\.customers.part) == [1, 0, 0])
  }

  @Test("Without a rate each currency has its table; customers are counted together without one")
  func missing() throws {
    let history = example
    var rates = ExchangeRates(base: .eur)
    rates.set(.usd, on: Day(iso: "2026-01-31")!, billionths: 1_250_000_000)
    rates.set(.usd, on: Day(iso: "2026-03-31")!, billionths: 1_250_000_000)
    let lacking = MissingRate(currency: .eur, day: Day(iso: "2026-02-28")!)
    var question = CohortQuestion(.converted(to: .usd), over: history.months("2026-01", "2026-03"))
    let together = try #require(history.columns.cohorts(question, at: rates))
    #expect(together.missingRates == [lacking] && together.groups.map(\.money.isConverted) == [true])
    #expect(together.groups[0].rows[0].cells.map(\.customers.part) == [1, 1, 1])
    #expect(together.groups[0].rows[0].cells.map(\.revenue) == [100_00, nil, 62_50])
    for measure in [CohortMeasure.revenue, .margin] {
      question.measure = measure
      question.margins =
        measure == .margin ? GrossMargins([GrossMargin(product: nil, basisPoints: 5_000)!]) : nil
      let apart = try #require(history.columns.cohorts(question, at: rates))
      #expect(
        apart.missingRates == [lacking] && apart.groups.map(\.money) == [.paid(in: .eur), .paid(in: .usd)])
      #expect(apart.groups[0].rows[1].cells.map(\.revenue) == [250_00, 250_00])
      #expect(apart.groups[1].rows[0].cells.map(\.revenue) == [100_00, 0, 0])
      var cell = question
      cell.timeline = history.months("2026-01", "2026-02")
      #expect(throws: MissingRates(rates: [lacking])) { try history.columns.rows(behind: cell, at: rates) }
      cell.measure = .customers
      let rows = try history.columns.rows(behind: cell, at: rates)
      #expect(rows.map(\.amount) == [50_00] && rows.map(\.converted) == [nil])
    }
  }
}
