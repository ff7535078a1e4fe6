import Chronology
import Identity
import Journal
import Notation
import Relations

extension Connection {
  public func fact(_ id: FactID) throws -> RecordedFact? {
    try first(Statements.byID, ["id": id], recordedFact)
  }

  /// The place of the newest fact that this transaction sees, whether or not readers may take it yet.
  public func newestPlace() throws -> JournalPlace {
    try first(
      "SELECT stamp, position FROM fact ORDER BY stamp DESC, position DESC LIMIT 1", [:], journalPlace)
      ?? .start
  }

  /// Whom the facts at some positions are about, nil standing for those that are about no customer. On
  /// SQLite, whose positions follow the commits.
  public func customersOfFacts(_ positions: ClosedRange<Int64>) throws -> Set<CustomerID?> {
    let found: [CustomerID?] = try query(
      "SELECT DISTINCT customer FROM fact WHERE position >= :first AND position <= :last",
      ["first": positions.lowerBound, "last": positions.upperBound]
    ) { try $0.identifierOrNil("customer") }
    return Set(found)
  }

  private func journalPlace(_ row: any Row) throws -> JournalPlace {
    JournalPlace(stamp: try row.integer("stamp"), position: try row.integer("position"))
  }

  /// The next facts for a reader that has come as far as `place`: in the journal's order, without gaps.
  ///
  /// Facts of transactions that may still have company in front of them are not shown yet.
  public func facts(after place: JournalPlace, limit: Int) throws -> [RecordedFact] {
    try next(after: place, limit: limit, recordedFact)
  }

  /// The same, of which `read` looks at no more than it needs.
  func next<Element>(
    after place: JournalPlace, limit: Int, _ read: (any Row) throws -> Element
  ) throws -> [Element] {
    try next(
      after: place, below: journalHorizon(), limit: limit, Statements.afterInStamp, Statements.afterStamp,
      read)
  }

  /// The next `limit` facts that say what a contract brings in, and the place up to which there are no more;
  /// nil when the journal goes no further.
  ///
  /// Most facts say nothing about it, and reading them would be most of the work of a fold.
  public func recurringFacts(
    after place: JournalPlace, limit: Int
  ) throws -> (facts: [RecordedFact], through: JournalPlace?) {
    let horizon = try journalHorizon()
    let found = try next(
      after: place, below: horizon, limit: limit, Statements.recurringInStamp, Statements.recurringAfterStamp,
      recordedFact)
    if found.count == limit { return (found, found.last?.place) }
    let end = try first(Statements.newestBelow, ["horizon": horizon], journalPlace)
    return (found, end.flatMap { $0 > place ? $0 : nil })
  }

  /// Two statements, because SQLite looks up `(stamp, position) > (…)` by the stamp alone, which is the same
  /// for all its facts: each step would pass by everything that was read before.
  private func next<Element>(
    after place: JournalPlace, below horizon: Int64, limit: Int, _ inStamp: SQL, _ afterStamp: SQL,
    _ read: (any Row) throws -> Element
  ) throws -> [Element] {
    var found: [Element] = []
    if place.stamp < horizon {
      found = try query(
        inStamp, ["stamp": place.stamp, "position": place.position, "limit": limit], read)
    }
    guard found.count < limit else { return found }
    return try found
      + query(
        afterStamp, ["stamp": place.stamp, "horizon": horizon, "limit": limit - found.count], read)
  }

  /// The history of one thing, oldest first; with `through`, as far as that place and not further.
  public func facts(subject: String, through place: JournalPlace? = nil) throws -> [RecordedFact] {
    guard let place else { return try query(Statements.bySubject, ["subject": subject], recordedFact) }
    return try query(
      Statements.bySubjectThrough,
      ["subject": subject, "stamp": place.stamp, "position": place.position], recordedFact)
  }

  /// The newest facts about one thing, newest first.
  public func facts(subject: String, newest limit: Int) throws -> [RecordedFact] {
    try query(Statements.newestBySubject, ["subject": subject, "limit": limit], recordedFact)
  }

