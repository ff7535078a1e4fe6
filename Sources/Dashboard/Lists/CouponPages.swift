import Catalog
import Chronology
import Operations

/// What takes something off, and the codes that customers type for it.
enum CouponPages {
  static let routes: [SiteRoute] = [
    .look("/coupons") { room in try await list(room) },
    .look("/coupons/{coupon}") { room in try await show(room) },
  ]

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let page = ListPage.page(room.query)
    let (found, now): (PageResult<Coupon>, Instant)
    do {
      (found, now) = try await room.read { (try $0.coupons(page), $0.workspaceNow) }
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    var table = RowTable(
      label: say("Coupons"),
      columns: [
        .init(title: say("Coupon")), .init(title: say("State")), .init(title: say("Lasts"), isExtra: true),
        .init(title: say("Used"), isNumber: true),
      ])
    table.rows = found.elements.map { coupon in
      [
        "\(heading(of: coupon, room))<small>\(coupon.off)</small>", coupon.state(at: now).html,
        "\(coupon.lasting)", "\(coupon.used)",
      ]
    }
    let answer = RoomPage(
      title: say("Coupons"), section: .catalog, parent: (say("Products and prices"), "products"),
      actions: making("coupons/new", say("New coupon"), room),
      body: found.elements.isEmpty
        ? card(
          say("No coupons yet"),
          #"<p class="lead">\#(say("What takes something off your prices appears here."))</p>"#)
        : card(say("Newest first"), table.html)
          + ListPage.links(found, room.path("coupons"), room.query) { $0.id.text })
    return answer.answer(in: room)
  }

  private static func making(_ path: String, _ text: String, _ room: Room) -> HTML {
    guard room.may(.offer) else { return .nothing }
    return #"<a class="btn pri" href="\#(room.path(path))">\#(Icon.plus.html)\#(text)</a>"#
  }

  /// Ids are their makers' choice; one with other signs than these has no address.
  static func hasPage(_ id: CouponID) -> Bool {
    id.text.utf8.allSatisfy { sign in
      switch sign {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }

  private static func heading(of coupon: Coupon, _ room: Room) -> HTML {
    hasPage(coupon.id) ? link(room.path("coupons/\(coupon.id)"), coupon.title) : "\(coupon.title)"
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let id = CouponID(room.visit.name("coupon"))
    let (coupon, products, codes, now) = try await room.known {
      snapshot -> (Coupon, [Product], [PromotionCode], Instant)? in
      guard let coupon = try snapshot.coupon(id) else { return nil }
      var filter = PromotionCodeFilter()
      filter.coupon = id
      return (
        coupon, try (coupon.products ?? []).compactMap { try snapshot.product($0) },
        try snapshot.promotionCodes(filter, Page(limit: 100)).elements, snapshot.workspaceNow
      )
    }
    var facts = Facts()
    facts.add(say("Takes off"), coupon.off)
    facts.add(say("Lasts"), coupon.lasting)
    if !products.isEmpty { facts.add(say("For ¦ which"), products.map(\.name).joined(separator: ", ")) }
    facts.add(say("Used"), coupon.used)
    facts.add(say("Can be used until"), coupon.redeemBy.map(DayText.day))
    facts.add(say("Id"), "<code>\(id.text)</code>" as HTML)
    var table = RowTable(
      label: say("Codes"),
      columns: [
        .init(title: say("Code")), .init(title: say("State")), .init(title: say("Used"), isNumber: true),
      ])
    table.rows = codes.map { code in
      let isOpen = code.active && code.isOpen(at: now) && coupon.isValid(at: now)
      return [
        "\(code.code)",
        StateWord(text: isOpen ? say("Open") : say("Closed ¦ code"), tone: isOpen ? .good : .quiet).html,
        "\(times(code.timesRedeemed, of: code.maxRedemptions))",
      ]
    }
    let answer = RoomPage(
      title: coupon.title, section: .catalog, subtitle: coupon.state(at: now).html,
      parent: (say("Coupons"), "coupons"),
      actions: coupon.isValid(at: now) ? making("coupons/\(id)/codes/new", say("New code"), room) : .nothing,
      body: card(say("About"), facts.html)
        + card(
          codes.count == 100 ? say("The newest hundred codes") : say("Codes"),
          codes.isEmpty ? #"<p class="lead">\#(say("None yet."))</p>"# : table.html))
    return answer.answer(in: room)
  }
}

private func times(_ count: Int64, of most: Int64?) -> String {
  most.map { say("{} of {}", String(count), String($0)) } ?? "\(count)"
}

extension Coupon {
  var title: String { name ?? id.text }

  /// "12.5 % off", "€5.00 or SEK 50.00 off".
  fileprivate var off: String {
    switch reduction {
    case .percent(let percentage): say("{} % off", percentage.text)
    case .amounts(let amounts):
      say("{} off", Self.or(amounts.map { MoneyText.text($0) }))
    }
  }

  private static func or(_ texts: [String]) -> String {
    texts.dropFirst().reduce(texts.first ?? "") { say("{} or {}", $0, $1) }
  }

  fileprivate var lasting: String {
    switch duration {
    case .once: say("For one invoice")
    case .forever: say("For ever")
    case .repeating: (months ?? 0).counted("For 1 month", "For {} months")
    }
  }

  fileprivate var used: String { times(timesRedeemed, of: maxRedemptions) }

  fileprivate func state(at instant: Instant) -> StateWord {
    if isDeleted { return StateWord(text: say("Withdrawn"), tone: .quiet) }
    return isValid(at: instant)
      ? StateWord(text: say("Open"), tone: .good) : StateWord(text: say("Used up or over"), tone: .quiet)
  }
}
