import Analytics
import Bookkeeping
import Catalog
import Chronology
import Invoicing
import Monetary
import Notation
import Operations
import Rating
import Receivables
import Relations
import Subscriptions

// Every refusal of the business in the words of the format. The switches are exhaustive, so a new refusal
// cannot become a 500 by being forgotten.
extension APIError {
  /// Nil for what is no refusal.
  init?(refusal error: any Error) {
    switch error {
    case let error as APIError: self = error
    case let refusal as Refusal: self = .refused(refusal)
    case let refusal as SubscriptionRefusal: self = .refused(refusal)
    case let refusal as InvoicingRefusal: self = .refused(refusal)
    case let refusal as TaxRefusal: self = .refused(refusal)
    case let refusal as CreditRefusal: self = .refused(refusal)
    case let refusal as DiscountRefusal: self = .refused(refusal)
    case let refusal as RefundRefusal: self = .refused(refusal)
    case let refusal as PaymentIntentRefusal: self = .refused(refusal)
    case let refusal as SetupIntentRefusal: self = .refused(refusal)
    case DunningRefusal.tooManyRetries:
      self = .invalid("retry_days", "A payment is tried again \(DunningPolicy.retriesMost) times at most.")
    case DunningRefusal.daysOutOfRange:
      self = .invalid("retry_days", "There are 1 to \(DunningPolicy.daysMost) days between two tries.")
    case FigureRefusal.endsBeforeItBegins: self = .invalid("through", "The last day is before the first.")
    case FigureRefusal.tooManySteps:
      self = .invalid("interval", "That is too long a time in such short steps; choose a larger interval.")
    case FigureRefusal.tooManyGroups:
      self = .invalid("group_by", "That makes more tables than one answer holds; narrow it by a filter.")
    case FigureRefusal.tooManyValues:
      self = .invalid(
        "group_by",
        "That has more than \(CustomerGroups.valuesMost) values; group by something that has fewer.")
    case FigureRefusal.marginUnknown(let products):
      self = .invalid("measure", Self.marginUnknown(products))
    case FigureRefusal.rateUnknown(let rate):
      self = .invalid(
        "reporting_currency",
        "There is no rate of \(rate.currency.isoCode) on \(rate.day); the figure is not converted either.")
    case RatesRefusal.noRates: self = .missingParameter("rates")
    case RatesRefusal.euroAgainstItself:
      self = .invalid("rates", "One euro buys one euro; name other currencies.")
    case SpendRefusal.channelOutOfRange:
      self = .invalid(
        "channel", "A channel is a word of 1 to \(MarketingSpend.channelLengthMost) characters.")
    case SpendRefusal.amountNegative: self = .invalid("amount", "Spend is zero or more.")
    case MonetaryRefusal.choiceMissing: self = .missingParameter("price_choice")
    case let refusal as ClosingRefusal: self = .refused(refusal)
    case is MonetaryRefusal: self = APIError(.amountTooLarge, "The amount is too large.")
    case WorkspaceRefusal.paused: self = .paused
    case let unknown as UnknownCursor: self = .missing("object", unknown.id, parameter: "starting_after")
    default: return nil
    }
    parameter = parameter.map(Self.plain)
  }

  /// What to do about margins that nobody said.
  static func marginUnknown(_ products: [String]) -> String {
    let named = products.filter { !$0.isEmpty }.prefix(10).joined(separator: ", ")
    return """
      No gross margin is known\(named.isEmpty ? "" : " of \(named)"), and none of the business; say one with \
      POST /v1/analytics/gross_margins.
      """
  }

  /// `[price]` without anything before it is `price`.
  private static func plain(_ parameter: String) -> String {
    guard parameter.hasPrefix("["), parameter.hasSuffix("]") else { return parameter }
    return String(parameter.dropFirst().dropLast())
  }

  /// The same with the objects that travel inside a declined payment's error.
  init?(refusal error: any Error, in scene: Scene) throws {
    guard var refused = APIError(refusal: error) else { return nil }
    switch error {
    case Refusal.declined(_, let intent, let charge):
      refused.enclosed["charge"] = charge.map { .string($0.text) }
      if let intent { try refused.enclose(intent, in: scene) }
    case Refusal.actionRequired(let intent): try refused.enclose(intent, in: scene)
    case PaymentIntentRefusal.outOfTurn(_, let id, _), PaymentIntentRefusal.ofInvoice(let id, _):
      try refused.enclose(PaymentIntentID(id), in: scene)
    case SetupIntentRefusal.declined(_, let id): try refused.enclose(id, in: scene)
    case SetupIntentRefusal.outOfTurn(_, let id, _), SetupIntentRefusal.noCard(let id):
      try refused.enclose(SetupIntentID(id), in: scene)
    default: break
    }
    self = refused
  }

