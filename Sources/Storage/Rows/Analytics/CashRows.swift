import Analytics
import Chronology
import Identity
import Monetary
import Receivables
import Relations
import Subscriptions

/// Money that came and went; of customers on test clocks nothing.
extension Connection {
  /// Each step's payments, refunds and failures by currency, and by group.
  /// - Parameters:
  ///   - periods: one after the other.
  ///   - choice: whose. Some customers alone are summed one by one.
  ///   - groups: nil tells nothing apart.
  public func cashSums(
    _ periods: [TimelinePeriod], in zone: Zone, of choice: CustomerChoice, apart groups: CustomerGroups? = nil
  ) throws -> [GroupedSum<CashSum>] {
    var steps = periods.map { CashByGroup(period: $0, choice: choice, groups: groups) }
    try addElsewhere(to: &steps, in: zone)
    for place in steps.indices {
      try addCards(to: &steps[place], in: zone)
      try addFailures(to: &steps[place], in: zone)
    }
    return steps.flatMap(\.all)
  }

  /// What was paid elsewhere stands on invoices, which are read once for all steps; those of one customer
  /// come together where customers are told apart.
  private func addElsewhere(to steps: inout [CashByGroup], in zone: Zone) throws {
    guard let first = steps.first, let last = steps.last else { return }
    let ends = steps.map { $0.period.end.start(in: zone) }
    let values: Values = ["from": first.period.first.start(in: zone), "until": ends.last]
    func step(_ row: any Row) throws -> Int {
      let at = try row.instant("at")
      return ends.partitioningIndex { at < $0 }
    }
    guard last.isApart else {
      return try stream(CashStatements.elsewhere, values) { row in
        let amount = try row.integer("amount")
        steps[try step(row)].addAll(try row.currency("currency")) { $0.elsewhere += amount }
      }
    }
    var known: (customer: CustomerID, currency: Currency)?
    var sums: [Int: Int64] = [:]
    func finish() {
      guard let known else { return }
      for (place, sum) in sums { steps[place].add(known.customer, known.currency) { $0.elsewhere += sum } }
      sums = [:]
    }
    try stream(CashStatements.elsewhere + CashStatements.customerByCustomer, values) { row in
      let next = (
        customer: try row.identifier("customer") as CustomerID, currency: try row.currency("currency")
      )
      if known.map({ $0 != next }) ?? true { finish() }
      known = next
      sums[try step(row), default: 0] += try row.integer("amount")
    }
    finish()
  }

  private func addCards(to step: inout CashByGroup, in zone: Zone) throws {
    let values = CashStatements.values(step.period, zone)
    for (sql, column) in [
      (CashStatements.collected, \CashSum.collected as WritableKeyPath<CashSum, Int64> & Sendable),
      (CashStatements.refunded, \CashSum.refunded),
    ] {
      guard step.isApart else {
        try stream(sql + CashStatements.byCurrency, values) { row in
          let amount = try row.integer("amount")
          step.addAll(try row.currency("currency")) { $0[keyPath: column] += amount }
        }
        continue
      }
      try stream(sql + CashStatements.byCustomer, values) { row in
        let amount = try row.integer("amount")
        step.add(try row.identifier("customer"), try row.currency("currency")) {
          $0[keyPath: column] += amount
        }
      }
    }
  }

  private func addFailures(to step: inout CashByGroup, in zone: Zone) throws {
    let failures = try query(CashStatements.failures, CashStatements.values(step.period, zone)) { row in
      (
        customer: try row.identifier("customer") as CustomerID, currency: try row.currency("currency"),
        amount: try row.integer("amount"), invoice: try row.text("invoice"),
        isPaid: try row.text("status") == "paid"
      )
    }
    for one in failures {
      step.add(one.customer, one.currency) {
        $0.failures += 1
        $0.failed += one.amount
      }
    }
    for one in Dictionary(failures.map { ($0.invoice, $0) }, uniquingKeysWith: { $1 }).values {
      step.add(one.customer, one.currency) {
        $0.invoices += 1
        $0.recovered += one.isPaid ? 1 : 0
      }
    }
  }

  /// What one step's sums consist of, the newest first.
  public func cashMoves(
    _ period: TimelinePeriod, in zone: Zone, of choice: CustomerChoice
  ) throws -> [CashMove] {
    let values = CashStatements.values(period, zone)
    let charges = try query(CashStatements.charges, values) { row in
      let decline: Decline? = try row.documentOrNil("decline")
      return try move(row, decline == nil ? .payment : .failure, decline?.declineCode ?? decline?.code)
    }
    return try
      (charges + query(CashStatements.refunds, values) { try move($0, .refund) }
      + query(CashStatements.settled, values) { try move($0, .elsewhere) })
      .filter { choice.includes($0.customer, $0.amount.currency) }
      .sorted { ($1.at, $0.invoice.text) < ($0.at, $1.invoice.text) }
  }

