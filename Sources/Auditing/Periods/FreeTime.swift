import Notation
import Storage

/// The times in which everything that a contract holds costs nothing: it makes no invoices then.
final class FreeTime {
  private let subscription: String
  private let rows: any Connection
  private let prices: AuditedPrices
  /// From when on it was, or was not; read when somebody asks, because hardly anybody does.
  private var known: [(from: Int64, isFree: Bool)]?

  init(of subscription: String, _ rows: any Connection, _ prices: AuditedPrices) {
    self.subscription = subscription
    self.rows = rows
    self.prices = prices
  }

  func contains(_ instant: Int64) throws -> Bool {
    let known = try known ?? read()
    self.known = known
    return known.last { $0.from <= instant }?.isFree ?? known.first?.isFree ?? false
  }

  private func read() throws -> [(from: Int64, isFree: Bool)] {
    var state = JSONObject()
    return try AuditedCourse.facts(of: subscription, rows).map { fact in
      if case .object(let first)? = fact.payload?["state"] { state = first }
      if case .object(let after)? = fact.payload?["after"] {
        for (key, value) in after { state[key] = value }
      }
      return (fact.effective, isFree(.object(state)))
    }
  }

  private func isFree(_ state: JSON) -> Bool {
    let currency = state["currency"]?.string ?? ""
    return state["items"]?.array?.allSatisfy { item in
      guard let last = item["revisions"]?.array?.last, let price = last["price"]?.string,
        let quantity = last["quantity"]?.integer,
        let whole = prices[price]?.models[currency]?.whole(quantity, AuditedChoice(last["choice"]))
      else { return false }
      return whole == 0
    } ?? false
  }
}
