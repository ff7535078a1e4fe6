import Hummingbird
import Identity
import Journal
import Operations

/// One request as its page sees it: who asks, in which workspace, what for.
struct Visit: Sendable {
  let users: UserDirectory
  let cookies: SiteCookies
  let requestID: String
  let path: String
  /// The address that shows this page again, or the first page where only a form leads here.
  let place: String
  let query: FormFields
  let form: FormFields
  /// What the route's template named.
  let names: [String: String]
  /// The session's token, or for someone who is not signed in the token of the browser's visit.
  let token: String
  let visitor: Visitor?
  /// A new mark for a form that is rendered now.
  let mark: String
  /// The visitor's address, as far as it is known.
  let address: String

  /// What a form must carry to be taken.
  var proof: String { FormProof.proof(for: token) }

  func name(_ name: String) -> String {
    guard let value = names[name] else { preconditionFailure("the route has no {\(name)}") }
    return value
  }
}

/// A visit in a workspace that the visitor may see.
struct Room: Sendable {
  let visit: Visit
  let visitor: Visitor
  let workspace: OpenWorkspace
  let powers: Powers

  /// Whether a form that needs this is for the visitor; its button is not shown to others.
  func may(_ permission: Permission) -> Bool { powers.allow(permission) }

  var query: FormFields { visit.query }
  var form: FormFields { visit.form }
  var cause: FactCause { FactCause(actor: "user/\(visitor.user.id)", requestID: visit.requestID) }

  /// The address of a page here. A workspace's name may be "." or "..", which browsers would take for a step
  /// in the path; its account never is.
  func path(_ rest: String = "") -> String {
    let record = workspace.record
    let name = record.name.allSatisfy { $0 == "." } ? record.account : record.name
    return "/w/\(name)\(rest.isEmpty || rest.hasPrefix("?") ? rest : "/\(rest)")"
  }

  func read<Answer: Sendable>(
    _ question: @escaping @Sendable (Snapshot) throws -> Answer
  ) async throws -> Answer {
    let language = Language.current
    return try await workspace.read { snapshot in
      try Language.$current.withValue(language) { try question(snapshot) }
    }
  }

  /// Reads one thing that the path names.
  func known<Thing: Sendable>(
    _ question: @escaping @Sendable (Snapshot) throws -> Thing?
  ) async throws -> Thing {
    guard let thing = try await read(question) else { throw SiteRefusal.missing }
    return thing
  }

  /// Performs a command once for a rendered form, however often it is sent, and tells where its result is.
  /// - Parameter place: the page of what came out, below the workspace.
  func perform<C: Command>(
    _ command: C, place: @escaping @Sendable (C.Outcome) -> String
  ) async throws -> SiteAnswer {
    let mark = form.exactly(FormMark.once)
    guard (10...64).contains(mark.utf8.count),
      let key = IdempotencyKey("page/\(visitor.user.id)/\(mark)")
    else { throw SiteRefusal.unreadable }
    let said = form.canonicalText(without: [FormMark.proof, FormMark.once])
    let identity = RequestIdentity(
      cause: cause, requestID: visit.requestID, key: key,
      fingerprint: FormProof.digest("\(visit.path)\n\(said)"))
    let rendering = Rendering<C.Outcome>(
      outcome: { outcome, _ in Reply(status: 303, body: Array(place(outcome).utf8)) },
      refusal: { _, _ in nil })
    let answer = try await workspace.reply(to: command, for: identity, rendering: rendering)
    return .redirect(path(String(decoding: answer.reply.body, as: UTF8.self)))
  }
}

/// The hidden fields of every form.
enum FormMark {
  /// That we rendered it; see ``FormProof``.
  static let proof = "proof"
  /// Which rendering it is, so that sending it twice does nothing twice.
  static let once = "once"
}
