import Catalog
import Chronology
import Identity
import Monetary
import Operations
import Rating

/// Making a coupon, and codes that customers type for it.
enum CouponForms {
  static let routes: [SiteRoute] =
    SiteRoute.form("/coupons/new", needs: .offer, show: { show($0) }, send: { try await send($0) })
    + SiteRoute.form(
      "/coupons/{coupon}/codes/new", needs: .offer, show: { try await showCode($0) },
      send: { try await sendCode($0) })

  private static var durations: [(value: String, label: String, hint: String)] {
    [
      ("once", say("Once"), say("Off the next invoice.")),
      ("repeating", say("For some months"), say("As many as stand below.")),
      ("forever", say("For ever"), say("Off every invoice.")),
    ]
  }

  private static func show(_ room: Room) -> SiteAnswer { page(room, FormState(fields: FormFields())) }

  private static func page(_ room: Room, _ state: FormState) -> SiteAnswer {
    let name = Field.text(
      "name", say("Name"), state, hint: say("As it stands on invoices."),
      attributes: #" autocomplete="off" maxlength="40""#)
    let off = Field.text(
      "off", say("Takes off"), state, hint: say("So many percent, or such an amount."),
      attributes: #" inputmode="decimal" autocomplete="off" maxlength="30""#)
    let unit = Field.select(
      "unit", say("Of ¦ unit"), state,
      groups: [
        .init(options: [("percent", say("Percent"))]),
        .init(label: say("An amount"), options: Currency.all.map { ($0.code, $0.isoCode) }),
      ])
    let duration = Field.choice("duration", say("How long?"), state, durations)
    let months = Field.text(
      "months", say("Months"), state, hint: say("When it lasts for some months."),
      attributes: #" inputmode="numeric" autocomplete="off" maxlength="4""#)
    let form = Field.form(
      room, action: room.path("coupons/new"), state,
      submit: #"<button class="btn pri">\#(say("Create coupon"))</button>"#,
      #"\#(name)<div class="pair">\#(off)\#(unit)</div>\#(duration)\#(months)\#(most(state))"#)
    let page = RoomPage(
      title: say("New coupon"), section: .catalog,
      subtitle: "\(say("What a coupon takes off never changes."))",
      parent: (say("Coupons"), "coupons"), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func most(_ state: FormState) -> HTML {
    Field.text(
      "most", say("How often at most"), state, hint: say("Empty is as often as anybody likes."),
      attributes: #" inputmode="numeric" autocomplete="off" maxlength="10""#)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let name = room.form["name"]
    if let name, name.count > 40 { state.complain("name", say("A name has at most 40 characters.")) }
    let reduction = reduction(&state)
    let duration = room.form["duration"].flatMap(CouponDuration.init)
    if duration == nil { state.complain("duration", say("Choose how long it lasts.")) }
    let months = duration == .repeating ? state.count("months", 1...1_200, say("A number of months")) : nil
    if duration == .repeating, room.form["months"] == nil {
      state.complain("months", say("Enter for how many months."))
    }
    let most = state.count("most", 1...2_000_000_000, say("A number of uses"))
    guard state.problems.isEmpty, let reduction, let duration else { return page(room, state) }
    var command = CreateCoupon { id, created in
      Coupon(
        id: id, reduction: reduction, duration: duration, months: months.map { Int($0) },
        maxRedemptions: most, created: created)
    }
    command.name = name
    do {
      return try await room.perform(command) { "coupons/\($0)" }
    } catch {
      try state.note(error)
      return page(room, state)
    }
  }

  private static func reduction(_ state: inout FormState) -> Coupon.Reduction? {
    guard state.fields["unit"] != "percent" else {
      return state.percentage("off").map { .percent(off: $0) }
    }
    guard let currency = state.fields["unit"].flatMap({ Currency(code: $0) }) else {
      state.complain("unit", say("Choose percent or a currency of the list."))
      return nil
    }
    guard let amount = state.amount("off", currency) else { return nil }
    if amount == 0 { state.complain("off", say("A coupon takes more than nothing off.")) }
    return .amounts(off: [Money(amount, currency)])
  }

  private static func coupon(_ room: Room) async throws -> Coupon {
    let id = CouponID(room.visit.name("coupon"))
    return try await room.known { try $0.coupon(id) }
  }

  private static func showCode(_ room: Room) async throws -> SiteAnswer {
    codePage(room, FormState(fields: FormFields()), try await coupon(room))
  }

  private static func codePage(_ room: Room, _ state: FormState, _ coupon: Coupon) -> SiteAnswer {
    let code = Field.text(
      "code", say("Code"), state,
      hint: say("Letters, digits and dashes. Empty makes one up that nobody guesses."),
      attributes: #" autocomplete="off" autocapitalize="characters" maxlength="500""#)
    let who = Field.choice(
      "who", say("For whom?"), state,
      [
        ("all", say("Everybody"), say("Whoever knows it.")),
        ("first", say("New customers"), say("Whoever has bought nothing yet.")),
      ])
    let path = "coupons/\(coupon.id)"
    let form = Field.form(
      room, action: room.path("\(path)/codes/new"), state,
      submit: #"<button class="btn pri">\#(say("Create code"))</button>"#, "\(code)\(who)\(most(state))")
    let page = RoomPage(
      title: say("New code"), section: .catalog,
      subtitle: "\(say("Customers type it to use {}.", coupon.title))",
      parent: (coupon.title, path), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func sendCode(_ room: Room) async throws -> SiteAnswer {
    let coupon = try await coupon(room)
    var state = FormState(fields: room.form)
    var command = CreatePromotionCodes(of: coupon.id)
    command.code = room.form["code"]
    if let code = command.code, code.count > 500 || !code.utf8.allSatisfy(isOfCode) {
      state.complain("code", say("A code has letters, digits and dashes only."))
    }
    command.maxRedemptions = state.count("most", 1...2_000_000_000, say("A number of uses"))
    command.firstTimeOnly = room.form["who"] == "first"
    guard state.problems.isEmpty else { return codePage(room, state, coupon) }
    do {
      return try await room.perform(command) { _ in "coupons/\(coupon.id)" }
    } catch {
      try state.note(error) { name in name == "max_redemptions" ? "most" : "code" }
      return codePage(room, state, coupon)
    }
  }

  private static func isOfCode(_ sign: UInt8) -> Bool {
    switch sign {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
