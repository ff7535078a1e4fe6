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

  private static let paymentIntentState = ErrorCode("payment_intent_unexpected_state", status: 400)

  static func refused(_ refusal: PaymentIntentRefusal) -> APIError {
    switch refusal {
    case .outOfTurn(let step, let id, let status):
      APIError(
        paymentIntentState,
        "The payment intent \(id) is \(status.rawValue), which nobody can \(step.rawValue).")
    case .ofInvoice(let id, let invoice):
      APIError(
        paymentIntentState,
        "The payment intent \(id) is of the invoice \(invoice). Void the invoice instead.")
    }
  }

  static func refused(_ refusal: SetupIntentRefusal) -> APIError {
    switch refusal {
    case .outOfTurn(let step, let id, let status):
      APIError(
        ErrorCode("setup_intent_unexpected_state", status: 400),
        "The setup intent \(id) is \(status.rawValue), which nobody can \(step.rawValue).")
    case .noCard(let id):
      APIError(
        .parameterMissing, "The setup intent \(id) has no card yet. Name one in payment_method.",
        parameter: "payment_method")
    case .declined(let decline, _):
      APIError(
        ErrorCode(decline.code, status: 402, .card), decline.message, declineCode: decline.declineCode)
    }
  }

  private static func text(_ money: Money) -> String {
    "\(WireAmount.wire(money.minorUnits, money.currency)) (\(money.currency.code))"
  }
}
