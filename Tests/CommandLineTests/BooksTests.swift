import Monetary
import Storage
import Testing

@testable import perennial

/// One contract in euros and one in yen, in a workspace that stands still in March 2026.
struct BooksTests {
  @Test(
    "Months are closed and accounts shown, as tables and as whole minor units", arguments: Engine.allCases)
  func books(engine: Engine) async throws {
    try await Place.with(engine) { place in
      try await place.create("acme")
      let name = place.name("acme")
      let customer = try await place.inside { installation in
        try await SmallBook(
          in: name, installation.directory, prices: [(.eur, 12_00), (.jpy, 9000)], through: "2026-03-09"
        ).customers[0].text
      }
      let early = try await place.run("books", "close", "--through", "2026-03", "--workspace", name)
      #expect(early.status == 1 && early.errors.contains("2026-03 is not over"), "\(early.errors)")
      let closed = try await place.run("books", "close", "--workspace", name)
      #expect(
        closed.output == """
          MONTH    CURRENCY  REVENUE  LINES
          2026-01  EUR          8.52      1
          2026-01  JPY         6,387      1
          2026-02  EUR         11.62      2
          2026-02  JPY         8,720      2

          """, "\(closed.errors)")
      let again = try await place.run("books", "close", "--workspace", name)
      #expect(again.status == 0 && again.errors == "No month is waiting to be closed.\n")
      let balance = try await place.run("books", "balance", "--at", "2026-02", "--workspace", name, "--json")
      #expect(
        balance.output == """
          {"object":"books.trial_balance","at":"2026-02-28","accounts":[\
          {"account":"receivable","currency":"eur","debit":2400,"credit":0,"balance":2400},\
          {"account":"deferred_revenue","currency":"eur","debit":2014,"credit":2400,"balance":-386},\
          {"account":"revenue","currency":"eur","debit":0,"credit":2014,"balance":-2014},\
          {"account":"receivable","currency":"jpy","debit":18000,"credit":0,"balance":18000},\
          {"account":"deferred_revenue","currency":"jpy","debit":15107,"credit":18000,"balance":-2893},\
          {"account":"revenue","currency":"jpy","debit":0,"credit":15107,"balance":-15107}]}

          """)
      let own = try await place.run("books", "balance", "--customer", customer, "--workspace", name)
      #expect(own.output.contains("EUR       deferred_revenue"), "\(own.output)")
      let unknown = try await place.run("books", "balance", "--customer", "cus_1", "--workspace", name)
      #expect(unknown.status == 1 && unknown.errors.contains("There is no customer \"cus_1\"."))
      let both = try await place.run(
        "books", "balance", "--customer", "cus_1", "--at", "2026-02", "--workspace", name)
      #expect(both.status == 64)
      let entries = try await place.run(
        "books", "entries", "--account", "revenue", "--currency", "eur", "--workspace", name, "--json")
      let kinds = try entries.json["data"]?.array?.compactMap { $0["fact"]?["kind"]?.string }
      #expect(kinds == ["books.revenue_recognized", "books.revenue_recognized"])
      let half = try await place.run("books", "entries", "--account", "revenue", "--workspace", name)
      #expect(half.status == 64 && half.errors.contains("--currency"))
      let verified = try await place.run("verify", "--workspace", name)
      #expect(verified.status == 0, "\(verified.output)")
    }
  }
}
