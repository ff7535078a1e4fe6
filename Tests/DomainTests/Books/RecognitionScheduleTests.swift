import Bookkeeping
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Testing

@Suite("How a line becomes revenue")
struct RecognitionScheduleTests {
  static func schedule(
    _ amount: Int64, _ currency: Currency = .usd, from start: String, to end: String, issued: String
  ) -> RecognitionSchedule {
    RecognitionSchedule(
      line: "il_1", document: "in_1", customer: CustomerID("cus_1"), amount: Money(amount, currency),
      days: DeliveryDays(Period(start: Instant(iso: start)!, end: Instant(iso: end)!), in: .utc),
      issued: Month(iso: issued)!)
  }

  /// Closes every month that has something to do, as text.
  static func closes(_ schedule: RecognitionSchedule) -> String {
    var schedule = schedule
    var parts: [String] = []
    while let month = schedule.next { parts.append("\(month) \(schedule.close(month))") }
    #expect(schedule.recognized == (schedule.withdrawn == nil ? schedule.amount.minorUnits : 0))
    return parts.joined(separator: ", ")
  }

  @Test(
    "By the day, to the cent",
    arguments: [
      // A whole month; a leap February, and one that is none.
      ("1000 usd 2026-04-01 2026-05-01 2026-04", "2026-04 1000"),
      ("2900 usd 2028-01-31 2028-02-29 2028-01", "2028-01 100, 2028-02 2800"),
      ("2900 usd 2027-01-31 2027-02-28 2027-01", "2027-01 104, 2027-02 2796"),
      // Midway, and the days are those of UTC whatever the hour is.
      ("3100 usd 2026-01-15T23:59:59Z 2026-02-15T23:59:59Z 2026-01", "2026-01 1700, 2026-02 1400"),
      // One day, a part of a day, and no time at all: delivered at once.
      ("999 usd 2026-03-31 2026-04-01 2026-03", "2026-03 999"),
      ("999 usd 2026-03-31T08:00:00Z 2026-03-31T17:00:00Z 2026-03", "2026-03 999"),
      ("999 usd 2026-03-31T08:00:00Z 2026-03-31T08:00:00Z 2026-03", "2026-03 999"),
      // A credit runs as its positive twin does.
      ("-1000 usd 2026-04-16 2026-05-11 2026-04", "2026-04 -600, 2026-05 -400"),
      ("1000 usd 2026-04-16 2026-05-11 2026-04", "2026-04 600, 2026-05 400"),
      // No decimals, and less than a unit a month.
      ("10 jpy 2026-01-15 2026-04-15 2026-01", "2026-01 2, 2026-02 3, 2026-03 3, 2026-04 2"),
      ("1 jpy 2026-01-01 2026-05-01 2026-01", "2026-01 0, 2026-02 0, 2026-03 1, 2026-04 0"),
      // Long ago: all of it in the month it was issued. Next year: not before.
      ("1200 usd 2025-01-01 2026-01-01 2026-04", "2026-04 1200"),
      ("1200 usd 2025-11-01 2026-02-01 2026-01", "2026-01 1200"),
      ("3100 usd 2026-12-31 2027-01-31 2026-04", "2026-12 100, 2027-01 3000"),
    ])
  func table(line: String, expected: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let schedule = Self.schedule(
      Int64(words[0])!, Currency(code: words[1])!, from: words[2], to: words[3], issued: words[4])
    #expect(Self.closes(schedule) == expected)
  }

  @Test("Ten years are ten years of days, and sum to the amount")
  func tenYears() {
    var schedule = Self.schedule(1_000_000_01, from: "2026-01-01", to: "2036-01-01", issued: "2026-01")
    var years: [Int: Int64] = [:]
    while let month = schedule.next { years[month.year, default: 0] += schedule.close(month) }
    #expect(years.count == 10 && years.values.reduce(0, +) == 1_000_000_01)
    // 365 and 366 of 3652 days.
    #expect(years[2026] == 9_994_524 && years[2028] == 10_021_906)
  }

  @Test("What becomes void is taken back in the month it happens, or never recognised")
  func withdrawn() {
    var late = Self.schedule(1_200, from: "2026-01-01", to: "2027-01-01", issued: "2026-01")
    late.withdraw(from: Month(iso: "2026-03")!)
    #expect(Self.closes(late) == "2026-01 102, 2026-02 92, 2026-03 -194")
    var early = Self.schedule(1_200, from: "2026-01-01", to: "2027-01-01", issued: "2026-01")
    early.withdraw(from: Month(iso: "2026-01")!)
    #expect(early.next == nil)
    var done = Self.schedule(1_200, from: "2026-01-01", to: "2026-02-01", issued: "2026-01")
    #expect(done.close(Month(iso: "2026-01")!) == 1_200 && done.next == nil)
    done.withdraw(from: Month(iso: "2026-05")!)
    #expect(Self.closes(done) == "2026-05 -1200")
    // The month it happened in is closed already: the next one that is open takes it.
    var closed = Self.schedule(1_200, from: "2026-01-01", to: "2026-02-01", issued: "2026-01")
    _ = closed.close(Month(iso: "2026-06")!)
    closed.withdraw(from: Month(iso: "2026-05")!)
    #expect(closed.close(Month(iso: "2026-07")!) == -1_200 && closed.next == nil)
  }

