import Storage

/// Adds the ledger's postings up by account, currency and day as they pass by, and compares with the totals
/// that are kept, as far as these have come in the journal.
struct KeptTotals {
  private struct Key: Hashable {
    let account: String
    let currency: String
    let day: String
  }

  private struct Sums: Hashable {
    var debit: Int128 = 0
    var credit: Int128 = 0
  }

  private let cursor: JournalPosition
  private var sums: [Key: Sums] = [:]

  init(_ rows: any Connection) throws {
    cursor =
      try rows.query("SELECT stamp, position FROM projection WHERE name = 'account_totals'", [:]) {
        JournalPosition(stamp: try $0.integer("stamp"), position: try $0.integer("position"))
      }.first ?? JournalPosition(stamp: -1, position: -1)
  }

  mutating func add(
    account: String, currency: String, amount: Int64, effective: Int64, at place: JournalPosition
  ) {
    guard !(cursor < place) else { return }
    let days = effective >= 0 ? effective / 86_400 : (effective - 86_399) / 86_400
    let date = CivilDate(daysSince1970: days)
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let key = Key(
      account: account, currency: currency,
      day: "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))")
    if amount >= 0 {
      sums[key, default: Sums()].debit += Int128(amount)
    } else {
      sums[key, default: Sums()].credit -= Int128(amount)
    }
  }

  func compare(_ rows: any Connection, _ findings: Findings) throws {
    var expected = sums
    _ = try rows.query(
      "SELECT account, currency, day, debit, credit FROM account_total ORDER BY account, currency, day", [:]
    ) { row in
      findings.looked(.accountTotals)
      let key = Key(
        account: try row.text("account"), currency: try row.text("currency"), day: try row.text("day"))
      let (debit, credit) = (Int128(try row.text("debit")) ?? 0, Int128(try row.text("credit")) ?? 0)
      let wanted = expected.removeValue(forKey: key) ?? Sums()
      guard wanted != Sums(debit: debit, credit: credit) else { return }
      findings.found(
        .accountTotals, "The total of an account's day is not the sum of its postings.",
        [key.account, key.currency, key.day],
        ["debit": debit, "credit": credit, "expected_debit": wanted.debit, "expected_credit": wanted.credit])
    }
    for key in expected.keys.sorted(by: {
      ($0.day, $0.account, $0.currency) < ($1.day, $1.account, $1.currency)
    }) {
      findings.found(
        .accountTotals, "Postings of a day are in no total.", [key.account, key.currency, key.day])
    }
  }
}
