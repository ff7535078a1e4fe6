import Chronology
import Identity

public enum SavedViewEntity: Identified {
  public static let prefix = "view"
}
public typealias SavedViewID = Identifier<SavedViewEntity>

/// A page of a workspace as somebody wants to see it again, under a name of their own.
public struct SavedView: Hashable, Sendable {
  public let id: SavedViewID
  public let user: UserID
  /// The workspace's key.
  public let workspace: String
  public let name: String
  /// The page below the workspace, such as `invoices`.
  public let page: String
  /// What its address asks for.
  public let query: String
  public let created: Instant

  public init(
    id: SavedViewID, user: UserID, workspace: String, name: String, page: String, query: String,
    created: Instant
  ) {
    self.id = id
    self.user = user
    self.workspace = workspace
    self.name = name
    self.page = page
    self.query = query
    self.created = created
  }
}

/// These are about the control database.
extension Connection {
  /// Keeps a view; one of the same name is replaced.
  public func put(_ view: SavedView) throws {
    try execute(
      """
      INSERT INTO saved_view (id, person, workspace, name, page, query, created)
      VALUES (:id, :person, :workspace, :name, :page, :query, :created)
      ON CONFLICT (person, workspace, name) DO UPDATE SET page = excluded.page, query = excluded.query
      """,
      [
        "id": view.id, "person": view.user, "workspace": view.workspace, "name": view.name,
        "page": view.page, "query": view.query, "created": view.created,
      ])
  }

  /// Somebody's views of a workspace, by name.
  public func savedViews(of user: UserID, in workspace: String) throws -> [SavedView] {
    try query(
      """
      SELECT id, person, workspace, name, page, query, created FROM saved_view
      WHERE person = :person AND workspace = :workspace ORDER BY name
      """, ["person": user, "workspace": workspace]
    ) { row in
      SavedView(
        id: try row.identifier("id"), user: try row.identifier("person"),
        workspace: try row.text("workspace"), name: try row.text("name"), page: try row.text("page"),
        query: try row.text("query"), created: try row.instant("created"))
    }
  }

  /// False when there is no such view of theirs.
  public func delete(savedView id: SavedViewID, of user: UserID) throws -> Bool {
    try execute(
      "DELETE FROM saved_view WHERE id = :id AND person = :person", ["id": id, "person": user]) == 1
  }
}
