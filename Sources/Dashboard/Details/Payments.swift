import Operations
import Receivables

/// Every time somebody's card was asked, and what came of it.
enum Payments {
  /// - Parameter showsInvoice: not on the invoice's own page.
  static func card(_ charges: [CardCharge], showsInvoice: Bool = true, _ room: Room) -> HTML {
    guard !charges.isEmpty else { return .nothing }
    var table = RowTable(
      label: say("Payments"),
      columns: [
        .init(title: say("When")), .init(title: say("What came of it")),
        .init(title: say("Amount"), isNumber: true),
      ] + (showsInvoice ? [.init(title: say("Invoice"), isExtra: true)] : []))
    table.rows = charges.map { charge in
      [
        "\(DayText.minute(charge.created))", outcome(charge), "\(MoneyText.text(charge.amount))",
      ] + (showsInvoice ? [link(room.path("invoices/\(charge.invoice)"), say("The invoice"))] : [])
    }
    return Dashboard.card(say("Payments"), table.html)
  }

  private static func outcome(_ charge: CardCharge) -> HTML {
    if let decline = charge.decline {
      let state = StateWord(text: say("Declined"), tone: .bad).html
      return "\(state)<small>\(say(decline.message))</small>"
    }
    guard let refunded = charge.refunded, refunded > 0 else {
      return StateWord(text: say("Paid"), tone: .good).html
    }
    let text = say("{} went back", MoneyText.text(refunded, charge.amount.currency))
    return StateWord(text: say("Paid"), tone: .good).html + "<small>\(text)</small>"
  }
}