  private mutating func enclose(_ id: SetupIntentID, in scene: Scene) throws {
    guard let intent = try scene.snapshot.setupIntent(id) else { return }
    var writer = JSONWriter()
    try intent.write(to: &writer, in: scene, expanding: .none)
    enclosed["setup_intent"] = try JSON(parsing: writer.bytes)
  }

  private mutating func enclose(_ id: PaymentIntentID, in scene: Scene) throws {
    guard let intent = try scene.snapshot.paymentIntent(id) else { return }
    var writer = JSONWriter()
    try intent.write(to: &writer, in: scene, expanding: .none)
    enclosed["payment_intent"] = try JSON(parsing: writer.bytes)
  }

  private static func refused(_ refusal: Refusal) -> APIError {
    switch refusal {
    case .unknown(let kind, let id, let field):
      return .missing(ObjectType.noun(of: kind), id, parameter: field)
    case .taken(let field, let value): return .taken(field, value)
    case .productInUse(let id):
      return .invalid(
        "id", "The product \(id) cannot be deleted because it has prices. Set it inactive instead.")
    case .amountInUse(let id, let field):
      return .invalid(
        field, "Subscriptions pay by this amount of \(id), so it stays. Make a new price for a new amount.")
    case .amountNegative(let field): return .invalid(field, "A price is zero or more.")
    case .amountZero(let field): return .invalid(field, "An amount of zero moves nothing.")
    case .pricingMissing(let field): return .missingParameter(field)
    case .currencyMissing(let field): return .missingParameter(field)
    case .notAnAdjustment(let id):
      return .invalid(
        "id", "The transaction \(id) follows from an invoice; only adjustments can be described anew.")
    case .customerDeleted(let id): return .missing("customer", id, parameter: "customer")
    case .currencyFixed(let customer, let currency, let field):
      return .invalid(
        field, "The customer \(customer) pays in \(currency); one customer cannot combine currencies.")
    case .noPaymentMethod(let customer):
      return APIError(
        .resourceMissingInParameter,
        """
        This customer has no attached payment source or default payment method. Please consider adding a \
        default payment method (customer: \(customer)).
        """)
    case .paymentMethodElsewhere(let id, let field):
      return .invalid(field, "The payment method \(id) does not belong to this customer.")
    case .paymentMethodUnattached(let id, let field):
      return .invalid(field, "The payment method \(id) is not attached to a customer.")
    case .paymentMethodTaken(let id):
      return .invalid(
        "payment_method", "The payment method \(id) is attached to a customer already. Detach it first.")
    case .declined(let decline, _, _): return .declined(decline)
    case .actionRequired:
      return APIError(
        ErrorCode("invoice_payment_intent_requires_action", status: 402, .card),
        "This payment requires additional user action before it can be completed successfully.")
    case .clockBackwards(let field):
      return .invalid(field, "A test clock only goes forward: this time is not later than what it shows.")
    case .momentOver(let field): return .invalid(field, "This moment must lie in the future.")
    case .clockBusy(let id):
      return .invalid("id", "The test clock \(id) is advancing. Wait until it is ready.")
    case .testModeOnly(let field): return .invalid(field, "This works in test mode only.")
    case .tooMuchMetadata: return .tooMuchMetadata()
    case .nothingToPreview:
      return APIError(
        ErrorCode("invoice_upcoming_none", status: 404), "No upcoming invoices for this customer.")
    case .quoteOutdated:
      return .invalid("items", "The first invoice would not be the one that was previewed.")
    case .idempotencyKeyInUse: return .keyInUse
    case .idempotencyKeyReused(let key): return .keyReused(key)
    }
  }

