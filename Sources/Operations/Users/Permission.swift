import Storage

/// One kind of thing that somebody may do in a workspace.
public enum Permission: Hashable, Sendable, CaseIterable {
  /// To look at everything of the business.
  case look
  /// To make and change customers, to begin and end their subscriptions, to apply codes.
  case serve
  /// What concerns papers and books: invoices by hand and what becomes of invoices, credit notes, tax rates,
  /// and what figures need beside the business.
  case bill
  /// To change what is sold: products, prices, coupons and their codes.
  case offer
  /// To see who may come in and what they did, and to change it.
  case govern
}

extension Role {
  /// The one place that says who may do what.
  public func allows(_ permission: Permission) -> Bool {
    switch permission {
    case .look: true
    case .serve: self == .support || self == .owner
    case .bill: self == .finance || self == .owner
    case .offer, .govern: self == .owner
    }
  }
}

/// What somebody may do in one workspace: the role that was granted there and the one in all workspaces count
/// together.
public struct Powers: Hashable, Sendable {
  /// Without those that add nothing to the others; never empty.
  public let roles: [Role]

  /// Nil for somebody who has no role.
  init?(_ granted: [Role]) {
    let most = Role.allCases.filter(granted.contains)
    guard !most.isEmpty else { return nil }
    if most.contains(.owner) {
      roles = [.owner]
    } else {
      roles = most.count == 1 ? most : most.filter { $0 != .viewer }
    }
  }

  public func allow(_ permission: Permission) -> Bool { roles.contains { $0.allows(permission) } }
}
