import Operations
import Relations

/// Meeting a customer: a name, an e-mail, and in a test workspace a card of the test set.
enum CustomerForm {
  static let routes: [SiteRoute] = SiteRoute.form(
    "/customers/new", needs: .serve, show: { show($0) }, send: { try await send($0) })

  /// What the test gateway's cards do, in the words of somebody who tries things out.
  private static var cards: [(value: String, label: String)] {
    [
      ("", say("None")), ("pm_card_visa", say("Visa 4242, pays")),
      ("pm_card_mastercard", say("Mastercard 4444, pays")),
      ("pm_card_chargeCustomerFail", say("Visa 0341, is kept and then declined")),
      ("pm_card_chargeDeclined", say("Visa 0002, is refused at once")),
      ("pm_card_authenticationRequired", say("Visa 3184, asks for authentication")),
    ]
  }

  private static func show(_ room: Room) -> SiteAnswer { page(room, FormState(fields: FormFields())) }

  private static func page(_ room: Room, _ state: FormState) -> SiteAnswer {
    let isTest = room.workspace.record.mode == .test
    let method: HTML =
      isTest
      ? Field.select(
        "payment_method", say("Test payment method"), state,
        hint: say("Charged by default. No real money moves here."),
        groups: [.init(options: cards)]) : .nothing
    let name = Field.text("name", say("Name"), state, attributes: #" autocomplete="off" maxlength="256""#)
    let email = Field.text(
      "email", say("E-mail"), state, hint: say("Where invoices go."),
      attributes: #" type="email" autocomplete="off" maxlength="512""#)
    let source = Field.text(
      "source", say("Came by"), state, hint: say("The channel that won them, such as search or partner."),
      attributes: #" autocomplete="off" maxlength="80""#)
    let form = Field.form(
      room, action: room.path("customers/new"), state,
      submit: #"<button class="btn pri">\#(say("Create customer"))</button>"#,
      "\(name)\(email)\(source)\(method)")
    let page = RoomPage(
      title: say("New customer"), section: .customers, parent: (say("Customers"), "customers"), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    var state = FormState(fields: room.form)
    let (name, email) = (room.form["name"], room.form["email"])
    if name == nil, email == nil { state.complain("name", say("Enter a name or an e-mail address.")) }
    if let name, name.count > 256 { state.complain("name", say("A name has at most 256 characters.")) }
    if let email, !isAddress(email) { state.complain("email", say("\"{}\" is no e-mail address.", email)) }
    let source = room.form["source"].flatMap { AcquisitionSource.name($0) }
    if room.form["source"] != nil, source == nil {
      state.complain("source", say("A channel has at most 80 characters."))
    }
    let token = room.form["payment_method"]
    let isTest = room.workspace.record.mode == .test
    if let token, !isTest || !cards.contains(where: { $0.value == token }) {
      state.complain("payment_method", say("Choose one of the list."))
    }
    guard state.problems.isEmpty else { return page(room, state) }
    var terms = CustomerTerms()
    terms.name = .set(name)
    terms.email = .set(email)
    terms.acquisitionSource = .set(source)
    do {
      var source: PaymentMethodSource?
      if let token, let card = try await room.workspace.card(for: token) { source = .card(card) }
      let command = CreateCustomer(terms: terms, paymentMethod: source)
      return try await room.perform(command) { "customers/\($0)" }
    } catch {
      try state.note(error)
      return page(room, state)
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
      && text.utf8.count <= 512
  }
}
