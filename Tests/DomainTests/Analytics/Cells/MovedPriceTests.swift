import Analytics
import Catalog
import Chronology
import Monetary
import Relations
import Testing

@Suite("Contracts that change their price, by price and product")
struct MovedPriceTests {
  /// Ten a month of a small plan, then thirty of a large one; somebody else stays small.
  private var history: History {
    var history = History()
    history.change("a", on: "2026-01-10", 10, price: "small")
    history.change("b", on: "2026-01-12", 10, price: "small")
    history.change("a", on: "2026-02-10", 20, price: "large", from: ("small", 10))
    for (price, product) in [("small", "prod_s"), ("large", "prod_l")] {
      history.describe(price: price, product: product, every: .monthly)
    }
    return history
  }

  @Test("All of it stands under the new price, and nothing under the old")
  func stocks() {
    let history = history
    let months = history.months("2026-01", "2026-02")
    for dimension in [Dimension.price, .plan] {
      let groups = history.columns.groups(of: history.all, by: dimension)
      let levels = groups.map { group in
        history.columns.activityView(in: months, of: group.rows).closings.map { units($0[0]) }
      }
      #expect(Set(levels) == [[20, 10], [0, 30]])
    }
    let whole = history.columns.activityView(in: months, of: history.all)
    #expect(units(whole[1, .usd, .expansion].delta) == 20 && units(whole.closings[1][0]) == 40)
    #expect(whole.customers.map { $0[0] } == [2, 2])
    for kind in MovementKind.allCases where kind != .expansion && kind != .new {
      #expect(whole[1, .usd, kind].movements == 0)
    }
  }

  @Test("To a product it is a loss there and a start here")
  func segments() {
    let history = history
    let months = history.months("2026-01", "2026-02")
    func view(_ product: String) -> MovementTable {
      let rows = history.columns.rows(where: RowFilter(accepted: [.plan: [product]]))
      return history.columns.activityView(in: months, of: rows, classified: .fromBalances)
    }
    #expect(units(view("prod_s")[1, .usd, .churn].delta) == -10)
    #expect(view("prod_s").customers.map { $0[0] } == [2, 1])
    #expect(units(view("prod_l")[1, .usd, .new].delta) == 30)
    #expect(view("prod_l").customers.map { $0[0] } == [0, 1])
    let net = history.columns.netView(in: months, of: history.all)
    #expect(units(net[1, .usd, .expansion].delta) == 20 && net[1, .usd, .expansion].movements == 1)
  }
}
