import Monetary
import Operations

/// What wants a look, each with the list of what it is about. Nothing stands here when all is well.
struct AttentionNotes {
  let piles: AttentionPiles
  let currency: Currency
  let room: Room

  var html: HTML {
    guard !piles.isEmpty else { return .nothing }
    let notes = [
      note(piles.declined, "failed payment", "{} worth {}", "invoices?state=failed"),
      note(piles.overdue, "overdue invoice", "{} worth {}", "invoices?state=overdue"),
      note(
        piles.pastDue, "past-due subscription", "{} with {} of MRR at risk", "subscriptions?state=past_due"),
      note(
        piles.ending, "{} subscription that ends", "{} with {} of MRR", "subscriptions?state=ending",
        many: "{} subscriptions that end"),
    ]
    return """
      <section class="attention" aria-label="\(say("Wants a look"))">\(Icon.alert.html)\
      <ul>\(notes)</ul></section>
      """
  }

  private func note(
    _ pile: Pile, _ noun: String, _ phrase: String, _ path: String, many: String? = nil
  ) -> HTML {
    guard pile.count > 0 else { return .nothing }
    let link = room.path("\(path)&currency=\(currency.code)")
    let text = HTML.say(
      phrase, "<b>\(pile.count.counted(noun, many))</b>", "\(MoneyText.text(pile.amount, currency))")
    return #"<li><a href="\#(link)">\#(text)</a></li>"#
  }
}