  private static func refused(_ refusal: SubscriptionRefusal) -> APIError {
    switch refusal {
    case .noItems: return .missingParameter("items")
    case .currenciesDiffer(let field):
      return .invalid(field, "All prices of a subscription must have the same currency.")
    case .priceInactive(let id, let field):
      return .invalid(field, "The price \(id) is inactive. Only active prices can be subscribed to.")
    case .priceNotRecurring(let id, let field):
      return .invalid(field, "The price \(id) is one-time; a subscription needs recurring prices.")
    case .duplicatePrice(let id, let field):
      return .invalid(field, "The price \(id) stands on the subscription twice. Use quantity instead.")
    case .unknownItem(let id, let field):
      // Without anything before it, the item is the one that the path names.
      return .missing("subscription_item", id, parameter: field == "id" ? nil : field)
    case .lastItem:
      return .invalid("items", "A subscription must keep at least one item. Cancel the subscription instead.")
    case .ended(let id):
      return .invalid("id", "The subscription \(id) has ended and cannot be changed.")
    case .incomplete(let id):
      return .invalid(
        "id",
        """
        The subscription \(id) waits for its first payment; until then only its metadata and default payment \
        method can be changed.
        """)
    case .quantityNegative(let field):
      return APIError(
        .parameterInvalidInteger, "This value must be greater than or equal to 0.", parameter: field)
    case .changeOutsidePeriod(let field):
      return .invalid(field, "The date lies outside the current period of the subscription.")
    case .amountTooLarge(let field):
      return APIError(.amountTooLarge, "The amount is too large.", parameter: field)
    case .momentNotAhead(let field): return .invalid(field, "This moment must lie in the future.")
    case .momentNotPast(let field): return .invalid(field, "This moment must not lie in the future.")
    case .momentTooFar(let field, let most):
      return .invalid(field, "This moment is too far away: \(most) at most.")
    case .anchorUnfit(let field):
      return .invalid(field, "A day of the month anchors prices by the month or the year only.")
    case .notTrialing(let id):
      return .invalid("trial_end", "The subscription \(id) is not on trial.")
    case .notActive(let id):
      return .invalid("id", "The subscription \(id) is not active; only an active one can be paused.")
    case .ending(let id):
      return .invalid("id", "The subscription \(id) is set to end. Withdraw that before it is paused.")
    case .notPaused(let id):
      return .invalid("id", "The subscription \(id) is not paused.")
    case .onTrial(let id):
      return .invalid(
        "billing_cycle_anchor",
        "The subscription \(id) is on trial: its first period begins when that ends. Set trial_end instead.")
    case .paused(let id):
      return .invalid("id", "The subscription \(id) is paused. Resume it before its items are changed.")
    case .choiceRefused(let refusal, let price, let field): return .refused(refusal, price, field)
    }
  }

  /// - Parameter field: the item's price, beside which the choice stands.
  private static func refused(_ refusal: ChoiceRefusal, _ price: String, _ field: String) -> APIError {
    let place = field == "price" ? "" : field.replacing("[price]", with: "")
    let choice = place.isEmpty ? "price_choice" : "\(place)[price_choice]"
    return switch refusal {
    case .missing: .missingParameter(choice)
    case .notOffered: .invalid(choice, "The price \(price) leaves nothing like this open.")
    case .outOfBounds:
      .invalid("\(choice)[unit_amount]", "The amount lies outside the bounds of the price \(price).")
    case .unknownCell: .invalid("\(choice)[values]", "The price \(price) has no amount for these values.")
    }
  }

  private static func refused(_ refusal: InvoicingRefusal) -> APIError {
    switch refusal {
    case .notOpen(let id, let status):
      return APIError(
        .invoiceNotEditable,
        "The invoice \(id) is \(status.rawValue); only open and uncollectible invoices can be paid.")
    case .outOfTurn(let step, let id, let status):
      let fitting = step.statuses.map(\.rawValue).joined(separator: " and ")
      return APIError(
        .invoiceNotEditable,
        "The invoice \(id) is \(status.rawValue); only \(fitting) invoices can be \(done(step)).")
    case .alreadyPaid:
      return APIError(ErrorCode("invoice_already_paid", status: 400), "Invoice is already paid")
    case .paymentUnderWay(let id):
      return APIError(.lockTimeout, "A payment of the invoice \(id) is under way. Try again in a moment.")
    case .amountTooLarge: return APIError(.amountTooLarge, "The amount is too large.")
    case .lineOfContract(let id, let field):
      return .invalid(
        field,
        """
        The line \(id) bills what a subscription owes: its description can be changed, its amount cannot. \
        Add a line that gives something back instead.
        """)
    case .itemOfContract(let id):
      return .invalid("id", "The invoice item \(id) follows from a subscription and cannot be changed.")
    case .itemBilled(let id, let invoice):
      return APIError(
        .invoiceNotEditable, "The invoice item \(id) stands on the invoice \(invoice) already.")
    case .invoiceOfContract(let id):
      return .invalid("id", "The invoice \(id) was made by a subscription and cannot be deleted.")
    case .collectedAutomatically(let id):
      return .invalid(
        "id", "The invoice \(id) is collected automatically; only collection_method=send_invoice is sent.")
    case .dueInThePast(let field): return .invalid(field, "This day is over already.")
    case .tooManyLines(let id):
      return .invalid("lines", "The invoice \(id) would have more than \(Invoice.linesMost) lines.")
    case .priceRecurs(let id, let field):
      return .invalid(field, "The price \(id) recurs; an invoice item needs a one-time price.")
    }
  }

