import Analytics
import Chronology
import Monetary
import Relations
import Testing

@Suite("Trials, acquisition and what is owed")
struct AcquisitionTests {
  private func trial(_ start: String, _ end: String, _ converted: String? = nil) -> TrialCourse {
    TrialCourse(
      start: History.day(start), end: History.day(end), converted: converted.map { History.day($0) })
  }

  @Test("Only matured trials are a conversion rate; the others are seen for as long as they run")
  func trials() {
    let courses = [
      trial("2026-01-01", "2026-01-15", "2026-01-15"), trial("2026-01-02", "2026-01-16"),
      trial("2026-01-03", "2026-01-17", "2026-01-19"), trial("2026-01-20", "2026-02-03", "2026-01-25"),
      trial("2026-01-20", "2026-02-03"),
    ]
    let months = History().months("2026-01", "2026-01")
    func cohort(_ today: String, grace: Int = 0) -> TrialCohort {
      trialConversion(of: courses, in: months, grace: grace, today: History.day(today))[0]
    }
    #expect(cohort("2026-02-01").matured == Proportion(1, of: 3) && cohort("2026-02-01").isImmature)
    #expect(cohort("2026-02-01", grace: 2).matured == Proportion(2, of: 3))
    #expect(cohort("2026-02-04").matured == Proportion(2, of: 5) && !cohort("2026-02-04").isImmature)
    let survival = cohort("2026-02-01").untilConversion.survival(at: 5)
    #expect(isNear(survival, 0.8, 1e-12))
    #expect(cohort("2026-02-04").matured.interval() != nil)
  }

  @Test("The 30-day variant is 15 / 100, and may exceed one")
  func thirtyDays() {
    var courses = (0..<100).map { _ in trial("2026-01-01", "2026-01-15") }
    for place in 0..<15 { courses[place] = trial("2026-01-01", "2026-01-15", "2026-01-15") }
    let end = History.day("2026-02-01")
    #expect(trialConversionOfThirtyDays(of: courses, before: end) == Proportion(15, of: 100))
    let late = [
      trial("2025-11-01", "2025-11-15", "2026-01-20"), trial("2026-01-01", "2026-01-15", "2026-01-15"),
    ]
    #expect(trialConversionOfThirtyDays(of: late, before: end).value == 2)
  }

  @Test("Each channel has its cost, blending hides who came for free, and a lag moves the customers")
  func acquisition() {
    var history = History()
    history.describe("a", CustomerTraits(source: "ads"))
    history.describe("b", CustomerTraits(source: "ads"))
    history.describe("c", CustomerTraits(source: "word of mouth"))
    history.change("a", on: "2026-01-05", 10)
    history.change("b", on: "2026-02-05", 10)
    history.change("b", on: "2026-02-06", -10)
    history.change("b", on: "2026-03-06", 10)
    history.change("c", on: "2026-02-05", 10)
    let customers = history.columns.newCustomers(of: history.all)
    let months = [1, 2].map { Month(year: 2026, month: $0) }
    #expect(customers == ["ads": [months[0]: 1, months[1]: 1], "word of mouth": [months[1]: 1]])
    let spend = [
      AcquisitionSpend(channel: "ads", month: months[0], amount: 700),
      AcquisitionSpend(channel: "ads", month: months[1], amount: 300),
      AcquisitionSpend(channel: "fair", month: months[1], amount: 50),
    ]
    let costs = acquisitionCosts(spend: spend, customers: customers, from: months[0], through: months[1])
    #expect(costs.map(\.channel) == ["ads", "fair", "word of mouth"])
    #expect(costs.map(\.perCustomer) == [500, nil, 0])
    #expect(costs.blended.perCustomer == 350 && costs.paid.perCustomer == 525)
    let lagged = acquisitionCosts(
      spend: spend, customers: customers, from: months[0], through: months[0], lag: 1)
    #expect(lagged.first?.perCustomer == 700 && lagged.first?.customers == 1)
  }

  @Test("What is due today is not late; each bucket opens to its invoices")
  func ageing() {
    func owed(_ invoice: String, _ due: String, _ amount: Int64, _ currency: Currency = .usd)
      -> OpenReceivable
    {
      OpenReceivable(invoice: invoice, due: History.day(due), remaining: Money(amount, currency))
    }
    let ageing = Ageing(
      [
        owed("a", "2026-04-01", 100), owed("b", "2026-03-31", 20), owed("c", "2026-03-02", 3),
        owed("d", "2026-03-01", 4), owed("e", "2025-12-01", 5), owed("f", "2025-12-01", 6, .eur),
        owed("g", "2025-12-01", 0, .sek),
      ], on: History.day("2026-04-01"))
    #expect(ageing.currencies == [.eur, .usd])
    #expect(AgeingBucket.allCases.map { ageing.amount($0, in: .usd) } == [100, 23, 4, 0, 5])
    #expect(ageing.invoices(.through30, in: .usd).map(\.invoice) == ["b", "c"])
    #expect(ageing.amount(.over90, in: .eur) == 6)
  }

  @Test("A cohort's shares, revenue and margin, and what a model sees of it")
  func cohort() throws {
    var history = History()
    for number in 0..<10 { history.change("c\(number)", on: "2026-01-05", 10) }
    for number in 0..<4 { history.change("c\(number)", on: "2026-02-05", -10) }
    history.change("c9", on: "2026-02-05", 15)
    history.change("c0", on: "2026-03-05", 10)
    let table = try #require(
      history.columns.cohorts(in: history.months("2026-01", "2026-03"), of: history.all))
    #expect(table.retained(cohort: 0, currency: .usd, period: 1) == Proportion(6, of: 10))
    #expect(table.retained(cohort: 0, currency: .usd, period: 2) == Proportion(7, of: 10))
    #expect(table.revenueRetained(cohort: 0, currency: .usd, period: 1) == 0.75)
    let margin = table.accumulatedMargin(
      cohort: 0, currency: .usd, through: 1, marginMillionths: 800_000)
    #expect(units(margin) == 140)
    #expect(table.counts(cohort: 0, currency: .usd, through: 2)?.alive == [10, 6, 6])
    #expect(!table[1, .usd, 2].hasMovement && table.counts(cohort: 0, currency: .usd, through: 0) == nil)
  }
}
