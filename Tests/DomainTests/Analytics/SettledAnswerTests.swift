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
    let history = randomHistory(seed: seed, facts: 120)
    var chance = SeededRandomness(seed: seed + 1)
    var holder = Holder(zone: .utc)
    // Some customers' facts are told later than others', so that they are effective before what is known.
    let lags = Dictionary(
      uniqueKeysWithValues: Set(history.movements.map(\.customer)).sorted()
        .map { ($0, chance.chance(0.3) ? Int64(chance.next(in: 1..<60)) : 0) })
    func turn(_ movement: Movement) -> Int64 { movement.place.position + (lags[movement.customer] ?? 0) }
    let movements = history.movements.sorted { (turn($0), $0.place) < (turn($1), $1.place) }
    let last = try #require(movements.map { Day(containing: $0.effective, in: .utc) }.max())
    let questions = questions(through: last)
    var next = 0
    while next < movements.count {
      // Nearly everything at first, then a few at a time; some are effective before others.
      let length = next == 0 ? movements.count * 2 / 3 : chance.next(in: 1..<5)
      var end = min(movements.count, next + length)
      while end < movements.count, movements[end].place == movements[end - 1].place { end += 1 }
      let described = chance.chance(0.3) || next == 0
      let customers = Set(movements[next..<end].map(\.customer))
      holder.add(
        movements[next..<end],
        described
          ? customers.map { ($0, CustomerTraits(country: ["SE", "DE"][chance.next(in: 0..<2)])) } : [])
      next = end
      for question in questions {
        let told = holder.answer(question, today: last)
        let anew = holder.columns.answer(question, at: ExchangeRates(base: .eur), today: last)
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
