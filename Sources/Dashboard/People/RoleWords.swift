import Operations

extension Role {
  /// What a role is called on a page.
  var title: String {
    switch self {
    case .viewer: say("Read-only")
    case .support: say("Support")
    case .finance: say("Finance")
    case .owner: say("Owner")
    }
  }

  /// What it means for whoever has it.
  var meaning: String {
    switch self {
    case .viewer: say("Looks at everything and changes nothing.")
    case .support: say("Makes and changes customers, begins and ends subscriptions, applies codes.")
    case .finance:
      say("Writes invoices and credit notes, settles what becomes of them, keeps tax rates, spend and rates.")
    case .owner: say("Does everything, also products, prices and coupons, and sees who may come in.")
    }
  }
}

extension Powers {
  /// "Support, Finance"
  var title: String { roles.map(\.title).joined(separator: ", ") }
}
