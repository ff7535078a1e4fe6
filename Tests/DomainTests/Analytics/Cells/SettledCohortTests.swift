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
    var telling = try LateTelling(seed: seed, facts: 120)
    var holder = Holder()
    let questions = try questions(through: telling.last)
    var figure = FigureQuestion(.netMovements, in: questions[0].timeline)
    figure.filter.accepted[.currency] = ["usd"]
    while let news = telling.tell(first: 0.5, then: 1..<4) {
      holder.add(news.movements, news.traits)
      if telling.chance.chance(0.5) { holder.ask(figure, today: telling.last) }
      for question in questions {
        let answer = holder.cohorts(question)
        let told = try #require(answer)
        let anew = try #require(holder.columns.cohorts(question))
        #expect(told.groups.map(\.rows) == anew.groups.map(\.rows), "seed \(seed), \(question)")
      }
    }
    #expect(holder.continued > 100, "the test reaches what it is about")
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
