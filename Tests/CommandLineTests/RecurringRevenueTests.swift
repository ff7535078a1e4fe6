import Monetary
import Operations
import Storage
import Subscriptions
import Testing

@testable import perennial

/// One contract in euros that grows, and one in yen, in a workspace that stands still in March 2026.
struct RecurringRevenueTests {
  @Test(
    "Recurring revenue is a table for people and whole minor units for machines", arguments: Engine.allCases)
  func revenue(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      try await place.inside { try await fill(name, $0.directory) }
      let table = try await place.run("mrr", "--workspace", name)
      #expect(table.output == Self.table, "\(table.errors)")
      let json = try await place.run(
        "mrr", "--workspace", name, "--currency", "eur", "--from", "2026-03", "--json")
      #expect(
        json.output == """
          {"object":"list","data":[{"object":"analytics.mrr_series","currency":"eur","months":[\
          {"month":"2026-03","opening":123456,"new":0,"expansion":123456,"contraction":0,"churn":0,\
          "reactivation":0,"paused":0,"resumed":0,"closing":246912,"customers":1}]}]}

          """)
      let through = try await place.run(
        "mrr", "--workspace", name, "--currency", "JPY", "--through", "2026-01", "--json")
      #expect(try through.json["data"]?[0]?["months"]?.array?.count == 1)
      let none = try await place.run("mrr", "--workspace", name, "--currency", "usd")
      #expect(none.status == 0)
      #expect(none.output.isEmpty)
      #expect(none.errors == "There is no recurring revenue to show.\n")
    }
  }

  @Test("The books of what was just done are clean", arguments: Engine.allCases)
  func books(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      try await place.inside { try await fill(name, $0.directory) }
      let told = try await place.run("verify", "--workspace", name)
      #expect(told.status == 0, "\(told.output)\(told.errors)")
      #expect(told.output.contains("The books of \(name) are clean"))
      let report = try await place.run("verify", "--workspace", name, "--json").json
      #expect(report["clean"]?.bool == true)
      #expect(report["findings"]?.array == [])
    }
  }

  private static let table = """
    EUR       OPENING       NEW  EXPANSION  CONTRACTION  CHURN  REACTIVATION   CLOSING  CUSTOMERS
    2026-01      0.00  1,234.56       0.00         0.00   0.00          0.00  1,234.56          1
    2026-02  1,234.56      0.00       0.00         0.00   0.00          0.00  1,234.56          1
    2026-03  1,234.56      0.00   1,234.56         0.00   0.00          0.00  2,469.12          1

    JPY      OPENING    NEW  EXPANSION  CONTRACTION  CHURN  REACTIVATION  CLOSING  CUSTOMERS
    2026-01        0  9,000          0            0      0             0    9,000          1
    2026-02    9,000      0          0            0      0             0    9,000          1
    2026-03    9,000      0          0            0      0             0    9,000          1

    """

  private func fill(_ name: String, _ directory: WorkspaceDirectory) async throws {
    let book = try await SmallBook(
      in: name, directory, prices: [(.eur, 123_456), (.jpy, 9000)], through: "2026-03-15")
    let later = try await directory.open(name)
    let id = book.contracts[0]
    let contract = try #require(try await later.read { try $0.subscription(id) })
    var update = UpdateSubscription(id)
    update.items = [.update(contract.items[0].id, price: nil, quantity: 2)]
    try await later.perform(update, as: SmallBook.cause)
  }
}
