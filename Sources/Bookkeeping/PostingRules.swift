import Identity
import Invoicing
import Journal
import Monetary
import Receivables

/// The entry that a change of an invoice makes: the table in `docs/postings.md`, as code.
///
/// - Parameter invoice: the invoice after the change.
/// - Returns: postings that sum to zero; none for a change that moves no money.
public func postings(for cause: InvoiceCause, of invoice: Invoice) -> [Posting] {
  let entry: [Posting] =
    switch cause {
    case .finalized: issue(invoice, sign: 1)
    case .paid: payment(invoice)
    case .voided: issue(invoice, sign: -1)
    case .markedUncollectible: writeOff(invoice)
    case .updated, .paymentFailed, .paymentActionRequired, .abandoned, .sent, .credited: []
    }
  precondition(entry.reduce(0) { $0 + $1.amount.minorUnits } == 0, "an entry sums to zero")
  return entry
}

/// The entry of a change that somebody made by hand to what stands on a customer's balance.
public func postings(for adjustment: BalanceAdjustment) -> [Posting] {
  [
    Posting(account: .customerBalance, customer: adjustment.customer, amount: adjustment.amount),
    Posting(
      account: .adjustments, customer: adjustment.customer,
      amount: .zero(adjustment.amount.currency) - adjustment.amount),
  ]
}

/// The entry of what the gateway said about a refund: money left, or came back because the bank would not
/// take it.
public func postings(for refund: Refund, before old: Refund) -> [Posting] {
  let sign: Int64 = (refund.status == .succeeded ? 1 : 0) - (old.status == .succeeded ? 1 : 0)
  guard sign != 0 else { return [] }
  let amount = Money(sign * refund.amount.minorUnits, refund.amount.currency)
  return [
    Posting(account: .refunds, customer: refund.customer, amount: amount),
    Posting(account: .cash, customer: refund.customer, amount: .zero(amount.currency) - amount),
  ]
}

/// The entry of a credit note, or of its becoming void.
///
/// - Parameter invoice: the invoice it takes something off.
public func postings(for note: CreditNote, of invoice: Invoice) -> [Posting] {
  let sign: Int64 = note.status == .issued ? 1 : -1
  let entry = [
    posting(.deferredRevenue, sign * note.net, invoice), posting(.taxPayable, sign * note.tax, invoice),
    posting(owedOn(invoice), -sign * note.prePayment, invoice),
    posting(.customerBalance, -sign * note.toBalance, invoice),
    posting(.settledElsewhere, -sign * note.outOfBand, invoice),
    posting(.refunds, -sign * note.refunded, invoice),
  ].compactMap(\.self)
  precondition(entry.reduce(0) { $0 + $1.amount.minorUnits } == 0, "an entry sums to zero")
  return entry
}

/// Receivable and balance against deferred revenue; voiding is the same with the other sign.
private func issue(_ invoice: Invoice, sign: Int64) -> [Posting] {
  let balanceMoved = (invoice.endingBalance ?? invoice.startingBalance) - invoice.startingBalance
  return [
    posting(owedOn(invoice), sign * invoice.amountDue, invoice),
    posting(.customerBalance, sign * balanceMoved, invoice),
    posting(.deferredRevenue, -sign * invoice.net, invoice),
    posting(.taxPayable, -sign * (invoice.tax ?? 0), invoice),
  ].compactMap { $0 }
}

private func payment(_ invoice: Invoice) -> [Posting] {
  [
    posting(.cash, invoice.amountPaid - invoice.amountPaidOutOfBand, invoice),
    posting(.settledElsewhere, invoice.amountPaidOutOfBand, invoice),
    posting(owedOn(invoice), -invoice.amountPaid, invoice),
  ].compactMap { $0 }
}

private func writeOff(_ invoice: Invoice) -> [Posting] {
  [
    posting(.badDebt, invoice.amountRemaining, invoice),
    posting(.receivable, -invoice.amountRemaining, invoice),
  ].compactMap { $0 }
}

/// Where what is asked for stands: an invoice that was given up is no receivable any more.
private func owedOn(_ invoice: Invoice) -> Account {
  invoice.uncollectibleAt == nil ? .receivable : .badDebt
}

private func posting(_ account: Account, _ amount: Int64, _ invoice: Invoice) -> Posting? {
  amount == 0
    ? nil : Posting(account: account, customer: invoice.customer, amount: Money(amount, invoice.currency))
}
