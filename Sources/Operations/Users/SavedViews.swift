import Storage

public typealias SavedView = Storage.SavedView
public typealias SavedViewID = Storage.SavedViewID

/// What somebody wants to see again. Each has their own; they are no part of the business, so no facts tell
/// of them, and whoever may only look may keep them too.
extension UserDirectory {
  public static let savedViewsMost = 50

  /// - Parameter query: what the page's address asks for.
  /// - Returns: false when there are too many already.
  public func saveView(
    _ name: String, of page: String, query: String, for user: User, in workspace: Workspace
  ) async throws -> Bool {
    let view = SavedView(
      id: identifiers.next(SavedViewEntity.self), user: user.id, workspace: workspace.key, name: name,
      page: page, query: query, created: clock.now)
    return try await control.write(locking: ["views/\(user.id)"]) { rows in
      let known = try rows.savedViews(of: user.id, in: workspace.key)
      guard known.count < Self.savedViewsMost || known.contains(where: { $0.name == name }) else {
        return false
      }
      try rows.put(view)
      return true
    }
  }

  public func savedViews(of user: User, in workspace: Workspace) async throws -> [SavedView] {
    try await control.read { try $0.savedViews(of: user.id, in: workspace.key) }
  }

  /// False when there is no such view of theirs.
  public func deleteView(_ id: SavedViewID, of user: User) async throws -> Bool {
    try await control.write { try $0.delete(savedView: id, of: user.id) }
  }
}
