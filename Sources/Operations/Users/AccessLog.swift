import Identity
import Journal
import Storage

/// Who changes who may come in.
public enum AccessActor: Hashable, Sendable {
  case commandLine
  case user(UserID)
  /// Whoever typed the password of nobody, or a wrong one.
  case stranger

  public var text: String {
    switch self {
    case .commandLine: "command_line"
    case .user(let user): "user/\(user)"
    case .stranger: "stranger"
    }
  }

  /// The user who acts under this name, in the access log and in facts.
  public static func user(in actor: String) -> UserID? {
    actor.hasPrefix("user/") ? UserID(String(actor.dropFirst(5))) : nil
  }
}

extension WorkspaceDirectory {
  func entry(
    _ kind: AccessEntry.Kind, by actor: AccessActor, about user: UserID? = nil, in workspace: String? = nil,
    detail: String? = nil
  ) -> AccessEntry {
    AccessEntry(
      id: identifiers.next(AccessEntryEntity.self), recorded: clock.now, kind: kind, actor: actor.text,
      user: user, workspace: workspace, detail: detail)
  }
}

/// What people did in one workspace and what became of their access to it, the newest first.
public struct WorkspaceLog: Sendable {
  public enum Line: Sendable {
    case entry(AccessEntry)
    case fact(RecordedFact)
  }

  /// How far somebody has read: the last line of each kind that was shown.
  public struct Place: Hashable, Sendable {
    public var entry: String?
    public var fact: String?

    public init(entry: String? = nil, fact: String? = nil) {
      self.entry = entry
      self.fact = fact
    }
  }

  public let lines: [Line]
  /// Where it goes on; nil at its end.
  public let next: Place?
  /// What the users in it are called who still are users.
  public let emails: [UserID: String]
}

extension UserDirectory {
  /// How many failed tries to sign in are kept for a user, and for all who are none.
  static let failuresKept = 100

  /// How long it is kept who came in and went: a year, and some days to look back at it.
  static let signInsKeptSeconds: Int64 = 400 * 86_400
  static let signInsForgottenAtOnce = 100

  /// The access log, the newest first.
  /// - Parameter email: only what this user did and what was done to this user.
  public func accessLog(of email: String? = nil, _ page: Page) async throws -> PageResult<AccessEntry> {
    let user: User? = if let email { try await known(email) } else { nil }
    return try await control.read { try $0.accessEntries(of: user?.id, page) }
  }

  /// - Throws: `UnknownCursor`.
  public func log(
    of workspace: OpenWorkspace, after place: WorkspaceLog.Place, limit: Int
  ) async throws -> WorkspaceLog {
    let key = workspace.record.key
    let entries = try await control.read { rows in
      try rows.accessEntries(
        concerning: key, Page(limit: limit, cursor: place.entry.map { .after($0) }))
    }
    let facts = try await workspace.read {
      try $0.factsOfUsers(Page(limit: limit, cursor: place.fact.map { .after($0) }))
    }
    var lines: [WorkspaceLog.Line] = []
    var next = place
    var (waitingEntries, waitingFacts) = (entries.elements[...], facts.elements[...])
    while lines.count < limit {
      let (entry, fact) = (waitingEntries.first, waitingFacts.first)
      if let entry, fact.map({ entry.recorded >= $0.recorded }) ?? true {
        lines.append(.entry(entry))
        next.entry = entry.id.text
        waitingEntries = waitingEntries.dropFirst()
      } else if let fact {
        lines.append(.fact(fact))
        next.fact = fact.id.text
        waitingFacts = waitingFacts.dropFirst()
      } else {
        break
      }
    }
    let hasMore =
      entries.hasMore || facts.hasMore || !waitingEntries.isEmpty || !waitingFacts.isEmpty
    return WorkspaceLog(lines: lines, next: hasMore ? next : nil, emails: try await emails(in: lines))
  }

  private func emails(in lines: [WorkspaceLog.Line]) async throws -> [UserID: String] {
    let named = Set(
      lines.flatMap { line -> [UserID] in
        switch line {
        case .entry(let entry): [entry.user, AccessActor.user(in: entry.actor)].compactMap(\.self)
        case .fact(let fact): [AccessActor.user(in: fact.cause.actor)].compactMap(\.self)
        }
      })
    return try await emails().filter { named.contains($0.key) }
  }

  /// What every user is called.
  public func emails() async throws -> [UserID: String] {
    let users = try await control.read { try $0.users() }
    return Dictionary(uniqueKeysWithValues: users.map { ($0.id, $0.email) })
  }
}
