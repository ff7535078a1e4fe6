import Analytics
import Chronology
import Monetary
import Testing

@Suite("The reference's worked examples")
struct WorkedExampleTests {
  @Test("1,000, new 100, expansion 50, contraction 40, churn 60: 1,050 before what the rates do")
  func waterfall() throws {
    var history = History()
    history.change("a", on: "2026-01-10", 940)
    history.change("b", on: "2026-01-10", 60)
    history.change("c", on: "2026-02-03", 100)
    history.change("a", on: "2026-02-04", 50)
    history.change("a", on: "2026-02-05", -40)
    history.change("b", on: "2026-02-06", -60)
    let table = history.columns.activityView(in: history.months("2026-02", "2026-02"), of: history.all)
    let flows = try #require(table.flows(0, .usd))
    #expect(units(flows.opening) == 1_000 && units(table.closing(0)[0]) == 1_050)
    #expect(units(flows.new) == 100 && units(flows.expansion) == 50)
    #expect(units(flows.contraction) == 40 && units(flows.churn) == 60)
    #expect(flows.quickRatio == .ratio(1.5) && table.customers[0] == [2])
    // Netted, a's two changes are one expansion of 10.
    let net = history.columns.netView(in: history.months("2026-02", "2026-02"), of: history.all)
    #expect(units(net[0, .usd, .expansion].delta) == 10 && net[0, .usd, .contraction].movements == 0)
    #expect(net.closings == table.closings && net.customers == table.customers)
  }

  @Test("100 × 100 a month and 50 × 600 a year are 12,500; ARR and ARPA follow")
  func stock() {
    var history = History()
    for number in 0..<100 { history.change("month\(number)", on: "2026-01-05", 100) }
    for number in 0..<50 { history.change("year\(number)", on: "2026-01-06", 600 / 12) }
    let months = history.months("2026-01", "2026-01")
    let stock = history.columns.stock(in: months, of: history.all, currency: .usd)
    #expect(stock.map { units($0.revenue) } == [12_500] && stock.map { units($0.annual) } == [150_000])
    #expect(stock[0].customers == 150 && stock[0].perCustomer == 8_333_333_333)
    let new = history.columns.activityView(in: months, of: history.all)[0, .usd, .new]
    #expect(new.averageSale == 8_333_333_333)
    #expect(RecurringStock(revenue: 50_000, customers: 100).perCustomer == 500)
    #expect(RecurringStock(revenue: 0, customers: 0).perCustomer == nil)
    #expect(MovementTally(movements: 3, customers: 3, delta: 1_000).averageSale == 333)
    #expect(MovementTally().averageSale == nil)
  }

  @Test("Churned revenue of 120 a year and a downgrade from 50 to 25 is 35; 20 % gross and 10 % net")
  func lost() {
    #expect(RevenueFlows(opening: 100, contraction: 25, churn: 10).lost == 35)
    let flows = RevenueFlows(opening: 100, expansion: 10, contraction: 10, churn: 10)
    #expect(flows.grossChurn == 0.2 && flows.netChurn == 0.1)
    #expect(RevenueFlows(opening: 0, churn: 0).grossChurn == nil)
  }

  @Test("A quick ratio without losses is no number")
  func quickRatio() {
    #expect(RevenueFlows(opening: 100, new: 5).quickRatio == .noLosses)
    #expect(RevenueFlows(opening: 100).quickRatio == .nothingMoved)
  }

  @Test("Five customers at 100: NRR 0.62, GRR 0.52")
  func retention() throws {
    var history = History()
    for customer in ["a", "b", "c", "d", "e"] { history.change(customer, on: "2025-01-01", 100) }
    history.change("a", on: "2025-03-01", 50)
    history.change("b", on: "2025-03-01", -40)
    history.change("c", on: "2025-03-01", -100)
    history.change("d", on: "2025-03-01", -100)
    history.change("d", on: "2025-06-01", 100)
    history.change("e", on: "2025-03-01", 100)
    history.change("e", on: "2025-06-01", -200)
    // Who joins later is not in it.
    history.change("f", on: "2025-07-01", 500)
    let found = history.columns.revenueRetention(before: History.day("2026-01-02"), of: history.all)
    let retention = try #require(found[.usd])
    #expect(isNear(retention.net, 0.62, 1e-12) && isNear(retention.gross, 0.52, 1e-12))
    #expect(retention.customers == 5)
  }

