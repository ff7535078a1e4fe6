import Chronology
import Identity

/// These are about the control database.
extension Connection {
  public func insert(_ entry: AccessEntry) throws {
    try execute(
      """
      INSERT INTO access_entry (id, recorded, kind, actor, person, workspace, detail)
      VALUES (:id, :recorded, :kind, :actor, :person, :workspace, :detail)
      """,
      [
        "id": entry.id, "recorded": entry.recorded, "kind": entry.kind.rawValue, "actor": entry.actor,
        "person": entry.user, "workspace": entry.workspace, "detail": entry.detail,
      ])
  }

  /// Keeps the newest `count` entries of a kind about somebody, or about nobody; whoever guesses passwords
  /// fills no disk.
  public func trimAccessEntries(_ kind: AccessEntry.Kind, about user: UserID?, to count: Int) throws {
    let whom: SQL = user == nil ? "person IS NULL" : "person = :person"
    let known: [(String, any ValueConvertible)] = user.map { [("person", $0)] } ?? []
    try execute(
      "DELETE FROM access_entry WHERE id IN (SELECT id FROM access_entry WHERE kind = :kind AND" + whom
        + "ORDER BY recorded DESC, id DESC LIMIT 1000 OFFSET :count)",
      Values([("kind", kind.rawValue), ("count", count)] + known))
  }

  /// Takes away who came in and went from before an instant, the oldest first and only so many; what people
  /// changed stays.
  public func forgetSignIns(before instant: Instant, limit: Int) throws {
    try execute(
      "DELETE FROM access_entry WHERE id IN (SELECT id FROM access_entry WHERE"
        + AccessEntryConditions.signIns
        + "AND recorded < :before ORDER BY recorded, id LIMIT :limit)",
      ["before": instant, "limit": limit])
  }

  /// All entries, the newest first; the cursor is an entry's id.
  /// - Parameter user: only those that this user did or that are about this user.
  public func accessEntries(of user: UserID? = nil, _ page: Page) throws -> PageResult<AccessEntry> {
    var listing = Listing("access_entry", order: ["recorded", "id"])
    listing.require("(person = :person OR actor = 'user/' || :person)", "person", user)
    return try accessEntries(listing, page)
  }

  /// What concerns a workspace: its own entries, roles in all workspaces, and what became of whoever may look
  /// at it.
  public func accessEntries(concerning workspace: String, _ page: Page) throws -> PageResult<AccessEntry> {
    var listing = Listing("access_entry", order: ["recorded", "id"])
    listing.require(
      """
      (workspace = :workspace OR (workspace IS NULL AND (kind IN ('role_granted', 'role_revoked')
        OR person IN (SELECT person FROM workspace_role WHERE workspace = :workspace)
        OR person IN (SELECT id FROM person WHERE everywhere IS NOT NULL))))
      """, "workspace", workspace)
    return try accessEntries(listing, page)
  }

  private func accessEntries(_ listing: Listing, _ page: Page) throws -> PageResult<AccessEntry> {
    var place: [any ValueConvertible]?
    if let id = page.cursor?.id {
      place = try first("SELECT recorded FROM access_entry WHERE id = :id", ["id": id]) {
        [try $0.integer("recorded"), id]
      }
      if place == nil { throw UnknownCursor(id: id) }
    }
    let window = listing.window(page, place: place)
    let select: SQL = "SELECT id, recorded, kind, actor, person, workspace, detail FROM access_entry"
    return window.result(
      try query(select + window.tail, window.values) { row in
        AccessEntry(
          id: try row.identifier("id"), recorded: try row.instant("recorded"), kind: try row.choice("kind"),
          actor: try row.text("actor"), user: try row.identifierOrNil("person"),
          workspace: try row.textOrNil("workspace"), detail: try row.textOrNil("detail"))
      })
  }
}

enum AccessEntryConditions {
  /// In the words of the index.
  static let signIns: SQL = "kind IN ('signed_in', 'signed_out', 'sign_in_failed')"
}
