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
    try first(
      "SELECT hash, person, created, seen FROM person_session WHERE hash = :hash", ["hash": hash]
    ) { row in
      UserSession(
        hash: try row.text("hash"), user: try row.identifier("person"), created: try row.instant("created"),
        seen: try row.instant("seen"))
    }
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

  /// Throws away what began before `instant`: it is over, whether or not somebody still holds its token.
  public func endSessions(before instant: Instant) throws {
    try execute("DELETE FROM person_session WHERE created < :instant", ["instant": instant])
  }
}