  @Test("100 customers, 12 leave of whom 1 comes back, 1 joins and leaves: churn 10 %… of the cohort")
  func cohortChurn() {
    var history = History()
    for number in 0..<100 { history.change("c\(number)", on: "2026-01-01", 10) }
    for number in 0..<11 { history.change("c\(number)", on: "2026-02-10", -10) }
    history.change("c0", on: "2026-02-20", 10)
    history.change("new", on: "2026-02-11", 10)
    history.change("new", on: "2026-02-12", -10)
    let months = history.months("2026-01", "2026-03")
    let churn = history.columns.customerChurn(in: months, of: history.all)
    #expect(churn[1].share == Proportion(10, of: 100) && churn[1].rate == 0.1)
    #expect(churn[0].rate == nil && churn[2].share == Proportion(0, of: 90))
    #expect(history.columns.customersLost(in: months.periods[1], of: history.all).count == 10)
    #expect(history.columns.payingCustomers(in: months, of: history.all) == [100, 90, 90])
  }

  @Test("The 30-day variant on 1,000 customers, 100 new and 100 churned is 9.09 %")
  func thirtyDays() {
    var history = History()
    for number in 0..<1_000 { history.change("c\(number)", on: "2026-01-01", 10) }
    for number in 0..<100 { history.change("n\(number)", on: "2026-02-10", 10) }
    for number in 0..<100 { history.change("c\(number)", on: "2026-02-15", -10) }
    let share = history.columns.churnOfThirtyDays(before: History.day("2026-03-01"), of: history.all)
    #expect(share == Proportion(100, of: 1_100) && isNear(share.value, 0.0909, 0.00005))
  }

  @Test("Two days of 100 → 95 → 90 are 5 % and 5.263 %")
  func dailySum() {
    var history = History()
    for number in 0..<100 { history.change("c\(number)", on: "2026-01-01", 10) }
    for number in 0..<10 {
      history.change("c\(number)", on: number < 5 ? "2026-02-01" : "2026-02-02", -10)
    }
    let sum = history.columns.churnSummedByDay(
      from: History.day("2026-02-01"), before: History.day("2026-02-03"), of: history.all)
    #expect(isNear(sum, 0.05 + 0.0526316, 1e-7))
  }

  @Test("Who stops within 30 days left early; who could still do so is not judged")
  func early() {
    var history = History()
    history.change("a", on: "2026-01-01", 10)
    history.change("a", on: "2026-01-30", -10)
    history.change("b", on: "2026-01-01", 10)
    history.change("b", on: "2026-01-31", -10)
    history.change("c", on: "2026-01-20", 10)
    let early = history.columns.earlyChurn(
      from: History.day("2026-01-01"), before: History.day("2026-02-01"),
      today: History.day("2026-02-10"), of: history.all)
    #expect(early == Proportion(1, of: 2))
    let lifetimes = history.columns.lifetimes(today: History.day("2026-02-20"), of: history.all)
    #expect(
      lifetimes == [
        Lifetime(duration: 0, hasEnded: true), Lifetime(duration: 0, hasEnded: true),
        Lifetime(duration: 1, hasEnded: false),
      ])
  }

  @Test("The two largest of 50, 30 and 20 bring 80 %; the index is 0.38")
  func concentration() {
    var history = History()
    history.change("a", on: "2026-01-01", 20)
    history.change("b", on: "2026-01-01", 50)
    history.change("c", on: "2026-01-01", 30)
    let found = history.columns.concentration(
      before: History.day("2026-02-01"), in: .usd, of: history.all)
    #expect(found.share(ofTop: 2) == 0.8 && isNear(found.herfindahl, 0.38, 1e-12))
    #expect(found.ranked.map { history.columns.customers[$0.customer].text } == ["b", "c", "a"])
    #expect(Concentration([]).share(ofTop: 1) == nil && Concentration([]).herfindahl == nil)
  }
}
