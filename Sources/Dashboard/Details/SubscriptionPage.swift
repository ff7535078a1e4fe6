import Analytics
import Catalog
import Chronology
import Invoicing
import Monetary
import Operations
import Relations
import Subscriptions

/// Everything about one contract.
enum SubscriptionPage {
  typealias Story = SubscriptionPages.Story

  static let routes: [SiteRoute] = [
    .look("/subscriptions/{subscription}") { room in try await show(room) }
  ]

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = SubscriptionID(room.visit.name("subscription"))
    try await room.workspace.foldMovements()
    let story = try await room.known { try Story(id, $0) }
    let course = try await room.read { try ContractCourse(story.subscription, $0) }
    let happened = try await FactList([id.text] + story.invoices.prefix(20).map(\.id.text), room)
    let subscription = story.subscription
    let canEnd = room.may(.serve) && !subscription.status.isTerminal && story.customer != nil
    let action: HTML =
      canEnd
      ? """
      <a class="btn" href="\(room.path("subscriptions/\(id)/cancel"))">\(say("Cancel subscription"))</a>
      """
      : .nothing
    let invoices: HTML =
      story.invoices.isEmpty
      ? #"<p class="lead">\#(say("None yet."))</p>"#
      : InvoicePages.table(story.invoices, room, showsCustomer: false)
    let page = RoomPage(
      title: story.title, section: .subscriptions, subtitle: subscription.state.html,
      parent: (say("Subscriptions"), "subscriptions"), actions: action,
      body: """
        \(card(say("About"), facts(story, room).html))
        \(card(say("What is billed"), items(story)))
        \(try await next(story, room))
        \(LevelHistory.cards(course.movements, isWhole: false, names: course.names, room))
        \(course.phasesCard(room))
        \(card(say("Invoices"), invoices))
        \(happened.html)
        """)
    return page.answer(in: room)
  }

  /// The next invoice, made by the renewal itself and rolled back.
  private static func next(_ story: Story, _ room: Room) async throws -> HTML {
    let subscription = story.subscription
    guard !subscription.status.isTerminal, story.customer != nil else { return .nothing }
    do {
      let (invoice, shown) = try await room.workspace.preview(
        InvoicePreview(.renewal(subscription.id)), as: room.cause
      ) { invoice, lines, snapshot in (invoice, try InvoiceTable(invoice, lines, snapshot)) }
      let day = DayText.day(subscription.renewal, in: subscription.zone)
      let title = say("Next invoice, on {}", day)
      return card(title, invoice.total == 0 && invoice.amountDue == 0 ? free : shown.html)
    } catch is Refusal {
      return .nothing
    } catch is WorkspaceRefusal {
      return .nothing
    }
  }

  private static var free: HTML {
    #"<p class="lead">\#(say("Nothing will be asked for."))</p>"#
  }

  private static func facts(_ story: Story, _ room: Room) -> Facts {
    let subscription = story.subscription
    func day(_ instant: Instant) -> String { DayText.day(instant, in: subscription.zone) }
    var facts = Facts()
    facts.add(
      say("Customer"),
      link(
        room.path("customers/\(subscription.customer)"), story.customer?.title ?? subscription.customer.text))
    facts.add(say("Began"), day(subscription.startDate))
    if let ended = subscription.endedAt {
      facts.add(say("Ended"), day(ended))
    } else if let ending = subscription.cancellation?.effectiveAt {
      facts.add(say("Ends"), day(ending))
    } else if subscription.status == .paused {
      let isAfterTrial = subscription.trial?.end == subscription.renewal
      facts.add(
        isAfterTrial ? say("Paused since") : say("Paused ¦ how long"),
        isAfterTrial ? day(subscription.renewal) : say("Until it is resumed"))
    } else {
      facts.add(
        subscription.status == .trialing ? say("Trial ends") : say("Renews"), day(subscription.renewal))
    }
    facts.add(say("Current period"), DayText.period(subscription.period, in: subscription.zone))
    facts.add(say("Days of"), subscription.timeZone?.identifier)
    facts.add(say("Discounts"), story.discounts.isEmpty ? nil : story.discounts.joined(separator: ", "))
    switch subscription.collection {
    case .chargeAutomatically: facts.add(say("Paid ¦ how"), say("Charged automatically"))
    case .sendInvoice(let days):
      facts.add(
        say("Paid ¦ how"), days.counted("By invoice, due within 1 day", "By invoice, due within {} days"))
    }
    facts.add(say("Id"), "<code>\(subscription.id.text)</code>" as HTML)
    return facts
  }

  private static func items(_ story: Story) -> HTML {
    // Where intervals differ, each item's own period is worth a column.
    let hasPeriods = !story.subscription.hasOneCadence
    var table = RowTable(
      label: say("Items"),
      columns: [
        .init(title: say("Product")), .init(title: say("Quantity"), isNumber: true),
        .init(title: say("Price"), isNumber: true),
      ] + (hasPeriods ? [.init(title: say("Period"), isNumber: true)] : []))
    table.rows = story.subscription.items.filter { !$0.isRemoved }.map { item in
      let price = story.prices[item.price]
      let product = price.flatMap { story.products[$0.product] } ?? item.price.text
      let row: [HTML] = [
        "\(item.isInArrears ? say("{}, billed afterwards", product) : product)", "\(item.quantity)",
        "\(price?.text ?? "–")",
      ]
      let period = DayText.period(item.period, in: story.subscription.zone)
      return hasPeriods ? row + [#"<span class="mut">\#(period)</span>"#] : row
    }
    return table.html
  }
}
