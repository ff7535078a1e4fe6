import Operations

/// Who may look at a workspace, and as what; for owners.
enum PeoplePages {
  static let routes: [SiteRoute] =
    [SiteRoute(.get, "/w/{workspace}/people", .room(.govern) { room in try await list(room) })]
    + SiteRoute.form(
      "/people/{user}", needs: .govern, show: { try await show($0) }, send: { try await send($0) })

  private static func list(_ room: Room) async throws -> SiteAnswer {
    let people = try await room.visit.users.people(of: room.workspace.record)
    var table = RowTable(
      label: say("People"),
      columns: [
        .init(title: say("E-mail")), .init(title: say("Role")),
        .init(title: say("Two-factor sign-in"), isExtra: true), .init(title: say("Last seen")),
      ])
    table.rows = people.map { person in
      [
        name(of: person, room), roles(of: person),
        StateWord(
          text: person.hasSecondFactor ? say("On ¦ switched") : say("Off"),
          tone: person.hasSecondFactor ? .good : .quiet
        ).html,
        #"<span class="mut">\#(person.lastSeen.map { "\(DayText.minute($0)) UTC" } ?? "–")</span>"#,
      ]
    }
    let log: HTML = #"<a class="btn" href="\#(room.path("people/log"))">\#(say("What people did"))</a>"#
    let note: HTML = """
      <p class="note mut">\(HTML.say(
        "Whoever runs this program lets somebody in: {}.", "<code>perennial user grant</code>"))</p>
      """
    let page = RoomPage(
      title: say("People"), section: .people, actions: log,
      body: card(say("Who may look at this workspace"), table.html + note))
    return page.answer(in: room)
  }

  /// A link where the role can be changed here.
  private static func name(of person: Person, _ room: Room) -> HTML {
    person.role == nil ? "\(person.email)" : link(room.path("people/\(person.id)"), person.email)
  }

  private static func roles(of person: Person) -> HTML {
    let here = person.role.map { "\($0.title)" as HTML }
    let everywhere = person.everywhere.map { role -> HTML in
      #"\#(role.title) <span class="mut">\#(say("in all workspaces"))</span>"#
    }
    return [here, everywhere].compactMap(\.self).reduce(.nothing) { $0.isEmpty ? $1 : $0 + ", " + $1 }
  }

  private static func known(_ room: Room) async throws -> (person: Person, role: Role) {
    let id = room.visit.name("user")
    let people = try await room.visit.users.people(of: room.workspace.record)
    guard let person = people.first(where: { $0.id.text == id }), let role = person.role else {
      throw SiteRefusal.missing
    }
    return (person, role)
  }

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let (person, role) = try await known(room)
    var state = FormState(fields: FormFields())
    state.fields["role"] = role.rawValue
    return page(room, person, state)
  }

  private static func page(_ room: Room, _ person: Person, _ state: FormState) -> SiteAnswer {
    let choice = Field.choice(
      "role", say("Role"), state,
      Role.allCases.map { ($0.rawValue, $0.title, $0.meaning) }
        + [("none", say("None"), say("The workspace is not there for this person any more."))])
    let also: HTML =
      person.everywhere.map { role in
        #"<p class="hint">\#(say("Besides, this person has a role in all workspaces: {}.", role.title))</p>"#
      } ?? .nothing
    let form = Field.form(
      room, action: room.path("people/\(person.id)"), state,
      submit: #"<button class="btn pri">\#(say("Change role"))</button>"#, choice + also)
    let page = RoomPage(
      title: person.email, section: .people, subtitle: "\(say("It counts from the person's next page on."))",
      parent: (say("People"), "people"), body: form)
    return page.answer(in: room, status: state.problems.isEmpty ? 200 : 422)
  }

  private static func send(_ room: Room) async throws -> SiteAnswer {
    let (person, _) = try await known(room)
    var state = FormState(fields: room.form)
    let word = room.form["role"] ?? ""
    let role = Role(rawValue: word)
    guard role != nil || word == "none" else {
      state.complain("role", say("Choose a role."))
      return page(room, person, state)
    }
    do {
      try await room.visit.users.changeRole(
        of: person.id, to: role, in: room.workspace.record, by: room.visitor.user.id)
    } catch UserRefusal.lastOwner {
      state.complain("role", say("A workspace keeps an owner. Make somebody else one first."))
      return page(room, person, state)
    } catch UserRefusal.noRole {
      throw SiteRefusal.missing
    }
    // Whoever gave the own role away may not come back here.
    let isOwnRole = person.id == room.visitor.user.id && role != .owner
    return .redirect(isOwnRole ? "/" : room.path("people"))
  }
}
