import Storage

/// Everything the books hold about one customer: small enough to be looked at as a whole.
struct CustomerBook {
  struct Invoice {
    let id: String
    let customer: String
    let created: Int64
    let currency: String
    let status: String
    let number: String?
    let subtotal: Int64
    let total: Int64
    let tax: Int64
    let startingBalance: Int64
    let endingBalance: Int64?
    let amountDue: Int64
    let credited: Int64
    let amountPaid: Int64
    let amountPaidOutOfBand: Int64
    let finalizedAt: Int64?
    let paidAt: Int64?
    let voidedAt: Int64?
    let uncollectibleAt: Int64?

    var isFinal: Bool { finalizedAt != nil }
    /// Final and not taken back: what the ledger still carries.
    var isIssued: Bool { isFinal && status != "void" }
    /// The sequence at the end of its number: 12 of `ACME-0012`.
    var sequence: Int64? { number?.split(separator: "-").last.flatMap { Int64($0) } }
  }

  /// The sum of an account's postings.
  struct Posted {
    let customer: String
    let account: String
    let currency: String
    let sum: Int128
  }

  struct Balance {
    let customer: String
    let account: String
    let currency: String
    let amount: Int64
  }

  /// What somebody did to the customer's balance by hand.
  struct Adjusted {
    let customer: String
    let id: String
    let currency: String
    let amount: Int64
  }

  /// A credit note that stands.
  struct Credited {
    let customer: String
    let id: String
    let currency: String
    let net: Int64
    let tax: Int64
    let toBalance: Int64
    let outOfBand: Int64
    let refunded: Int64
  }

  /// A refund that arrived.
  struct Refunded {
    let customer: String
    let id: String
    let currency: String
    let amount: Int64
  }

  struct Counter {
    let customer: String
    let nextSequence: Int64
  }

  /// An account of the customer in one currency.
  struct Key: Hashable {
    let account: String
    let currency: String
  }

  let customer: String
  /// In the order they were made.
  let invoices: [Invoice]
  let adjustments: [Adjusted]
  let notes: [Credited]
  let refunds: [Refunded]
  let counter: Counter?
  let posted: [Key: Int128]
  let balances: [Key: Int64]

  init(
    customer: String, invoices: [Invoice], adjustments: [Adjusted], notes: [Credited], refunds: [Refunded],
    counter: Counter?, posted: [Posted], balances: [Balance]
  ) {
    self.customer = customer
    self.invoices = invoices
    self.adjustments = adjustments
    self.notes = notes
    self.refunds = refunds
    self.counter = counter
    self.posted = Dictionary(
      posted.map { (Key(account: $0.account, currency: $0.currency), $0.sum) }, uniquingKeysWith: +)
    self.balances = Dictionary(
      balances.map { (Key(account: $0.account, currency: $0.currency), $0.amount) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What the ledger should carry, from the invoices and adjustments alone.
  var expected: [Key: Int128] {
    var sums: [Key: Int128] = [:]
    func add(_ account: String, _ amount: Int64, _ invoice: Invoice) {
      sums[Key(account: account, currency: invoice.currency), default: 0] += Int128(amount)
    }
    for invoice in invoices where invoice.isIssued {
      let owed = invoice.status == "uncollectible" ? "bad_debt" : "receivable"
      add(owed, invoice.amountDue - invoice.credited - invoice.amountPaid, invoice)
      add("customer_balance", (invoice.endingBalance ?? 0) - invoice.startingBalance, invoice)
      add("deferred_revenue", -(invoice.total - invoice.tax), invoice)
      add("tax_payable", -invoice.tax, invoice)
      add("cash", invoice.amountPaid - invoice.amountPaidOutOfBand, invoice)
      add("settled_elsewhere", invoice.amountPaidOutOfBand, invoice)
    }
    for note in notes {
      for (account, amount) in [
        ("deferred_revenue", note.net), ("tax_payable", note.tax), ("customer_balance", -note.toBalance),
        ("settled_elsewhere", -note.outOfBand), ("refunds", -note.refunded),
      ] { sums[Key(account: account, currency: note.currency), default: 0] += Int128(amount) }
    }
    for refund in refunds {
      sums[Key(account: "refunds", currency: refund.currency), default: 0] += Int128(refund.amount)
      sums[Key(account: "cash", currency: refund.currency), default: 0] -= Int128(refund.amount)
    }
    for adjustment in adjustments {
      let amount = Int128(adjustment.amount)
      sums[Key(account: "customer_balance", currency: adjustment.currency), default: 0] += amount
      sums[Key(account: "adjustments", currency: adjustment.currency), default: 0] -= amount
    }
    return sums
  }
}
