import Monetary
import Operations

/// What wants a look, each with the list of what it is about. Nothing stands here when all is well.
struct AttentionNotes {
  let piles: AttentionPiles
  let currency: Currency
  let room: Room

  var html: HTML {
    guard !piles.isEmpty else { return .nothing }
    let notes =
      note(piles.declined, "invoices?state=failed") { count, amount in
        HTML.say("{} worth {}", bold(count.counted("failed payment")), amount)
      }
      + note(piles.overdue, "invoices?state=overdue") { count, amount in
        HTML.say("{} worth {}", bold(count.counted("overdue invoice")), amount)
      }
      + note(piles.pastDue, "subscriptions?state=past_due") { count, amount in
        HTML.say("{} with {} of MRR at risk", bold(count.counted("past-due subscription")), amount)
      }
      + note(piles.ending, "subscriptions?state=ending") { count, amount in
        let ending = count.counted("{} subscription that ends", "{} subscriptions that end")
        return HTML.say("{} with {} of MRR", bold(ending), amount)
      }
    return """
      <section class="attention" aria-label="\(say("Wants a look"))">\(Icon.alert.html)\
      <ul>\(notes)</ul></section>
      """
  }

  private func bold(_ text: String) -> HTML { "<b>\(text)</b>" }

  private func note(_ pile: Pile, _ path: String, _ told: (Int, HTML) -> HTML) -> HTML {
    guard pile.count > 0 else { return .nothing }
    let link = room.path("\(path)&currency=\(currency.code)")
    let text = told(pile.count, "\(MoneyText.text(pile.amount, currency))")
    return #"<li><a href="\#(link)">\#(text)</a></li>"#
  }
}
