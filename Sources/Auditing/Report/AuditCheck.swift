/// The laws that are checked. The raw values are codes that reports print; `docs/verify.md` explains each.
public enum AuditCheck: String, Hashable, Sendable, CaseIterable {
  case ledgerEntries = "ledger_entries"
  case ledgerTotals = "ledger_totals"
  case balances
  case receivables
  case accounts
  case customerBalances = "customer_balances"
  case invoiceAmounts = "invoice_amounts"
  case invoiceTotals = "invoice_totals"
  case lineAmounts = "line_amounts"
  case invoiceNumbers = "invoice_numbers"
  case billingKeys = "billing_keys"
  case periods
  case currentPeriods = "current_periods"
  case payments
  case attempts
  case refunds
  case movements
  case asides
  case revenueIdentity = "revenue_identity"
  case journal
  case refold
  case references
  case jobs
  case deadJobs = "dead_jobs"
  case unappliedMoney = "unapplied_money"
  case closes
  case recognition
  case accountTotals = "account_totals"

  /// The law in one sentence.
  public var law: String {
    switch self {
    case .ledgerEntries: "Every entry of the ledger sums to zero and belongs to its fact."
    case .ledgerTotals: "Every currency of the ledger sums to zero."
    case .balances: "A balance is the sum of its postings."
    case .receivables: "A customer owes what was issued less what was paid and credited."
    case .accounts: "Revenue, cash and balances of the ledger are those of the invoices."
    case .customerBalances: "An invoice starts from the balance that the one before it left."
    case .invoiceAmounts: "What an invoice asks for follows from its total and the customer's balance."
    case .invoiceTotals: "An invoice's total is the sum of its lines."
    case .lineAmounts: "A line's amount is its price times its quantity and time."
    case .invoiceNumbers: "A customer's invoices are numbered 1, 2, 3 and so on."
    case .billingKeys: "Nothing is billed twice."
    case .periods: "The billed periods of a contract follow each other without gap or overlap."
    case .currentPeriods: "The current period of every contract is billed."
    case .payments: "A paid invoice has its money."
    case .attempts: "An invoice is collected at most once, and its attempts are numbered 1, 2, 3 and so on."
    case .refunds: "What went back is no more than had come, and charges and credit notes say it."
    case .movements: "The movements of recurring revenue are those that the facts make."
    case .asides: "What stands beside recurring revenue is what the facts make of it."
    case .revenueIdentity: "Opening and movements make the closing, which is what live contracts bring."
    case .journal: "Every fact can be read and continues the one before it."
    case .refold: "Every row is what its facts fold into."
    case .references: "Every id that a row names is there."
    case .jobs: "Whatever time must move on has its job."
    case .deadJobs: "No job was given up."
    case .unappliedMoney: "No money lies without an invoice that it pays."
    case .closes: "Months close in their order, and the entry of a close is what its lines come to."
    case .recognition: "A close recognises the days of each line that are over, and no other."
    case .accountTotals: "The totals of an account are the sums of its postings, day by day."
    }
  }

  public enum Severity: String, Hashable, Sendable {
    /// The books are wrong.
    case problem
    /// The books are right, and a person should look.
    case warning
  }

  public var severity: Severity {
    switch self {
    case .deadJobs, .unappliedMoney: .warning
    default: .problem
    }
  }
}