  private static func done(_ step: InvoiceStep) -> String {
    switch step {
    case .finalize: "finalized"
    case .void: "voided"
    case .markUncollectible: "marked uncollectible"
    case .describe: "described anew"
    case .advance: "moved on or held"
    case .changeLines: "given other lines"
    case .send: "sent"
    case .delete: "deleted"
    }
  }

  private static func refused(_ refusal: TaxRefusal) -> APIError {
    switch refusal {
    case .tooManyRates(let field): .invalid(field, "A line has at most \(TaxTerms.most) tax rates.")
    case .rateInactive(let id, let field): .invalid(field, "The tax rate \(id) is inactive.")
    case .rateTwice(let id, let field): .invalid(field, "The tax rate \(id) is named twice.")
    case .ratesMixed(let field):
      .invalid(field, "Inclusive and exclusive tax rates cannot be combined on one line.")
    }
  }

  private static func refused(_ refusal: CreditRefusal) -> APIError {
    switch refusal {
    case .nothingCredited(let field): .missingParameter(field)
    case .notCreditable(let id, let status):
      APIError(
        .invoiceNotEditable,
        "The invoice \(id) is \(status.rawValue); only open and paid invoices can be credited.")
    case .amountNotPositive(let field): .invalid(field, "What is credited is more than nothing.")
    case .exceedsLine(let id, let most, let field):
      .invalid(field, "Only \(most) is left to be credited of the line \(id).")
    case .exceedsInvoice(let id, let most):
      .invalid("lines", "Only \(most) is left to be credited of the invoice \(id).")
    case .partsDiffer(let expected, let field):
      .invalid(
        field,
        """
        \(expected) of it was paid: credit_amount, refund_amount, refunds and out_of_band_amount must come \
        to that.
        """)
    case .amountDiffers(let total): .invalid("amount", "The lines come to \(total), with tax.")
    case .notVoidable(let id):
      .invalid("id", "The credit note \(id) is void, or its invoice is settled, or something was given back.")
    }
  }

  private static func refused(_ refusal: ClosingRefusal) -> APIError {
    switch refusal {
    case .monthNotOver(let month, let current):
      return APIError(
        .monthNotOver,
        "The month \(month) is not over: it is \(current) in this business. Only past months can be closed.",
        parameter: "month")
    }
  }

  static func taken(_ field: String, _ value: String) -> APIError {
    switch field {
    case "id":
      APIError(.resourceAlreadyExists, "An object with the id '\(value)' exists already.", parameter: field)
    case "lookup_key":
      .invalid(
        field,
        "A price uses the lookup key '\(value)' already. Set transfer_lookup_key to take it over.")
    default: .invalid(field, "'\(value)' is in use already.")
    }
  }

  private static func declined(_ decline: Decline) -> APIError {
    APIError(
      ErrorCode(decline.code, status: 402, .card), decline.message, declineCode: decline.declineCode)
  }

  private static let paused = APIError(
    .workspacePaused,
    """
    This business was restored from a backup and is paused: it can be looked at, and nothing can be changed \
    until its operator resumes it.
    """)

  private static let keyInUse = APIError(
    .idempotencyKeyInUse,
    """
    There is currently another in-progress request using this idempotency key. It probably means you \
    submitted twice and the original is still being processed. Please try again later.
    """)

  private static func keyReused(_ key: String) -> APIError {
    APIError(
      .idempotencyMismatch,
      """
      Keys for idempotent requests can only be used with the same parameters they were first used with. Try \
      using a key other than '\(key)' if you meant to execute a different request.
      """)
  }
}
