import Bookkeeping
import Chronology
import Identity
import Monetary
import Relations
import Testing

struct RecognitionOracleTests {
  @Test("Two thousand lines become revenue as decimal arithmetic says, month by month")
  func lines() async throws {
    let seed: UInt64 = 20_261_126
    var dice = SeededRandomness(seed: seed)
    var questions: [String] = []
    var answers: [String] = []
    for _ in 0..<2_000 {
      let start = Day(iso: "2024-01-01")!.adding(days: dice.next(in: 0..<1_500))
      let end = start.adding(
        days: [0, 1, dice.next(in: 1..<40), dice.next(in: 1..<1_200)][dice.next(in: 0..<4)])
      let issued = Month(containing: start).adding(months: dice.next(in: -3..<6))
      let most = [100, 100_000, 1_000_000_000_000][dice.next(in: 0..<3)]
      let amount = Int64(dice.next(in: -most..<most))
      questions.append("\(amount) \(start.isoText) \(end.isoText) \(issued.isoText)")
      answers.append(closes(amount, Period(start: start.start(in: .utc), end: end.start(in: .utc)), issued))
    }
    let told = try await Oracle.answer("recognition", to: questions.joined(separator: "\n"))
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    try #require(told.count == answers.count + 1)
    for (question, (ours, oracle)) in zip(questions, zip(answers, told)) {
      #expect(ours == oracle, "\(question)")
    }
  }

  /// Closes every month of a line that has something to do; months that move nothing are not told.
  private func closes(_ amount: Int64, _ period: Period, _ issued: Month) -> String {
    var schedule = RecognitionSchedule(
      line: "il_1", document: "in_1", customer: CustomerID("cus_1"), amount: Money(amount, .eur),
      days: DeliveryDays(period, in: .utc), issued: issued)
    var parts: [String] = []
    while let month = schedule.next {
      let moved = schedule.close(month)
      if moved != 0 { parts.append("\(month.isoText) \(moved)") }
    }
    return parts.joined(separator: " ")
  }
}
