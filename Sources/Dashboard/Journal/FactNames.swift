/// What the journal's names and states are called; those that are not here are shown as they are.
enum FactNames {
  /// What only wraps others.
  static let silent: Set = ["content", "explanation", "levels"]

  /// "Items 1 · Price": each part of a path in words, or as the journal has it.
  static func html(_ path: [String]) -> HTML {
    var parts: [HTML] = []
    var isFree = false
    for step in path where !silent.contains(step) {
      if let place = Int(step) {
        let before = parts.popLast()
        parts.append(before.map { "\($0) \(place + 1)" as HTML } ?? "\(place + 1)")
      } else {
        let words = isFree ? nil : name(step)
        parts.append(words.map { "\($0)" as HTML } ?? "<code>\(step)</code>")
        isFree = isFree || FactValue.free.contains(step)
      }
    }
    return parts.reduce(HTML.nothing) { $0.isEmpty ? $1 : "\($0) · \($1)" }
  }

  /// Seconds of unix time.
  static func isInstant(_ name: String) -> Bool {
    let plain: Set = [
      "created", "updated", "start", "end", "from", "since", "startDate", "dueDate", "cycleAnchor",
      "redeemBy",
      "nextPaymentAttempt", "frozenTime", "target",
    ]
    return plain.contains(name) || name.hasSuffix("At")
  }

  /// Minor units.
  static let amounts: Set = [
    "amount", "amountDue", "amountPaid", "amountPaidOutOfBand", "balance", "discount", "endingBalance", "off",
    "outOfBand", "prePayment", "refunded", "startingBalance", "subtotal", "tax", "taxable", "toBalance",
    "total",
  ]

  /// How many.
  static let counts: Set = [
    "attemptCount", "lines", "maxRedemptions", "months", "quantity", "timesRedeemed", "tries",
  ]

  /// Where a word of ours stands.
  static let states: Set = [
    "status", "reason", "duration", "behavior", "ending", "code", "declineCode", "failure",
  ]

  /// What somebody wrote.
  static let texts: Set = [
    "channel", "city", "comment", "description", "displayName", "email", "footer", "line1", "line2", "memo",
    "name", "nickname", "number", "phone", "billingName", "billingEmail", "billingPhone", "code", "country",
    "last4", "acquisitionSource", "postalCode", "timeZone",
  ]

  static func state(_ word: String) -> String? {
    switch word {
    case "trialing": return say("On trial")
    case "unpaid": return say("Unpaid ¦ subscription")
    case "incomplete": return say("Waits for payment")
    case "incomplete_expired": return say("Never paid")
    case "canceled": return say("Ended")
    case "closing": return say("Closing ¦ month")
    case "closed": return say("Closed ¦ month")
    case "pending", "processing": return say("Not settled yet")
    case "once": return say("For one invoice")
    case "forever": return say("For ever")
    case "repeating": return say("For some months")
    case "keep_as_draft": return say("Keep it as a draft")
    case "mark_uncollectible": return say("Uncollectible")
    case "subscription_create": return say("First invoice")
    case "subscription_cycle": return say("Renewal")
    case "subscription_update": return say("A change of the subscription")
    case "manual": return say("Written by hand")
    case "duplicate": return say("Billed twice")
    case "fraudulent": return say("Fraud")
    case "order_change": return say("The order changed")
    case "product_unsatisfactory": return say("The customer was not content")
    case "cancellation_requested", "requested_by_customer": return say("The customer asked for it")
    default:
      // Many states are called what the journal calls them.
      let words = word.replacing("_", with: " ")
      let text: String = words.prefix(1).uppercased() + words.dropFirst()
      return Phrases.isKnown(text) ? say(text) : nil
    }
  }

  /// Nil for what the pages have no words for.
  static func name(_ name: String) -> String? {
    aboutWhom(name) ?? aboutMoney(name) ?? aboutTime(name) ?? aboutOffers(name) ?? lessCommon(name)
  }