  /// Facts by when they were recorded, newest first; `page.created` bounds that instant, its cursor is a
  /// fact's id.
  /// - Parameter kinds: any of these; nil for all. Read from the newest on, so rare kinds want a bound.
  public func facts(kinds: [String]?, _ page: Page) throws -> PageResult<RecordedFact> {
    var listing = Listing("fact", order: ["recorded", "stamp", "position"])
    listing.require("replace(:kinds, '|' || kind || '|', '') <> :kinds", "kinds", kinds.map(packed))
    return try facts(listing, page)
  }

  /// Facts that users made happen on pages, newest first; like those by kind.
  public func factsOfUsers(_ page: Page) throws -> PageResult<RecordedFact> {
    var listing = Listing("fact", order: ["recorded", "stamp", "position"])
    // As the index `fact_by_user` says it; '0' follows '/'.
    listing.require("actor >= 'user/'")
    listing.require("actor < 'user0'")
    return try facts(listing, page)
  }

  private func facts(_ listing: Listing, _ page: Page) throws -> PageResult<RecordedFact> {
    var listing = listing
    listing.require(page.created, of: "recorded")
    var place: [any ValueConvertible]?
    if let id = page.cursor?.id {
      place = try first("SELECT recorded, stamp, position FROM fact WHERE id = :id", ["id": id]) {
        [try $0.integer("recorded"), try $0.integer("stamp"), try $0.integer("position")]
      }
      if place == nil { throw UnknownCursor(id: id) }
    }
    let window = listing.window(page, place: place)
    return window.result(try query(Statements.select + window.tail, window.values, recordedFact))
  }

  func recordedFact(_ row: any Row) throws -> RecordedFact {
    let id: FactID = try row.identifier("id")
    let place = JournalPlace(stamp: try row.integer("stamp"), position: try row.integer("position"))
    let kind = try row.text("kind")
    let subject = try row.text("subject")
    let payload = try row.text("payload")
    let cause = FactCause(
      actor: try row.text("actor"), requestID: try row.textOrNil("request_id"),
      idempotencyKey: try row.textOrNil("idempotency_key"))
    let fact: Fact
    do {
      fact = try Fact(kind: kind, subject: subject, payload: JSON(parsing: payload.utf8))
    } catch {
      throw StorageFailure.unreadableColumn("payload: a fact that this program cannot read")
    }
    return RecordedFact(
      id: id, place: place, fact: fact, cause: cause, effective: try row.instant("effective"),
      recorded: try row.instant("recorded"))
  }
}

private enum Statements {
  static let select: SQL =
    """
    SELECT id, stamp, position, kind, subject, payload, actor, request_id, idempotency_key, effective,
      recorded
    FROM fact
    """
  static let byID = select + "WHERE id = :id"
  static let afterInStamp =
    select + "WHERE stamp = :stamp AND position > :position ORDER BY position LIMIT :limit"
  static let afterStamp =
    select + "WHERE stamp > :stamp AND stamp < :horizon ORDER BY stamp, position LIMIT :limit"
  static let recurringInStamp =
    select
    + "WHERE recurring = 1 AND stamp = :stamp AND position > :position ORDER BY position LIMIT :limit"
  static let recurringAfterStamp =
    select
      + """
      WHERE recurring = 1 AND stamp > :stamp AND stamp < :horizon ORDER BY stamp, position LIMIT :limit
      """
  static let newestBelow: SQL =
    """
    SELECT stamp, position FROM fact WHERE stamp < :horizon ORDER BY stamp DESC, position DESC LIMIT 1
    """
  static let bySubject = select + "WHERE subject = :subject ORDER BY stamp, position"
  static let newestBySubject =
    select + "WHERE subject = :subject ORDER BY stamp DESC, position DESC LIMIT :limit"
  static let bySubjectThrough =
    select
      + """
      WHERE subject = :subject AND (stamp, position) <= (:stamp, :position) ORDER BY stamp, position
      """
}
