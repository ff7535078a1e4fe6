import Chronology
import Identity

/// These are about the control database.
extension Connection {
  public func insert(_ session: UserSession) throws {
    try execute(
      "INSERT INTO person_session (hash, person, created, seen) VALUES (:hash, :person, :created, :seen)",
      ["hash": session.hash, "person": session.user, "created": session.created, "seen": session.seen])
  }

  public func session(hash: String) throws -> UserSession? {
    try first(Statements.select + "WHERE hash = :hash", ["hash": hash], session)
  }

  /// Those of a user that are not over, the one used last first.
  public func sessions(
    of user: UserID, createdAfter earliest: Instant, seenAfter latest: Instant
  ) throws -> [UserSession] {
    try query(
      Statements.select
        + """
        WHERE person = :person AND created > :created AND seen > :seen ORDER BY seen DESC, created DESC, hash
        """, ["person": user, "created": earliest, "seen": latest], session)
  }

  /// When each user was last here: used a session that is still kept, came in or left.
  public func lastSeen() throws -> [UserID: Instant] {
    let found: [(UserID, Instant)] = try query(
      """
      SELECT person, MAX(seen) AS seen FROM (
        SELECT person, seen FROM person_session
        UNION ALL
        SELECT person, recorded AS seen FROM access_entry
        WHERE kind IN ('signed_in', 'signed_out') AND person IS NOT NULL) AS visit
      GROUP BY person
      """
    ) { (try $0.identifier("person"), try $0.instant("seen")) }
    return Dictionary(uniqueKeysWithValues: found)
  }

  private func session(_ row: any Row) throws -> UserSession {
    UserSession(
      hash: try row.text("hash"), user: try row.identifier("person"), created: try row.instant("created"),
      seen: try row.instant("seen"))
  }

  /// Notes that a session was used. One that ended meanwhile stays ended.
  public func see(session hash: String, at instant: Instant) throws {
    try execute("UPDATE person_session SET seen = :at WHERE hash = :hash", ["at": instant, "hash": hash])
  }

  /// False when there was no such session.
  @discardableResult
  public func end(session hash: String) throws -> Bool {
    try execute("DELETE FROM person_session WHERE hash = :hash", ["hash": hash]) == 1
  }

  public func endSessions(of user: UserID) throws {
    try execute("DELETE FROM person_session WHERE person = :person", ["person": user])
  }

  /// Ends all of a user's sessions but one, and tells how many that were.
  public func endSessions(of user: UserID, but hash: String) throws -> Int {
    try execute(
      "DELETE FROM person_session WHERE person = :person AND hash <> :hash", ["person": user, "hash": hash])
  }

  /// Throws away what began before `instant`: it is over, whether or not somebody still holds its token.
  public func endSessions(before instant: Instant) throws {
    try execute("DELETE FROM person_session WHERE created < :instant", ["instant": instant])
  }
}

private enum Statements {
  static let select: SQL = "SELECT hash, person, created, seen FROM person_session"
}
