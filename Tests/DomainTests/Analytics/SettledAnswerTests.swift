import Analytics
import Chronology
import Identity
import Monetary
import Relations
import Testing

/// What a holder of columns does: keeps answers, and tells again what newer movements leave unsettled.
private struct Holder {
  private(set) var columns: MovementColumns
  private let ground = Groundwork()
  private var known: [FigureQuestion: SettledAnswer] = [:]
  /// Answers that were told again in part.
  private(set) var continued = 0

  init(zone: Zone) { columns = MovementColumns(zone: zone) }

  mutating func add(_ movements: ArraySlice<Movement>, _ traits: [(CustomerID, CustomerTraits)]) {
    columns.append(movements)
    for (customer, traits) in traits { columns.describe(customer, as: traits) }
    let first = movements.map { Day(containing: $0.effective, in: columns.zone) }.min()
    ground.moved(from: first, described: !traits.isEmpty)
    for (question, answer) in known {
      known[question] = answer.moved(from: first, described: !traits.isEmpty, question)
    }
  }

  mutating func answer(_ question: FigureQuestion, today: Day) -> FigureAnswer {
    let rates = ExchangeRates(base: .eur)
    if let answer = known[question] {
      continued += answer.isWhole ? 0 : 1
      if answer.isWhole { return answer.answer }
    }
    let answer =
      known[question]?.continued(by: columns, question, today: today, on: ground)
      ?? columns.answer(question, at: rates, today: today, on: ground)
    known[question] = SettledAnswer(answer)
    return answer
  }
}

@Suite("Answers that are continued")
struct SettledAnswerTests {
  @Test(
    "What is told again after news is what is told anew, in every figure",
    arguments: [1, 2, 3].map { UInt64($0) } + [UInt64.random(in: 0..<1_000_000)])
  func continuing(seed: UInt64) throws {
    var telling = try LateTelling(seed: seed, facts: 120)
    var holder = Holder(zone: .utc)
    let questions = questions(through: telling.last)
    while let news = telling.tell(first: 2.0 / 3, then: 1..<5) {
      holder.add(news.movements, news.traits)
      for question in questions {
        let told = holder.answer(question, today: telling.last)
        let anew = holder.columns.answer(question, at: ExchangeRates(base: .eur), today: telling.last)
        let isSame = told.series == anew.series
        #expect(isSame, "seed \(seed), \(question.metric), \(question.filter)")
      }
    }
    #expect(holder.continued > 100, "the test reaches what it is about")
  }

  private func questions(through last: Day) -> [FigureQuestion] {
    let months = Timeline(.month, from: last.adding(months: -13), through: last)
    let days = Timeline(.day, from: last.adding(days: -20), through: last)
    let filters = [
      RowFilter.everything, RowFilter(accepted: [.currency: ["usd"]]),
      RowFilter(accepted: [.country: ["SE"]]), RowFilter(accepted: [.price: ["price_1"]]),
    ]
    return Metric.allCases.filter { $0.aside == nil }.flatMap { metric in
      [months, days].compactMap(\.self).flatMap { timeline in
        filters.map { filter in
          var question = FigureQuestion(metric, in: timeline)
          question.filter = filter
          return question
        }
          + [Dimension.country, .currency].map { grouping in
            var question = FigureQuestion(metric, in: timeline)
            question.grouping = grouping
            return question
          }
      }
    }
  }
}
