import Analytics
import Chronology
import Monetary
import Relations
import Testing

@Suite("Figures by steps of time, and the rows behind them")
struct FigureTests {
  static let seeds: [UInt64] = Array(1...20)

  private func ask(
    _ history: History, _ metric: Metric, _ change: (inout FigureQuestion) -> Void = { _ in }
  ) -> FigureQuestion {
    let span = history.columns.span!
    var question = FigureQuestion(
      metric, in: Timeline(.month, from: span.first, through: span.last)!)
    change(&question)
    return question
  }

  private func amount(_ value: FigureValue?) -> Int64 {
    if case .amount(let amount) = value { amount } else { 0 }
  }

  private let none = ExchangeRates(base: .eur)
  private let late = Day(iso: "2035-01-01")!

  @Test("What is shown of movements adds up, from step to step, in each currency", arguments: seeds)
  func addsUp(_ seed: UInt64) {
    let history = randomHistory(seed: seed, facts: 120, zone: .utc)
    for metric in [Metric.movements, .netMovements] {
      let answer = history.columns.answer(ask(history, metric), at: none, today: late)
      #expect(!answer.series.isEmpty)
      for series in answer.series {
        var closing: Int64?
        for point in series.points {
          let parts = point.parts.map { amount($0.value) }
          #expect(parts.dropLast().reduce(0, +) == parts.last, "seed \(seed), \(point.period)")
          if let closing { #expect(parts[0] == closing, "seed \(seed)") }
          closing = parts.last
          #expect(amount(point.value) == parts[parts.count - 1] - parts[0])
        }
      }
    }
  }

  @Test("The rows behind a figure sum to it, whole and kind by kind", arguments: seeds)
  func rows(_ seed: UInt64) {
    let history = randomHistory(seed: seed, facts: 120, zone: .utc)
    for metric in [Metric.recurringRevenue, .movements, .netMovements] {
      let question = ask(history, metric) {
        if seed.isMultiple(of: 2) { $0.filter.accepted[.price] = ["basic"] }
      }
      let answer = history.columns.answer(question, at: none, today: late)
      for series in answer.series {
        for point in series.points {
          let rows = history.columns.rows(behind: question, at: point.period, today: late)
            .filter { $0.currency == series.currency }
          #expect(rows.reduce(0) { $0 + $1.amount } == amount(point.value), "seed \(seed) \(metric)")
          for part in point.parts {
            guard let kind = MovementKind(rawValue: part.name) else { continue }
            let ofKind = history.columns.rows(behind: question, at: point.period, kind: kind, today: late)
              .filter { $0.currency == series.currency }
            #expect(
              ofKind.reduce(0) { $0 + $1.amount } == amount(part.value), "seed \(seed) \(metric) \(kind)")
          }
        }
      }
    }
  }

  @Test("Who comes back is no new customer, wherever the time that is shown begins")
  func comesBack() {
    var history = History()
    history.change("a", on: "2026-01-05", 10)
    history.change("a", on: "2026-02-05", -10)
    history.change("a", on: "2026-05-05", 10)
    for first in ["2026-01-01", "2026-04-01", "2026-05-01"] {
      var question = ask(history, .netMovements)
      question.timeline = Timeline(.month, from: Day(iso: first)!, through: Day(iso: "2026-05-31")!)!
      let point = history.columns.answer(question, at: none, today: late).series[0].points.last!
      #expect(point.parts.first { $0.name == "reactivation" }?.value == .amount(1_000), "from \(first)")
      #expect(point.parts.first { $0.name == "new" }?.value == .amount(0), "from \(first)")
    }
  }

