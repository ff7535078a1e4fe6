import Chronology
import Identity
import Invoicing
import Monetary
import Operations
import Relations
import Subscriptions

/// Ending a subscription: when, and what that means, before it is done.
enum CancelForm {
  static let routes: [SiteRoute] = SiteRoute.form(
    "/subscriptions/{subscription}/cancel", needs: .serve, show: { try await show($0) },
    send: { try await send($0) })

  private static func story(_ room: Room) async throws -> SubscriptionPages.Story {
    let id = SubscriptionID(room.visit.name("subscription"))
    return try await room.known { try SubscriptionPages.Story(id, $0) }
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    page(room, FormState(fields: FormFields()), try await story(room))
  }

  private static func page(
    _ room: Room, _ state: FormState, _ story: SubscriptionPages.Story
  ) -> SiteAnswer {
    let subscription = story.subscription
    let path = "subscriptions/\(subscription.id)"
    guard !subscription.status.isTerminal else { return .redirect(room.path(path)) }
    let choice = Field.choice("when", say("When does it end?"), state, options(story))
    let form = Field.form(
      room, action: room.path("\(path)/cancel"), state,
      submit: """
        <button class="btn danger">\(say("Cancel subscription"))</button>\
        <a class="btn ghost" href="\(room.path(path))">\(say("Keep it"))</a>
        """, choice)
    let page = RoomPage(
      title: say("Cancel {}", story.title), section: .subscriptions, subtitle: effect(story),
      parent: (story.title, path), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func options(
    _ story: SubscriptionPages.Story
  ) -> [(value: String, label: String, hint: String)] {
    let subscription = story.subscription
    let end = DayText.day(subscription.renewal)
    let later = (
      value: "end", label: say("On {}", end),
      hint: say(
        "When the paid period ends. Until then everything stays as it is; no further invoice is made.")
    )
    let open = story.invoices.filter { $0.status == .open || $0.status == .draft }
    let debt =
      open.isEmpty
      ? say("No invoice is open.")
      : open.count.counted(
        "No further try to collect 1 open invoice; the books keep what is owed.",
        "No further try to collect {} open invoices; the books keep what is owed.")
    let now = (
      value: "now", label: say("Now"),
      hint: say("It ends at once. The time paid for, until {}, is not given back. {}", end, debt)
    )
    return subscription.status.isRunning && subscription.cancellation == nil ? [later, now] : [now]
  }

  /// What leaves the figures with it.
  private static func effect(_ story: SubscriptionPages.Story) -> HTML {
    let levels = story.subscription.recurringLevels(prices: story.prices).reduce(0) { $0 + $1.net }
    let amount = Int64(Rounding.halfEven.divide(Int128(levels), by: 1_000_000))
    let money = MoneyText.text(amount, story.subscription.currency)
    let text =
      amount == 0
      ? say("Nothing recurs from it now.") : say("{} of monthly recurring revenue ends with it.", money)
    return "\(text)"
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let id = SubscriptionID(room.visit.name("subscription"))
    let place = "subscriptions/\(id)"
    do {
      switch room.form["when"] {
      case "now": return try await room.perform(CancelSubscription(id)) { _ in place }
      case "end":
        var command = UpdateSubscription(id)
        command.cancelAtPeriodEnd = true
        return try await room.perform(command) { _ in place }
      default: state.complain("when", say("Choose when it ends."))
      }
    } catch {
      try state.note(error)
    }
    return page(room, state, try await story(room))
  }
}