  private func move(_ row: any Row, _ kind: CashMove.Kind, _ decline: String? = nil) throws -> CashMove {
    CashMove(
      kind: kind, at: try row.instant("at"), customer: try row.identifier("customer"),
      invoice: try row.identifier("invoice"), amount: try row.money("amount", "currency"), decline: decline)
  }
}

/// One step's money on its way to the groups that it belongs to.
private struct CashByGroup {
  let period: TimelinePeriod
  let choice: CustomerChoice
  let groups: CustomerGroups?
  private var sums: [Place: (weight: Int, sum: CashSum)] = [:]

  private struct Place: Hashable {
    let value: String
    let currency: Currency
  }

  init(period: TimelinePeriod, choice: CustomerChoice, groups: CustomerGroups?) {
    self.period = period
    self.choice = choice
    self.groups = groups
  }

  /// Whether customers have to be told from each other.
  var isApart: Bool { !choice.isEverything || groups != nil }

  mutating func add(_ customer: CustomerID, _ currency: Currency, _ change: (inout CashSum) -> Void) {
    guard choice.includes(customer, currency) else { return }
    add(Place(value: groups?.value(of: customer, currency) ?? "", currency: currency), change)
  }

  /// Of everybody together.
  mutating func addAll(_ currency: Currency, _ change: (inout CashSum) -> Void) {
    add(Place(value: "", currency: currency), change)
  }

  private mutating func add(_ place: Place, _ change: (inout CashSum) -> Void) {
    var (weight, sum) = sums[place] ?? (0, CashSum(period: period, currency: place.currency))
    change(&sum)
    weight += 1
    sums[place] = (weight, sum)
  }

  var all: [GroupedSum<CashSum>] {
    sums.map { GroupedSum($0.key.value, weight: $0.value.weight, $0.value.sum) }
  }
}

private enum CashStatements {
  static func values(_ period: TimelinePeriod, _ zone: Zone) -> Values {
    ["from": period.first.start(in: zone), "until": period.end.start(in: zone)]
  }

  /// Customers of the business itself.
  private static let real: SQL = "AND customer NOT IN (SELECT id FROM customer WHERE test_clock IS NOT NULL)"

  /// What each of the sums ends with.
  static let byCurrency: SQL = " GROUP BY currency"
  static let byCustomer: SQL = " GROUP BY currency, customer"
  static let customerByCustomer: SQL = " ORDER BY customer, currency"

  static let collected: SQL =
    "SELECT currency, CAST(SUM(amount) AS BIGINT) AS amount, MIN(customer) AS customer FROM card_charge "
    + "WHERE created >= :from AND created < :until AND decline IS NULL " + real
  static let elsewhere: SQL =
    """
    SELECT paid_at AS at, customer, currency, amount_paid_out_of_band AS amount FROM invoice
    WHERE paid_at >= :from AND paid_at < :until AND amount_paid_out_of_band > 0 AND test_clock IS NULL
    """
  static let refunded: SQL =
    "SELECT currency, CAST(SUM(amount) AS BIGINT) AS amount, MIN(customer) AS customer FROM refund "
    + "WHERE created >= :from AND created < :until AND status = 'succeeded' " + real
  static let failures: SQL =
    """
    SELECT card_charge.currency AS currency, card_charge.amount AS amount, card_charge.invoice AS invoice,
      invoice.status AS status, card_charge.customer AS customer
    FROM card_charge JOIN invoice ON invoice.id = card_charge.invoice
    WHERE card_charge.created >= :from AND card_charge.created < :until AND card_charge.decline IS NOT NULL
      AND invoice.test_clock IS NULL
    """
  static let charges: SQL =
    "SELECT created AS at, customer, invoice, amount, currency, decline FROM card_charge "
    + "WHERE created >= :from AND created < :until " + real
  static let refunds: SQL =
    "SELECT created AS at, customer, invoice, amount, currency FROM refund "
    + "WHERE created >= :from AND created < :until AND status = 'succeeded' " + real
  static let settled: SQL =
    """
    SELECT paid_at AS at, customer, id AS invoice, amount_paid_out_of_band AS amount, currency FROM invoice
    WHERE paid_at >= :from AND paid_at < :until AND amount_paid_out_of_band > 0 AND test_clock IS NULL
    """
}

extension [Instant] {
  /// The first place from which on it is so; before it, it is not.
  fileprivate func partitioningIndex(where isSo: (Instant) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isSo(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
