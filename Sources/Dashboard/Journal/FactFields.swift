/// What less common fields of a fact are called.
extension FactNames {
  static func lessCommon(_ name: String) -> String? {
    ofPeople(name) ?? ofPayments(name) ?? ofCourses(name)
  }

  private static func ofPeople(_ name: String) -> String? {
    switch name {
    case "city": say("City")
    case "delinquent": say("Behind with payments")
    case "feedback": say("Feedback")
    case "footer": say("Footer")
    case "invoicePrefix": say("Before each invoice number")
    case "line1": say("Street")
    case "line2": say("Second line of the address")
    case "message": say("Message")
    case "nextInvoiceSequence": say("Next invoice number")
    case "postalCode": say("Postal code")
    case "preferredLocales": say("Languages")
    case "shipping": say("Delivery")
    case "state": say("Region")
    case "statementDescriptor": say("On the card statement")
    case "subscriptionMetadata": say("Metadata of the subscription")
    case "customFields": say("Fields of the invoice")
    case "taxExemption": say("Exempt from tax")
    case "unitLabel": say("Unit label")
    default: nil
    }
  }

  private static func ofPayments(_ name: String) -> String? {
    switch name {
    case "brand": say("Card brand")
    case "card": say("Card")
    case "expiryMonth": say("Expires, month")
    case "expiryYear": say("Expires, year")
    case "last4": say("Last four digits")
    case "attempted": say("Tried")
    case "authenticated": say("Confirmed by the customer")
    case "autoAdvance": say("Goes on by itself")
    case "creditedOpen": say("Credited before payment, so far")
    case "creditedPaid": say("Credited after payment, so far")
    case "decline", "lastDecline": say("Card declined")
    case "declineCode": say("The bank's reason")
    case "defaultPrice": say("Usual price")
    case "discountable": say("Discounts apply")
    case "gatewayReference": say("Reference at the gateway")
    case "isInclusive": say("Held by the price")
    case "latestCharge": say("Latest payment")
    case "paymentIntent": say("Payment")
    case "percent": say("Percent")
    case "off": say("Takes off")
    case "taxBehavior": say("Tax in the price")
    case "timing": say("Billed ¦ when")
    default: nil
    }
  }

  private static func ofCourses(_ name: String) -> String? {
    switch name {
    case "atPeriodEnd": say("At the end of the period")
    case "behavior": say("Invoices meanwhile")
    case "canceledAt": say("Called off")
    case "collectionPause": say("Pause of collection")
    case "count": say("Number of intervals")
    case "cycleAnchor": say("Periods begin with")
    case "daysUntilDue": say("Days until due")
    case "paidAt": say("Paid ¦ when")
    case "resumesAt": say("Goes on")
    case "startedAt": say("Began")
    case "uncollectibleAt": say("Given up")
    case "unit": say("Interval")
    case "voidedAt": say("Voided ¦ when")
    case "withoutCard": say("Without a card")
    default: nil
    }
  }
}
