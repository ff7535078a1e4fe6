import Analytics
import Chronology
import Operations
import Storage
import Testing

@testable import Dashboard

@Suite("The overview tells how the business goes, and what wants a look")
struct OverviewTests {
  @Test("Each figure is what its question answers, and opens its own page", arguments: Engine.allCases)
  func figures(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      for name in ["Ada", "Ben", "Cem"] {
        _ = try await town.subscribe(town.customer(name), quantity: 2)
      }
      let page = try await house.signedIn().get("/w/acme")
      #expect(page.status == 200)
      let metrics: [Metric] = [
        .recurringRevenue, .netMovements, .netRetention, .grossChurn, .customers, .revenuePerCustomer,
        .quickRatio, .grossRetention,
      ]
      for metric in metrics {
        var history = FigureHistory(metric)
        history.filter.accepted[.currency] = ["eur"]
        history.patience = .seconds(120)
        let value = try await house.workspace.answer(history).series.first?.points.last?.value
        let text = FigureWords.text(value, metric, .eur)
        let link = "href=\"/w/acme/figures/\(metric.rawValue)?currency=eur\""
        let parts = page.text.split(separator: "<a ").filter { $0.contains(link) }
        #expect(parts.contains { $0.contains(">\(text)</a>") }, "\(metric) \(text)")
      }
      #expect(page.text.contains("figures/arr?currency=eur"))
      for name in ["Ada", "Ben", "Cem"] { #expect(page.card("Latest movements")?.contains(name) == true) }
      #expect(page.card("Retention by cohort")?.contains("figures/retention?currency=eur") == true)
      #expect(!page.text.contains("class=\"attention\""), "all is well")
    }
  }

  @Test("A figure is better or worse, which for churn is not up or down")
  func deltas() {
    func html(_ metric: Metric, _ now: FigureValue?, _ before: FigureValue?) -> String {
      FigureDelta(metric: metric, now: now, before: before, compared: "vs 22 Oct").html.text
    }
    let more = html(.recurringRevenue, .amount(110), .amount(100))
    #expect(more.contains("class=\"good\"") && more.contains("10.0") && more.contains("↑"))
    let churn = html(.grossChurn, .share(0.0189), .share(0.0183))
    #expect(churn.contains("class=\"bad\"") && churn.contains("0.06 points") && churn.contains("worse"))
    let fewer = html(.customers, .count(1_202), .count(2_300))
    #expect(fewer.contains("class=\"bad\"") && fewer.contains("1,098") && fewer.contains("↓"))
    #expect(html(.customers, .count(7), .count(7)).contains("unchanged vs 22 Oct"))
    #expect(html(.netRetention, .share(1), nil).contains("nothing to compare"))
    #expect(html(.recurringRevenue, .amount(5), .amount(0)).contains("nothing to compare"))
  }

  @Test("What wants a look is counted, and its list has as many rows", arguments: Engine.allCases)
  func attention(engine: Engine) async throws {
    try await House.with(engine) { house in
      let town = try await Town(house)
      let (ada, ben) = (try await town.customer("Ada"), try await town.customer("Ben"))
      _ = try await town.subscribe(ada)
      let leaving = try await town.subscribe(ben, quantity: 3)
      try await town.end(leaving)
      let browser = try await house.signedIn()
      let page = try await browser.get("/w/acme")
      #expect(page.text.contains("<b>1 subscription that ends</b> with €87.00 of MRR"))
      #expect(page.text.contains("/w/acme/subscriptions?state=ending&amp;currency=eur"))
      let list = try await browser.get("/w/acme/subscriptions?state=ending&currency=eur")
      #expect(list.text.contains(leaving.text) && !list.text.contains(">Ada<"))
      #expect(list.text.matches(of: /<th scope="row"/).count == 1)
      let piles = try await house.workspace.answer(Attention(in: .eur))
      #expect(piles.ending == Pile(count: 1, amount: 8_700) && piles.pastDue.count == 0)
      let elsewhere = try await house.workspace.answer(Attention(in: .sek))
      #expect(elsewhere.isEmpty)
    }
  }
}
