import Analytics
import Chronology
import Identity
import Monetary
import Testing

@Suite("The rows behind figures in one currency")
struct ConvertedRowTests {
  static let seeds: [UInt64] = Array(1...16)
  private let late = Day(iso: "2035-01-01")!

  /// What a dollar and a euro cost, for every day.
  private struct Course {
    var rates = ExchangeRates(base: .eur)
    private var dollars: [Day: Int64] = [:]

    init(seed: UInt64, from first: Day, through last: Day) {
      var chance = SeededRandomness(seed: seed)
      var day = first
      while day <= last {
        let rate = Int64(chance.next(in: 1_000_000_000..<1_300_000_000))
        rates.set(.usd, on: day, billionths: rate)
        dollars[day] = rate
        day = day.adding(days: 1)
      }
    }

    /// Millionths of a minor unit, rounded towards zero: a recount need not round as the figure does.
    func convert(_ amount: Int128, _ from: Currency, _ to: Currency, _ day: Day) -> Int128 {
      guard from != to, let rate = dollars[day] else { return amount }
      return to == .eur ? amount * 1_000_000_000 / Int128(rate) : amount * Int128(rate) / 1_000_000_000
    }
  }

  private func amount(_ value: FigureValue?) -> Int64 {
    if case .amount(let amount) = value { amount } else { 0 }
  }

  private func ask(_ history: History, _ metric: Metric, _ seed: UInt64) -> (FigureQuestion, Course) {
    let span = history.columns.span!
    let interval: Interval = seed.isMultiple(of: 3) ? .quarter : .month
    var question = FigureQuestion(
      metric, in: Timeline(interval, from: span.first, through: span.last)!)
    question.reportingCurrency = seed.isMultiple(of: 2) ? .eur : .usd
    if seed.isMultiple(of: 4) { question.filter.accepted[.country] = ["SE", "NO"] }
    let course = Course(
      seed: seed, from: question.timeline.first.adding(days: -400), through: question.timeline.end)
    return (question, course)
  }

  @Test(
    "Rows sum to what is shown, kind by kind, and each is its own amount at its own rate", arguments: seeds)
  func rows(_ seed: UInt64) throws {
    let history = randomHistory(seed: seed, facts: 110)
    for metric in [Metric.recurringRevenue, .movements, .netMovements] {
      let (question, course) = ask(history, metric, seed)
      let answer = history.columns.answer(question, at: course.rates, today: late)
      #expect(answer.missingRates.isEmpty && answer.series.allSatisfy(\.isConverted))
      for point in answer.series.flatMap(\.points) {
        func rows(_ kind: MovementKind? = nil) throws -> [FigureRow] {
          try history.columns.convertedRows(
            behind: question, at: point.period, kind: kind, rates: course.rates, today: late)
        }
        let all = try rows()
        var sum = all.reduce(0) { $0 + ($1.converted?.amount ?? 0) }
        if metric != .recurringRevenue {
          let exchange = try history.columns.exchangeRows(
            behind: question, at: point.period, rates: course.rates, today: late)
          sum += exchange.reduce(0) { $0 + $1.exchange }
        }
        #expect(sum == amount(point.value), "seed \(seed), \(metric) \(point.period)")
        for part in point.parts {
          guard let kind = MovementKind(rawValue: part.name) else { continue }
          let ofKind = try rows(kind).reduce(0) { $0 + ($1.converted?.amount ?? 0) }
          #expect(ofKind == amount(part.value), "seed \(seed), \(metric) \(kind)")
        }
        expectOwnRates(all, history, metric, course, question, point.period)
      }
    }
  }

  /// Each row again from the movements; two units are what sharing out may move it by.
  private func expectOwnRates(
    _ rows: [FigureRow], _ history: History, _ metric: Metric, _ course: Course, _ question: FigureQuestion,
    _ period: TimelinePeriod
  ) {
    let target = question.reportingCurrency!
    for row in rows {
      let own = history.movements.filter { $0.customer == row.customer && $0.currency == row.currency }
      func day(_ movement: Movement) -> Day { Day(containing: movement.effective, in: .utc) }
      let expected: Int128
      switch metric {
      case .recurringRevenue:
        let level = own.filter { day($0) < period.end }.reduce(Int128(0)) { $0 + Int128($1.delta) }
        expected = course.convert(level, row.currency, target, period.last)
        #expect(row.converted?.day == period.last)
      case .movements:
        let moved = history.columns.row(row.row!)
        let effective = Day(containing: moved.effective, in: .utc)
        expected = course.convert(Int128(moved.delta), row.currency, target, effective)
        #expect(row.converted?.day == effective)
      default:
        // What pauses moved is a row of its own, where a customer's step has both.
        func isPause(_ kind: MovementKind?) -> Bool { kind == .paused || kind == .resumed }
        let isSplit = rows.count { $0.customer == row.customer && $0.currency == row.currency } > 1
        expected = own.filter { day($0) >= period.first && day($0) < period.end }
          .filter { !isSplit || isPause($0.kind) == isPause(row.kind) }
          .reduce(Int128(0)) { $0 + course.convert(Int128($1.delta), row.currency, target, day($1)) }
      }
      let off = Int128(row.converted?.amount ?? 0) * 1_000_000 - expected
      #expect(abs(off) <= 2_000_000, "\(metric) \(period) \(row.customer): \(off)")
    }
  }

