import Chronology
import Journal
import Operations

/// What people did in a workspace, and what became of who may come in; for owners.
enum LogPage {
  static let routes: [SiteRoute] = [
    SiteRoute(.get, "/w/{workspace}/people/log", .room(.govern) { room in try await show(room) })
  ]

  private static func show(_ room: Room) async throws -> SiteAnswer {
    let place = WorkspaceLog.Place(entry: room.query["entry"], fact: room.query["fact"])
    let log: WorkspaceLog
    do {
      log = try await room.visit.users.log(of: room.workspace, after: place, limit: ListPage.limit)
    } catch is UnknownCursor {
      throw SiteRefusal.missing
    }
    var table = RowTable(
      label: say("What people did"),
      columns: [
        .init(title: say("What")), .init(title: say("About"), isExtra: true), .init(title: say("By")),
        .init(title: say("When")),
      ])
    table.rows = log.lines.map { row($0, log, room) }
    let page = RoomPage(
      title: say("What people did"), section: .people, parent: (say("People"), "people"),
      body: log.lines.isEmpty
        ? card(
          say("Nothing yet"), #"<p class="lead">\#(say("What people do on these pages appears here."))</p>"#)
        : card(say("Newest first"), table.html) + pages(log, place, room))
    return page.answer(in: room)
  }

  private static func row(_ line: WorkspaceLog.Line, _ log: WorkspaceLog, _ room: Room) -> [HTML] {
    switch line {
    case .entry(let entry):
      [
        what(entry), entry.user.map { "\(log.emails[$0] ?? $0.text)" } ?? .nothing,
        by(entry.actor, log), at(entry.recorded),
      ]
    case .fact(let fact):
      [
        link(room.path("facts/\(fact.id)"), FactPage.words(fact.fact.kind)),
        "<code>\(fact.fact.subject)</code>", by(fact.cause.actor, log), at(fact.recorded),
      ]
    }
  }

  private static func at(_ instant: Instant) -> HTML {
    #"<span class="mut">\#(DayText.minute(instant)) UTC</span>"#
  }

  private static func by(_ actor: String, _ log: WorkspaceLog) -> HTML {
    if let user = AccessActor.user(in: actor) { return "\(log.emails[user] ?? user.text)" }
    return switch actor {
    case AccessActor.commandLine.text: "\(say("The command line"))"
    case AccessActor.stranger.text: "\(say("Somebody"))"
    default: "\(actor)"
    }
  }

  private static func what(_ entry: AccessEntry) -> HTML {
    let detail: String? =
      switch entry.kind {
      case .roleGranted: entry.detail.flatMap(Role.init(rawValue:))?.title ?? entry.detail
      case .recoveryCodeUsed: entry.detail.map { say("{} left", $0) }
      default: entry.detail
      }
    let scope =
      (entry.kind == .roleGranted || entry.kind == .roleRevoked) && entry.workspace == nil
      ? say("in all workspaces") : nil
    let more = [detail, scope].compactMap(\.self).joined(separator: " ")
    return more.isEmpty ? "\(entry.kind.title)" : "\(entry.kind.title)<small>\(more)</small>"
  }

  private static func pages(
    _ log: WorkspaceLog, _ place: WorkspaceLog.Place, _ room: Room
  ) -> HTML {
    let path = room.path("people/log")
    let newest: HTML =
      place == WorkspaceLog.Place()
      ? .nothing : #"<a class="btn sm" href="\#(path)">\#(Icon.back.html)\#(say("Newest"))</a>"#
    let older = log.next.map { next -> HTML in
      let query = [("entry", next.entry), ("fact", next.fact)]
        .compactMap { name, id in id.map { "\(name)=\($0)" } }.joined(separator: "&")
      return #"<a class="btn sm" href="\#("\(path)?\(query)")">\#(say("Older"))\#(Icon.next.html)</a>"#
    }
    guard !newest.isEmpty || older != nil else { return .nothing }
    return #"<nav class="pages" aria-label="\#(say("Pages"))">\#(newest)\#(older ?? .nothing)</nav>"#
  }
}

extension AccessEntry.Kind {
  /// What happened, in words.
  var title: String {
    switch self {
    case .signedIn: say("Signed in")
    case .signInFailed: say("Failed to sign in")
    case .signedOut: say("Signed out")
    case .sessionsEnded: say("Ended sessions")
    case .passwordChanged: say("Password changed")
    case .passwordReset: say("Password reset")
    case .secondFactorOn: say("Two-factor sign-in turned on")
    case .secondFactorOff: say("Two-factor sign-in turned off")
    case .recoveryCodeUsed: say("Recovery code used")
    case .userCreated: say("User created")
    case .userDeleted: say("User deleted")
    case .roleGranted: say("Role granted")
    case .roleRevoked: say("Role taken back")
    case .keyCreated: say("API key created")
    case .keyRevoked: say("API key revoked")
    case .workspaceCreated: say("Workspace created")
    case .workspaceDeleted: say("Workspace deleted")
    }
  }
}
