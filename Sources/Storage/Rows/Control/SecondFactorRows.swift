import Chronology
import Identity

/// What somebody shows besides the password: codes that an app makes of a secret and the time.
public struct SecondFactor: Hashable, Sendable {
  public let user: UserID
  /// Base32, as the app takes it. It stands in the database as it is, because codes are made of it.
  public let secret: String
  /// Since when codes are asked for; nil until the app has shown that it makes the right ones.
  public let confirmed: Instant?
  /// The half minute of the last code that was taken. No earlier one is taken again, nor this.
  public let lastStep: Int64

  public init(user: UserID, secret: String, confirmed: Instant?, lastStep: Int64) {
    self.user = user
    self.secret = secret
    self.confirmed = confirmed
    self.lastStep = lastStep
  }
}

/// These are about the control database.
extension Connection {
  public func secondFactor(of user: UserID) throws -> SecondFactor? {
    try first(
      "SELECT person, secret, confirmed, last_step FROM second_factor WHERE person = :person",
      ["person": user]
    ) { row in
      SecondFactor(
        user: try row.identifier("person"), secret: try row.text("secret"),
        confirmed: try row.instantOrNil("confirmed"), lastStep: try row.integer("last_step"))
    }
  }

  /// Whose codes are asked for.
  public func usersWithSecondFactor() throws -> Set<UserID> {
    Set(
      try query("SELECT person FROM second_factor WHERE confirmed IS NOT NULL") {
        try $0.identifier("person")
      })
  }

  /// A new secret, in place of one that was never confirmed.
  public func propose(_ factor: SecondFactor) throws {
    try execute(
      """
      INSERT INTO second_factor (person, secret, confirmed, last_step)
      VALUES (:person, :secret, NULL, :step)
      ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step
      WHERE second_factor.confirmed IS NULL
      """, ["person": factor.user, "secret": factor.secret, "step": factor.lastStep])
  }

  /// False when there is no secret that waits for this.
  public func confirmSecondFactor(of user: UserID, at instant: Instant) throws -> Bool {
    try execute(
      "UPDATE second_factor SET confirmed = :at WHERE person = :person AND confirmed IS NULL",
      ["at": instant, "person": user]) == 1
  }

  /// Takes the code of a half minute. False when it, or a later one, was taken before.
  public func takeStep(_ step: Int64, of user: UserID) throws -> Bool {
    try execute(
      "UPDATE second_factor SET last_step = :step WHERE person = :person AND last_step < :step",
      ["step": step, "person": user]) == 1
  }

  /// Takes secret and recovery codes away. False when there was no secret.
  @discardableResult
  public func deleteSecondFactor(of user: UserID) throws -> Bool {
    try execute("DELETE FROM recovery_code WHERE person = :person", ["person": user])
    return try execute("DELETE FROM second_factor WHERE person = :person", ["person": user]) == 1
  }

  /// New recovery codes in place of all old ones.
  public func setRecoveryCodes(of user: UserID, hashes: [String]) throws {
    try execute("DELETE FROM recovery_code WHERE person = :person", ["person": user])
    for hash in hashes {
      try execute(
        "INSERT INTO recovery_code (person, hash) VALUES (:person, :hash)", ["person": user, "hash": hash])
    }
  }

  /// False when there is no such code, or it was taken before.
  public func takeRecoveryCode(_ hash: String, of user: UserID) throws -> Bool {
    try execute(
      "DELETE FROM recovery_code WHERE person = :person AND hash = :hash", ["person": user, "hash": hash])
      == 1
  }

  public func recoveryCodeCount(of user: UserID) throws -> Int {
    try first("SELECT COUNT(*) AS number FROM recovery_code WHERE person = :person", ["person": user]) {
      Int(try $0.integer("number"))
    } ?? 0
  }
}

/// Somebody who has shown the password and not yet the code. Only the hash of what the browser shows is kept.
extension Connection {
  public func beginHalfSession(_ hash: String, of user: UserID, at instant: Instant) throws {
    try execute(
      "INSERT INTO half_session (hash, person, created) VALUES (:hash, :person, :created)",
      ["hash": hash, "person": user, "created": instant])
  }

  public func halfSession(_ hash: String) throws -> (user: UserID, created: Instant)? {
    try first("SELECT person, created FROM half_session WHERE hash = :hash", ["hash": hash]) { row in
      (try row.identifier("person"), try row.instant("created"))
    }
  }

  /// False when it is gone already.
  public func endHalfSession(_ hash: String) throws -> Bool {
    try execute("DELETE FROM half_session WHERE hash = :hash", ["hash": hash]) == 1
  }

  public func endHalfSessions(of user: UserID) throws {
    try execute("DELETE FROM half_session WHERE person = :person", ["person": user])
  }

  public func endHalfSessions(before instant: Instant) throws {
    try execute("DELETE FROM half_session WHERE created < :instant", ["instant": instant])
  }
}
