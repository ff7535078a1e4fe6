import Chronology
import Storage

/// Somebody who may look at a workspace.
public struct Person: Sendable {
  public let id: UserID
  public let email: String
  /// Granted in this workspace.
  public let role: Role?
  /// Granted in all.
  public let everywhere: Role?
  public let hasSecondFactor: Bool
  public let lastSeen: Instant?
}

extension UserDirectory {
  /// Who may look at a workspace, by e-mail.
  public func people(of workspace: Workspace) async throws -> [Person] {
    try await control.read { rows in
      let roles = Dictionary(
        uniqueKeysWithValues: try rows.roles(in: workspace.key).map { ($0.user, $0.role) })
      let seen = try rows.lastSeen()
      let secured = try rows.usersWithSecondFactor()
      return try rows.users().filter { $0.everywhere != nil || roles[$0.id] != nil }.map { user in
        Person(
          id: user.id, email: user.email, role: roles[user.id], everywhere: user.everywhere,
          hasSecondFactor: secured.contains(user.id), lastSeen: seen[user.id])
      }
    }
  }

  /// Changes the role that somebody was granted in a workspace, or takes it away when nil.
  ///
  /// A workspace keeps an owner; whoever runs the program may do otherwise.
  /// - Throws: ``UserRefusal/noRole(email:workspace:)``, ``UserRefusal/lastOwner(workspace:)``.
  public func changeRole(
    of user: UserID, to role: Role?, in workspace: Workspace, by owner: UserID
  ) async throws {
    let entry = workspaces.entry(
      role == nil ? .roleRevoked : .roleGranted, by: .user(owner), about: user, in: workspace.key,
      detail: role?.rawValue)
    // Two owners must not take each other's role away at once.
    try await control.write(locking: ["workspace_role/\(workspace.key)"]) { rows in
      let granted = try rows.roles(in: workspace.key)
      guard let known = try rows.user(user), let had = granted.first(where: { $0.user == user })?.role else {
        throw UserRefusal.noRole(email: user.text, workspace: workspace.name)
      }
      guard had != role else { return }
      let otherOwners =
        try rows.users().filter { $0.everywhere == .owner }.map(\.id)
        + granted.filter { $0.role == .owner && $0.user != known.id }.map(\.user)
      guard role == .owner || !otherOwners.isEmpty else {
        throw UserRefusal.lastOwner(workspace: workspace.name)
      }
      if let role {
        try rows.grant(WorkspaceRole(user: user, workspace: workspace.key, role: role))
      } else {
        _ = try rows.withdrawRole(of: user, in: workspace.key)
      }
      try rows.insert(entry)
    }
  }
}