  private static func aboutWhom(_ name: String) -> String? {
    switch name {
    case "acquisitionSource": say("Came by")
    case "address": say("Address")
    case "billedTo": say("Billed to")
    case "channel": say("Channel")
    case "comment": say("Comment")
    case "country": say("Country")
    case "customer": say("Customer")
    case "description": say("Description")
    case "email": say("E-mail")
    case "memo": say("Memo")
    case "metadata": say("Metadata")
    case "name", "displayName", "nickname": say("Name")
    case "number": say("Number")
    case "phone": say("Phone")
    case "reason": say("Reason")
    case "status": say("State")
    case "subscription": say("Subscription")
    case "testClock": say("Test clock")
    default: nil
    }
  }

  private static func aboutMoney(_ name: String) -> String? {
    switch name {
    case "amount": say("Amount")
    case "amountDue": say("Amount due")
    case "amountPaid": say("Paid ¦ amount")
    case "amountPaidOutOfBand": say("Paid elsewhere")
    case "attemptCount", "tries": say("Tries")
    case "balance": say("Balance")
    case "collection": say("Paid ¦ how")
    case "currency": say("Currency")
    case "defaultPaymentMethod": say("Pays with")
    case "discount": say("Discount")
    case "discounts": say("Discounts")
    case "endingBalance": say("Balance after")
    case "invoice": say("Invoice")
    case "latestInvoice": say("Latest invoice")
    case "lines", "put": say("Lines")
    case "list": say("At list prices")
    case "net": say("Net")
    case "nextPaymentAttempt": say("Next try")
    case "outOfBand": say("Settled elsewhere")
    case "paymentMethod": say("Method")
    case "prePayment": say("Credited before payment")
    case "refunded": say("Refunded")
    case "startingBalance": say("Balance before")
    case "subtotal": say("Subtotal")
    case "tax", "taxes": say("Tax")
    case "taxable": say("Taxed amount")
    case "taxRates", "defaultTaxRates": say("Tax rates")
    case "toBalance": say("To the customer's balance")
    case "total": say("Total")
    case "unitPrice": say("Price of one")
    default: nil
    }
  }

  private static func aboutTime(_ name: String) -> String? {
    switch name {
    case "cadence": say("How often")
    case "cancellation": say("Cancellation")
    case "created": say("Created")
    case "day": say("Day")
    case "dueDate": say("Due")
    case "effectiveAt": say("Effective")
    case "end": say("Until")
    case "endedAt": say("Ended")
    case "finalizedAt": say("Made final")
    case "finalizesAt": say("Is made final")
    case "from", "start": say("From ¦ when")
    case "month": say("Month")
    case "period": say("Period")
    case "requestedAt": say("Asked for")
    case "sentAt": say("Sent")
    case "since": say("Since")
    case "startDate": say("Began")
    case "timeZone": say("Days of")
    case "trial": say("Trial")
    case "updated": say("Changed")
    default: nil
    }
  }

  private static func aboutOffers(_ name: String) -> String? {
    switch name {
    case "active": say("In use")
    case "basisPoints": say("Margin")
    case "code": say("Code")
    case "coupon": say("Coupon")
    case "duration": say("Lasts")
    case "id": say("Id")
    case "item": say("Item")
    case "items": say("Items")
    case "kind": say("Kind")
    case "lookupKey": say("Lookup key")
    case "model": say("Asks")
    case "months": say("Months")
    case "percentage": say("Percent")
    case "perEuro": say("One euro buys")
    case "price": say("Price")
    case "product": say("Product")
    case "products": say("Products")
    case "promotionCode": say("Promotion code")
    case "proration": say("Proration")
    case "quantity": say("Quantity")
    case "redeemBy", "expiresAt": say("Can be used until")
    case "reduction": say("Takes off")
    case "revisions": say("Version")
    case "timesRedeemed": say("Used")
    default: nil
    }
  }
}
