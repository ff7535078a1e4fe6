import Monetary
import Receivables

extension APIError {
  static func refused(_ refusal: RefundRefusal) -> APIError {
    switch refusal {
    case .notPaid(let id, let field):
      return .invalid(field, "\(id) has no successful charge that could be refunded.")
    case .alreadyRefunded(let charge, let field):
      return APIError(
        ErrorCode("charge_already_refunded", status: 400), "Charge \(charge) has already been refunded.",
        parameter: field)
    case .exceedsCharge(let charge, let most, let field):
      return .invalid(field, "Of the charge \(charge), \(text(most)) can be refunded.")
    case .amountNotPositive(let field): return .invalid(field, "What is refunded is more than nothing.")
    case .notCancelable(let id, let status):
      return .invalid(
        "id", "The refund \(id) is \(status.rawValue); only one that waits for an action can be canceled.")
    case .ofAnotherInvoice(let id, let field):
      return .invalid(field, "The refund \(id) is not of this invoice.")
    case .failed(let id, let field): return .invalid(field, "The refund \(id) has failed.")
    case .creditedBefore(let id, let most, let field):
      return .invalid(field, "Of the refund \(id), \(text(most)) is not on a credit note yet.")
    }
  }

  private static func text(_ money: Money) -> String {
    "\(WireAmount.wire(money.minorUnits, money.currency)) (\(money.currency.code))"
  }
}
