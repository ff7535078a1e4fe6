import Bookkeeping
import Chronology
import Monetary
import Notation
import Operations
import Relations

/// What stands on the accounts: our own nouns, under the conventions of the rest. Debits are positive.
enum TrialBalances {
  static let routes: [Route] = [
    Route(
      .get, "/v1/books/trial_balance",
      "Shows debits, credits and balance of every account at the end of a day or month, per currency.",
      parameters: [.text("at", max: 10)], answers: .plain
    ) { call in
      let question = TrialBalance(at: try day("at", call.parameters))
      let answer = try await call.caller.workspace.answer(question)
      return .written { write(answer, to: &$0) }
    },
    Route(
      .get, "/v1/books/balances", "Shows what stands on the accounts of a customer.",
      parameters: [.text("customer").required], answers: .plain
    ) { call in
      try await call.read { scene in
        guard let customer = try scene.customerFilter(call.parameters) else {
          throw APIError.missingParameter("customer")
        }
        let balances = try scene.snapshot.balances(of: customer)
        return .list(balances, hasMore: false, url: call.path) { write($1, of: customer, to: &$0) }
      }
    },
  ]

  /// The end of a day, 2026-10-31, or of a month, 2026-10.
  private static func day(_ name: String, _ parameters: RequestParameters) throws -> Day? {
    guard let text = parameters.string(name) else { return nil }
    guard let day = Day(iso: text) ?? Month(iso: text)?.lastDay else {
      throw APIError.invalid(name, "Invalid day: \(text); write it as 2026-10-31, or a month as 2026-10")
    }
    return day
  }

  private static func write(_ answer: TrialBalanceAnswer, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.members(#""object":"books.trial_balance""#)
    writer.field("at", answer.day.isoText)
    writer.key("accounts")
    writer.beginArray()
    for total in answer.accounts {
      writer.beginObject()
      writer.field("account", total.account.rawValue)
      writer.field("currency", total.currency.code)
      writer.field("debit", total.debit, in: total.currency)
      writer.field("credit", total.credit, in: total.currency)
      writer.field("balance", total.balance, in: total.currency)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ balance: Balance, of customer: CustomerID, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.members(#""object":"books.balance""#)
    writer.field("account", balance.account.rawValue)
    writer.field("amount", balance.amount.minorUnits, in: balance.amount.currency)
    writer.field("currency", balance.amount.currency.code)
    writer.field("customer", customer.text)
    writer.endObject()
  }
}
