import Catalog
import Invoicing
import Monetary
import Operations
import Receivables
import Subscriptions

/// The business saying no, in a sentence under the field that it is about.
enum RefusalText {
  /// Nil for what is no refusal of what was typed.
  /// - Parameter field: turns the name that an operation has for a field into the form's own.
  static func problem(_ error: any Error, field: (String) -> String) -> FieldProblem? {
    switch error {
    case let refusal as Refusal: problem(refusal, field)
    case let refusal as SubscriptionRefusal: problem(refusal, field)
    case let refusal as DiscountRefusal: problem(refusal, field)
    case let refusal as CreditRefusal: problem(refusal, field)
    case InvoicingRefusal.paymentUnderWay:
      FieldProblem(field: "", text: say("A payment is under way. Wait until it is answered."))
    case InvoicingRefusal.outOfTurn, InvoicingRefusal.alreadyPaid, InvoicingRefusal.notOpen:
      FieldProblem(
        field: "", text: say("The invoice is another by now, and this does not follow on what it is."))
    case is MonetaryRefusal, InvoicingRefusal.amountTooLarge:
      FieldProblem(field: "", text: say("The amount is too large."))
    case WorkspaceRefusal.paused:
      FieldProblem(
        field: "",
        text: say("This workspace came out of a backup and is paused. Nothing changes until it is resumed."))
    default: nil
    }
  }

  private static func problem(_ refusal: Refusal, _ field: (String) -> String) -> FieldProblem? {
    switch refusal {
    case .unknown(let kind, _, let name):
      FieldProblem(
        field: name.map(field) ?? "",
        text: gone(kind))
    case .amountNegative: FieldProblem(field: field("unit_amount"), text: say("A price is zero or more."))
    case .customerDeleted: FieldProblem(field: "", text: say("This customer was deleted."))
    case .currencyFixed(_, let currency, let name):
      FieldProblem(
        field: field(name),
        text: say("This customer pays in {}. Choose a price in that currency.", currency.uppercased()))
    case .noPaymentMethod:
      FieldProblem(
        field: field("collection"),
        text: say("This customer has no payment method to charge. Send invoices instead."))
    case .declined(let decline, _, _):
      FieldProblem(field: field("payment_method"), text: say(decline.message))
    case .quoteOutdated:
      FieldProblem(field: "", text: say("The invoice changed since the preview. Look at the new one below."))
    case .idempotencyKeyReused:
      FieldProblem(
        field: "",
        text:
          say("This form was sent already with other values. See what it made; send this one to have both.")
      )
    case .idempotencyKeyInUse:
      FieldProblem(field: "", text: say("This form was sent already and is still worked on. Wait a moment."))
    default: nil
    }
  }

  private static func gone(_ kind: EntityKind) -> String {
    switch kind {
    case .product: say("This product is not there any more.")
    case .price: say("This price is not there any more.")
    case .customer: say("This customer is not there any more.")
    case .subscription: say("This subscription is not there any more.")
    case .invoice: say("This invoice is not there any more.")
    case .coupon: say("This coupon is not there any more.")
    case .promotionCode: say("This promotion code is not there any more.")
    case .taxRate: say("This tax rate is not there any more.")
    case .paymentMethod: say("This payment method is not there any more.")
    default: say("What this is about is not there any more.")
    }
  }

  private static func problem(_ refusal: DiscountRefusal, _ field: (String) -> String) -> FieldProblem? {
    switch refusal {
    case .couponInvalid(_, let name):
      FieldProblem(field: field(name), text: say("This coupon is over, or was used as often as it can be."))
    case .codeInactive(_, let name): FieldProblem(field: field(name), text: say("This code is closed."))
    case .codeOfAnother(_, let name):
      FieldProblem(field: field(name), text: say("This code is another customer's."))
    case .codeForFirstOnly(_, let name):
      FieldProblem(field: field(name), text: say("This code is for customers who have bought nothing yet."))
    case .codeBelowMinimum(_, let least, let name):
      FieldProblem(field: field(name), text: say("This code asks for {} at least.", MoneyText.text(least)))
    case .currencyUnknown(_, let currency, let name):
      FieldProblem(field: field(name), text: say("It takes nothing off in {}.", currency.uppercased()))
    case .codeTaken: FieldProblem(field: field("code"), text: say("This code is in use already."))
    case .codeBeyondCoupon(let name):
      FieldProblem(field: field(name), text: say("A code cannot be used more often than its coupon."))
    case .couponTwice, .discountUnknown, .codeStaysInactive, .notDiscountable: nil
    }
  }

  private static func problem(_ refusal: CreditRefusal, _ field: (String) -> String) -> FieldProblem? {
    switch refusal {
    case .exceedsInvoice, .exceedsLine:
      FieldProblem(field: field("amount"), text: say("That is more than is left of the invoice."))
    case .amountNotPositive, .nothingCredited:
      FieldProblem(field: field("amount"), text: say("A credit note is larger than zero."))
    case .notCreditable, .partsDiffer, .amountDiffers:
      FieldProblem(field: "", text: say("The invoice is another by now. Look at it, and then try again."))
    case .notVoidable: nil
    }
  }

  private static func problem(_ refusal: SubscriptionRefusal, _ field: (String) -> String) -> FieldProblem? {
    switch refusal {
    case .noItems: FieldProblem(field: field("items[0][price]"), text: say("Choose a price."))
    case .currenciesDiffer(let name):
      FieldProblem(field: field(name), text: say("All prices of a subscription must be in one currency."))
    case .priceInactive(_, let name):
      FieldProblem(field: field(name), text: say("This price is not for sale."))
    case .priceNotRecurring(_, let name):
      FieldProblem(
        field: field(name), text: say("This price is charged once; a subscription needs one that recurs."))
    case .duplicatePrice(_, let name):
      FieldProblem(field: field(name), text: say("This price is chosen twice. Raise its quantity instead."))
    case .ended: FieldProblem(field: "", text: say("This subscription has ended already."))
    case .amountTooLarge(let name): FieldProblem(field: field(name), text: say("The amount is too large."))
    case .choiceRefused(_, _, let name):
      FieldProblem(field: field(name), text: say("This price needs something else to be chosen."))
    default: nil
    }
  }
}

extension FormState {
  /// Notes a refusal where it belongs; anything else is thrown on.
  ///
  /// A form that was sent with other values gets a new mark, so that it can be sent once more on purpose.
  mutating func note(_ error: any Error, field: (String) -> String = { $0 }) throws {
    guard let problem = RefusalText.problem(error, field: field) else { throw error }
    problems.append(problem)
    if case Refusal.idempotencyKeyReused? = error as? Refusal { fields[FormMark.once] = nil }
  }
}