  @Test("Recognised and deferred make the amount after every close, whichever months are closed")
  func laws() {
    let seed: UInt64 = 20_261_126
    var dice = SeededRandomness(seed: seed)
    for round in 0..<2_000 {
      let start = Day(iso: "2024-01-01")!.adding(days: dice.next(in: 0..<1_500))
      let length = [0, 1, dice.next(in: 1..<40), dice.next(in: 1..<800)][dice.next(in: 0..<4)]
      let amount = Int64(dice.next(in: -5_000_000..<5_000_000))
      let issued = Month(containing: start).adding(months: dice.next(in: -3..<6))
      let whole = RecognitionSchedule(
        line: "il_1", document: "in_1", customer: CustomerID("cus_1"), amount: Money(amount, .usd),
        days: DeliveryDays(
          Period(start: start.start(in: .utc), end: start.adding(days: length).start(in: .utc)), in: .utc),
        issued: issued)
      // Every month, and only some: what the skipped ones would have had joins the next.
      var (each, some) = (whole, whole)
      var (sum, skipping) = (Int64(0), Int64(0))
      let first = min(issued, Month(containing: start))
      for step in 0..<48 {
        let month = first.adding(months: step)
        if let next = each.next, next <= month { sum += each.close(month) }
        #expect(each.recognized == sum, "\(round), seed \(seed)")
        if month >= issued {
          #expect(sum + each.deferred(through: month) == amount, "\(round), seed \(seed)")
        }
        guard dice.chance(0.4), let next = some.next, next <= month else { continue }
        skipping += some.close(month)
        #expect(skipping == sum, "\(round), seed \(seed)")
        #expect(some.close(month) == 0, "closing twice moves nothing; \(round), seed \(seed)")
      }
      #expect(sum == amount && each.next == nil, "\(round), seed \(seed)")
    }
  }

  @Test("Months are closed one after the other, and only those that are over")
  func months() throws {
    func closing(_ last: String?, _ first: String?, _ wanted: String?) throws -> String {
      try monthsToClose(
        after: last.map { Month(iso: $0)! }, from: first.map { Month(iso: $0)! },
        through: wanted.map { Month(iso: $0)! }, current: Month(iso: "2026-11")!
      ).map(\.isoText).joined(separator: " ")
    }
    #expect(try closing(nil, "2026-08", nil) == "2026-08 2026-09 2026-10")
    #expect(try closing("2026-09", "2026-01", nil) == "2026-10")
    #expect(try closing("2026-07", nil, "2026-08") == "2026-08")
    #expect(try closing("2026-10", nil, nil) == "")
    #expect(try closing("2026-10", nil, "2026-03") == "")
    #expect(try closing(nil, nil, nil) == "2026-10")
    #expect(try closing(nil, "2027-02", nil) == "2026-10")
    for wanted in ["2026-11", "2027-01"] {
      #expect(throws: ClosingRefusal.monthNotOver(Month(iso: wanted)!, current: Month(iso: "2026-11")!)) {
        try closing(nil, nil, wanted)
      }
    }
  }

  @Test("The entry over lines moves each customer once, and sums to zero")
  func entry() throws {
    func line(_ customer: String, _ amount: Int64) -> LineRecognition {
      LineRecognition(line: "il", customer: CustomerID(customer), amount: Money(amount, .eur))
    }
    let entry = try postings(for: [line("cus_a", 5), line("cus_b", 7), line("cus_a", 6), line("cus_c", 0)])
    #expect(
      entry.map { "\($0.customer) \($0.account.rawValue) \($0.amount.minorUnits)" } == [
        "cus_a deferred_revenue 11", "cus_a revenue -11", "cus_b deferred_revenue 7", "cus_b revenue -7",
      ])
    #expect(throws: MonetaryRefusal.overflow) {
      try postings(for: [line("cus_a", .max), line("cus_a", 1)])
    }
  }

  @Test("Of all facts those of an invoice or a credit note that becomes final or void speak of schedules")
  func changes() {
    let told = FactSamples.all.compactMap { fact in
      scheduleChange(of: fact).map { change in
        #expect(scheduleKinds.contains(fact.kind), "a fold that skips other kinds misses this one")
        return "\(fact.kind): \(change)"
      }
    }
    #expect(
      told.map { $0.prefix { $0 != "(" } } == [
        "credit_note.issued: credited", "credit_note.voided: withdrawn",
        "invoice.finalized: issued", "invoice.voided: withdrawn",
      ])
  }

  @Test("A trial balance keeps debits and credits apart, beyond 64 bits too")
  func trialBalances() {
    var total = AccountTotal(account: .revenue, currency: .eur)
    for amount in [Int64.min, .min, 3] { total.post(amount) }
    var other = AccountTotal(account: .deferredRevenue, currency: .eur)
    for amount in [Int64.max, .max, -1] { other.post(amount) }
    let balance = trialBalance(of: [total, other, AccountTotal(account: .cash, currency: .chf, debit: 1)])
    #expect(balance.map(\.account) == [.cash, .deferredRevenue, .revenue])
    #expect(balance.map(\.balance).reduce(0, +) == 1)
    #expect(balance[2].credit == 18_446_744_073_709_551_616 && balance[2].debit == 3)
  }
}
