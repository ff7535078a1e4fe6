import Chronology
import Identity

/// These are about the control database.
extension Connection {
  public func insert(_ user: User) throws {
    try execute(
      """
      INSERT INTO person (id, email, password, everywhere, created)
      VALUES (:id, :email, :password, :everywhere, :created)
      """,
      [
        "id": user.id, "email": user.email, "password": user.password,
        "everywhere": user.everywhere?.rawValue, "created": user.created,
      ])
  }

  public func user(_ id: UserID) throws -> User? {
    try first(Statements.select + "WHERE id = :id", ["id": id], user)
  }

  public func user(email: String) throws -> User? {
    try first(Statements.select + "WHERE email = :email", ["email": email], user)
  }

  /// All of them, by e-mail.
  public func users() throws -> [User] {
    try query(Statements.select + "ORDER BY email", [:], user)
  }

  public func setPassword(of user: UserID, to password: String) throws {
    try changeOne(
      "setting a password", "UPDATE person SET password = :password WHERE id = :id",
      ["password": password, "id": user])
  }

  /// The role in all workspaces, or none.
  public func setRoleEverywhere(of user: UserID, to role: Role?) throws {
    try changeOne(
      "setting a role", "UPDATE person SET everywhere = :role WHERE id = :id",
      ["role": role?.rawValue, "id": user])
  }

  /// Takes the user away with sessions and roles.
  public func delete(user id: UserID) throws {
    try endSessions(of: id)
    try endHalfSessions(of: id)
    try deleteSecondFactor(of: id)
    try execute("DELETE FROM workspace_role WHERE person = :id", ["id": id])
    try execute("DELETE FROM saved_view WHERE person = :id", ["id": id])
    try changeOne("deleting a user", "DELETE FROM person WHERE id = :id", ["id": id])
  }

  /// Gives a role, in place of one that was given before.
  public func grant(_ role: WorkspaceRole) throws {
    try execute(
      """
      INSERT INTO workspace_role (person, workspace, role) VALUES (:person, :workspace, :role)
      ON CONFLICT (person, workspace) DO UPDATE SET role = excluded.role
      """, ["person": role.user, "workspace": role.workspace, "role": role.role.rawValue])
  }

  /// False when there was no role to take.
  public func withdrawRole(of user: UserID, in workspace: String) throws -> Bool {
    try execute(
      "DELETE FROM workspace_role WHERE person = :person AND workspace = :workspace",
      ["person": user, "workspace": workspace]) == 1
  }

  public func roles(of user: UserID) throws -> [WorkspaceRole] {
    try query(
      "SELECT person, workspace, role FROM workspace_role WHERE person = :person ORDER BY workspace",
      ["person": user], workspaceRole)
  }

  /// Who was given a role in a workspace itself.
  public func roles(in workspace: String) throws -> [WorkspaceRole] {
    try query(
      "SELECT person, workspace, role FROM workspace_role WHERE workspace = :workspace ORDER BY person",
      ["workspace": workspace], workspaceRole)
  }

  private func workspaceRole(_ row: any Row) throws -> WorkspaceRole {
    WorkspaceRole(
      user: try row.identifier("person"), workspace: try row.text("workspace"), role: try row.choice("role"))
  }

  private func user(_ row: any Row) throws -> User {
    User(
      id: try row.identifier("id"), email: try row.text("email"), password: try row.text("password"),
      everywhere: try row.textOrNil("everywhere") == nil ? nil : row.choice("everywhere"),
      created: try row.instant("created"))
  }
}

private enum Statements {
  static let select: SQL = "SELECT id, email, password, everywhere, created FROM person"
}
