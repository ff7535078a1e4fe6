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

  @Test("Who ends in a pause is lost that day in every figure, and nothing is lost of revenue")
  func ended() throws {
    var history = gym()
    history.end("c0", on: "2026-03-05")
    #expect(lost(history) == [0, 0, 1, 0, 0, 0], "and not again on the ninetieth day")
    let months = history.months("2026-01", "2026-06")
    let march = months.periods[2]
    let behind = history.columns.customersLost(in: march, of: history.all)
    #expect(behind.map { history.columns.customers[$0] } == [CustomerID("c0")])
    #expect(
      history.columns.churnOfThirtyDays(before: History.day("2026-03-06"), of: history.all)
        == Proportion(1, of: 10))
    let days = history.columns.churnSummedByDay(
      from: march.first, before: march.end, of: history.all)
    #expect(isNear(days, 0.1, 1e-12))
    let early = history.columns.earlyChurn(
      from: History.day("2026-01-01"), before: History.day("2026-02-01"), days: 70,
      today: History.day("2026-12-01"), of: history.all)
    #expect(early == Proportion(1, of: 10))
    let lifetimes = history.columns.lifetimes(today: History.day("2026-03-06"), of: history.all)
    #expect(lifetimes.filter(\.hasEnded) == [Lifetime(duration: 2, hasEnded: true)])
    let day = History.day("2026-12-31")
    for metric in [Metric.customerChurn, .churnOfThirtyDays, .churnSummedByDay] {
      let rows = history.columns.rows(behind: FigureQuestion(metric, in: months), at: march, today: day)
      #expect(rows.map(\.customer) == [CustomerID("c0")] && rows.map(\.amount) == [10_00], "\(metric)")
    }
    for table in [
      history.columns.activityView(in: months, of: history.all),
      history.columns.activityView(in: months, of: history.all, classified: .fromBalances),
      history.columns.netView(in: months, of: history.all),
    ] {
      #expect(table[2, .usd, .churn].delta == 0 && table[2, .usd, .churn].customers == 0)
      #expect(table.customers.map { $0[0] } == [10, 9, 9, 9, 9, 9])
      #expect(try #require(table.flows(2, .usd)).grossChurn == 0)
    }
  }

  @Test("Of two contracts both must end; who pays by another is not lost, nor who was before")
  func severalContracts() {
    var history = gym()
    for name in ["b", "b2"] { history.change("b", on: "2026-01-01", 5, contract: name) }
    for name in ["b", "b2"] { history.change("b", on: "2026-02-10", -5, cause: "paused", contract: name) }
    history.change("d", on: "2026-01-01", 5)
    history.change("d", on: "2026-01-01", 5, price: "other", contract: "d2")
    history.change("d", on: "2026-02-01", -5, cause: "paused")
    history.end("d", on: "2026-02-03")
    history.end("b", on: "2026-02-20", contract: "b")
    #expect(lost(history) == [0, 0, 0, 0, 2, 0], "b and c0, on their ninetieth days")
    let basic = history.columns.rows(where: RowFilter(accepted: [.price: ["basic"]]))
    let months = history.months("2026-01", "2026-06")
    let churn = history.columns.customerChurn(in: months, of: basic, today: History.day("2026-12-31"))
    #expect(churn.map(\.share.part) == [0, 1, 0, 0, 2, 0], "d has left what the other price is not")
    history.end("b", on: "2026-03-01", contract: "b2")
    #expect(lost(history) == [0, 0, 1, 0, 1, 0])
    history.end("c0", on: "2026-05-20")
    #expect(lost(history) == [0, 0, 1, 0, 1, 0], "lost already")
    history.change("b", on: "2026-06-01", 5, contract: "b3")
    history.change("b", on: "2026-06-02", -5, cause: "paused", contract: "b3")
    history.end("b", on: "2026-06-03", contract: "b3")
    history.change("b", on: "2026-06-04", 5, contract: "b4")
    #expect(lost(history, today: "2026-06-03") == [0, 0, 1, 0, 1, 0], "who came back and ended in one step")
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
