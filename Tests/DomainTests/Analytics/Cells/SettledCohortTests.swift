import Analytics
import Chronology
import Identity
import Monetary
import Relations
import Testing

/// What a holder of columns does: keeps cohorts, and tells again what newer movements leave unsettled.
private struct Holder {
  private(set) var columns = MovementColumns(zone: .utc)
  private let ground = Groundwork()
  private var known: [CohortQuestion: SettledCohorts] = [:]
  private var figures: [FigureQuestion: SettledAnswer] = [:]
  /// Tables that were told again in part.
  private(set) var continued = 0

  mutating func add(_ movements: ArraySlice<Movement>, _ traits: [(CustomerID, CustomerTraits)]) {
    columns.append(movements)
    for (customer, traits) in traits { columns.describe(customer, as: traits) }
    let first = movements.map { Day(containing: $0.effective, in: columns.zone) }.min()
    ground.moved(from: first, described: !traits.isEmpty)
    for (question, cohorts) in known {
      known[question] = cohorts.moved(from: first, described: !traits.isEmpty, question)
    }
    for (question, answer) in figures {
      figures[question] = answer.moved(from: first, described: !traits.isEmpty, question)
    }
  }

  mutating func cohorts(_ question: CohortQuestion) -> CohortAnswer? {
    let before = known[question]
    let told = before?.continued(by: columns, question, on: ground)
    if let before, told != nil, !before.isWhole(question) { continued += 1 }
    known[question] = told ?? SettledCohorts(columns, question)
    return known[question]?.answer
  }

  /// Asks for a figure of the same customers, which leaves its own footing.
  mutating func ask(_ question: FigureQuestion, today: Day) {
    let answer =
      figures[question]?.continued(by: columns, question, today: today, on: ground)
      ?? columns.answer(question, at: ExchangeRates(base: .eur), today: today, on: ground)
    figures[question] = SettledAnswer(answer)
  }
}

@Suite("Cohorts that are continued")
struct SettledCohortTests {
  @Test(
    "Cohorts that are told again after news are those told anew, whoever came late",
    arguments: [1, 2, 3].map { UInt64($0) } + [UInt64.random(in: 0..<1_000_000)])
  func continuing(seed: UInt64) throws {
    let history = randomHistory(seed: seed, facts: 120)
    var chance = SeededRandomness(seed: seed + 1)
    var holder = Holder()
    // Some customers' facts are told later than others', so that they are effective before what is known.
    let lags = Dictionary(
      uniqueKeysWithValues: Set(history.movements.map(\.customer)).sorted()
        .map { ($0, chance.chance(0.3) ? Int64(chance.next(in: 1..<60)) : 0) })
    func turn(_ movement: Movement) -> Int64 { movement.place.position + (lags[movement.customer] ?? 0) }
    let movements = history.movements.sorted { (turn($0), $0.place) < (turn($1), $1.place) }
    let last = try #require(movements.map { Day(containing: $0.effective, in: .utc) }.max())
    let questions = try questions(through: last)
    var figure = FigureQuestion(.netMovements, in: questions[0].timeline)
    figure.filter.accepted[.currency] = ["usd"]
    var next = 0
    while next < movements.count {
      // Half at first, then a few at a time; some are effective before others.
      var end = min(movements.count, next + (next == 0 ? movements.count / 2 : chance.next(in: 1..<4)))
      while end < movements.count, movements[end].place == movements[end - 1].place { end += 1 }
      let customers = chance.chance(0.3) || next == 0 ? Set(movements[next..<end].map(\.customer)) : []
      holder.add(
        movements[next..<end],
        customers.map { ($0, CustomerTraits(country: ["SE", "DE"][chance.next(in: 0..<2)])) })
      next = end
      if chance.chance(0.5) { holder.ask(figure, today: last) }
      for question in questions {
        let answer = holder.cohorts(question)
        let told = try #require(answer)
        let anew = try #require(holder.columns.cohorts(question))
        #expect(told.groups.map(\.rows) == anew.groups.map(\.rows), "seed \(seed), \(question)")
        if chance.chance(0.2) { expectTable(told, question, holder.columns) }
      }
    }
    #expect(holder.continued > 100, "the test reaches what it is about")
  }

  /// The same by the fold that knows payers only, whose every step is netted.
  private func expectTable(_ told: CohortAnswer, _ question: CohortQuestion, _ columns: MovementColumns) {
    guard let table = columns.cohorts(in: question.timeline, of: columns.rows(where: question.filter)) else {
      Issue.record("a table has so few steps")
      return
    }
    for (cohort, row) in (told.groups.first?.rows ?? []).enumerated() {
      for (step, cell) in row.cells.enumerated() {
        let exact = table[cohort, question.money.currency, cohort + step]
        #expect(cell.customers.part == Int(exact.customers))
        #expect(cell.revenue == ShownAmount.minorUnits(exact.revenue))
      }
    }
  }

  private func questions(through last: Day) throws -> [CohortQuestion] {
    let timelines = [
      Timeline(.month, from: last.adding(days: -200), through: last),
      Timeline(.week, from: last.adding(days: -120), through: last),
    ]
    let filters = [
      RowFilter.everything, RowFilter(accepted: [.country: ["SE"]]),
      RowFilter(accepted: [.price: ["price_1"]]),
    ]
    return timelines.compactMap(\.self).flatMap { timeline in
      [Currency.usd, .eur].flatMap { currency in
        filters.map { filter in
          var question = CohortQuestion(in: currency, over: timeline)
          question.filter = filter
          return question
        }
      }
    }
  }

  @Test("Groups, margins and what is converted are told whole")
  func whole() {
    let history = randomHistory(seed: 5, facts: 30)
    let timeline = history.months("2025-01", "2025-03")
    var margins = CohortQuestion(in: .usd, over: timeline)
    margins.margins = GrossMargins([])
    var groups = CohortQuestion(in: .usd, over: timeline)
    groups.grouping = .country
    let converted = CohortQuestion(.converted(to: .usd), over: timeline)
    for question in [margins, groups, converted] {
      #expect(SettledCohorts(history.columns, question) == nil)
    }
    #expect(SettledCohorts(history.columns, CohortQuestion(in: .usd, over: timeline)) != nil)
  }
}
