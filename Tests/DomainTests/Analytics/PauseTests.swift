import Analytics
import Chronology
import Identity
import Monetary
import Relations
import Testing

@Suite("Pauses in figures")
struct PauseTests {
  /// Ten pay from January on; one of them pauses on the 10th of February.
  private func gym(resumes: String? = nil) -> History {
    var history = History()
    for number in 0..<10 { history.change("c\(number)", on: "2026-01-01", 10) }
    history.change("c0", on: "2026-02-10", -10, cause: "paused")
    if let resumes { history.change("c0", on: resumes, 10, cause: "resumed") }
    return history
  }

  private func lost(_ history: History, today: String = "2026-12-31") -> [Int] {
    let months = history.months("2026-01", "2026-06")
    return history.columns.customerChurn(in: months, of: history.all, today: History.day(today)).map {
      $0.share.part
    }
  }

  @Test("What a pause takes out is neither churn nor contraction, and opening + movements = closing")
  func movements() throws {
    let history = gym(resumes: "2026-04-02")
    let months = history.months("2026-01", "2026-05")
    for table in [
      history.columns.activityView(in: months, of: history.all),
      history.columns.activityView(in: months, of: history.all, classified: .fromBalances),
      history.columns.netView(in: months, of: history.all),
    ] {
      #expect(units(table[1, .usd, .paused].delta) == -10 && table[1, .usd, .paused].customers == -1)
      #expect(units(table[3, .usd, .resumed].delta) == 10 && table[3, .usd, .resumed].customers == 1)
      #expect(table.closings.map { units($0[0]) } == [100, 90, 90, 100, 100])
      #expect(table.customers.map { $0[0] } == [10, 9, 9, 10, 10])
      let flows = try #require(table.flows(1, .usd))
      #expect(flows.grossChurn == 0 && flows.netChurn == 0 && flows.quickRatio == .nothingMoved)
    }
  }

  @Test("Who comes back within ninety days was never lost; who does not is, on the ninetieth day")
  func grace() {
    #expect(lost(gym(resumes: "2026-04-02")) == [0, 0, 0, 0, 0, 0])
    // 10 February and ninety days are 11 May.
    #expect(lost(gym()) == [0, 0, 0, 0, 1, 0])
    #expect(lost(gym(resumes: "2026-05-10")) == [0, 0, 0, 0, 0, 0])
    #expect(lost(gym(resumes: "2026-05-11")) == [0, 0, 0, 0, 0, 0], "gone and back on one day of one step")
    #expect(lost(gym(resumes: "2026-06-20")) == [0, 0, 0, 0, 1, 0])
    #expect(lost(gym(), today: "2026-05-10") == [0, 0, 0, 0, 0, 0], "the ninetieth day is not over yet")
    let may = gym()
    let months = may.months("2026-05", "2026-06")
    let behind = may.columns.customersLost(in: months.periods[0], of: may.all)
    #expect(behind.map { may.columns.customers[$0] } == [CustomerID("c0")])
    #expect(may.columns.customersLost(in: months.periods[1], of: may.all).isEmpty)
  }

  @Test("The other ways to count churn, early churn and survival spare a pause as long")
  func others() {
    let history = gym()
    func thirty(_ end: String) -> Proportion {
      history.columns.churnOfThirtyDays(before: History.day(end), of: history.all)
    }
    #expect(thirty("2026-03-01") == Proportion(0, of: 10))
    #expect(thirty("2026-05-12") == Proportion(1, of: 10))
    let days = history.columns.churnSummedByDay(
      from: History.day("2026-05-01"), before: History.day("2026-06-01"), of: history.all)
    #expect(isNear(days, 0.1, 1e-12))
    let early = history.columns.earlyChurn(
      from: History.day("2026-01-01"), before: History.day("2026-02-01"), days: 60,
      today: History.day("2026-12-01"), of: history.all)
    #expect(early == Proportion(0, of: 10))
    let lifetimes = history.columns.lifetimes(today: History.day("2026-05-11"), of: history.all)
    #expect(lifetimes.allSatisfy { !$0.hasEnded })
    let later = history.columns.lifetimes(today: History.day("2026-06-01"), of: history.all)
    #expect(later.filter(\.hasEnded) == [Lifetime(duration: 4, hasEnded: true)])
  }

  @Test("In a step that pauses and something else, each is told; who came and paused in it was never there")
  func mixed() {
    var history = History()
    for name in ["a", "b", "c"] { history.change(name, on: "2026-01-01", 100) }
    history.change("a", on: "2026-02-03", -40, cause: "paused")
    history.change("a", on: "2026-02-20", -10)
    history.change("b", on: "2026-02-03", -100, cause: "paused")
    history.change("b", on: "2026-02-20", 100, cause: "resumed")
    history.change("c", on: "2026-02-03", -100, cause: "paused")
    history.change("d", on: "2026-02-03", 70)
    history.change("d", on: "2026-02-04", -70, cause: "paused")
    history.change("c", on: "2026-03-03", 100, cause: "resumed")
    history.change("c", on: "2026-03-04", 20)
    let months = history.months("2026-01", "2026-03")
    let net = history.columns.netView(in: months, of: history.all)
    #expect(units(net[1, .usd, .paused].delta) == -140 && net[1, .usd, .paused].movements == 2)
    #expect(units(net[1, .usd, .contraction].delta) == -10 && net[1, .usd, .new].movements == 0)
    #expect(units(net[2, .usd, .resumed].delta) == 100 && units(net[2, .usd, .expansion].delta) == 20)
    #expect(net.closings.map { units($0[0]) } == [300, 150, 270])
  }
}