  @Test("Customers are counted once, whatever they pay in, and a share of few says so")
  func customers() {
    var history = History()
    for number in 0..<10 {
      history.change("c\(number)", on: "2026-01-05", 10)
      history.change("c\(number)", on: "2026-01-06", 10, in: .eur)
    }
    history.change("c0", on: "2026-02-05", -10)
    history.change("c0", on: "2026-02-06", -10, in: .eur)
    let customers = history.columns.answer(ask(history, .customers), at: none, today: late)
    #expect(customers.series.map(\.currency) == [nil])
    #expect(customers.series[0].points.map(\.value) == [.count(10), .count(9)])
    let churn = history.columns.answer(ask(history, .customerChurn), at: none, today: late).series[0].points
    #expect(churn[0].value == nil && churn[1].value == .share(0.1) && churn[1].isFromFew)
    #expect(churn[1].interval.map { $0.lowerBound < 0.1 && $0.upperBound > 0.1 } == true)
    let lost = history.columns.rows(
      behind: ask(history, .customerChurn), at: churn[1].period, today: late)
    #expect(Set(lost.map(\.customer.text)) == ["c0"] && lost.count == 2)
  }

  @Test(
    "USD 1,000 and EUR 500 at 1.10 and 1.05 open at 1,550, move by −58, close at 1,467.50: exchange −24.50")
  func exchange() {
    var history = History()
    history.change("a", on: "2026-01-10", 1_000)
    history.change("b", on: "2026-01-10", 500, in: .eur)
    history.change("c", on: "2026-02-03", 100)
    history.change("b", on: "2026-02-05", 50, in: .eur)
    history.change("b", on: "2026-02-07", -200, in: .eur)
    var rates = ExchangeRates(base: .eur)
    for (day, rate) in [
      ("2026-01-31", 110), ("2026-02-03", 107), ("2026-02-05", 108), ("2026-02-07", 106),
      ("2026-02-28", 105),
    ] {
      rates.set(.usd, on: Day(iso: day)!, billionths: Int64(rate) * 10_000_000)
    }
    var question = ask(history, .movements) { $0.reportingCurrency = .usd }
    question.timeline = Timeline(.month, from: Day(iso: "2026-02-01")!, through: Day(iso: "2026-02-28")!)!
    let answer = history.columns.answer(question, at: rates, today: late)
    #expect(answer.missingRates.isEmpty && answer.series.map(\.currency) == [.usd])
    let parts = answer.series[0].points[0].parts
    func part(_ name: String) -> FigureValue? { parts.first { $0.name == name }?.value }
    #expect(part("opening") == .amount(155_000) && part("closing") == .amount(146_750))
    #expect(part("exchange") == .amount(-2_450))
    // A month that is not over is worth what it is today.
    question.timeline = Timeline(.month, from: Day(iso: "2026-02-01")!, through: Day(iso: "2026-02-28")!)!
    let early = history.columns.answer(question, at: rates, today: Day(iso: "2026-02-08")!)
    #expect(early.missingRates.isEmpty)
    #expect(early.series[0].points[0].parts.last?.value == .amount(147_100))
    // Without the rate of one day nothing is converted, and it says which.
    var fewer = ExchangeRates(base: .eur, carriedDays: 0)
    fewer.set(.usd, on: Day(iso: "2026-01-31")!, billionths: 1_100_000_000)
    let apart = history.columns.answer(question, at: fewer, today: late)
    #expect(Set(apart.series.map(\.currency)) == [.usd, .eur])
    #expect(apart.missingRates.contains(MissingRate(currency: .eur, day: Day(iso: "2026-02-28")!)))
  }

  @Test("Groups part what a filter leaves; together they are the whole", arguments: seeds)
  func groups(_ seed: UInt64) {
    let history = randomHistory(seed: seed, facts: 80, zone: .utc)
    let whole = history.columns.answer(ask(history, .movements), at: none, today: late)
    let parts = history.columns.answer(
      ask(history, .movements) { $0.grouping = .currency }, at: none, today: late)
    #expect(
      Set(whole.series.map { $0.points.map(\.parts) }) == Set(parts.series.map { $0.points.map(\.parts) }),
      "seed \(seed)")
  }
}