  private func selected(_ history: History, _ question: FigureQuestion) -> [Movement] {
    guard question.filter != .everything else { return history.movements }
    let rows = history.columns.rows(where: question.filter).indices
    let chosen = Set(
      rows.map { history.columns.customers[history.columns.payers[history.columns.row($0).payer].customer] })
    return history.movements.filter { chosen.contains($0.customer) }
  }

  @Test("Exchange is a row for each foreign currency, worked out anew, and they sum to it", arguments: seeds)
  func exchange(_ seed: UInt64) throws {
    let history = randomHistory(seed: seed, facts: 110)
    for metric in [Metric.movements, .netMovements] {
      let (question, course) = ask(history, metric, seed)
      let target = question.reportingCurrency!
      let answer = history.columns.answer(question, at: course.rates, today: late)
      for point in answer.series.flatMap(\.points) {
        let found = try history.columns.exchangeRows(
          behind: question, at: point.period, rates: course.rates, today: late)
        let shown = amount(point.parts.first { $0.name == "exchange" }?.value)
        #expect(found.reduce(0) { $0 + $1.exchange } == shown, "seed \(seed) \(point.period)")
        for row in found {
          #expect(row.currency != target && row.target == target)
          let (own, converted) = (row.own, row.converted)
          #expect(own.opening + own.movements == own.closing)
          #expect(converted.opening + converted.movements + row.exchange == converted.closing)
          let moved = selected(history, question).filter { $0.currency == row.currency }
          func level(before day: Day) -> Int128 {
            moved.filter { Day(containing: $0.effective, in: .utc) < day }
              .reduce(0) { $0 + Int128($1.delta) }
          }
          let opening = course.convert(
            level(before: point.period.first), row.currency, target, point.period.first.adding(days: -1))
          let closing = course.convert(
            level(before: point.period.end), row.currency, target, point.period.last)
          let between = moved.filter {
            let day = Day(containing: $0.effective, in: .utc)
            return day >= point.period.first && day < point.period.end
          }.reduce(Int128(0)) {
            let day = Day(containing: $1.effective, in: .utc)
            return $0 + course.convert(Int128($1.delta), row.currency, target, day)
          }
          let off = Int128(row.exchange) * 1_000_000 - (closing - opening - between)
          #expect(abs(off) <= 2_000_000, "seed \(seed) \(point.period): \(off)")
        }
      }
    }
  }

  @Test("USD 1,000 and EUR 500: the exchange of −24.50 is what the euro's rate did")
  func workedExample() throws {
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
    var question = FigureQuestion(
      .movements, in: Timeline(.month, from: Day(iso: "2026-02-01")!, through: Day(iso: "2026-02-28")!)!)
    question.reportingCurrency = .usd
    let period = question.timeline.periods[0]
    let exchange = try history.columns.exchangeRows(behind: question, at: period, rates: rates, today: late)
    #expect(
      exchange == [
        ExchangeRow(
          currency: .eur, own: .init(opening: 500_00, movements: -150_00, closing: 350_00), target: .usd,
          converted: .init(opening: 550_00, movements: -158_00, closing: 367_50), exchange: -24_50)
      ])
    let rows = try history.columns.convertedRows(behind: question, at: period, rates: rates, today: late)
    #expect(rows.map(\.converted?.amount) == [-212_00, 54_00, 100_00])
    #expect(rows.map(\.amount) == [-200_00, 50_00, 100_00])
    question.metric = .recurringRevenue
    let stock = try history.columns.convertedRows(behind: question, at: period, rates: rates, today: late)
    #expect(stock.map(\.converted?.amount) == [1_000_00, 367_50, 100_00])
    // Retention has both amounts at the later day's rate.
    question.metric = .netRetention
    question.timeline = Timeline(.month, from: Day(iso: "2027-01-31")!, through: Day(iso: "2027-01-31")!)!
    rates.set(.usd, on: Day(iso: "2027-01-31")!, billionths: 2_000_000_000)
    let kept = try history.columns.convertedRows(
      behind: question, at: question.timeline.periods[0], rates: rates, today: late)
    #expect(kept.map(\.converted?.before) == [1_000_00, 1_000_00])
    #expect(kept.map(\.converted?.amount) == [1_000_00, 700_00])
    // Without a rate there is nothing to convert by, and it says which.
    let missing = MissingRates(rates: [MissingRate(currency: .eur, day: Day(iso: "2026-12-31")!)])
    question.metric = .recurringRevenue
    #expect(throws: missing) {
      try history.columns.convertedRows(
        behind: question, at: question.timeline.periods[0], rates: rates, today: late)
    }
  }
}
