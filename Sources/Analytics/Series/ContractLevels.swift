import Chronology
import Monetary
import Subscriptions

/// What a contract brings a month, in millionths, and when that changed last.
struct ContractLevel {
  let amount: Int128
  let currency: Currency
  let changed: Instant
}

/// What each contract brings a month at the beginning of a day: by its number in the columns, so that a
/// million contracts cost no million names.
public struct ContractLevels: Sendable {
  private let ids: IdentifierRegister<SubscriptionEntity>
  private let amounts: [Int128]
  private let changes: [Int64]
  private let currencies: [UInt8]
  private let currency: Register<Currency>

  fileprivate init(_ columns: MovementColumns, before day: Day, of selection: RowSelection) {
    let count = columns.subscriptions.count
    var amounts = [Int128](repeating: 0, count: count)
    var changes = [Int64](repeating: 0, count: count)
    var currencies = [UInt8](repeating: 0, count: count)
    columns.forEachRow(in: selection) { view, index, number in
      guard view.day[index] < day.number else { return }
      let contract = Int(view.subscription[index])
      amounts[contract] += Int128(view.delta[index])
      changes[contract] = columns.row(number).effective.seconds
      currencies[contract] = view.currency[index]
    }
    (self.amounts, self.changes, self.currencies) = (amounts, changes, currencies)
    ids = columns.subscriptions.lookedUp
    currency = columns.currencies
  }

  /// Nil of a contract that brings nothing.
  subscript(id: SubscriptionID) -> ContractLevel? {
    guard let place = ids.index(of: id).map({ Int($0) }), amounts[place] != 0 else { return nil }
    return ContractLevel(
      amount: amounts[place], currency: currency[UInt32(currencies[place])],
      changed: Instant(seconds: changes[place]))
  }
}

extension MovementColumns {
  public func contractLevels(before day: Day, of selection: RowSelection) -> ContractLevels {
    ContractLevels(self, before: day, of: selection)
  }
}
